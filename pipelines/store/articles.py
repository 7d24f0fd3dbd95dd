"""Articles, their pictures and their earlier texts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, bindparam, case, delete, func, insert, select, update

from pipelines.comparable import Text
from pipelines.edits import kind_of_edit
from pipelines.likeness import Kind
from pipelines.store import duplicates, frontier, search_index
from pipelines.store.duplicates import Standing
from pipelines.store.pages import PagePlace, note_page
from pipelines.store.pipelining import UNANSWERED
from pipelines.store.recheck import next_look
from pipelines.store.schema import articles, images, revisions

Outcome = Literal["new", "revised", "unchanged"]

TEXT = ("title", "lead", "body", "content_hash")
"""What a revision keeps."""

# Built once, as docs/decisions/0006 tells.
_ARTICLE = (articles.c.newspaper == bindparam("newspaper"), articles.c.article_id == bindparam("article_id"))
_KNOWN_ID = select(articles.c.id).where(*_ARTICLE).scalar_subquery()
_KNOWN = select(articles).where(*_ARTICLE)
_INSERT = insert(articles).execution_options(**UNANSWERED)
_UPDATE = update(articles).where(articles.c.id == bindparam("known_id")).execution_options(**UNANSWERED)
_INSERT_REVISION = insert(revisions).execution_options(**UNANSWERED)
_KNOWN_IMAGES = select(images).where(images.c.article == bindparam("article")).order_by(images.c.position)
_INSERT_IMAGES = insert(images).execution_options(**UNANSWERED)
_DELETE_IMAGES = delete(images).where(images.c.article == bindparam("article")).execution_options(**UNANSWERED)


def _new_id(next_id: ColumnElement[int]) -> Select[Any]:
    """The id that an article gets; NULL when it has one."""
    return select(case((_KNOWN_ID.is_(None), next_id)))


# Asked for before and not after the insertion, which need not be waited for then.
_NEW_ID = {
    "sqlite": _new_id(select(func.coalesce(func.max(articles.c.id), 0) + 1).scalar_subquery()),
    "postgresql": _new_id(func.nextval(func.pg_get_serial_sequence("articles", "id"))),
}


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an article in the archive."""

    id: int
    outcome: Outcome
    revision: int
    duplicate: Kind | None = None
    """How it repeats another article, when that was found just now; the copy may be the older one of the two."""


@dataclass(frozen=True, slots=True)
class _Written:
    """An article whose own row is written, and nothing else yet."""

    stored: Stored
    before: Mapping[Any, Any] | None
    """Its row as it was; None when it is new."""
    row: Mapping[Any, Any]


def store_article(
    connection: Connection,
    values: Mapping[str, Any],
    pictures: list[dict[str, Any]],
    now: datetime,
    keep_page: Callable[[], PagePlace] | None = None,
) -> Stored:
    """Store what was read of an article, link it with what it repeats, and mark it done in the frontier.

    ``values`` has the columns of ``articles`` that an item and its ``content_hash`` give; ``pictures`` those of
    ``images``, in the order printed; ``keep_page`` keeps the page of a new or changed text and tells where. When the
    text differs from the stored one in substance, the stored one becomes a revision. A text that is the same in
    substance stays as it was first stored. Belongs in a transaction of its own.
    """
    newspaper, article_id = values["newspaper"], values["article_id"]
    key = {"newspaper": newspaper, "article_id": article_id}
    duplicates.lock(connection)
    new_id = connection.scalar(_NEW_ID[connection.dialect.name], key)
    if new_id is not None:
        written = _insert(connection, new_id, values, now)
    else:
        written = _update(connection, connection.execute(_KNOWN, key).mappings().one(), values, now)
    stored = written.stored
    _store_images(connection, stored, pictures)
    frontier.mark_stored(connection, newspaper, article_id, next_look(values.get("published_at"), now))
    search_index.put(connection, written.before, written.row)
    if stored.outcome == "unchanged":
        return stored
    link = duplicates.settle(connection, _standing(connection, written))
    if keep_page is not None:
        note_page(connection, stored.id, stored.revision, keep_page())
    return stored if link is None else replace(stored, duplicate=link.kind)


def _insert(connection: Connection, new_id: int, values: Mapping[str, Any], now: datetime) -> _Written:
    row = {"id": new_id, **values, "revision": 1, "first_seen_at": now, "fetched_at": now}
    connection.execute(_INSERT, row)
    return _Written(Stored(new_id, "new", 1), None, row)


def _update(connection: Connection, known: Mapping[Any, Any], values: Mapping[str, Any], now: datetime) -> _Written:
    same = values["content_hash"] == known["content_hash"]
    edit = None if same else kind_of_edit(_text(known), _text(values))
    changes = {name: value for name, value in values.items() if not same or name not in TEXT}
    revision = known["revision"] if edit is None else known["revision"] + 1
    if edit is not None:
        earlier = {name: known[name] for name in TEXT}
        row = {"article": known["id"], "revision": known["revision"], "seen_at": known["fetched_at"], "edit": edit}
        connection.execute(_INSERT_REVISION, row | earlier)
    changes |= {"revision": revision, "fetched_at": now, "gone_at": None}
    connection.execute(_UPDATE, {"known_id": known["id"], **changes})
    stored = Stored(known["id"], "unchanged" if edit is None else "revised", revision)
    return _Written(stored, known, {**known, **changes})


def _standing(connection: Connection, written: _Written) -> Standing:
    """How the article stands among the others; of a new one that is known without asking."""
    if written.before is not None:
        return duplicates.read(connection, written.stored.id)
    row = written.row
    return Standing(written.stored.id, _text(row), row.get("published_at") or row["first_seen_at"])


def _text(row: Mapping[Any, Any]) -> Text:
    return Text(row["title"], row["lead"], row["body"])


def _store_images(connection: Connection, stored: Stored, pictures: list[dict[str, Any]]) -> None:
    rows = [{"article": stored.id, "position": place, **picture} for place, picture in enumerate(pictures, start=1)]
    if stored.outcome != "new":
        known = [dict(row) for row in connection.execute(_KNOWN_IMAGES, {"article": stored.id}).mappings()]
        kept = {row["url"]: {"path": row["path"], "sha256": row["sha256"]} for row in known}
        rows = [row | kept.get(row["url"], {"path": None, "sha256": None}) for row in rows]
        if rows == known:
            return
        connection.execute(_DELETE_IMAGES, {"article": stored.id})
    if rows:
        connection.execute(_INSERT_IMAGES, rows)
