"""The selection of articles that a command reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select

from crawler.archive.database.schema import articles
from crawler.newspapers.model import VIETNAM


@dataclass(frozen=True, slots=True)
class Selection:
    """Articles by newspaper, section, author and day of publication; by default all without duplicates.

    Within one newspaper only what it printed twice itself is a duplicate, not what another one printed before.
    """

    section: str | None = None
    """Path of a section, including subsections; None for all."""
    since: date | None = None
    until: date | None = None
    """Days of publication in Vietnam, both inclusive."""
    with_duplicates: bool = False
    newspaper: str | None = None
    author: str | None = None
    """As printed, to the letter."""


def _once_in_newspaper() -> ColumnElement[bool]:
    original, other = articles.alias("original"), articles.alias("other")
    has_original = exists().where(
        original.c.id == articles.c.duplicate_of, original.c.newspaper == articles.c.newspaper
    )
    is_earlier = or_(
        other.c.published_at < articles.c.published_at,
        and_(other.c.published_at == articles.c.published_at, other.c.id < articles.c.id),
        and_(articles.c.published_at.is_(None), or_(other.c.published_at.is_not(None), other.c.id < articles.c.id)),
    )
    has_earlier = exists().where(
        other.c.duplicate_of == articles.c.duplicate_of, other.c.newspaper == articles.c.newspaper, is_earlier
    )
    repeats = or_(has_original.correlate(articles), has_earlier.correlate(articles))
    return or_(articles.c.duplicate_of.is_(None), ~repeats)


ONCE_IN_NEWSPAPER = _once_in_newspaper()
"""That an article is the oldest of its family in its own newspaper."""

# Compiled inside a statement of articles: alone, its subqueries would read that table anew.
ONCE_IN_NEWSPAPER_SQL = str(select(articles.c.id).where(ONCE_IN_NEWSPAPER)).partition("WHERE ")[2]
"""The same as text, for statements that select from ``articles``."""


def conditions(selection: Selection) -> Iterator[ColumnElement[bool]]:
    """What rows of ``articles`` must fulfil to be selected."""
    section, _, subsection = (selection.section or "").partition("/")
    wanted = {"newspaper": selection.newspaper, "section": section, "subsection": subsection}
    for name, value in {**wanted, "author": selection.author}.items():
        if value:
            yield articles.c[name] == value
    if not selection.with_duplicates:
        yield ONCE_IN_NEWSPAPER if selection.newspaper else articles.c.duplicate_of.is_(None)
    if selection.since:
        yield articles.c.published_at >= _midnight(selection.since)
    if selection.until and selection.until < date.max:
        yield articles.c.published_at < _midnight(selection.until + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)
