"""The articles of an export, read in one pass and in constant memory."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, RowMapping, func, select

from crawler.archive.database.schema import articles
from crawler.archive.database.statements import streamed
from crawler.archive.selection import Selection, conditions


def count_articles(connection: Connection, selection: Selection) -> int:
    """Number of the selected articles."""
    number: int = connection.execute(
        select(func.count()).select_from(articles).where(*conditions(selection))
    ).scalar_one()
    return number


def read_articles(connection: Connection, selection: Selection) -> Iterator[Sequence[RowMapping]]:
    """Rows of ``articles`` in the order they were first stored, chunk by chunk."""
    statement = select(articles).where(*conditions(selection)).order_by(articles.c.id)
    with streamed(connection, statement) as chunks:
        yield from chunks
