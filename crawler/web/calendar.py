"""Calendars: which day stands where in the picture, and how dark it is."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

SHADES = 4
"""Of days with articles."""

WEEKS = 53


class Cell(NamedTuple):
    """A day in a calendar."""

    day: date
    articles: int
    shade: int
    """0 for a day without articles, up to :data:`SHADES`."""
    column: int
    row: int


class YearRow(NamedTuple):
    """A year in the picture of all years: days are columns, from 0."""

    year: int
    articles: int
    cells: list[Cell]
    """Days with articles."""


def shade_limits(numbers: Iterable[int]) -> list[int]:
    """The least number of each shade, so that each has about as many days.

    >>> shade_limits([1, 2, 3, 4, 5, 6, 7, 8])
    [1, 3, 5, 7]
    """
    ordered = sorted(number for number in numbers if number)
    return [ordered[len(ordered) * shade // SHADES] for shade in range(SHADES)] if ordered else []


def shade(number: int, limits: list[int]) -> int:
    return sum(number >= limit for limit in limits) if number else 0


def last_days(days: Mapping[date, int]) -> list[Cell]:
    """The year that ends with the last day in weeks: a column each, Monday on top."""
    if not days:
        return []
    last = max(days)
    first = last - timedelta(days=7 * WEEKS - 7 + last.weekday())
    return _weeks(days, first, last)


def year_months(days: Mapping[date, int], year: int) -> dict[date, list[Cell]]:
    """The months of a year by their first day, each in rows of seven days, Monday first."""
    limits = shade_limits(number for day, number in days.items() if day.year == year)
    return {date(year, month, 1): month_days(days, date(year, month, 1), limits) for month in range(1, 13)}


def month_days(days: Mapping[date, int], first: date, limits: list[int] | None = None) -> list[Cell]:
    """The days of a month in rows of seven."""
    if limits is None:
        limits = shade_limits(
            number for day, number in days.items() if (day.year, day.month) == (first.year, first.month)
        )
    offset = first.weekday()
    cells = []
    for number in range(monthrange(first.year, first.month)[1]):
        day, articles = first + timedelta(days=number), days.get(first + timedelta(days=number), 0)
        row, column = divmod(offset + number, 7)
        cells.append(Cell(day, articles, shade(articles, limits), column, row))
    return cells


def all_years(days: Mapping[date, int]) -> list[YearRow]:
    """All years from the last to the first, those without articles between them included."""
    if not days:
        return []
    limits = shade_limits(days.values())
    rows = {year: YearRow(year, 0, []) for year in range(max(days).year, min(days).year - 1, -1)}
    for day, number in days.items():
        row = rows[day.year]
        # The 29th of February is always there, so that a column is the same day in every year.
        column = date(2024, day.month, day.day).timetuple().tm_yday - 1
        row.cells.append(Cell(day, number, shade(number, limits), column, 0))
    return [row._replace(articles=sum(cell.articles for cell in row.cells)) for row in rows.values()]


def month_starts(cells: list[Cell]) -> list[tuple[int, date]]:
    """The columns in which a month begins, and a day of it, for the labels above a calendar of weeks."""
    firsts = [(cell.column, cell.day) for cell in cells if cell.day.day == 1]
    kept = firsts[:1] + [later for earlier, later in pairwise(firsts) if later[0] - earlier[0] > 2]
    return [(column, day) for column, day in kept if column < WEEKS - 2]


def _weeks(days: Mapping[date, int], first: date, last: date) -> list[Cell]:
    limits = shade_limits(number for day, number in days.items() if day >= first)
    cells = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        column, row = divmod(number, 7)
        cells.append(Cell(day, days.get(day, 0), shade(days.get(day, 0), limits), column, row))
    return cells
