"""``scrapy import``: articles from captures of web archives.

Scrapy names a command by its module and loads the modules by name, so that this one may be called like a keyword of
Python; no other module imports it.
"""

import argparse

from crawler.cli.base import ArchiveCommand
from crawler.cli.exit_codes import ExitCode
from crawler.cli.usage import UsageError, whole_number


class Command(ArchiveCommand):
    """Imports captures from WARC and WACZ files; sends no request."""

    def syntax(self) -> str:
        return "[options] FILE…"

    def short_desc(self) -> str:
        return "Import articles from WARC and WACZ files of web archives"

    def long_desc(self) -> str:
        return (
            "Read captures of the newspaper from WARC files (plain, gzip, zstd) and WACZ files, without a request."
            " Earlier texts become revisions, missing fields are completed, unknown articles are stored. A stopped"
            " import goes on where it was; the same file twice changes nothing. See docs/web-archives.md."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--dry-run", action="store_true", help="say what would come of it, and store nothing")
        parser.add_argument(
            "--processes", type=whole_number(1), metavar="N", help="number of processes (default: all cores)"
        )
        parser.add_argument("--base-url", metavar="URL", help="also read captures of this mirror")
        parser.add_argument(
            "--newspaper", metavar="NAME", default="khanhhoa", help="the newspaper behind --base-url (khanhhoa)"
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.archive import Archive
        from crawler.cli.exit import print_line
        from crawler.runs.lock import RunLocked
        from crawler.tasks.captures import import_files

        assert self.settings is not None
        if not args:
            raise UsageError("name at least one WARC or WACZ file")
        try:
            with Archive.open(self.settings["ARCHIVE_URL"]) as archive:
                if not import_files(archive, self.settings, args, opts):
                    self.exitcode = ExitCode.NOT_WELL
        except RunLocked as error:
            print_line("import", error)
            self.exitcode = ExitCode.BUSY
        except KeyboardInterrupt:
            print_line("import", "stopped; the same command goes on where it was")
            self.exitcode = ExitCode.INTERRUPTED
