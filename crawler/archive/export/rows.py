"""The articles that an export takes, read in one pass and in constant memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select

from crawler.archive.database.schema import VIETNAM, articles
from crawler.archive.database.statements import streamed


@dataclass(frozen=True, slots=True)
class Part:
    """Which articles are wanted."""

    section: str | None = None
    """Path of a section, whose subsections belong to it."""
    since: date | None = None
    until: date | None = None
    """Days of publication in Vietnam, both inclusive."""
    with_duplicates: bool = False


def count_articles(connection: Connection, part: Part) -> int:
    """How many articles there are of a part."""
    number: int = connection.execute(_narrow(select(func.count()).select_from(articles), part)).scalar_one()
    return number


def read_articles(connection: Connection, part: Part) -> Iterator[Sequence[RowMapping]]:
    """Rows of ``articles`` in the order they were first stored, chunk by chunk."""
    statement = _narrow(select(articles), part).order_by(articles.c.id)
    with streamed(connection, statement) as chunks:
        yield from chunks


def _narrow(statement: Select[Any], part: Part) -> Select[Any]:
    if not part.with_duplicates:
        statement = statement.where(articles.c.duplicate_of.is_(None))
    if part.since:
        statement = statement.where(articles.c.published_at >= _midnight(part.since))
    if part.until and part.until < date.max:
        statement = statement.where(articles.c.published_at < _midnight(part.until + timedelta(days=1)))
    if part.section:
        section, _, subsection = part.section.partition("/")
        statement = statement.where(articles.c.section == section)
        if subsection:
            statement = statement.where(articles.c.subsection == subsection)
    return statement


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)
