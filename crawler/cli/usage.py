"""Checks command lines; errors end the command with code 2 and one line."""

import argparse
import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NoReturn
from urllib.parse import urlsplit

from scrapy import exceptions
from scrapy.commands import ScrapyHelpFormatter
from w3lib.url import safe_url_string

from crawler.cli.exit_codes import ExitCode
from crawler.newspapers import NEWSPAPERS, Newspaper
from crawler.newspapers.site import host_of

HOST = re.compile(r"[^\s@/\\]+")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
OPTION = re.compile(r"--?[A-Za-z][^ ]*")
"""An option; argparse leaves unknown ones among the positional arguments."""


class UsageError(exceptions.UsageError):
    """Wrong use of a command; the message is one line that names the nearest valid word."""

    def __init__(self, message: str) -> None:
        super().__init__(message, print_help=False)


class HelpFormatter(ScrapyHelpFormatter):
    """Scrapy's help, which takes a wrapped line that ends in a colon, «(default:», for a heading."""

    def format_part_strings(self, part_strings: list[str]) -> list[str]:
        """Underline headings; what is indented is the help of an option."""
        indented = bool(part_strings) and part_strings[0].startswith(" ")
        return part_strings if indented else super().format_part_strings(part_strings)


def report_in_one_line(parser: argparse.ArgumentParser, command: str) -> None:
    """Let the parser print help as written, and errors as ``scrapy <command>`` does, without the usage text."""
    parser.formatter_class = HelpFormatter

    def error(message: str) -> NoReturn:
        parser.exit(ExitCode.WRONG_USE, f"scrapy {command}: {message}\n")

    parser.error = error  # type: ignore[method-assign]  # the parser is made by Scrapy


def check_words(words: Sequence[str], command: str, most: int | None = None) -> None:
    """Check the positional arguments of a command line.

    :raises UsageError: for an unknown option among them, or more than ``most``.
    """
    if unknown := next(filter(OPTION.fullmatch, words), None):
        raise UsageError(f"unknown option {unknown}; see scrapy {command} --help")
    if most is not None and len(words) > most:
        raise UsageError(f"unknown argument {words[most]!r}; see scrapy {command} --help")


MOST_DIGITS = 18
"""Digits of a number that is read; Python refuses more than 4,300, and no database stores more than these."""


def whole_number(least: int) -> Callable[[str], int]:
    """Option type: a whole number, ``least`` or more.

    >>> whole_number(1)("20")
    20
    """

    def read(word: str) -> int:
        if not word.isdecimal() or len(word) > MOST_DIGITS or int(word) < least:
            raise argparse.ArgumentTypeError(f"{word} is not a whole number of {least} or more")
        return int(word)

    return read


def nearest(word: str, valid: Iterable[str]) -> str:
    """A hint to the nearest valid word; lists all of them when none is near and they are at most 12."""
    words = sorted(valid)
    close = difflib.get_close_matches(word.lower(), words, n=1, cutoff=0.5)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; valid are {', '.join(words)}" if len(words) <= 12 else ""


def parse_newspaper(name: str) -> Newspaper:
    """The newspaper of this name.

    :raises UsageError: for an unknown one; the message names the nearest.
    """
    if name not in NEWSPAPERS:
        raise UsageError(f"unknown newspaper {name!r}{nearest(name, NEWSPAPERS)}")
    return NEWSPAPERS[name]


def parse_day(given: str, word: str) -> date:
    """Parse a day written as ``2026-01-31``; ``given`` is the argument as typed, ``since=2026-01-31``.

    :raises UsageError: when it is not a day.
    """
    try:
        # Python also takes 20260131 and weeks, which an operator hardly means.
        return date.fromisoformat(word if DAY.fullmatch(word) else "")
    except ValueError:
        raise UsageError(f"{given} is not a day; write it as 2026-01-31") from None


def parse_base_url(given: str, word: str) -> str:
    """Parse a server's address; ends with one slash. ``given`` is the argument as typed.

    :raises UsageError: when it is not an http(s) address.
    """
    if (address := _base_url(word.strip())) is None:
        raise UsageError(f"{given} is not an address; write it as http://127.0.0.1:8000/")
    return address


def _base_url(word: str) -> str | None:
    """The URL as it is requested: scheme and host in lower case, no port of the scheme, spaces escaped."""
    try:
        parts, host = urlsplit(word), host_of(word)
    except ValueError:
        return None
    usable = parts.scheme in {"http", "https"} and HOST.fullmatch(host) and parts.port != 0
    if not usable or parts.query or parts.fragment:
        return None
    return safe_url_string(f"{parts.scheme}://{host}/{parts.path.strip('/')}").rstrip("/") + "/"
