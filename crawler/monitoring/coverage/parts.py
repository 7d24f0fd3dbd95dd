"""Months, years and sections: what is known of each, what is held, and what exists. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from crawler.archive.coverage import Group, Outcome
from crawler.archive.frontier.ways import Way
from crawler.monitoring.coverage.estimate import (
    Estimate,
    Histories,
    add,
    estimate_by_rate,
    estimate_in_strata,
    total,
)

HELD: tuple[Outcome, ...] = ("stored", "taken down")
MISSING: tuple[Outcome, ...] = ("pending", "given up", "refused")
"""Known, and not held. What is ``gone`` counts as neither: a dead link may never have been an article."""


@dataclass(frozen=True, slots=True)
class Part:
    """One month, year or section, or the whole newspaper."""

    name: str
    """``2025-11``, ``2025``, ``xa-hoi/giao-duc`` or ``all``."""
    outcomes: Mapping[Outcome, int]
    estimate: Estimate | None
    """None where the ways overlap too little."""
    estimated: tuple[int, int]
    """Articles known and held in what the estimate is of: years and ``all`` leave out months that have none."""
    by_rate: bool = False
    """Whether the estimate takes the share that links find elsewhere, since no list shows this section."""

    @property
    def held(self) -> int:
        """Articles whose text the archive has."""
        return sum(self.outcomes.get(outcome, 0) for outcome in HELD)

    @property
    def missing(self) -> int:
        """Articles that are known and not held."""
        return sum(self.outcomes.get(outcome, 0) for outcome in MISSING)

    @property
    def known(self) -> int:
        """Articles known to exist or to have existed."""
        return self.held + self.missing

    @property
    def exists(self) -> tuple[float, float, float] | None:
        """What exists by the estimate and its 95 % interval, no less than is known; of :attr:`estimated`."""
        if self.estimate is None:
            return None
        known = self.estimated[0]
        low, high = self.estimate.interval
        return max(self.estimate.number, known), max(low, known), max(high, known)

    @property
    def unseen(self) -> float:
        """Articles that exist and are not known, by the estimate; 0 without one."""
        return self.exists[0] - self.estimated[0] if self.exists else 0.0

    @property
    def surely_unseen(self) -> float:
        """The lower end of the interval of :attr:`unseen`."""
        return self.exists[1] - self.estimated[0] if self.exists else 0.0

    @property
    def ratio(self) -> tuple[float, float, float] | None:
        """Share of what exists that is held, 0 to 1, and its 95 % interval; None without an estimate."""
        if self.exists is None or not self.exists[0]:
            return None
        number, low, high = self.exists
        return self.estimated[1] / number, self.estimated[1] / high, self.estimated[1] / low


@dataclass(slots=True)
class _Cell:
    """What is known of one section in one month."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    histories: dict[frozenset[Way], int] = field(default_factory=dict)

    def take(self, group: Group) -> None:
        self.outcomes[group.outcome] += group.articles
        if group.outcome != "gone":
            add(self.histories, {group.ways: group.articles})


Cells = dict[tuple[str, str], _Cell]
"""By month (``YYYY-MM`` or :data:`UNDATED`) and section."""

UNDATED = "undated"
"""In place of the month of articles whose address names none and which were not fetched yet."""


def cells_of(groups: Iterable[Group]) -> Cells:
    """What is known, by month and section."""
    cells: Cells = {}
    for group in groups:
        month = f"{group.published[:4]}-{group.published[4:6]}" if group.published else UNDATED
        cells.setdefault((month, group.section), _Cell()).take(group)
    return cells


def months_of(cells: Cells) -> list[Part]:
    """One part for each month, estimated in the sections that overlap enough and the others together."""
    return [_leaf(month, found.values()) for month, found in sorted(_by(cells, 0).items())]


def sections_of(cells: Cells) -> list[Part]:
    """One part for each section, estimated in the months that overlap enough and the others together."""
    by_section = _by(cells, 1)
    everything = _histories(cells.values())
    return [_section(name, list(found.values()), everything) for name, found in sorted(by_section.items())]


def years_of(months: Iterable[Part]) -> list[Part]:
    """One part for each year: the sum of its months."""
    years: dict[str, list[Part]] = {}
    for month in months:
        years.setdefault(month.name if month.name == UNDATED else month.name[:4], []).append(month)
    return [sum_of(year, found) for year, found in sorted(years.items())]


def sum_of(name: str, parts: Iterable[Part]) -> Part:
    """Several parts together, the estimate from those that have one."""
    parts = list(parts)
    outcomes: Counter[Outcome] = Counter()
    for part in parts:
        outcomes.update(part.outcomes)
    with_one = [part for part in parts if part.estimate is not None]
    estimate = total(part.estimate for part in with_one if part.estimate is not None)
    known = sum(part.known for part in with_one)
    return Part(name, outcomes, estimate, (known, sum(part.held for part in with_one)))


def _leaf(name: str, cells: Iterable[_Cell]) -> Part:
    cells = list(cells)
    return _part(name, cells, estimate_in_strata(cell.histories for cell in cells))


def _section(name: str, cells: list[_Cell], everything: Histories) -> Part:
    part = _leaf(name, cells)
    if part.estimate is not None:
        return part
    own = _histories(cells)
    elsewhere = {ways: number - own.get(ways, 0) for ways, number in everything.items()}
    by_rate = estimate_by_rate(own, elsewhere)
    return _part(name, cells, by_rate, by_rate=by_rate is not None)


def _part(name: str, cells: Iterable[_Cell], estimate: Estimate | None, *, by_rate: bool = False) -> Part:
    outcomes: Counter[Outcome] = Counter()
    for cell in cells:
        outcomes.update(cell.outcomes)
    known = sum(outcomes[outcome] for outcome in (*HELD, *MISSING))
    return Part(name, outcomes, estimate, (known, sum(outcomes[outcome] for outcome in HELD)), by_rate)


def _histories(cells: Iterable[_Cell]) -> dict[frozenset[Way], int]:
    found: dict[frozenset[Way], int] = {}
    for cell in cells:
        add(found, cell.histories)
    return found


def _by(cells: Cells, place: int) -> dict[str, dict[str, _Cell]]:
    """By month (0) or section (1), and within by the other."""
    found: dict[str, dict[str, _Cell]] = {}
    for key, cell in cells.items():
        found.setdefault(key[place], {})[key[1 - place]] = cell
    return found
