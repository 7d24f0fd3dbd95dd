"""Which articles are due, in the order in which they are requested."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, func, or_, select

from crawler.archive.database.schema import frontier, links
from crawler.archive.frontier.entries import Rank, in_state


@dataclass(frozen=True, slots=True)
class DueArticle:
    """An article that is due to be fetched."""

    article_id: str
    url: str
    listed_title: str | None
    rank: Rank
    etag: str | None = None
    """Validator of the stored page; None when the page must be fetched in any case."""
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class FrontierFilter:
    """Which due articles a run fetches; by default all."""

    ranks: tuple[Rank, ...] = tuple(Rank)
    """In the order in which they are fetched."""
    since: date | None = None
    """Days of publication, both inclusive. Of an article not yet fetched only the month may be known."""
    until: date | None = None
    sections: tuple[str, ...] = ()
    """Paths of sections that list the articles, including subsections; empty for all."""

    def accepts(self, rank: Rank, day: date) -> bool:
        """Whether an article published on this day is stored; seeds and rechecked articles always are."""
        if rank in {Rank.SEED, Rank.CHANGED}:
            return True
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def next_due(
    connection: Connection,
    newspaper: str,
    rank: Rank,
    *,
    only: FrontierFilter,
    in_flight: Collection[str],
    limit: int,
    now: datetime,
) -> list[DueArticle]:
    """The next articles of one rank, at most ``limit``, none of them in flight.

    Pending articles come newest first; stored ones (``Rank.CHANGED``) by the time since when they are due.
    """
    rows = connection.execute(due(newspaper, rank, only, now).limit(limit + len(in_flight)))
    found = [_due_article(row, rank) for row in rows if row.article_id not in in_flight]
    return found[:limit]


def _due_article(row: Row[Any], rank: Rank) -> DueArticle:
    article = DueArticle(row.article_id, row.url, row.listed_title, rank)
    return replace(article, etag=row.etag, last_modified=row.last_modified) if rank is Rank.CHANGED else article


def due(newspaper: str, rank: Rank, only: FrontierFilter, now: datetime) -> Select[Any]:
    """The statement behind :func:`next_due`; the ranks of ``only`` are left to the caller."""
    if rank is Rank.CHANGED:
        return _due(newspaper, "stored", only, now).order_by(frontier.c.next_try_at, frontier.c.article_id)
    pending = _due(newspaper, "pending", only, now).where(frontier.c.rank == rank)
    return pending.order_by(frontier.c.published.desc(), frontier.c.next_try_at, frontier.c.article_id)


def _due(newspaper: str, state: str, only: FrontierFilter, now: datetime) -> Select[Any]:
    names = ("article_id", "url", "listed_title", "etag", "last_modified")
    return select(*(frontier.c[name] for name in names)).where(
        in_state(newspaper, state), frontier.c.next_try_at <= now, *_days(only), *_sections(only)
    )


def _days(only: FrontierFilter) -> list[ColumnElement[bool]]:
    """``YYYYMM`` sorts before all days of its month, so that one range finds months and days."""
    published = frontier.c.published
    conditions = []
    if only.since is not None:
        conditions.append(published >= f"{only.since:%Y%m}")
        conditions.append(or_(published >= f"{only.since:%Y%m%d}", func.length(published) == len("YYYYMM")))
    if only.until is not None:
        conditions.append(published <= f"{only.until:%Y%m%d}")
    return conditions


def _sections(only: FrontierFilter) -> list[ColumnElement[bool]]:
    if not only.sections:
        return []
    listed = exists().where(
        links.c.newspaper == frontier.c.newspaper,
        links.c.article_id == frontier.c.article_id,
        _below(links.c.section, only.sections),
    )
    return [or_(_below(frontier.c.section, only.sections), listed)]


def _below(column: ColumnElement[str], paths: tuple[str, ...]) -> ColumnElement[bool]:
    return or_(column.in_(paths), *(column.startswith(f"{path}/", autoescape=True) for path in paths))
