"""The data of a report, read from the archive."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from crawler.archive.frontier import entries
from crawler.archive.reports import Coverage, Failure, coverage_since, failures, printed_since, runs_since
from crawler.monitoring.coverage.figures import Coverage as HeldCoverage
from crawler.monitoring.coverage.figures import gather as gather_coverage
from crawler.newspapers import Newspaper
from crawler.runs.stats import Figure, StatGroup

DAYS = 30
SECTIONS_NAMED = 7
"""Sections with their own colour; the others share one."""
MAX_FAILURES = 100
OTHERS = "others"

KINDS = ("article", "list", "front", "robots", "other")
"""Purposes of requests, see crawler.frontier.requests."""


SUMMED = (
    Figure.REQUESTS,
    Figure.WAIT_SECONDS,
    Figure.ARTICLES_NEW,
    Figure.ARTICLES_REVISED,
    Figure.ARTICLES_GONE,
    Figure.ARTICLES_FAILED,
)
"""Keys of ``runs.stats`` that are summed by day."""


@dataclass(frozen=True, slots=True)
class ReportData:
    """The data that a report shows."""

    newspaper: Newspaper
    now: datetime
    """In the newspaper's time zone, as are all days."""
    run: Row[Any] | None
    """The reported run, a row of ``runs``."""
    days: tuple[date, ...]
    """The last 30, oldest first."""
    runs: Sequence[Row[Any]]
    """Runs of these days, oldest first."""
    sums: Mapping[date, Counter[str]]
    """The runs' figures summed by the day they began; requests by purpose as ``requests/<kind>``."""
    printed: Mapping[str, Mapping[date, int]]
    """Articles by section and day of publication, the largest section first, the small ones as :data:`OTHERS`."""
    coverage: Coverage
    """Of fields, in these days."""
    of_all: HeldCoverage
    """How much of all that the newspaper has published is held."""
    pending: Mapping[str, int]
    failures: Sequence[Failure]

    @property
    def minutes_left(self) -> float | None:
        """Minutes until the due articles are fetched at the run's pace; None when unknown."""
        stats = self.run.stats if self.run is not None else {}
        if not stats.get(Figure.SECONDS) or not stats.get(Figure.REQUESTS):
            return None
        return self.pending["due"] * float(stats[Figure.SECONDS]) / float(stats[Figure.REQUESTS]) / 60


def gather(
    connection: Connection, newspaper: Newspaper, now: datetime, run: Row[Any] | None = None, delay: float = 1.0
) -> ReportData:
    """The report data of a newspaper, for its last run unless another is given."""
    now = now.astimezone(newspaper.timezone)
    days = tuple(now.date() - timedelta(days=back) for back in reversed(range(DAYS)))
    since = datetime.combine(days[0], datetime.min.time(), newspaper.timezone)
    runs = runs_since(connection, newspaper.name, since)
    return ReportData(
        newspaper=newspaper,
        now=now,
        run=run if run is not None else runs[-1] if runs else None,
        days=days,
        runs=runs,
        sums=_sums(runs, newspaper),
        printed=_largest(printed_since(connection, newspaper.name, since)),
        coverage=coverage_since(connection, newspaper.name, since),
        of_all=gather_coverage(connection, newspaper, delay, now),
        pending=entries.count_pending(connection, newspaper.name),
        failures=failures(connection, newspaper.name, since, MAX_FAILURES),
    )


def _sums(runs: Sequence[Row[Any]], newspaper: Newspaper) -> dict[date, Counter[str]]:
    sums: dict[date, Counter[str]] = {}
    for run in runs:
        day = sums.setdefault(run.started_at.astimezone(newspaper.timezone).date(), Counter())
        day["runs"] += 1
        for name in SUMMED:
            day[name] += run.stats.get(name, 0)
        for kind, count in run.stats.get(Figure.REQUESTS_BY_KIND, {}).items():
            day[StatGroup.REQUESTS.key(kind)] += count
    return sums


def _largest(printed: Sequence[tuple[str, str, int]]) -> dict[str, Counter[date]]:
    totals: Counter[str] = Counter()
    for _, section, number in printed:
        totals[section] += number
    named = [section for section, _ in totals.most_common(SECTIONS_NAMED)]
    found: dict[str, Counter[date]] = {section: Counter() for section in named}
    for day, section, number in printed:
        found.setdefault(section if section in named else OTHERS, Counter())[date.fromisoformat(day)] += number
    return found
