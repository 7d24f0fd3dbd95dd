"""Each day: whether all known of it is held, and days without an article where the weeks around have some. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from crawler.archive.coverage import Day, Group

State = Literal["complete", "taken down", "incomplete", "open", "empty", "quiet"]
"""``complete``: all that is known of the day is held; ``taken down``: it was complete, and the newspaper no longer has
some of it; ``incomplete``: some of it was never held; ``open``: articles of the month are missing whose day is not
known; ``empty``: no article, though the weeks around have some; ``quiet``: no article, as around it."""

MISSING = frozenset({"pending", "given up", "refused"})

AROUND = 14
"""Days on each side that show how many articles a day has."""

SAME_WEEKDAYS = 4
"""Weeks on each side that show whether the newspaper appears on this day of the week."""

EXPECTED = 10.0
"""Articles that empty days in a row must be expected to have: by chance alone none then happens once in 20,000."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of publication."""

    day: date
    stored: int
    taken_down: int
    state: State


@dataclass(frozen=True, slots=True)
class Hole:
    """Days in a row without an article where the weeks around have some."""

    first: date
    last: date
    expected: float
    """Articles, by the weeks around; without those known to be missing from these months."""

    @property
    def days(self) -> int:
        """Their number."""
        return (self.last - self.first).days + 1


def calendar(stored: Sequence[Day], groups: Iterable[Group]) -> tuple[list[CalendarDay], list[Hole]]:
    """All days from the first with an article to the last, and the holes between."""
    dated, undated = _missing(groups)
    counts = {each.day: each for each in stored}
    numbers = {each.day: each.stored for each in stored}
    holes = _unexplained(find_holes(dict(dated) | numbers), undated)
    empty = {day for hole in holes for day in _days(hole.first, hole.last)}
    known = counts.keys() | dated.keys()
    if not known:
        return [], []
    found = []
    for day in _days(min(known), max(known)):
        each = counts.get(day, Day(day, 0, 0))
        state = _state(each, dated[day], undated[f"{day:%Y%m}"], is_empty=day in empty)
        found.append(CalendarDay(day, each.stored, each.taken_down, state))
    return found, holes


def _unexplained(holes: Iterable[Hole], undated: Mapping[str, int]) -> list[Hole]:
    """The holes without the articles that are known to be of these months and may belong there."""
    left = []
    for hole in holes:
        months = {f"{day:%Y%m}" for day in _days(hole.first, hole.last)}
        expected = hole.expected - sum(undated.get(month, 0) for month in months)
        if expected >= EXPECTED:
            left.append(replace(hole, expected=expected))
    return left


def find_holes(counts: Mapping[date, int]) -> list[Hole]:
    """Days in a row without an article that are not so by chance; no day of ``counts`` has 0."""
    there = sorted(counts)
    holes = []
    for before, after in pairwise(there):
        if (after - before).days > 1:
            first, last = before + timedelta(days=1), after - timedelta(days=1)
            expected = _expected(counts, first, last, (there[0], there[-1]))
            if expected >= EXPECTED:
                holes.append(Hole(first, last, expected))
    return holes


def _expected(counts: Mapping[date, int], first: date, last: date, shown: tuple[date, date]) -> float:
    """Articles that these days would have: as the poorer side has them, and as the same days of the week around.

    ``shown`` are the first and last day of which something is known. 0 where a side has too few to go by.
    """
    sides = (
        [first - timedelta(days=back) for back in range(1, AROUND + 1)],
        [last + timedelta(days=on) for on in range(1, AROUND + 1)],
    )
    if any(sum(counts.get(day, 0) for day in side) < EXPECTED for side in sides):
        return 0.0
    usual = min(_mean(counts, side, shown) for side in sides)
    return sum(min(usual, _mean(counts, _same_weekdays(day, first, last), shown)) for day in _days(first, last))


def _same_weekdays(day: date, first: date, last: date) -> list[date]:
    """The same day of the week, before and after the hole."""
    back, on = (day - first).days // 7 + 1, (last - day).days // 7 + 1
    before = [day - timedelta(weeks=back + number) for number in range(SAME_WEEKDAYS)]
    return before + [day + timedelta(weeks=on + number) for number in range(SAME_WEEKDAYS)]


def _mean(counts: Mapping[date, int], days: Sequence[date], shown: tuple[date, date]) -> float:
    within = [counts.get(day, 0) for day in days if shown[0] <= day <= shown[1]]
    return sum(within) / len(within) if within else 0.0


def _missing(groups: Iterable[Group]) -> tuple[Counter[date], Counter[str]]:
    """Known articles that are not held: by day where it is known, else by month (``YYYYMM``)."""
    dated: Counter[date] = Counter()
    undated: Counter[str] = Counter()
    for group in groups:
        if group.outcome in MISSING:
            if len(group.published) == len("YYYYMMDD"):
                dated[date.fromisoformat(group.published)] += group.articles
            else:
                undated[group.published] += group.articles
    return dated, undated


def _state(each: Day, missing: int, undated: int, *, is_empty: bool) -> State:
    if missing:
        return "incomplete"
    if not each.stored:
        return "empty" if is_empty else "open" if undated else "quiet"
    if undated:
        return "open"
    return "taken down" if each.taken_down else "complete"


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
