"""Reports on the last run and the last 30 days."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from scrapy.settings import BaseSettings
from sqlalchemy import Connection

from crawler.archive import Archive
from crawler.archive.reports import one_run
from crawler.archive.runs import last_runs
from crawler.cli.files import writing
from crawler.cli.secrets import Secrets, split_urls
from crawler.cli.usage import UsageError, parse_newspaper
from crawler.monitoring.fleet import fleet, fleet_text, notify_fleet
from crawler.monitoring.report.data import ReportData, gather
from crawler.monitoring.report.html_page import page
from crawler.monitoring.report.text import text
from crawler.newspapers import KHANHHOA


def report(archive: Archive, settings: BaseSettings, name: str | None, opts: argparse.Namespace) -> None:
    """Write a newspaper's report as HTML, or print it as text; by default that of the last run.

    :raises UsageError: for an unknown newspaper or run, or when the file cannot be written.
    """
    with archive.read() as connection:
        figures = report_data(connection, name, opts.run, settings.getfloat("DOWNLOAD_DELAY"))
    secrets = Secrets.of(settings)
    if opts.text:
        print(secrets.redact(text(figures)), end="")
        return
    path = Path(opts.output or Path(settings["DATA_DIR"]) / "reports" / f"{figures.newspaper.name}.html")
    write_report(path, secrets.redact(page(figures)))
    print(path)


def report_all(archive: Archive, settings: BaseSettings, *, is_sent: bool) -> None:
    """Print one line a newspaper, the worst first; with ``is_sent`` also notify of those that are not well.

    :raises NotSent: when a service failed.
    """
    with archive.read() as connection:
        states = fleet(connection, datetime.now(UTC))
    print(Secrets.of(settings).redact(fleet_text(states)), end="", flush=True)
    if is_sent:
        notify_fleet(split_urls(settings["NOTIFY"]), Path(settings["DATA_DIR"]), states)


def report_data(connection: Connection, name: str | None, number: int | None, delay: float = 1.0) -> ReportData:
    """The figures of a run, by default the last one; ``delay`` as ``DOWNLOAD_DELAY``, in seconds.

    :raises UsageError: for an unknown newspaper or run.
    """
    run = one_run(connection, number) if number is not None else None
    if number is not None and run is None:
        raise UsageError(f"there is no run {number}; see scrapy runs")
    latest = last_runs(connection, limit=1)
    name = name or (run.newspaper if run else latest[0].newspaper if latest else KHANHHOA.name)
    newspaper = parse_newspaper(name)
    if run is not None and run.newspaper != name:
        raise UsageError(f"run {number} is of {run.newspaper}, not of {name}")
    return gather(connection, newspaper, datetime.now(UTC), run, delay)


def write_report(path: Path, html: str) -> None:
    """Write the file, creating its folder.

    :raises UsageError: when it cannot be written.
    """
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
