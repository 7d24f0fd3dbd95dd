"""``scrapy coverage``: what is held of what exists, and what would fill the gaps."""

import argparse
import json
import sys
from datetime import UTC, datetime

from crawler.cli.base import ArchiveCommand
from crawler.cli.usage import UsageError, nearest
from crawler.newspapers import KHANHHOA, NEWSPAPERS

WIDTH = 200
"""Of the tables where no terminal says how wide it is."""


class Command(ArchiveCommand):
    """Estimates how many articles exist, by the ways that found them, and names the largest gaps."""

    max_words = 1

    def syntax(self) -> str:
        return "[options] [newspaper]"

    def short_desc(self) -> str:
        return "Show how much of the newspaper the archive has, and what would fill the gaps"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="as JSON, with every day")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        # Scrapy loads every command's module for each command.
        from rich.console import Console

        from crawler.monitoring.coverage.figures import gather
        from crawler.monitoring.coverage.text import as_json, printed

        name = args[0] if args else KHANHHOA.name
        if name not in NEWSPAPERS:
            raise UsageError(f"unknown newspaper {name!r}{nearest(name, NEWSPAPERS)}")
        with self.open_archive() as archive, archive.read() as connection:
            coverage = gather(connection, NEWSPAPERS[name], self.settings.getfloat("DOWNLOAD_DELAY"), datetime.now(UTC))
        if opts.json:
            print(json.dumps(as_json(coverage), ensure_ascii=False, indent=2))
        else:
            Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False).print(printed(coverage))
        sys.stdout.flush()
