"""Read-only queries for report, doctor and statistics."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, func, or_, select, text

from crawler.archive.database.schema import articles, frontier, images, pages, revisions, runs
from crawler.archive.database.statements import publication_day
from crawler.archive.frontier.entries import in_state
from crawler.archive.selection import ONCE_IN_NEWSPAPER

FIELDS = ("kicker", "lead", "author", "published_at")
"""Columns of ``articles`` that may be empty."""


class Printed(NamedTuple):
    """Number of articles of one section published on one day."""

    day: str
    """``YYYY-MM-DD``, Vietnam time."""
    section: str
    articles: int


class Coverage(NamedTuple):
    """Number of articles, in total and with each field."""

    articles: int
    fields: dict[str, int]


class Failure(NamedTuple):
    """An article whose last try failed."""

    article_id: str
    url: str
    state: str
    attempts: int
    reason: str
    next_try_at: datetime | None


def runs_since(connection: Connection, newspaper: str, since: datetime) -> Sequence[Row[Any]]:
    """A newspaper's runs since a moment, oldest first."""
    statement = select(runs).where(runs.c.newspaper == newspaper, runs.c.started_at >= since).order_by(runs.c.id)
    return connection.execute(statement).all()


def one_run(connection: Connection, number: int) -> Row[Any] | None:
    """The record of one run."""
    return connection.execute(select(runs).where(runs.c.id == number)).one_or_none()


def printed_since(connection: Connection, newspaper: str, since: datetime) -> list[Printed]:
    """Stored articles by day of publication and section, since a moment, without duplicates of its own."""
    day = publication_day(connection)
    statement = (
        select(day.label("day"), articles.c.section, func.count())
        .where(articles.c.newspaper == newspaper, articles.c.published_at >= since, ONCE_IN_NEWSPAPER)
        .group_by(day, articles.c.section)
    )
    return [Printed(*row) for row in connection.execute(statement)]


def coverage_since(connection: Connection, newspaper: str, since: datetime) -> Coverage:
    """Coverage of the fields of articles first stored since a moment.

    Only articles published since, or without a date, are read, so that an index can be used.
    """
    counts = [func.count(articles.c[name]) for name in FIELDS]
    recent = or_(articles.c.published_at >= since, articles.c.published_at.is_(None))
    row = connection.execute(
        select(func.count(), *counts).where(
            articles.c.newspaper == newspaper, recent, articles.c.first_seen_at >= since
        )
    ).one()
    return Coverage(row[0], dict(zip(FIELDS, row[1:], strict=True)))


def failures(connection: Connection, newspaper: str, since: datetime, limit: int) -> list[Failure]:
    """Articles whose last try failed: first those that failed for good, then those to be retried since a moment."""
    columns = (
        frontier.c.article_id,
        frontier.c.url,
        frontier.c.state,
        frontier.c.attempts,
        frontier.c.last_error,
        frontier.c.next_try_at,
    )
    found: list[Failure] = []
    tried = and_(in_state(newspaper, "pending"), frontier.c.next_try_at >= since, frontier.c.attempts > 0)
    for condition in (in_state(newspaper, "failed"), tried):
        statement = (
            select(*columns)
            .where(condition)
            .order_by(frontier.c.next_try_at.desc(), frontier.c.article_id)
            .limit(limit - len(found))
        )
        found += [Failure(*row) for row in connection.execute(statement)]
    return found


def figures(connection: Connection) -> dict[str, Any]:
    """Numbers of the whole archive, and of each newspaper."""
    counts = {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in (articles, revisions, images, pages, runs)
    }
    return {"bytes": _bytes(connection), **counts, "newspapers": _newspapers(connection)}


def _newspapers(connection: Connection) -> dict[str, dict[str, Any]]:
    rows = connection.execute(
        select(
            articles.c.newspaper,
            func.count().label("articles"),
            func.count(articles.c.duplicate_of).label("duplicates"),
            func.count(articles.c.gone_at).label("gone"),
            func.min(articles.c.published_at).label("oldest"),
            func.max(articles.c.published_at).label("newest"),
        )
        .group_by(articles.c.newspaper)
        .order_by(articles.c.newspaper)
    )
    return {row.newspaper: {name: row._mapping[name] for name in row._fields[1:]} for row in rows}


def _bytes(connection: Connection) -> int:
    if connection.dialect.name == "postgresql":
        size = "SELECT pg_database_size(current_database())"
    else:
        size = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    number: int = connection.execute(text(size)).scalar_one()
    return number
