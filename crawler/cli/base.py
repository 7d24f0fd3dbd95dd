"""What the commands that work on the archive have in common."""

import argparse
from abc import abstractmethod
from typing import ClassVar

from scrapy.commands import ScrapyCommand

from crawler.archive import Archive
from crawler.cli import logs
from crawler.cli.exit import ends_in_one_line
from crawler.cli.usage import check_words, complain_in_one_line


class ArchiveCommand(ScrapyCommand):
    """Asks the newspaper nothing; errors are one line, and ``-L DEBUG`` shows where they come from."""

    requires_project = True
    requires_crawler_process = False
    most_words: ClassVar[int | None] = None
    """So many words beside the options; None when the command looks at their number itself."""

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        complain_in_one_line(parser, self._name)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take over what every command has, and set up the log.

        :raises UsageError: when they are wrong, or the log cannot be written.
        """
        assert self.settings is not None
        super().process_options(args, opts)
        logs.set_up(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        with ends_in_one_line(self, self._name):
            check_words(args, self._name, self.most_words)
            self.work(args, opts)

    @abstractmethod
    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """What the command does; its errors become the exit code and one line."""

    @property
    def _name(self) -> str:
        """As it is typed: Scrapy calls a command by its module."""
        return type(self).__module__.rpartition(".")[2]

    def open_archive(self) -> Archive:
        """The archive that the settings name.

        :raises ArchiveError: when it cannot be used, or there is none.
        """
        assert self.settings is not None
        return Archive.open_existing(self.settings["ARCHIVE_URL"])
