"""Options that select articles, the same for every command that reads the archive."""

import argparse
from datetime import date
from typing import TYPE_CHECKING

from crawler.cli.usage import UsageError, nearest, parse_day, parse_newspaper
from crawler.newspapers import NEWSPAPERS, Newspaper

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from crawler.archive.selection import Selection


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_newspaper(parser)
    parser.add_argument("--since", metavar="DAY", help="published on this day or later, e.g. 2025-09-20")
    parser.add_argument("--until", metavar="DAY", help="published on this day or earlier")
    parser.add_argument("--section", metavar="PATH", help="of this section, e.g. kinh-te or xa-hoi/giao-duc")
    parser.add_argument("--with-duplicates", action="store_true", help="also articles that repeat another one")


def add_newspaper(parser: argparse.ArgumentParser) -> None:
    """Add the option ``--newspaper``."""
    parser.add_argument("--newspaper", metavar="NAME", help="of this newspaper, e.g. khanhhoa (default: all)")


def parse_selection(opts: argparse.Namespace, connection: "Connection") -> "Selection":
    """The articles that the options of :func:`add_selection` select.

    :raises UsageError: for an invalid day, an unknown newspaper, or a section unknown to newspaper and archive.
    """
    from crawler.archive.selection import Selection

    since, until = _day("--since", opts.since), _day("--until", opts.until)
    if since and until and since > until:
        raise UsageError(f"--since {since} is after --until {until}")
    newspapers = chosen_newspapers(opts)
    section = _section(opts.section, connection, newspapers)
    return Selection(section, since, until, opts.with_duplicates, opts.newspaper)


def chosen_newspapers(opts: argparse.Namespace) -> list[Newspaper]:
    """The newspaper that the option ``--newspaper`` names, else all.

    :raises UsageError: for an unknown one.
    """
    return [parse_newspaper(opts.newspaper)] if opts.newspaper is not None else list(NEWSPAPERS.values())


def _day(name: str, value: str | None) -> date | None:
    return parse_day(f"{name} {value}", value) if value is not None else None


def _section(value: str | None, connection: "Connection", newspapers: list[Newspaper]) -> str | None:
    from crawler.archive.frontier import sections

    if value is None:
        return None
    path = value.strip("/").lower()
    known = {path for newspaper in newspapers for path in sections.known_sections(connection, newspaper.name)}
    known = known.union(*(newspaper.sections for newspaper in newspapers))
    if path not in known | {section.split("/")[0] for section in known}:
        raise UsageError(f"unknown section {value!r}{nearest(path, known)}")
    return path
