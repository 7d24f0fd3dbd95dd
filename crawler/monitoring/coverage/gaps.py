"""The largest gaps, the command that fills each, and what it costs. Pure."""

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Literal

from crawler.monitoring.coverage.calendar import Hole
from crawler.monitoring.coverage.parts import UNDATED, Part

LINKS_A_PAGE = 19
"""Articles that a page of a section's list shows."""

BEFORE_ALL = 2
"""Requests for robots.txt and the front page."""

FILE = "FILE"
"""Stands for a file of addresses in commands."""


@dataclass(frozen=True, slots=True)
class Site:
    """What the costs of filling a gap depend on."""

    newspaper: str
    sections: Collection[str]
    """Paths that the argument ``sections`` accepts."""
    lists_open: bool
    """Whether some section's list was not walked to its end."""
    seconds_a_request: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Articles of one month or section that are not held."""

    kind: Literal["month", "section"]
    name: str
    missing: int
    """Known, and not held."""
    unseen: float
    """Not known, by the estimate."""
    empty_days: int
    expected: float
    """Articles that the empty days would have, by the weeks around."""
    command: str
    requests: int
    seconds: float
    """What the requests take in the long run, by our own delay and the gate's rate limits."""

    @property
    def articles(self) -> float:
        """Articles that are not held."""
        return self.missing + self.unseen + self.expected


def month_gaps(months: Iterable[Part], holes: Iterable[Hole], site: Site) -> list[Gap]:
    """Months that lack articles, the largest gap first."""
    parts = {part.name: part for part in months}
    empty: dict[str, tuple[int, float]] = {}
    for hole in holes:
        for number in range(hole.days):
            month = f"{date.fromordinal(hole.first.toordinal() + number):%Y-%m}"
            days, expected = empty.get(month, (0, 0.0))
            empty[month] = days + 1, expected + hole.expected / hole.days
    gaps = []
    for month in parts.keys() | empty.keys():
        missing, unseen = _lacks(parts.get(month))
        days, expected = empty.get(month, (0, 0.0))
        words = " ".join(["-a mode=backfill", *_dates(month)])
        gaps.append(_gap("month", month, (missing, unseen, days, expected), words, site))
    return _largest_first(gaps)


def _dates(month: str) -> Iterator[str]:
    """The spider arguments that select a month; none for articles without one."""
    if month != UNDATED:
        first = date.fromisoformat(f"{month}-01")
        yield f"-a since={first} -a until={first.replace(day=monthrange(first.year, first.month)[1])}"


def section_gaps(sections: Iterable[Part], site: Site) -> list[Gap]:
    """Sections that lack articles, the largest gap first."""
    gaps = []
    for part in sections:
        is_accepted = part.name in site.sections
        words = f"-a mode=backfill -a sections={part.name}" if is_accepted else "-a mode=backfill"
        gaps.append(_gap("section", part.name, (*_lacks(part), 0, 0.0), words, site))
    return _largest_first(gaps)


def _lacks(part: Part | None) -> tuple[int, float]:
    """Articles missing, and unseen as far as the whole interval says that there are any."""
    if part is None:
        return 0, 0.0
    return part.missing, part.unseen if part.surely_unseen >= 1 else 0.0


def _gap(
    kind: Literal["month", "section"], name: str, lacks: tuple[int, float, int, float], words: str, site: Site
) -> Gap:
    """A backfill where it may find something; else, with all lists and links followed, addresses from elsewhere."""
    missing, unseen, days, expected = lacks
    articles = ceil(missing + unseen + expected)
    if missing or site.lists_open:
        lists = 1 if f"sections={name}" in words else max(1, len(site.sections))
        requests = BEFORE_ALL + lists + articles + ceil((unseen + expected) / LINKS_A_PAGE)
    else:
        words = f"-a urls_file={FILE}"
        requests = 1 + articles
    command = f"scrapy crawl {site.newspaper} {words}"
    return Gap(kind, name, missing, unseen, days, expected, command, requests, requests * site.seconds_a_request)


def _largest_first(gaps: Iterable[Gap]) -> list[Gap]:
    return sorted((gap for gap in gaps if gap.articles >= 1), key=lambda gap: (-gap.articles, gap.name))
