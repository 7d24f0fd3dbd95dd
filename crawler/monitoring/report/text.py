"""The report as plain text of at most 78 columns, for mail."""

import textwrap
from collections.abc import Sequence
from math import ceil

from crawler.cli.wording import counted, duration
from crawler.monitoring.coverage.methods import summary
from crawler.monitoring.report.data import ReportData
from crawler.runs.stats import Figure

WIDTH = 78
FAILURES = 20
BLOCKS = " ▁▂▃▄▅▆▇█"


def text(figures: ReportData) -> str:
    """The whole report."""
    lines = [*_last_run(figures), "", *_days(figures), "", *_coverage(figures), "", *_held(figures), *_left(figures)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _last_run(figures: ReportData) -> list[str]:
    run = figures.run
    if run is None:
        return [figures.newspaper.title, "No run in the last 30 days."]
    began = run.started_at.astimezone(figures.newspaper.timezone)
    lines = [
        f"{figures.newspaper.title}: run {run.id} ({run.mode}) of {began:%d/%m/%Y, %H:%M}: {run.outcome or 'running'}"
    ]
    lines += textwrap.wrap(run.stats.get(Figure.DETAIL, ""), WIDTH)
    names = ("new", "revised", "unchanged", "gone", "failed")
    lines.append("Articles: " + ", ".join(f"{run.stats.get(Figure.of_articles(name), 0)} {name}" for name in names))
    waited = duration(run.stats.get(Figure.WAIT_SECONDS, 0))
    lines.append(f"Requests: {run.stats.get(Figure.REQUESTS, 0)}; waited at the gate: {waited}")
    return lines


def _days(figures: ReportData) -> list[str]:
    rows = {
        "new articles": Figure.ARTICLES_NEW,
        "requests": Figure.REQUESTS,
        "seconds waited": Figure.WAIT_SECONDS,
        "failed for good": Figure.ARTICLES_FAILED,
    }
    first, last = figures.days[0], figures.days[-1]
    lines = [f"The last 30 days ({first:%d/%m} to {last:%d/%m}), a column a day, and their sum:"]
    for name, key in rows.items():
        values = [figures.sums[day][key] if day in figures.sums else 0 for day in figures.days]
        lines.append(f"  {name:<16} {sparkline(values)} {sum(values):>9,.0f}")
    return lines


def sparkline(values: Sequence[float]) -> str:
    """One character per value; only 0 is blank.

    >>> sparkline([0, 1, 4, 8])
    ' ▁▄█'
    """
    top = max(values, default=0)
    return "".join(BLOCKS[ceil(value * (len(BLOCKS) - 1) / top)] if top else " " for value in values)


def _coverage(figures: ReportData) -> list[str]:
    covered = figures.coverage
    if not covered.articles:
        return ["No article stored was published in these days."]
    fields = ", ".join(f"{name} {count / covered.articles:.1%}" for name, count in covered.fields.items())
    return textwrap.wrap(f"Of {covered.articles:,} articles stored and published in these days have: {fields}.", WIDTH)


def _held(figures: ReportData) -> list[str]:
    if not figures.of_all.whole.known:
        return []
    return [line for said in summary(figures.of_all) for line in textwrap.wrap(said, WIDTH)] + [""]


def _left(figures: ReportData) -> list[str]:
    took = f", {duration(figures.minutes_left * 60)} at the last run's pace" if figures.minutes_left else ""
    left = (
        f"Left to fetch: {figures.pending['due']:,}{took}; older ones known: {figures.pending['old']:,}; "
        f"given up: {figures.pending['failed']:,}"
    )
    lines = textwrap.wrap(left, WIDTH)
    for failure in figures.failures[:FAILURES]:
        lines += [failure.url, f"  {textwrap.shorten(failure.reason, WIDTH - 2, placeholder=' …')}"]
    if (more := len(figures.failures) - FAILURES) > 0:
        lines.append(f"… and {counted(more, 'more failure')}")
    return lines
