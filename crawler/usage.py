"""The words of a command line: what is wrong with them is told in one line, and ends the command with code 2."""

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings, default_settings

from crawler.arguments import WrongUse
from crawler.verdict import ExitCode

OPTION = re.compile(r"--?[A-Za-z][^ ]*")
"""What looks like an option; argparse leaves those that it does not know among the words."""


def complain_in_one_line(parser: argparse.ArgumentParser, command: str) -> None:
    """Let the parser complain as ``scrapy <command>`` does, without the usage above it."""

    def error(message: str) -> NoReturn:
        parser.exit(ExitCode.WRONG_USE, f"scrapy {command}: {message}\n")

    parser.error = error  # type: ignore[method-assign]  # the parser is made by Scrapy


@contextmanager
def told_as_wrong_use() -> Iterator[None]:
    """Where options are taken over: what is wrong with them, and a log that cannot be written.

    :raises UsageError: which Scrapy hands to the parser.
    """
    try:
        yield
    except (WrongUse, ValueError) as error:
        raise UsageError(str(error)) from None
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be written: {error.strerror}") from None


def check_settings(settings: BaseSettings) -> None:
    """Check that those of Scrapy's own settings which are numbers or switches are so.

    :raises WrongUse: for the first that is not.
    """
    for name, default in vars(default_settings).items():
        if not name.isupper() or not isinstance(default, bool | int | float) or settings[name] is None:
            continue
        is_switch = isinstance(default, bool)
        read = settings.getbool if is_switch else settings.getfloat
        try:
            read(name)
        except (ValueError, TypeError):
            wanted = "neither True nor False" if is_switch else "no number"
            raise WrongUse(f"{name}={settings[name]} is {wanted}") from None


def check_words(words: Sequence[str], command: str, most: int | None = None) -> None:
    """Check what is left of a command line without the options known.

    :raises WrongUse: for an option among them, or when they are more than ``most``.
    """
    if unknown := next(filter(OPTION.fullmatch, words), None):
        raise WrongUse(f"unknown option {unknown}; see scrapy {command} --help")
    if most is not None and len(words) > most:
        raise WrongUse(f"unknown argument {words[most]!r}; see scrapy {command} --help")


def whole_number(least: int) -> Callable[[str], int]:
    """A type of options: digits alone, ``least`` or more.

    >>> whole_number(1)("20")
    20
    """

    def read(word: str) -> int:
        if not word.isdecimal() or int(word) < least:
            raise argparse.ArgumentTypeError(f"{word} is no whole number from {least} on")
        return int(word)

    return read
