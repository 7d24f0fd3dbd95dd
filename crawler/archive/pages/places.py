"""Places of stored pages in the page archive, and the rules that last read them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, bindparam, case, func, or_, select, tuple_, update

from crawler.archive.archived_fields import completed, is_completed
from crawler.archive.database.schema import articles, pages, revisions
from crawler.archive.database.statements import insert_missing
from crawler.archive.duplicates import links as duplicates
from crawler.archive.search import index as search_index
from crawler.archive.text import TEXT_FIELDS

READ = ("language", "kicker", "author", "published_at", "published_precision", "published_raw", "tags")
"""Fields that are read from a page; URL and section are not."""


class PagePlace(NamedTuple):
    """Place of a page in the page archive."""

    file: str
    """Name of the WARC file."""
    start: int
    """Start of the page's record, in bytes."""
    length: int
    """Length of the record, in bytes."""


def note_page(connection: Connection, article: int, revision: int, place: PagePlace) -> None:
    """Record the place of a revision's page; belongs in the transaction that stores the revision."""
    insert_missing(connection, pages, [{"article": article, "revision": revision, **place._asdict()}])


def count_pages(connection: Connection, rules: str | None = None) -> int:
    """Number of stored pages; with ``rules`` only those last read by other rules."""
    statement = select(func.count()).select_from(pages)
    if rules is not None:
        statement = statement.where(_other_rules(rules))
    number: int = connection.execute(statement).scalar_one()
    return number


def next_pages(connection: Connection, rules: str, after: tuple[int, int], limit: int) -> Sequence[RowMapping]:
    """Pages last read by other rules, with the stored values of their revision, ordered by (article, revision).

    A row has all columns of ``pages``, those of ``articles``, and ``is_current``; ``title``, ``lead``, ``body`` and
    ``content_hash`` are those of the revision.
    """
    is_current = pages.c.revision == articles.c.revision
    text = [
        case((is_current, articles.c[name]), else_=revisions.c[name]).label(name)
        for name in (*TEXT_FIELDS, "content_hash")
    ]
    others = [articles.c[name] for name in ("newspaper", "article_id", "url", "sources", *READ)]
    statement = (
        select(*pages.c, is_current.label("is_current"), *others, *text)
        .join_from(pages, articles, articles.c.id == pages.c.article)
        .join(
            revisions,
            and_(revisions.c.article == pages.c.article, revisions.c.revision == pages.c.revision),
            isouter=True,
        )
        .where(_other_rules(rules), tuple_(pages.c.article, pages.c.revision) > tuple_(*after))
        .order_by(pages.c.article, pages.c.revision)
        .limit(limit)
    )
    return connection.execute(statement).mappings().all()


def note_rules(connection: Connection, rows: Iterable[Mapping[Any, Any]], rules: str) -> None:
    """Record that these pages were read by the rules."""
    key = and_(pages.c.article == bindparam("of_article"), pages.c.revision == bindparam("of_revision"))
    keys = [{"of_article": row["article"], "of_revision": row["revision"]} for row in rows]
    if keys:
        connection.execute(update(pages).where(key).values(rules=rules), keys)


def replace_reading(connection: Connection, row: Mapping[Any, Any], values: Mapping[str, Any]) -> None:
    """Replace the stored values of a revision by a new reading of its page.

    The newspaper has changed nothing, so there is no new revision. Needs :func:`duplicates.lock` before.
    """
    if not row["is_current"]:
        text = {name: values[name] for name in (*TEXT_FIELDS, "content_hash")}
        key = and_(revisions.c.article == row["article"], revisions.c.revision == row["revision"])
        connection.execute(update(revisions).where(key).values(**text))
        return
    before = connection.execute(select(articles).where(articles.c.id == row["article"])).mappings().one()
    if is_completed(before):
        values = completed(connection, row["article"], values)
    changes = {name: values[name] for name in (*TEXT_FIELDS, *READ, "content_hash", "sources")}
    connection.execute(update(articles).where(articles.c.id == row["article"]).values(**changes))
    search_index.put(connection, before, {**before, **changes})
    if values["content_hash"] != before["content_hash"]:
        duplicates.link_duplicates(connection, duplicates.read(connection, row["article"]))


def _other_rules(rules: str) -> ColumnElement[bool]:
    return or_(pages.c.rules.is_(None), pages.c.rules != rules)
