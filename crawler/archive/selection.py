"""The selection of articles that a command reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement

from crawler.archive.database.schema import articles
from crawler.newspapers.model import VIETNAM


@dataclass(frozen=True, slots=True)
class Selection:
    """Articles by newspaper, section, author and day of publication; by default all without duplicates."""

    section: str | None = None
    """Path of a section, including subsections; None for all."""
    since: date | None = None
    until: date | None = None
    """Days of publication in Vietnam, both inclusive."""
    with_duplicates: bool = False
    newspaper: str | None = None
    author: str | None = None
    """As printed, to the letter."""


def conditions(selection: Selection) -> Iterator[ColumnElement[bool]]:
    """What rows of ``articles`` must fulfil to be selected."""
    section, _, subsection = (selection.section or "").partition("/")
    wanted = {"newspaper": selection.newspaper, "section": section, "subsection": subsection}
    for name, value in {**wanted, "author": selection.author}.items():
        if value:
            yield articles.c[name] == value
    if not selection.with_duplicates:
        yield articles.c.duplicate_of.is_(None)
    if selection.since:
        yield articles.c.published_at >= _midnight(selection.since)
    if selection.until and selection.until < date.max:
        yield articles.c.published_at < _midnight(selection.until + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)
