"""``scrapy archive``: care for the archive."""

import argparse
import sys
from pathlib import Path

from crawler.cli.base import ArchiveCommand
from crawler.cli.exit_codes import ExitCode
from crawler.cli.selection import add_selection
from crawler.cli.usage import UsageError, nearest

WORDS = {"check": 1, "backup": 2, "copy": 2, "stats": 1, "wacz": 2}
"""The subcommands, and the number of words each takes, itself included."""


class Command(ArchiveCommand):
    """Checks, backs up, copies or counts the archive."""

    def syntax(self) -> str:
        return "[options] check | backup FILE | copy URL | stats | wacz FILE"

    def short_desc(self) -> str:
        return "Check, back up, copy or count the archive"

    def long_desc(self) -> str:
        return (
            "check: consistency of tables, pages and pictures. backup FILE: to one SQLite file, while crawls run."
            " copy URL: into another archive, of either database; a stopped copy is resumed. stats: its numbers."
            " wacz FILE: kept pages and pictures of the selected articles, for ReplayWeb.page and other replay tools."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--quick", action="store_true", help="check: do not read the stored pages and pictures")
        parser.add_argument("--json", action="store_true", help="stats: as JSON")
        add_selection(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        name = args[0] if args else ""
        if name not in WORDS:
            raise UsageError(f"name a subcommand{nearest(name, WORDS)}")
        if len(args) != WORDS[name]:
            raise UsageError(f"{name} takes {'one argument' if WORDS[name] == 2 else 'no arguments'}")
        self._work(*args, opts=opts)
        sys.stdout.flush()

    def _work(self, name: str, target: str = "", *, opts: argparse.Namespace) -> None:
        from crawler.tasks import archive as tasks

        assert self.settings is not None
        with self.open_archive() as archive:
            match name:
                case "check":
                    if not tasks.check(archive, self.settings, quick=opts.quick):
                        self.exitcode = ExitCode.NOT_WELL
                case "backup":
                    tasks.backup(archive, self.settings, Path(target))
                case "copy":
                    tasks.copy(archive, self.settings, target)
                case "stats":
                    tasks.stats(archive, as_json=opts.json)
                case "wacz":
                    from crawler.tasks.wacz import pack

                    if not pack(archive, self.settings, Path(target), opts):
                        self.exitcode = ExitCode.NOT_WELL
