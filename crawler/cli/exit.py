"""Ends a command with an exit code and one line on stderr."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scrapy.commands import ScrapyCommand

from crawler.cli.exit_codes import ExitCode
from crawler.cli.logs import priority, stderr_is_journal
from crawler.cli.secrets import Secrets
from crawler.cli.usage import UsageError

logger = logging.getLogger(__name__)


@contextmanager
def ends_in_one_line(command: ScrapyCommand, name: str) -> Iterator[None]:
    """Run the body of ``scrapy <name>``; exceptions become its exit code and one line.

    Tracebacks of exceptions that are not usage errors are shown by ``-L DEBUG``.
    """
    try:
        yield
    except UsageError as error:
        _end(command, name, ExitCode.WRONG_USE, error)
    except BrokenPipeError:
        # The reader closed the pipe (`scrapy runs | head`); buffered output is dropped.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        logger.debug("scrapy %s failed", name, exc_info=True)
        _end_with(command, name, error)


def print_line(name: str, line: object) -> None:
    """Print one line on stderr for the command ``name``, as an error in systemd's journal."""
    print_error(f"scrapy {name}: {' '.join(str(line).split())}")


def print_error(line: str) -> None:
    """Print a line on stderr, as an error in systemd's journal."""
    print(f"{priority(logging.ERROR) if stderr_is_journal() else ''}{line}", file=sys.stderr)


def _end_with(command: ScrapyCommand, name: str, error: Exception) -> None:
    from crawler.archive import ArchiveError

    if isinstance(error, ArchiveError):
        _end(command, name, ExitCode.ARCHIVE, error)
    else:
        _end(command, name, ExitCode.FAILED, f"{type(error).__name__}: {error}")


def _end(command: ScrapyCommand, name: str, code: ExitCode, error: object) -> None:
    assert command.settings is not None
    print_line(name, Secrets.of(command.settings).redact(str(error)))
    command.exitcode = code
