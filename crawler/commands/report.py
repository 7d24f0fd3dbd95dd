"""``scrapy report``: the last run and the last 30 days."""

import argparse

from crawler.cli.base import ArchiveCommand
from crawler.cli.usage import whole_number


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
        from crawler.tasks.report import report

        assert self.settings is not None
        with self.open_archive() as archive:
            report(archive, self.settings, args[0] if args else None, opts)
