"""Charts as inline SVG: bars stretch with the page, labels are HTML and keep their size on a phone."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import log10

from crawler.monitoring.report.html import Html, join, tag

HEIGHT = 100.0
"""Height in a chart's coordinates; one day is 1 wide."""
GAP = 0.16
"""Gap between two bars."""

STEPS = (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10)
"""Ends of a scale, times a power of ten."""

Series = Mapping[str, Sequence[float]]
"""Values for each day, by the name of the series; stacked in this order, the first at the bottom."""


def bars(title: str, days: Sequence[date], series: Series, note: str | None = None) -> Html:
    """A figure of stacked bars, one per day, or a note when there are no values."""
    totals = [sum(values) for values in zip(*series.values(), strict=True)] if series else []
    top = _round_up(max(totals, default=0))
    if not top:
        return tag("figure", tag("figcaption", title), tag("p", "Nothing in these days.", class_="none"))
    drawing = tag(
        "svg",
        *(tag("line", x1=0, x2=len(days), y1=y, y2=y, class_="grid") for y in (0, HEIGHT / 2, HEIGHT)),
        *_columns(days, series, top),
        viewBox=f"0 0 {len(days)} {HEIGHT:.0f}",
        preserveAspectRatio="none",
        role="img",
        aria_label=f"{title}: {number(sum(totals))} in {len(days)} days, at most {number(max(totals))} a day",
    )
    plot = tag("div", _scale(top), drawing, _dates(days), class_="plot")
    return tag("figure", tag("figcaption", title, note and tag("small", note)), _legend(series), plot)


def shares(title: str, values: Mapping[str, float], note: str | None = None) -> Html:
    """A figure of horizontal bars, each a share of 0..1."""
    rows = [
        tag("div", tag("span", name), _share(value), tag("b", f"{value:.1%}"), class_="share")
        for name, value in values.items()
    ]
    nothing = tag("p", "Nothing in these days.", class_="none")
    return tag("figure", tag("figcaption", title, note and tag("small", note)), *(rows or [nothing]))


def number(value: float) -> str:
    """A number with thousands separators: ``12,345``."""
    return f"{value:,.0f}"


def _round_up(value: float) -> float:
    """The end of the scale: a number that is easily halved, not far above the value.

    >>> [_round_up(value) for value in (0, 1, 43, 117, 337)]
    [0.0, 2.0, 50.0, 120.0, 400.0]
    """
    if value <= 2:
        return 2.0 if value else 0.0
    unit = 10.0 ** int(log10(value))
    return min(unit * step for step in STEPS if unit * step >= value)


def _columns(days: Sequence[date], series: Series, top: float) -> list[Html]:
    drawn = []
    for place, day in enumerate(days):
        label = ", ".join(f"{number(values[place])} {name}" for name, values in series.items() if values[place])
        base = HEIGHT
        parts = []
        for colour, values in enumerate(series.values()):
            height = values[place] / top * HEIGHT
            base -= height
            if height:
                parts.append(_rectangle(place + GAP / 2, base, 1 - GAP, height, f"c{colour}"))
        # The tooltip covers the whole column, also above a low bar.
        area = _rectangle(place, 0, 1, HEIGHT, "area")
        drawn.append(tag("g", tag("title", f"{day:%d/%m/%Y}: {label or 'nothing'}"), area, *parts))
    return drawn


def _rectangle(x: float, y: float, width: float, height: float, style: str) -> Html:
    return tag("rect", x=f"{x:.2f}", y=f"{y:.2f}", width=f"{width:.2f}", height=f"{height:.2f}", class_=style)


def _scale(top: float) -> Html:
    marks = (number(top), f"{top / 2:,g}", "0")
    return tag("div", *(tag("span", mark) for mark in marks), class_="scale")


def _dates(days: Sequence[date]) -> Html:
    shown = (days[0], days[len(days) // 2], days[-1])
    return tag("div", *(tag("span", f"{day:%d/%m}") for day in shown), class_="dates")


def _legend(series: Series) -> Html | None:
    if len(series) < 2:
        return None
    marks = (
        tag("li", tag("i", class_=f"c{colour}"), f"{name} ", tag("b", number(sum(values))))
        for colour, (name, values) in enumerate(series.items())
    )
    return tag("ul", *marks, class_="legend")


def _share(value: float) -> Html:
    return tag(
        "svg",
        join(_rectangle(0, 0, 100, 1, "track"), _rectangle(0, 0, value * 100, 1, "c0")),
        viewBox="0 0 100 1",
        preserveAspectRatio="none",
        aria_hidden="true",
    )
