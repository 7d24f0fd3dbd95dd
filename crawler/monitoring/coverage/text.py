"""Coverage as tables for a terminal, and as JSON. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from crawler.archive.coverage import Outcome
from crawler.archive.frontier.ways import Way
from crawler.cli.wording import duration
from crawler.monitoring.coverage.calendar import CalendarDay, State
from crawler.monitoring.coverage.figures import Coverage
from crawler.monitoring.coverage.gaps import FILE, Gap
from crawler.monitoring.coverage.methods import methods, summary
from crawler.monitoring.coverage.parts import Part

SHOWN = 8
"""Gaps of a kind, and lines of a list."""

THIN = 0.7
"""A month with a smaller share of the decimal ids that the months around would give is named."""

OUTCOMES: tuple[Outcome, ...] = ("pending", "given up", "refused", "gone", "taken down")
COLUMNS = ("known", "stored", *OUTCOMES, "exist", "95 % interval", "coverage", "ways")


def printed(coverage: Coverage) -> RenderableType:
    """Everything that the command prints."""
    lines = [Text(line) for line in summary(coverage)]
    tables = [
        _parts("by year", coverage.years),
        _parts("by month", coverage.months),
        _parts("by section", coverage.sections),
    ]
    return Group(
        *lines,
        *tables,
        *_days(coverage),
        *_thin(coverage),
        *_gaps("months", coverage.month_gaps),
        *_gaps("sections", coverage.section_gaps),
        Text(),
        Text("For a methods section", "bold"),
        Text(methods(coverage)),
    )


def as_json(coverage: Coverage) -> dict[str, Any]:
    """All figures; ratios are shares of 0 to 1."""
    return {
        "newspaper": coverage.newspaper.name,
        "at": coverage.at.isoformat(timespec="seconds"),
        "whole": _part_as_json(coverage.whole),
        "last_30_days": _part_as_json(coverage.recent),
        "years": [_part_as_json(part) for part in coverage.years],
        "months": [_part_as_json(part) for part in coverage.months],
        "sections": [_part_as_json(part) for part in coverage.sections],
        "days": [
            {"day": day.day.isoformat(), "stored": day.stored, "taken_down": day.taken_down, "state": day.state}
            for day in coverage.days
            if day.state != "quiet"
        ],
        "empty_days": [
            {
                "first": hole.first.isoformat(),
                "last": hole.last.isoformat(),
                "days": hole.days,
                "expected_articles": round(hole.expected, 1),
            }
            for hole in coverage.holes
        ],
        "decimal_ids": [
            {
                "month": each.month,
                "known": each.known,
                "expected": round(each.expected, 1),
                "share": round(each.share, 3),
            }
            for each in coverage.densities
        ],
        "gaps": [_gap_as_json(gap) for gap in (*coverage.month_gaps, *coverage.section_gaps)],
        "methods": methods(coverage),
    }


def _part_as_json(part: Part) -> dict[str, Any]:
    estimate = None
    if part.exists is not None:
        number, low, high = (round(value, 1) for value in part.exists)
        ways = [way.value for way in Way if part.estimate is not None and way in part.estimate.ways]
        of = {"known": part.estimated[0], "stored": part.estimated[1]}
        method = "rate" if part.by_rate else "recapture"
        estimate = {"exist": number, "low": low, "high": high, "ways": ways, "method": method, "of": of}
    ratio = None
    if part.ratio is not None:
        share, low, high = (round(value, 4) for value in part.ratio)
        ratio = {"coverage": share, "low": low, "high": high}
    outcomes = {name.replace(" ", "_"): part.outcomes.get(name, 0) for name in OUTCOMES}
    return {
        "name": part.name,
        "known": part.known,
        "stored": part.held,
        **outcomes,
        "estimate": estimate,
        "ratio": ratio,
    }


def _gap_as_json(gap: Gap) -> dict[str, Any]:
    return {
        "kind": gap.kind,
        "name": gap.name,
        "articles": round(gap.articles, 1),
        "missing": gap.missing,
        "unseen": round(gap.unseen, 1),
        "empty_days": gap.empty_days,
        "command": gap.command,
        "requests": gap.requests,
        "hours": round(gap.seconds / 3600, 2),
    }


def _parts(title: str, parts: Iterable[Part]) -> Table:
    table = _table(title, COLUMNS, left={"ways"})
    for part in parts:
        table.add_row(part.name, *_row(part))
    return table


def _row(part: Part) -> Iterator[str]:
    yield f"{part.known:,}"
    yield f"{part.held:,}"
    yield from (_count(part.outcomes.get(name, 0)) for name in OUTCOMES)
    if part.exists is None or part.ratio is None or part.estimate is None:
        yield from ("not known", "", "", "")
        return
    number, low, high = part.exists
    yield f"{number:,.0f}"
    yield f"{low:,.0f} to {high:,.0f}"
    yield f"{part.ratio[0]:.2f}"
    yield " ".join(way for way in Way if way in part.estimate.ways) + (" (rate)" if part.by_rate else "")


def _count(number: int) -> str:
    return f"{number:,}" if number else ""


def _days(coverage: Coverage) -> Iterator[RenderableType]:
    """Days that lack articles, and those that the newspaper no longer has as they were."""
    if coverage.holes:
        table = _table("without an article, where the weeks around have some", ("until", "days", "expected"), set())
        for hole in sorted(coverage.holes, key=lambda hole: -hole.expected)[:SHOWN]:
            table.add_row(f"{hole.first}", f"{hole.last}", f"{hole.days}", f"{hole.expected:,.0f}")
        yield table
    counts = Counter(day.state for day in coverage.days)
    wording: dict[State, str] = {
        "complete": "complete",
        "taken down": "were complete, and the newspaper has taken articles down since (the archive has their text)",
        "incomplete": "never complete",
        "open": "open (articles of the month are missing whose day is not known)",
    }
    words = [f"{counts[state]:,} {text}" for state, text in wording.items() if counts[state]]
    if words:
        yield Text()
        yield Text("Days: " + "; ".join(words) + ".")
    yield from _named(coverage.days)


def _named(days: Sequence[CalendarDay]) -> Iterator[Text]:
    latest = [f"{day.day} ({day.taken_down})" for day in reversed(days) if day.state == "taken down"][:SHOWN]
    if latest:
        yield Text(f"Latest days with articles taken down: {', '.join(latest)}.")


def _thin(coverage: Coverage) -> Iterator[RenderableType]:
    thin = sorted((each for each in coverage.densities if each.share < THIN), key=lambda each: each.share)[:SHOWN]
    if coverage.densities:
        yield Text()
        found = ", ".join(f"{each.month} ({each.known} of about {each.expected:.0f})" for each in thin)
        dense = f"none of {len(coverage.densities)} months lacks many of its decimal ids"
        yield Text(f"Second opinion, by the density of decimal ids: {found or dense}.")


def _gaps(title: str, gaps: Sequence[Gap]) -> Iterator[RenderableType]:
    if not gaps:
        yield Text(f"\nNo gap by {title}.")
        return
    table = _table(
        f"{title} with the largest gaps", ("articles", "known", "unseen", "requests", "takes", "command"), {"command"}
    )
    for gap in gaps[:SHOWN]:
        unseen = ceil(gap.unseen + gap.expected)
        figures = (ceil(gap.articles), gap.missing, unseen, gap.requests)
        table.add_row(gap.name, *(f"{number:,}" for number in figures), duration(gap.seconds), gap.command)
    yield table
    if any(FILE in gap.command for gap in gaps[:SHOWN]):
        yield Text(f"{FILE}: addresses of that time from elsewhere, such as a web archive's CDX server.")


def _table(title: str, columns: Sequence[str], left: set[str]) -> Table:
    table = Table(box=None, pad_edge=False, title=f"\n{title}", title_justify="left", title_style="bold")
    table.add_column("", no_wrap=True)
    for name in columns:
        table.add_column(name, justify="left" if name in left else "right", no_wrap=True)
    return table
