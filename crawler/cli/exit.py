"""Ends a command with an exit code and one line on stderr."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from scrapy.commands import ScrapyCommand

from crawler.cli.exit_codes import ExitCode
from crawler.cli.logs import priority, stderr_is_journal
from crawler.cli.secrets import Secrets
from crawler.cli.usage import UsageError

logger = logging.getLogger(__name__)


@contextmanager
def ends_in_one_line(command: ScrapyCommand, name: str, *, only_prints: bool = False) -> Iterator[None]:
    """Run the body of ``scrapy <name>``; exceptions become its exit code and one line.

    A reader that closes the pipe (``scrapy runs | head``) ends a command that ``only_prints`` with 0; any other one
    fails, since its work or what it found may be cut off. Tracebacks of exceptions that are not usage errors are shown
    by ``-L DEBUG``.
    """
    try:
        yield
        sys.stdout.flush()
    except UsageError as error:
        _end(command, name, ExitCode.WRONG_USE, error)
    except BrokenPipeError:
        _drop_output(sys.stdout)
        if not only_prints:
            _end(command, name, ExitCode.FAILED, "nobody reads the output any more: it was closed before the end")
    except Exception as error:
        logger.debug("scrapy %s failed", name, exc_info=True)
        _end_with(command, name, error)


def print_line(name: str, line: object) -> None:
    """Print one line on stderr for the command ``name``, as an error in systemd's journal."""
    print_error(f"scrapy {name}: {' '.join(str(line).split())}")


def print_error(line: str) -> None:
    """Print a line on stderr, as an error in systemd's journal."""
    print_if_read(f"{priority(logging.ERROR) if stderr_is_journal() else ''}{line}", sys.stderr)


def print_if_read(line: str, stream: TextIO) -> None:
    """Print a line at once; when the reader has closed the pipe, nothing changes but that it is not read."""
    try:
        print(line, file=stream, flush=True)
    except BrokenPipeError:
        _drop_output(stream)


def _drop_output(stream: TextIO) -> None:
    """Send what is buffered, and all that follows, nowhere: Python would end with 120 when it cannot write it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


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
