"""Options that select articles, the same for every command that reads the archive."""

import argparse
from datetime import date
from typing import TYPE_CHECKING

from crawler.cli.usage import UsageError, nearest, parse_day
from crawler.newspapers import NEWSPAPERS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from crawler.archive.selection import Selection


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--since", metavar="DAY", help="published on this day or later, e.g. 2025-09-20")
    parser.add_argument("--until", metavar="DAY", help="published on this day or earlier")
    parser.add_argument("--section", metavar="PATH", help="of this section, e.g. kinh-te or xa-hoi/giao-duc")
    parser.add_argument("--with-duplicates", action="store_true", help="also articles that repeat another one")


def parse_selection(opts: argparse.Namespace, connection: "Connection") -> "Selection":
    """The articles that the options of :func:`add_selection` select.

    :raises UsageError: for an invalid day, or a section unknown to newspaper and archive.
    """
    from crawler.archive.selection import Selection

    since, until = _day("--since", opts.since), _day("--until", opts.until)
    if since and until and since > until:
        raise UsageError(f"--since {since} is after --until {until}")
    return Selection(_section(opts.section, connection), since, until, opts.with_duplicates)


def _day(name: str, value: str | None) -> date | None:
    return parse_day(f"{name} {value}", value) if value is not None else None


def _section(value: str | None, connection: "Connection") -> str | None:
    from crawler.archive.frontier import sections

    if value is None:
        return None
    path = value.strip("/").lower()
    known = {known for name in NEWSPAPERS for known in sections.known_sections(connection, name)}
    known = known.union(*(newspaper.sections for newspaper in NEWSPAPERS.values()))
    if path not in known | {section.split("/")[0] for section in known}:
        raise UsageError(f"unknown section {value!r}{nearest(path, known)}")
    return path
