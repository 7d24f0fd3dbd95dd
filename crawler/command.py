"""What the commands that work on the archive have in common."""

import argparse

from scrapy.commands import ScrapyCommand

from crawler import logs
from crawler.usage import complain_in_one_line, told_as_wrong_use
from pipelines.store import Archive


class ArchiveCommand(ScrapyCommand):
    """Asks the newspaper nothing; errors are one line, and ``-L DEBUG`` shows where they come from."""

    requires_project = True
    requires_crawler_process = False

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        complain_in_one_line(parser, type(self).__module__.rpartition(".")[2])

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take over what every command has, and set up the log.

        :raises UsageError: when they are wrong, or the log cannot be written.
        """
        assert self.settings is not None
        with told_as_wrong_use():
            super().process_options(args, opts)
            logs.set_up(self.settings)

    def open_archive(self) -> Archive:
        """The archive that the settings name.

        :raises ArchiveError: when it cannot be used, or there is none.
        """
        assert self.settings is not None
        return Archive.open_existing(self.settings["ARCHIVE_URL"])
