"""How many articles exist, by capture and recapture: what independent ways of finding have in common. Pure.

Two ways: Chapman's estimator. More: Chao's lower bound for ways of different reach, which is Chapman's for two. The
interval is Chao's, log-normal in the number of articles that no way found.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import exp, log, log1p, sqrt

from crawler.archive.frontier.ways import Way

Histories = Mapping[frozenset[Way], int]
"""Articles by the ways that found them, as the frontier notes them; the empty set: not noted."""

ENOUGH = 7
"""Articles found by two ways or more; with fewer the estimator is biased (Robson and Regier 1964)."""

_Z = 1.96
_TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many articles exist in one part of the newspaper, or in several together."""

    found: int
    """By one of the ways."""
    unseen: float
    """By none of them, estimated."""
    variance: float
    """Of ``unseen``."""
    tried: int
    """Articles that showed whether the way with the widest reach misses any, because another way found them."""
    ways: frozenset[Way]

    @property
    def number(self) -> float:
        """Articles that exist."""
        return self.found + self.unseen

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of :attr:`number`."""
        if self.unseen <= 0:
            # It missed none of those tried: at 97.5 % it misses no larger share than this.
            return self.found, self.found * exp(-log(_TAIL) / self.tried)
        factor = exp(_Z * sqrt(log1p(self.variance / self.unseen**2)))
        return self.found + self.unseen / factor, self.found + self.unseen * factor


def merge_dependent(histories: Histories) -> dict[frozenset[Way], int]:
    """Front page and lists as one way, since the front page shows what stands in a list too; not noted is left out."""
    merged: dict[frozenset[Way], int] = {}
    for ways, number in histories.items():
        kept = frozenset(Way.LIST if way is Way.FRONT else way for way in ways)
        if kept and number:
            merged[kept] = merged.get(kept, 0) + number
    return merged


def recaptured(histories: Histories) -> int:
    """Articles found by two independent ways or more."""
    return sum(number for ways, number in merge_dependent(histories).items() if len(ways) > 1)


def estimate(histories: Histories) -> Estimate | None:
    """The estimate for one part in which every article has the same chances; None when the ways overlap too little."""
    cells = merge_dependent(histories)
    if recaptured(cells) < ENOUGH:
        return None
    once = {way: cells.get(frozenset({way}), 0) for way in set[Way]().union(*cells)}
    twice = sum(number for ways, number in cells.items() if len(ways) == 2)
    found = sum(cells.values())
    pairs = sum(one * other for one, other in combinations(once.values(), 2))
    unseen = pairs / (twice + 1)
    return Estimate(found, unseen, _variance(cells, once, twice, pairs), _tried(cells), frozenset(once))


def estimate_in_strata(strata: Iterable[Histories]) -> Estimate | None:
    """The sum over strata that differ in their chances; those with too little overlap are taken together.

    None when even all of them together overlap too little.
    """
    alone: list[Estimate] = []
    rest: dict[frozenset[Way], int] = {}
    everything: dict[frozenset[Way], int] = {}
    for stratum in strata:
        add(everything, stratum)
        if (part := estimate(stratum)) is not None:
            alone.append(part)
        else:
            add(rest, stratum)
    together = estimate(rest)
    if together is None and merge_dependent(rest):
        return estimate(everything)
    return total([*alone, *filter(None, [together])])


def estimate_by_rate(histories: Histories, elsewhere: Histories) -> Estimate | None:
    """The estimate for a part that some way does not reach at all, such as a section that no list shows.

    The ways that do reach it are taken to find the same share of its articles as of those ``elsewhere`` that the other
    ways found. None when that share is not known.
    """
    cells, others = merge_dependent(histories), merge_dependent(elsewhere)
    here = frozenset[Way]().union(*cells)
    shown = sum(number for ways, number in others.items() if ways - here)
    both = sum(number for ways, number in others.items() if ways - here and ways & here)
    if not here or both < ENOUGH:
        return None
    found, share = sum(cells.values()), both / shown
    unseen = found * (1 - share) / share
    variance = unseen / share + (found / share) ** 2 * (1 - share) / both
    return Estimate(found, unseen, variance, shown, here)


def add(histories: dict[frozenset[Way], int], more: Histories) -> None:
    """Add the numbers of ``more`` to ``histories``."""
    for ways, number in more.items():
        histories[ways] = histories.get(ways, 0) + number


def total(parts: Iterable[Estimate]) -> Estimate | None:
    """Several parts together; None when there are none."""
    parts = list(parts)
    if not parts:
        return None
    return Estimate(
        sum(part.found for part in parts),
        sum(part.unseen for part in parts),
        sum(part.variance for part in parts),
        sum(part.tried for part in parts),
        frozenset[Way]().union(*(part.ways for part in parts)),
    )


def _variance(cells: Histories, once: Mapping[Way, int], twice: int, pairs: int) -> float:
    """Of the number of articles, by the delta method over the multinomial of the cells."""
    ones = sum(once.values())

    def slope(ways: frozenset[Way]) -> float:
        if len(ways) == 1:
            return (ones - sum(once[way] for way in ways)) / (twice + 1)
        return -pairs / (twice + 1) ** 2 if len(ways) == 2 else 0.0

    squares = sum(number * (1 + slope(ways)) ** 2 for ways, number in cells.items())
    return max(squares - sum(cells.values()) - pairs / (twice + 1), 0.0)


def _tried(cells: Histories) -> int:
    reach: dict[Way, int] = {}
    for ways, number in cells.items():
        for way in ways:
            reach[way] = reach.get(way, 0) + number
    widest = max(reach, key=reach.__getitem__)
    return sum(number for ways, number in cells.items() if ways != {widest})
