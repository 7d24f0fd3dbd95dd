"""Whose turn it is: the articles that are owed, in the order in which they are to be requested."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select

from crawler.archive.database.schema import frontier, links
from crawler.archive.frontier.entries import Rank, in_state


@dataclass(frozen=True, slots=True)
class DueArticle:
    """An article whose turn has come."""

    article_id: str
    url: str
    listed_title: str | None
    rank: Rank
    etag: str | None = None
    """What the stored page said of itself; None when the page is to be fetched in any case."""
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class FrontierFilter:
    """Which part of what is owed is wanted."""

    since: date | None = None
    """Days of publication, both inclusive. Of an article not fetched yet only the month may be known."""
    until: date | None = None
    sections: tuple[str, ...] = ()
    """Paths of sections that list the articles, their subsections included; none for all."""

    def holds(self, day: date) -> bool:
        """Whether an article of this day is wanted."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def next_pending(
    connection: Connection,
    newspaper: str,
    rank: Rank,
    *,
    part: FrontierFilter,
    in_flight: Collection[str],
    limit: int,
    now: datetime,
) -> list[DueArticle]:
    """The pending articles of one rank whose turn it is, newest first; none that waits for its next try."""
    rows = connection.execute(pending(newspaper, rank, part, now).limit(limit + len(in_flight)))
    owed = (
        DueArticle(row.article_id, row.url, row.listed_title, rank) for row in rows if row.article_id not in in_flight
    )
    return list(owed)[:limit]


def next_rechecks(
    connection: Connection,
    newspaper: str,
    *,
    part: FrontierFilter,
    in_flight: Collection[str],
    limit: int,
    now: datetime,
) -> list[DueArticle]:
    """The stored articles that are due to be looked at again, the longest due first."""
    rows = connection.execute(rechecks(newspaper, part, now).limit(limit + len(in_flight)))
    owed = [
        DueArticle(row.article_id, row.url, row.listed_title, Rank.CHANGED, row.etag, row.last_modified)
        for row in rows
        if row.article_id not in in_flight
    ]
    return owed[:limit]


def pending(newspaper: str, rank: Rank, part: FrontierFilter, now: datetime) -> Select[Any]:
    """The statement behind :func:`next_pending`."""
    return (
        _due(newspaper, "pending", part, now)
        .where(frontier.c.rank == rank)
        .order_by(frontier.c.published.desc(), frontier.c.next_try_at)
    )


def rechecks(newspaper: str, part: FrontierFilter, now: datetime) -> Select[Any]:
    """The statement behind :func:`next_rechecks`."""
    return _due(newspaper, "stored", part, now).order_by(frontier.c.next_try_at)


def _due(newspaper: str, state: str, part: FrontierFilter, now: datetime) -> Select[Any]:
    names = ("article_id", "url", "listed_title", "etag", "last_modified")
    return select(*(frontier.c[name] for name in names)).where(
        in_state(newspaper, state), frontier.c.next_try_at <= now, *_days(part), *_sections(part)
    )


def _days(part: FrontierFilter) -> list[ColumnElement[bool]]:
    """``YYYYMM`` sorts before all days of its month, so that one range finds months and days."""
    published = frontier.c.published
    conditions = []
    if part.since is not None:
        conditions.append(published >= f"{part.since:%Y%m}")
        conditions.append(or_(published >= f"{part.since:%Y%m%d}", func.length(published) == len("YYYYMM")))
    if part.until is not None:
        conditions.append(published <= f"{part.until:%Y%m%d}")
    return conditions


def _sections(part: FrontierFilter) -> list[ColumnElement[bool]]:
    if not part.sections:
        return []
    listed = exists().where(
        links.c.newspaper == frontier.c.newspaper,
        links.c.article_id == frontier.c.article_id,
        _below(links.c.section, part.sections),
    )
    return [or_(_below(frontier.c.section, part.sections), listed)]


def _below(column: ColumnElement[str], paths: tuple[str, ...]) -> ColumnElement[bool]:
    return or_(column.in_(paths), *(column.startswith(f"{path}/", autoescape=True) for path in paths))
