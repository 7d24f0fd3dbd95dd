"""Stores articles with their pictures and revisions: new, revised or unchanged, in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    true,
    update,
)

from crawler.archive.archived_fields import completed, is_completed, with_captions
from crawler.archive.articles.edits import kind_of_edit
from crawler.archive.articles.insert import INSERT_PICTURES, NewArticle, insert_new, picture_rows
from crawler.archive.database.postgresql_pipeline import PIPELINED, meanwhile
from crawler.archive.database.schema import articles, images, revisions
from crawler.archive.database.statements import is_article
from crawler.archive.duplicates import links as duplicates
from crawler.archive.duplicates.fingerprints import Fingerprint
from crawler.archive.duplicates.index import CANDIDATES, key_parameters, most_similar_first
from crawler.archive.duplicates.links import Candidate
from crawler.archive.duplicates.similarity import ComparableText, Kind
from crawler.archive.frontier import entries
from crawler.archive.frontier.recheck import next_recheck
from crawler.archive.migrations import VERSION, refuse_newer
from crawler.archive.pages.places import PagePlace, note_page
from crawler.archive.search import index as search_index
from crawler.archive.search.index import Document
from crawler.archive.text import TEXT_FIELDS, ArticleText

Outcome = Literal["new", "revised", "unchanged"]

REVISION_FIELDS = (*TEXT_FIELDS, "content_hash")
"""Fields of a revision."""

# Built once, see docs/decisions/0006.
_ARTICLE = is_article(bindparam("newspaper"), bindparam("article_id"))
_KNOWN = select(articles).where(_ARTICLE)
_UPDATE = update(articles).where(articles.c.id == bindparam("known_id")).execution_options(**PIPELINED)
_INSERT_REVISION = insert(revisions).execution_options(**PIPELINED)
_KNOWN_IMAGES = select(images).where(images.c.article == bindparam("article")).order_by(images.c.position)
_DELETE_IMAGES = delete(images).where(images.c.article == bindparam("article")).execution_options(**PIPELINED)


def _look_up(next_id: ColumnElement[int]) -> Select[Any]:
    """The id for a new article, NULL for a known one, joined with each article that it may duplicate.

    Also the schema's version: another node may have migrated the archive since this program opened it.
    """
    known = select(articles.c.id).where(_ARTICLE).scalar_subquery()
    own = select(case((known.is_(None), next_id)).label("new_id"), VERSION.scalar_subquery().label("version")).cte()
    proposed = CANDIDATES.subquery()
    return select(*own.c, *proposed.c).join_from(own, proposed, true(), isouter=True)


# The id is fetched before the insertion, which then need not be waited for.
_LOOK_UP = {
    "sqlite": _look_up(select(func.coalesce(func.max(articles.c.id), 0) + 1).scalar_subquery()),
    "postgresql": _look_up(func.nextval(func.pg_get_serial_sequence("articles", "id"))),
}


@dataclass(frozen=True, slots=True)
class Stored:
    """The result of storing an article."""

    id: int
    outcome: Outcome
    revision: int
    duplicate: Kind | None = None
    """How it duplicates another article, if that was found now; the copy may be the older of the two."""


def store_article(
    connection: Connection,
    values: Mapping[str, Any],
    pictures: list[dict[str, Any]],
    now: datetime,
    keep_page: Callable[[], PagePlace] | None = None,
) -> Stored:
    """Store an article, link its duplicates, and mark it stored in the frontier.

    ``values`` has the columns of ``articles`` that an item and its ``content_hash`` give; ``pictures`` those of
    ``images``, in the order printed; ``keep_page`` stores the page of a new or changed text and returns its place.
    When the text differs from the stored one in substance, the stored one becomes a revision; otherwise the stored
    text stays. Needs a transaction of its own, or one that holds :func:`duplicates.lock`. It can be repeated when
    PostgreSQL ends it with a :class:`Deadlock`, because it and another one wait for each other.
    """
    text, document = ComparableText(_text(values)), Document.of(values)
    fingerprint = text.fingerprint
    duplicates.lock_text(connection, fingerprint)
    new_id, proposed = _look_up_article(connection, values, fingerprint, document)
    if new_id is not None:
        new = {"id": new_id, **values, "revision": 1, "first_seen_at": now, "fetched_at": now}
        recheck_at = next_recheck(values["published_at"], now)
        insert_new(connection, NewArticle(new, pictures, recheck_at, document, fingerprint))
        stored = Stored(new_id, "new", 1)
        candidate = Candidate(new_id, text, values["published_at"] or now, indexed=fingerprint)
    else:
        stored = _update(connection, values, pictures, now)
        if stored.outcome == "unchanged":
            return stored
        candidate = duplicates.read(connection, stored.id)
    link = duplicates.link_duplicates(connection, candidate, proposed)
    if keep_page is not None:
        note_page(connection, stored.id, stored.revision, keep_page())
    return stored if link is None else replace(stored, duplicate=link.kind)


def _look_up_article(
    connection: Connection, values: Mapping[str, Any], fingerprint: Fingerprint, document: Document
) -> tuple[int | None, list[Row[Any]]]:
    """The id for a new article, and the articles that it may duplicate.

    :raises SchemaTooNew: when a newer program has migrated the archive.
    """
    found = connection.execute(
        _LOOK_UP[connection.dialect.name],
        _key(values) | key_parameters(fingerprint),
        execution_options=meanwhile(lambda: document.word_vector),
    ).all()
    refuse_newer(found[0].version)
    return found[0].new_id, most_similar_first((row for row in found if row.id is not None), fingerprint)


def _update(connection: Connection, values: Mapping[str, Any], pictures: list[dict[str, Any]], now: datetime) -> Stored:
    known = connection.execute(_KNOWN, _key(values)).mappings().one()
    if is_completed(known):
        pictures = with_captions(connection, known["id"], pictures)
        values = completed(connection, known["id"], values)
    stored, row = _update_row(connection, known, values, now)
    _replace_images(connection, stored.id, pictures)
    recheck_at = next_recheck(values["published_at"], now)
    entries.mark_stored(connection, values["newspaper"], values["article_id"], recheck_at)
    search_index.put(connection, known, row)
    return stored


def _update_row(
    connection: Connection, known: Mapping[Any, Any], values: Mapping[str, Any], now: datetime
) -> tuple[Stored, Mapping[Any, Any]]:
    same = values["content_hash"] == known["content_hash"]
    edit = None if same else kind_of_edit(_text(known), _text(values))
    changes = {name: value for name, value in values.items() if not same or name not in REVISION_FIELDS}
    revision = known["revision"] if edit is None else known["revision"] + 1
    if edit is not None:
        earlier = {name: known[name] for name in REVISION_FIELDS}
        row = {"article": known["id"], "revision": known["revision"], "seen_at": known["fetched_at"], "edit": edit}
        connection.execute(_INSERT_REVISION, row | earlier)
    changes |= {"revision": revision, "fetched_at": now, "gone_at": None}
    connection.execute(_UPDATE, {"known_id": known["id"], **changes})
    stored = Stored(known["id"], "unchanged" if edit is None else "revised", revision)
    return stored, {**known, **changes}


def _key(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: values[name] for name in ("newspaper", "article_id")}


def _text(row: Mapping[Any, Any]) -> ArticleText:
    return ArticleText(row["title"], row["lead"], row["body"])


def _replace_images(connection: Connection, article: int, pictures: list[dict[str, Any]]) -> None:
    known = [dict(row) for row in connection.execute(_KNOWN_IMAGES, {"article": article}).mappings()]
    kept = {row["url"]: {"path": row["path"], "sha256": row["sha256"]} for row in known}
    unkept = {"path": None, "sha256": None}
    rows = [row | kept.get(row["url"], unkept) for row in picture_rows(article, pictures)]
    if rows == known:
        return
    connection.execute(_DELETE_IMAGES, {"article": article})
    if rows:
        connection.execute(INSERT_PICTURES, rows)
