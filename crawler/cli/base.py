"""Base class of the commands that work on the archive."""

import argparse
from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from scrapy.commands import ScrapyCommand

from crawler.cli import logs
from crawler.cli.exit import ends_in_one_line
from crawler.cli.usage import check_words, report_in_one_line

if TYPE_CHECKING:
    from crawler.archive import Archive


class ArchiveCommand(ScrapyCommand):
    """A command without requests; errors are one line, ``-L DEBUG`` shows tracebacks."""

    requires_project = True
    requires_crawler_process = False
    max_words: ClassVar[int | None] = None
    """Most positional arguments; None when the command checks their number itself."""
    only_prints: ClassVar[bool] = False
    """Whether it may be cut off by a reader that has seen enough: its exit code tells nothing of what it prints."""

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        report_in_one_line(parser, self._name)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Apply the options of every command and set up logging.

        :raises UsageError: for invalid options, or when the log cannot be written.
        """
        assert self.settings is not None
        super().process_options(args, opts)
        logs.set_up(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        with ends_in_one_line(self, self._name, only_prints=self.only_prints):
            check_words(args, self._name, self.max_words)
            self.work(args, opts)

    @abstractmethod
    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do the command's work; exceptions become its exit code and one line."""

    @property
    def _name(self) -> str:
        """The command's name: Scrapy names a command by its module."""
        return type(self).__module__.rpartition(".")[2]

    def open_archive(self) -> "Archive":
        """The archive that the settings name.

        :raises ArchiveError: when it cannot be used, or there is none.
        """
        from crawler.archive import Archive

        assert self.settings is not None
        return Archive.open_existing(self.settings["ARCHIVE_URL"])
