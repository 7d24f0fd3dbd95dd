"""``scrapy report``: the last run and the last 30 days."""

import argparse

from crawler.cli.base import ArchiveCommand
from crawler.cli.usage import UsageError, whole_number


class Command(ArchiveCommand):
    """Writes one HTML file with charts, or prints plain text."""

    max_words = 1

    def syntax(self) -> str:
        return "[options] [newspaper]"

    def short_desc(self) -> str:
        return "Report on the last run and the last 30 days"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--all", action="store_true", help="print one line a newspaper, the worst first")
        parser.add_argument(
            "--send", action="store_true", help="with --all: one notification by NOTIFY of all that are not well"
        )
        parser.add_argument("--text", action="store_true", help="print plain text, for mail")
        parser.add_argument(
            "--run", type=whole_number(1), metavar="N", help="report on this run instead of the last one"
        )
        parser.add_argument("--output", metavar="FILE", help="write here (default: DATA_DIR/reports/NEWSPAPER.html)")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.tasks.report import report, report_all

        assert self.settings is not None
        if opts.all and (args or opts.run or opts.output):
            raise UsageError("--all takes no newspaper, --run or --output")
        if opts.send and not (opts.all and self.settings["NOTIFY"]):
            raise UsageError("--send needs --all and NOTIFY")
        with self.open_archive() as archive:
            if opts.all:
                report_all(archive, self.settings, is_sent=opts.send)
                return
            report(archive, self.settings, args[0] if args else None, opts)
