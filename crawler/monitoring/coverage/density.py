"""A second opinion for months with decimal ids: how much of their sequence is known. Pure.

The ids rise with time and serve other things than articles too, so that their density says nothing by itself; a month
whose density is far below that of the months around lacks articles.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from crawler.archive.coverage import Group

FEWEST = 20
"""Ids of a month that show where in the sequence it lies."""

AROUND = 6
"""Months on each side that a month is compared with."""


@dataclass(frozen=True, slots=True)
class Density:
    """One month's decimal ids."""

    month: str
    """``2015-03``."""
    known: int
    """Articles known with such an id."""
    span: float
    """Ids that the sequence went on by in this month."""
    usual: float
    """Articles known for each id, in the median of the months around."""

    @property
    def expected(self) -> float:
        """Articles that the month would have at the density of the months around."""
        return self.span * self.usual

    @property
    def share(self) -> float:
        """Articles known, as a share of those expected."""
        return self.known / self.expected if self.expected else 1.0


def densities(groups: Iterable[Group]) -> list[Density]:
    """Months most of whose articles have decimal ids, where the months before and after have enough too."""
    totals: dict[str, list[int]] = {}
    for group in groups:
        if group.outcome != "gone":
            sums = totals.setdefault(group.published[:6], [0, 0, 0])
            for place, number in enumerate((group.articles, group.decimal, group.decimal_sum)):
                sums[place] += number
    means = {
        month: (decimal, total / decimal)
        for month, (number, decimal, total) in sorted(totals.items())
        if decimal >= FEWEST and decimal > number / 2
    }
    spans = [
        (month, means[month][0], (means[after][1] - means[before][1]) / 2)
        for before, month, after in _neighbours(list(means))
        if means[after][1] > means[before][1]
    ]
    return [_density(spans, place) for place in range(len(spans))]


def _density(spans: Sequence[tuple[str, int, float]], place: int) -> Density:
    month, known, span = spans[place]
    around = [*spans[max(0, place - AROUND) : place], *spans[place + 1 : place + 1 + AROUND]] or [spans[place]]
    usual = median(number / width for _, number, width in around)
    return Density(f"{month[:4]}-{month[4:]}", known, span, usual)


def _neighbours(months: Sequence[str]) -> Iterable[tuple[str, str, str]]:
    """Three months that follow each other."""
    for before, month, after in zip(months, months[1:], months[2:], strict=False):
        if _number(after) - _number(before) == 2:
            yield before, month, after


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[4:])
