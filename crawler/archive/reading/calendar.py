"""Counts for the pages that show the whole archive: by day, by section, and its figures."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from crawler.archive.database.schema import articles, revisions, sections
from crawler.archive.database.statements import publication_day
from crawler.archive.selection import ONCE_IN_NEWSPAPER, Selection, conditions


class Figures(NamedTuple):
    """What the archive holds."""

    articles: int
    """Those that repeat no other."""
    copies: int
    revisions: int
    gone: int
    undated: int
    oldest: datetime | None
    newest: datetime | None


class SectionCount(NamedTuple):
    """A section, without its subsections, and the number of its articles that repeat no other of the newspaper."""

    newspaper: str
    section: str
    subsection: str | None
    articles: int
    title: str | None
    """As the newspaper's navigation prints it; None when it does not name the section."""


def count_days(connection: Connection, newspaper: str | None = None) -> dict[date, int]:
    """Articles that repeat no other, of all or of one newspaper, by day of publication, the earliest day first."""
    day = publication_day(connection).label("day")
    statement = (
        select(day, func.count())
        .where(articles.c.published_at.is_not(None), *conditions(Selection(newspaper=newspaper)))
        .group_by(day)
        .order_by(day)
    )
    return {date.fromisoformat(text): number for text, number in connection.execute(statement)}


def count_sections(connection: Connection) -> list[SectionCount]:
    """All sections that have articles, in the order of their paths."""
    columns = (articles.c.newspaper, articles.c.section, articles.c.subsection)
    statement = select(*columns, func.count()).where(ONCE_IN_NEWSPAPER).group_by(*columns)
    titles = {(row.newspaper, row.path): row.title for row in connection.execute(select(sections))}
    found = [
        SectionCount(newspaper, section, subsection, number, titles.get((newspaper, _path(section, subsection))))
        for newspaper, section, subsection, number in connection.execute(statement)
    ]
    return sorted(found, key=lambda row: (row.newspaper, row.section, row.subsection or ""))


def count_all(connection: Connection) -> Figures:
    """Figures of the whole archive."""
    row = connection.execute(
        select(
            func.count(),
            func.count(articles.c.duplicate_of),
            func.count(articles.c.published_at),
            func.min(articles.c.published_at),
            func.max(articles.c.published_at),
        )
    ).one()
    gone = select(func.count()).select_from(articles).where(articles.c.gone_at.is_not(None))
    return Figures(
        articles=row[0] - row[1],
        copies=row[1],
        revisions=connection.execute(select(func.count()).select_from(revisions)).scalar_one(),
        gone=connection.execute(gone).scalar_one(),
        undated=row[0] - row[2],
        oldest=row[3],
        newest=row[4],
    )


def _path(section: str, subsection: str | None) -> str:
    return f"{section}/{subsection}" if subsection else section
