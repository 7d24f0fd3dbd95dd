"""Coverage in the report: a bar for each year, a calendar of all days, the largest gaps."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from math import ceil

from crawler.cli.wording import duration
from crawler.monitoring.coverage.calendar import CalendarDay, State
from crawler.monitoring.coverage.figures import Coverage
from crawler.monitoring.coverage.methods import methods, summary
from crawler.monitoring.report.charts import number, shares
from crawler.monitoring.report.html import Html, join, tag

GAPS = 5
"""Of months, and of sections."""

STATES: dict[State, str] = {
    "complete": "complete",
    "taken down": "complete once, articles taken down since",
    "incomplete": "never complete",
    "open": "open: articles of the month are missing",
    "empty": "no article, though the weeks around have some",
}


def coverage_section(coverage: Coverage) -> Html | None:
    """The whole part of the page; None before anything was found."""
    if not coverage.whole.known:
        return None
    return join(
        tag("h2", "Coverage"),
        tag("div", *(tag("p", line) for line in summary(coverage)), class_="coverage"),
        tag("section", _years(coverage), _calendar(coverage.days), class_="charts"),
        _gaps(coverage),
        tag("p", tag("small", "For a methods section: ", methods(coverage))),
    )


def _years(coverage: Coverage) -> Html:
    ratios = {year.name: year.ratio[0] for year in coverage.years if year.ratio is not None}
    unknown = ", ".join(year.name for year in coverage.years if year.ratio is None and year.known)
    note = f"stored, of what exists by the estimate{f'; not known: {unknown}' if unknown else ''}"
    return shares("Coverage by year", ratios, note)


def _calendar(days: Sequence[CalendarDay]) -> Html:
    rows = [
        tag("div", tag("span", year), _year(list(found)), class_="year")
        for year, found in groupby(days, lambda day: day.day.year)
    ]
    shown = {day.state for day in days}
    marks = (tag("li", tag("i", class_=_style(state)), words) for state, words in STATES.items() if state in shown)
    caption = tag("figcaption", "Calendar", tag("small", "a row a year, from January to December"))
    return tag("figure", caption, tag("ul", *marks, class_="legend"), *rows)


def _year(days: Sequence[CalendarDay]) -> Html:
    """Days of one kind in a row are one rectangle, so that twenty years are no large page."""
    return tag(
        "svg",
        *(_rectangle(run) for run in _runs(days) if run[0].state != "quiet"),
        viewBox="0 0 366 1",
        preserveAspectRatio="none",
        role="img",
        aria_label=f"{days[0].day.year}: {number(sum(day.stored for day in days))} articles stored",
    )


def _runs(days: Sequence[CalendarDay]) -> Iterator[list[CalendarDay]]:
    return (list(found) for _, found in groupby(days, lambda day: day.state))


def _rectangle(run: Sequence[CalendarDay]) -> Html:
    first, last = run[0].day, run[-1].day
    when = f"{first:%d.%m.%Y}" if first == last else f"{first:%d.%m.} to {last:%d.%m.%Y}"
    words = f"{when}: {STATES[run[0].state]}, {number(sum(day.stored for day in run))} stored"
    place = (first - date(first.year, 1, 1)).days
    return tag("rect", tag("title", words), x=place, y=0, width=len(run), height=1, class_=_style(run[0].state))


def _style(state: State) -> str:
    return f"day-{state.replace(' ', '-')}"


def _gaps(coverage: Coverage) -> Html:
    gaps = [*coverage.month_gaps[:GAPS], *coverage.section_gaps[:GAPS]]
    if not gaps:
        return tag("p", "No gap: everything known is stored.", class_="none")
    rows = (
        tag(
            "tr",
            tag("td", gap.name, data_name="gap"),
            tag("td", number(ceil(gap.articles)), class_="number", data_name="articles"),
            tag("td", duration(gap.seconds), class_="number", data_name="takes"),
            tag("td", tag("code", gap.command), data_name="command"),
        )
        for gap in gaps
    )
    names = {"largest gaps": None, "articles": "number", "takes": "number", "command": None}
    head = tag("tr", *(tag("th", name, class_=style) for name, style in names.items()))
    return tag("div", tag("table", tag("thead", head), tag("tbody", *rows), class_="cards"), class_="card wide")
