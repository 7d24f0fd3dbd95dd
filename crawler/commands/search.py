"""``scrapy search WORDS``: full-text search in the archive."""

import argparse

from crawler.cli.base import ArchiveCommand
from crawler.cli.selection import add_selection
from crawler.cli.usage import whole_number

LIMIT = 20


class Command(ArchiveCommand):
    """Shows the articles with all the words, newest first."""

    only_prints = True

    def syntax(self) -> str:
        return "[options] WORDS"

    def short_desc(self) -> str:
        return "Search the archive's articles"

    def long_desc(self) -> str:
        return (
            "Search the archive: all the words, phrases in quotes ('\"tôm hùm\" giá'). A word without marks matches"
            " any: tom hum finds tôm hùm."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_selection(parser)
        parser.add_argument(
            "--limit", type=whole_number(1), default=LIMIT, metavar="N", help=f"number of articles (default: {LIMIT})"
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.tasks.search import phrases_of, show_hits

        phrases = phrases_of(args)
        with self.open_archive() as archive:
            show_hits(archive, phrases, opts)
