"""Articles, their pictures and their earlier texts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, insert, select, update

from pipelines.comparable import Text
from pipelines.edits import kind_of_edit
from pipelines.likeness import Kind
from pipelines.store import duplicates, frontier, search_index
from pipelines.store.recheck import next_look
from pipelines.store.schema import articles, images, revisions

Outcome = Literal["new", "revised", "unchanged"]

TEXT = ("title", "lead", "body", "content_hash")
"""What a revision keeps."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an article in the archive."""

    id: int
    outcome: Outcome
    revision: int
    duplicate: Kind | None = None
    """How it repeats another article, when that was found just now; the copy may be the older one of the two."""


def store_article(
    connection: Connection, values: Mapping[str, Any], pictures: list[dict[str, Any]], now: datetime
) -> Stored:
    """Store what was read of an article, link it with what it repeats, and mark it done in the frontier.

    ``values`` has the columns of ``articles`` that an item and its ``content_hash`` give; ``pictures`` those of
    ``images``, in the order printed. When the text differs from the stored one in substance, the stored one becomes
    a revision. A text that is the same in substance stays as it was first stored. Belongs in a transaction of its
    own, of which it must be the first statement.
    """
    duplicates.lock(connection)
    newspaper, article_id = values["newspaper"], values["article_id"]
    known = connection.execute(
        select(articles).where(articles.c.newspaper == newspaper, articles.c.article_id == article_id)
    ).one_or_none()
    stored = _insert(connection, values, now) if known is None else _update(connection, known, values, now)
    _store_pictures(connection, stored, pictures)
    frontier.mark_stored(connection, newspaper, article_id, next_look(values.get("published_at"), now))
    if stored.outcome == "unchanged":
        return stored
    link = duplicates.settle(connection, stored.id)
    return stored if link is None else replace(stored, duplicate=link.kind)


def _insert(connection: Connection, values: Mapping[str, Any], now: datetime) -> Stored:
    row = {**values, "revision": 1, "first_seen_at": now, "fetched_at": now}
    key = connection.execute(insert(articles).values(**row).returning(articles.c.id)).scalar_one()
    search_index.put(connection, None, row | {"id": key})
    return Stored(key, "new", 1)


def _update(connection: Connection, known: Row[Any], values: Mapping[str, Any], now: datetime) -> Stored:
    same = values["content_hash"] == known.content_hash
    edit = None if same else kind_of_edit(_text(known._mapping), _text(values))
    changes = {name: value for name, value in values.items() if not same or name not in TEXT}
    revision = known.revision if edit is None else known.revision + 1
    if edit is not None:
        earlier = {name: getattr(known, name) for name in TEXT}
        row = {"article": known.id, "revision": known.revision, "seen_at": known.fetched_at, "edit": edit, **earlier}
        connection.execute(insert(revisions).values(**row))
    connection.execute(
        update(articles)
        .where(articles.c.id == known.id)
        .values(**changes, revision=revision, fetched_at=now, gone_at=None)
    )
    search_index.put(connection, known._mapping, {**known._mapping, **changes})
    return Stored(known.id, "unchanged" if edit is None else "revised", revision)


def _text(row: Mapping[Any, Any]) -> Text:
    return Text(row["title"], row["lead"], row["body"])


def _store_pictures(connection: Connection, stored: Stored, pictures: list[dict[str, Any]]) -> None:
    article = stored.id
    rows = [{"article": article, "position": place, **picture} for place, picture in enumerate(pictures, start=1)]
    if stored.outcome != "new":
        known = connection.execute(select(images).where(images.c.article == article)).mappings().all()
        kept = {row["url"]: {"path": row["path"], "sha256": row["sha256"]} for row in known}
        rows = [row | kept.get(row["url"], {"path": None, "sha256": None}) for row in rows]
        if sorted(rows, key=_position) == sorted(map(dict, known), key=_position):
            return
        connection.execute(delete(images).where(images.c.article == article))
    if rows:
        connection.execute(insert(images), rows)


def _position(picture: Mapping[str, Any]) -> int:
    position: int = picture["position"]
    return position
