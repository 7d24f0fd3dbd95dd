"""``scrapy runs``: past runs as a table."""

import argparse

from crawler.cli.base import ArchiveCommand
from crawler.cli.selection import add_newspaper, chosen_newspapers
from crawler.cli.usage import UsageError, whole_number


class Command(ArchiveCommand):
    """Shows the latest runs, newest first."""

    max_words = 0
    only_prints = True

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Show past runs"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_newspaper(parser)
        parser.add_argument("--all", action="store_true", help="the last run of every newspaper, the worst first")
        parser.add_argument("--json", action="store_true", help="as JSON, with all figures")
        parser.add_argument("--limit", type=whole_number(1), default=20, metavar="N", help="how many (default: 20)")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.tasks.runs import show_fleet, show_runs

        chosen_newspapers(opts)
        if opts.all and opts.newspaper:
            raise UsageError("--all takes no --newspaper")
        with self.open_archive() as archive:
            if opts.all:
                show_fleet(archive, as_json=opts.json)
                return
            show_runs(archive, opts.limit, opts.newspaper, as_json=opts.json)
