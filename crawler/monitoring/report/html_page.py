"""The report as one self-contained HTML page: no script, no network."""

from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path
from typing import Any

from sqlalchemy import Row

from crawler.archive.reports import Failure
from crawler.cli.exit_codes import ExitCode
from crawler.cli.wording import duration
from crawler.monitoring.report.charts import bars, number, shares
from crawler.monitoring.report.coverage import coverage_section
from crawler.monitoring.report.data import KINDS, ReportData
from crawler.monitoring.report.html import Content, Html, join, tag
from crawler.runs.stats import Figure, StatGroup

STYLE = Path(__file__).with_name("style.css")
RUNS_LISTED = 30
MARKS = {"good": "✓", "warn": "–", "bad": "✗"}


def page(figures: ReportData) -> str:
    """The whole page."""
    title = f"{figures.newspaper.title}: report of {figures.now:%d/%m/%Y}"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        # Nothing may be loaded, whatever text from a page contains.
        tag("meta", http_equiv="Content-Security-Policy", content="default-src 'none'; style-src 'unsafe-inline'"),
        tag("title", title),
        tag("style", Html(STYLE.read_text(encoding="utf-8"))),
    )
    parts = (
        _header(figures),
        _tiles(figures),
        _charts(figures),
        _failures(figures.failures, figures.newspaper.timezone),
        _runs(figures),
        coverage_section(figures.of_all),
        _footer(figures),
    )
    return "<!DOCTYPE html>\n" + tag("html", head, tag("body", tag("main", *parts)), lang="en") + "\n"


def mood(run: Row[Any]) -> str:
    """``good``, ``bad`` or ``warn``: stopped, killed or still running."""
    if run.exit_code == ExitCode.DONE:
        return "good"
    return "warn" if run.exit_code in {None, ExitCode.INTERRUPTED, ExitCode.TERMINATED} else "bad"


def _header(figures: ReportData) -> Html:
    run = figures.run
    if run is None:
        return tag("header", tag("h1", figures.newspaper.title), tag("p", "No run in the last 30 days."))
    began = run.started_at.astimezone(figures.newspaper.timezone)
    took = f", took {duration((run.finished_at - run.started_at).total_seconds())}" if run.finished_at else ""
    detail = run.stats.get(Figure.DETAIL)
    return tag(
        "header",
        tag("h1", figures.newspaper.title),
        tag("p", tag("span", f"{MARKS[mood(run)]} {run.outcome or 'running'}", class_=f"verdict {mood(run)}")),
        detail and tag("p", detail, class_=mood(run)),
        tag("p", f"Run {run.id} ({run.mode}) of {began:%d/%m/%Y, %H:%M}{took}."),
    )


def _tiles(figures: ReportData) -> Html:
    stats = figures.run.stats if figures.run is not None else {}
    tiles = {
        "new articles": number(stats.get(Figure.ARTICLES_NEW, 0)),
        "revised": number(stats.get(Figure.ARTICLES_REVISED, 0)),
        "failed for good": number(stats.get(Figure.ARTICLES_FAILED, 0)),
        "requests": number(stats.get(Figure.REQUESTS, 0)),
        "waited": duration(stats.get(Figure.WAIT_SECONDS, 0)),
        "left to fetch": number(figures.pending["due"]),
        "time to fetch them": "–" if figures.minutes_left is None else duration(figures.minutes_left * 60),
        "older ones known": number(figures.pending["old"]),
    }
    return tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in tiles.items()), class_="tiles")


def _charts(figures: ReportData) -> Html:
    days = figures.days
    by_section = {name: [counts.get(day, 0) for day in days] for name, counts in figures.printed.items()}
    articles = {name: _daily(figures, Figure.of_articles(name)) for name in ("new", "revised", "gone", "failed")}
    requests = {kind: _daily(figures, StatGroup.REQUESTS.key(kind)) for kind in KINDS}
    covered = figures.coverage
    charts = (
        bars("Articles by day of publication and section", days, by_section, "stored, without repetitions"),
        bars("What the runs of a day did", days, {k: v for k, v in articles.items() if any(v)}, "articles"),
        bars("Requests by kind", days, {k: v for k, v in requests.items() if any(v)}),
        bars("Waited at the gate", days, {"seconds": _daily(figures, Figure.WAIT_SECONDS)}, "seconds a day"),
        shares(
            "Articles that have each field",
            {name: count / covered.articles for name, count in covered.fields.items()} if covered.articles else {},
            f"of {number(covered.articles)} stored and published in these days",
        ),
        tag("figure", tag("figcaption", "Runs", tag("small", "each day's worst")), _strip(figures)),
    )
    return join(tag("h2", "The last 30 days"), tag("section", *charts, class_="charts"))


def _daily(figures: ReportData, name: str) -> list[float]:
    return [figures.sums[day][name] if day in figures.sums else 0 for day in figures.days]


def _strip(figures: ReportData) -> Html:
    by_day: dict[Any, list[Row[Any]]] = {day: [] for day in figures.days}
    for run in figures.runs:
        by_day.setdefault(run.started_at.astimezone(figures.newspaper.timezone).date(), []).append(run)
    cells = []
    for day in figures.days:
        moods = {mood(run) for run in by_day[day]}
        worst = next((name for name in ("bad", "warn", "good") if name in moods), None)
        label = ", ".join(f"run {run.id} {run.outcome or 'running'}" for run in by_day[day][-5:]) or "no run"
        cells.append(tag("span", MARKS.get(worst or "", "·"), class_=worst, title=f"{day:%d/%m/%Y}: {label}"))
    dates = (tag("span", f"{figures.days[place]:%d/%m}") for place in (0, len(figures.days) // 2, -1))
    return join(tag("div", *cells, class_="strip"), tag("small", tag("div", *dates, class_="dates")))


def _failures(found: Sequence[Failure], zone: tzinfo) -> Html:
    if not found:
        return join(tag("h2", "Failures"), tag("p", "None.", class_="none"))
    rows = [
        (
            tag("a", failure.url, href=failure.url if failure.url.startswith("https://") else None, rel="noreferrer"),
            failure.reason,
            failure.attempts,
            "given up" if failure.next_try_at is None else f"{failure.next_try_at.astimezone(zone):%d/%m %H:%M}",
        )
        for failure in found
    ]
    return join(tag("h2", "Failures"), _table(("address", "reason", "tries", "next try"), rows, numbers={2}))


def _runs(figures: ReportData) -> Html:
    zone = figures.newspaper.timezone
    rows = [
        (
            run.id,
            f"{run.started_at.astimezone(zone):%d/%m %H:%M}",
            run.mode,
            tag("span", f"{MARKS[mood(run)]} {run.outcome or 'running'}", class_=mood(run)),
            number(run.stats.get(Figure.ARTICLES_NEW, 0)),
            number(run.stats.get(Figure.REQUESTS, 0)),
            duration(run.stats.get(Figure.WAIT_SECONDS, 0)),
        )
        for run in reversed(figures.runs[-RUNS_LISTED:])
    ]
    names = ("run", "began", "mode", "outcome", "new", "requests", "waited")
    return join(tag("h2", "Runs"), _table(names, rows, numbers={0, 4, 5, 6}))


def _table(names: Sequence[str], rows: Sequence[Sequence[Content]], numbers: set[int]) -> Html:
    """A table; on a phone each row becomes a card."""
    styles = [f"{name} number" if place in numbers else name.replace(" ", "-") for place, name in enumerate(names)]
    head = tag("tr", *(tag("th", name, class_=style) for name, style in zip(names, styles, strict=True)))
    body = (
        tag("tr", *(tag("td", cell, class_=styles[place], data_name=names[place]) for place, cell in enumerate(row)))
        for row in rows
    )
    table = tag("table", tag("thead", head), tag("tbody", *body), class_="cards")
    return tag("div", table, class_="card wide")


def _footer(figures: ReportData) -> Html:
    command = f"scrapy report {figures.newspaper.name}"
    return tag("footer", f"Made {figures.now:%d/%m/%Y, %H:%M %Z} by ", tag("code", command), ". Days are Vietnam's.")
