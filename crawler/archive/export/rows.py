"""The articles of an export, read in one pass and in constant memory."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select

from crawler.archive.database.schema import articles
from crawler.archive.database.statements import streamed
from crawler.archive.selection import Selection
from crawler.newspapers.model import VIETNAM


def count_articles(connection: Connection, selection: Selection) -> int:
    """Number of the selected articles."""
    number: int = connection.execute(_narrow(select(func.count()).select_from(articles), selection)).scalar_one()
    return number


def read_articles(connection: Connection, selection: Selection) -> Iterator[Sequence[RowMapping]]:
    """Rows of ``articles`` in the order they were first stored, chunk by chunk."""
    statement = _narrow(select(articles), selection).order_by(articles.c.id)
    with streamed(connection, statement) as chunks:
        yield from chunks


def _narrow(statement: Select[Any], selection: Selection) -> Select[Any]:
    if not selection.with_duplicates:
        statement = statement.where(articles.c.duplicate_of.is_(None))
    if selection.since:
        statement = statement.where(articles.c.published_at >= _midnight(selection.since))
    if selection.until and selection.until < date.max:
        statement = statement.where(articles.c.published_at < _midnight(selection.until + timedelta(days=1)))
    if selection.section:
        section, _, subsection = selection.section.partition("/")
        statement = statement.where(articles.c.section == section)
        if subsection:
            statement = statement.where(articles.c.subsection == subsection)
    return statement


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)
