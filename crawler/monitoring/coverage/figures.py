"""All figures of a newspaper's coverage, gathered from the archive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from crawler.archive import quotas
from crawler.archive.coverage import Outcome, days, found_groups, found_since
from crawler.archive.frontier.sections import all_progress
from crawler.archive.frontier.ways import Way
from crawler.frontier.status import seconds_per_page
from crawler.monitoring.coverage.calendar import CalendarDay, Hole, calendar
from crawler.monitoring.coverage.density import Density, densities
from crawler.monitoring.coverage.estimate import add, estimate
from crawler.monitoring.coverage.gaps import Gap, Site, month_gaps, section_gaps
from crawler.monitoring.coverage.parts import HELD, MISSING, Part, cells_of, months_of, sections_of, sum_of, years_of
from crawler.newspapers import Newspaper

RECENT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a newspaper the archive has."""

    newspaper: Newspaper
    at: datetime
    whole: Part
    recent: Part
    """The last :data:`RECENT_DAYS` days."""
    years: Sequence[Part]
    months: Sequence[Part]
    sections: Sequence[Part]
    days: Sequence[CalendarDay]
    holes: Sequence[Hole]
    densities: Sequence[Density]
    month_gaps: Sequence[Gap]
    section_gaps: Sequence[Gap]

    @property
    def not_known(self) -> list[Part]:
        """Months without an estimate: their ways overlap too little."""
        return [month for month in self.months if month.estimate is None and month.known]


def gather(connection: Connection, newspaper: Newspaper, delay: float, now: datetime) -> Coverage:
    """The coverage of a newspaper; ``delay`` is our own between two requests, in seconds."""
    groups = list(found_groups(connection, newspaper.name))
    cells = cells_of(groups)
    months, sections = months_of(cells), sections_of(cells)
    shown, holes = calendar(days(connection, newspaper.name), groups)
    site = _site(connection, newspaper, delay)
    return Coverage(
        newspaper=newspaper,
        at=now,
        whole=sum_of("all", months),
        recent=recent(connection, newspaper, now),
        years=years_of(months),
        months=months,
        sections=sections,
        days=shown,
        holes=holes,
        densities=densities(groups),
        month_gaps=month_gaps(months, holes, site),
        section_gaps=section_gaps(sections, site),
    )


def recent(connection: Connection, newspaper: Newspaper, now: datetime) -> Part:
    """The articles published in the last :data:`RECENT_DAYS` days."""
    today: date = now.astimezone(newspaper.timezone).date()
    since = datetime.combine(today - timedelta(days=RECENT_DAYS - 1), datetime.min.time(), newspaper.timezone)
    outcomes: dict[Outcome, int] = {}
    histories: dict[frozenset[Way], int] = {}
    for ways, outcome, number in found_since(connection, newspaper.name, since):
        outcomes[outcome] = outcomes.get(outcome, 0) + number
        if outcome != "gone":
            add(histories, {ways: number})
    held = sum(outcomes.get(outcome, 0) for outcome in HELD)
    known = held + sum(outcomes.get(outcome, 0) for outcome in MISSING)
    return Part(f"last {RECENT_DAYS} days", outcomes, estimate(histories), (known, held))


def _site(connection: Connection, newspaper: Newspaper, delay: float) -> Site:
    progress = all_progress(connection, newspaper.name)
    return Site(
        newspaper=newspaper.name,
        sections=newspaper.sections | progress.keys(),
        lists_open=not progress or any(each.pager == "open" for each in progress.values()),
        seconds_a_request=seconds_per_page(delay, quotas.load_quotas(connection, newspaper.name), 0, 0.0),
    )
