"""``scrapy report``: how the last run went, and the last 30 days."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from crawler.archive.reports import one_run
from crawler.archive.runs import last_runs
from crawler.cli.base import ArchiveCommand
from crawler.cli.files import writing
from crawler.cli.secrets import Secrets
from crawler.cli.usage import UsageError, nearest, whole_number
from crawler.monitoring.report.data import ReportData, gather
from crawler.monitoring.report.html_page import page
from crawler.monitoring.report.text import text
from crawler.newspapers import KHANHHOA, NEWSPAPERS


class Command(ArchiveCommand):
    """Writes one HTML file with charts, or prints plain text."""

    max_words = 1

    def syntax(self) -> str:
        return "[options] [newspaper]"

    def short_desc(self) -> str:
        return "Report on the last run and the last 30 days"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--text", action="store_true", help="print plain text, for mail")
        parser.add_argument(
            "--run", type=whole_number(1), metavar="N", help="report on this run instead of the last one"
        )
        parser.add_argument("--output", metavar="FILE", help="write here (default: DATA_DIR/reports/NEWSPAPER.html)")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        with self.open_archive() as archive, archive.read() as connection:
            figures = _figures(connection, args, opts.run)
        secrets = Secrets.of(self.settings)
        if opts.text:
            print(secrets.redact(text(figures)), end="")
            return
        path = Path(opts.output or Path(self.settings["DATA_DIR"]) / "reports" / f"{figures.newspaper.name}.html")
        _write(path, secrets.redact(page(figures)))
        print(path)


def _figures(connection: Connection, args: list[str], number: int | None) -> ReportData:
    run = one_run(connection, number) if number is not None else None
    if number is not None and run is None:
        raise UsageError(f"there is no run {number}; see scrapy runs")
    latest = last_runs(connection, limit=1)
    name = args[0] if args else run.newspaper if run else latest[0].newspaper if latest else KHANHHOA.name
    if name not in NEWSPAPERS:
        raise UsageError(f"unknown newspaper {name!r}{nearest(name, NEWSPAPERS)}")
    if run is not None and run.newspaper != name:
        raise UsageError(f"run {number} is of {run.newspaper}, not of {name}")
    return gather(connection, NEWSPAPERS[name], datetime.now(UTC), run)


def _write(path: Path, html: str) -> None:
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
