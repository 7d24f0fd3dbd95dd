"""``scrapy reparse``: read stored pages again with the current rules."""

import argparse

from crawler.cli.base import ArchiveCommand
from crawler.cli.exit_codes import ExitCode
from crawler.cli.usage import whole_number

SHOWN = 20
"""Articles whose differences are shown."""


class Command(ArchiveCommand):
    """Replaces stored values where the current rules read them differently; sends no request."""

    max_words = 0

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Read stored pages again with the current rules"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
        parser.add_argument(
            "--processes", type=whole_number(1), metavar="N", help="number of processes (default: all cores)"
        )
        parser.add_argument(
            "--show",
            type=whole_number(0),
            default=SHOWN,
            metavar="N",
            help=f"show the differences of N articles (default: {SHOWN})",
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.tasks.reparse import reparse_pages

        assert self.settings is not None
        with self.open_archive() as archive:
            if not reparse_pages(archive, self.settings, opts):
                self.exitcode = ExitCode.NOT_WELL
