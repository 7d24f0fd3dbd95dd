"""The kept pages and pictures that a WACZ is packed of."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, RowMapping, Select, and_, case, func, select

from crawler.archive.database.schema import articles, images, pages, revisions
from crawler.archive.database.statements import streamed
from crawler.archive.selection import Selection, conditions
from crawler.archive.text import TEXT_FIELDS


def count_kept(connection: Connection, selection: Selection) -> int:
    """Number of kept pages of the selected articles."""
    statement = select(func.count()).select_from(pages).join(articles, articles.c.id == pages.c.article)
    return connection.execute(statement.where(*conditions(selection))).scalar_one()


def kept_pages(connection: Connection, selection: Selection) -> Iterator[Sequence[RowMapping]]:
    """Rows of ``pages`` with ``title``, ``lead`` and ``body`` of their revision, in the order of their places."""
    with streamed(connection, _kept_pages(selection)) as chunks:
        yield from chunks


def kept_pictures_of(connection: Connection, selection: Selection) -> Iterator[Sequence[RowMapping]]:
    """``url``, ``path`` and ``fetched_at`` of the kept pictures of the selected articles, each address once."""
    fetched_at = func.max(articles.c.fetched_at, type_=articles.c.fetched_at.type).label("fetched_at")
    statement = (
        select(images.c.url, images.c.path, fetched_at)
        .join(articles, articles.c.id == images.c.article)
        .where(images.c.path.is_not(None), *conditions(selection))
        .group_by(images.c.url, images.c.path)
        .order_by(images.c.url)
    )
    with streamed(connection, statement) as chunks:
        yield from chunks


def _kept_pages(selection: Selection) -> Select[tuple[object, ...]]:
    is_current = pages.c.revision == articles.c.revision
    text = [case((is_current, articles.c[name]), else_=revisions.c[name]).label(name) for name in TEXT_FIELDS]
    earlier = and_(revisions.c.article == pages.c.article, revisions.c.revision == pages.c.revision)
    return (
        select(*pages.c, *text)
        .join_from(pages, articles, articles.c.id == pages.c.article)
        .join(revisions, earlier, isouter=True)
        .where(*conditions(selection))
        .order_by(pages.c.file, pages.c.start)
    )
