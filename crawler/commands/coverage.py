"""``scrapy coverage``: what is held of what exists, and what would fill the gaps."""

import argparse

from crawler.cli.base import ArchiveCommand
from crawler.cli.usage import parse_newspaper
from crawler.newspapers import KHANHHOA


class Command(ArchiveCommand):
    """Estimates how many articles exist, by the ways that found them, and names the largest gaps."""

    max_words = 1
    only_prints = True

    def syntax(self) -> str:
        return "[options] [newspaper]"

    def short_desc(self) -> str:
        return "Show how much of the newspaper the archive has, and what would fill the gaps"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="as JSON, with every day")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.tasks.coverage import show_coverage

        assert self.settings is not None
        newspaper = parse_newspaper(args[0]) if args else KHANHHOA
        with self.open_archive() as archive:
            show_coverage(archive, self.settings, newspaper, as_json_text=opts.json)
