"""One article with everything that belongs to it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, RowMapping, Select, or_, select

from crawler.archive.articles.edits import Edit
from crawler.archive.articles.revisions import Version
from crawler.archive.database.schema import articles, images, links, pages, revisions
from crawler.archive.pages.places import PagePlace
from crawler.archive.text import ArticleText


class FullArticle(NamedTuple):
    """An article and what belongs to it."""

    row: RowMapping
    """Of ``articles``."""
    images: Sequence[Row[Any]]
    addresses: Sequence[Row[Any]]
    """``url`` and ``section`` of the links that lead to it otherwise."""
    family: Sequence[RowMapping]
    """All articles with this text, itself included, the oldest first; one alone when there are no copies."""
    versions: Sequence[Version]
    """Its texts, the oldest first."""
    pages: Sequence[int]
    """Revisions whose page is kept."""
    older: Row[Any] | None
    """``article_id`` and ``title`` of the article before it in its section."""
    newer: Row[Any] | None


MEMBER = ("id", "article_id", "newspaper", "title", "section", "subsection", "published_at", "published_precision")
MEMBER_COLUMNS = [
    articles.c[name] for name in (*MEMBER, "url", "duplicate_of", "duplicate_kind", "gone_at", "content_hash")
]


def read_article(connection: Connection, newspaper: str, article_id: str) -> FullArticle | None:
    """An article by the newspaper's own id; None when there is none."""
    of_article = (articles.c.newspaper == newspaper, articles.c.article_id == article_id)
    row = connection.execute(select(articles).where(*of_article)).mappings().one_or_none()
    if row is None:
        return None
    older, newer = _neighbours(connection, row)
    return FullArticle(
        row=row,
        images=connection.execute(
            select(images).where(images.c.article == row["id"]).order_by(images.c.position)
        ).all(),
        addresses=_addresses(connection, row),
        family=_family(connection, row),
        versions=_versions(connection, row),
        pages=connection.scalars(
            select(pages.c.revision).where(pages.c.article == row["id"]).order_by(pages.c.revision)
        ).all(),
        older=older,
        newer=newer,
    )


def read_page_place(connection: Connection, newspaper: str, article_id: str, revision: int) -> PagePlace | None:
    """Where the page of a revision is kept; None when it is not."""
    row = connection.execute(
        select(pages.c.file, pages.c.start, pages.c.length)
        .join(articles, articles.c.id == pages.c.article)
        .where(articles.c.newspaper == newspaper, articles.c.article_id == article_id, pages.c.revision == revision)
    ).one_or_none()
    return PagePlace(*row) if row else None


def read_images(connection: Connection, newspaper: str, article_id: str) -> Sequence[Row[Any]]:
    """Rows of ``images`` of an article, in the order printed."""
    statement = (
        select(images)
        .join(articles, articles.c.id == images.c.article)
        .where(articles.c.newspaper == newspaper, articles.c.article_id == article_id)
        .order_by(images.c.position)
    )
    return connection.execute(statement).all()


def has_article(connection: Connection, newspaper: str, article_id: str) -> bool:
    """Whether an article is stored."""
    of_article = (articles.c.newspaper == newspaper, articles.c.article_id == article_id)
    return connection.execute(select(articles.c.id).where(*of_article)).one_or_none() is not None


def _addresses(connection: Connection, row: RowMapping) -> Sequence[Row[Any]]:
    statement: Select[Any] = (
        select(links.c.url, links.c.section)
        .where(
            links.c.newspaper == row["newspaper"],
            links.c.article_id == row["article_id"],
            or_(links.c.url != row["url"], links.c.section != row["section"]),
        )
        .order_by(links.c.url, links.c.section)
    )
    return connection.execute(statement).all()


def _family(connection: Connection, row: RowMapping) -> Sequence[RowMapping]:
    head = row["duplicate_of"] or row["id"]
    # SQLite looks at all articles for one statement with OR.
    conditions = (articles.c.id == head, articles.c.duplicate_of == head)
    members = [row for one in conditions for row in connection.execute(select(*MEMBER_COLUMNS).where(one)).mappings()]
    return sorted(members, key=lambda member: int(member["id"]))


def _versions(connection: Connection, row: RowMapping) -> list[Version]:
    earlier = connection.execute(
        select(revisions).where(revisions.c.article == row["id"]).order_by(revisions.c.revision)
    )
    before = [_version(one.revision, one.seen_at, one.edit, one._mapping) for one in earlier]
    return [*before, _version(row["revision"], row["fetched_at"], None, row)]


def _version(revision: int, seen_at: Any, edit: Edit | None, text: Any) -> Version:
    return Version(revision, seen_at, edit, ArticleText(text["title"], text["lead"], text["body"]))


def _neighbours(connection: Connection, row: RowMapping) -> tuple[Row[Any] | None, Row[Any] | None]:
    """The articles before and after one in its section; None at the ends, and for one without a date."""
    if row["published_at"] is None:
        return None, None
    published, moment, number = articles.c.published_at, row["published_at"], row["id"]
    statement: Select[Any] = (
        select(articles.c.article_id, articles.c.title)
        .where(
            articles.c.newspaper == row["newspaper"],
            articles.c.section == row["section"],
            published.is_not(None),
            articles.c.duplicate_of.is_(None),
        )
        .limit(1)
    )
    # The first part of each lets the index be entered at the moment; comparing rows does not, in SQLite.
    older = statement.where(published <= moment, or_(published < moment, articles.c.id < number))
    newer = statement.where(published >= moment, or_(published > moment, articles.c.id > number))
    older = older.order_by(published.desc(), articles.c.id.desc())
    newer = newer.order_by(published, articles.c.id)
    return connection.execute(older).one_or_none(), connection.execute(newer).one_or_none()
