"""Searches the archive's full text."""

import argparse
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text
from sqlalchemy import Connection, RowMapping

from crawler.archive import Archive
from crawler.archive.search.query import EmptyQuery, Query, read_phrases, search
from crawler.archive.search.snippets import Part, Phrase, snippet
from crawler.cli.exit import print_line
from crawler.cli.selection import parse_selection
from crawler.cli.usage import UsageError
from crawler.newspapers.model import VIETNAM


def show_hits(archive: Archive, phrases: tuple[Phrase, ...], opts: argparse.Namespace) -> None:
    """Print the articles with all the phrases, newest first.

    :raises UsageError: for an invalid selection.
    """
    with archive.read() as connection:
        query = Query(phrases, parse_selection(opts, connection))
        rows, phrases = _find(connection, query, opts.limit)
    _show(rows, phrases)


def phrases_of(words: list[str]) -> tuple[Phrase, ...]:
    """The phrases of the query.

    :raises UsageError: when there is no word.
    """
    try:
        return read_phrases(" ".join(words))
    except EmptyQuery:
        raise UsageError("name at least one word to search for") from None


def _find(connection: Connection, query: Query, limit: int) -> tuple[Sequence[RowMapping], tuple[Phrase, ...]]:
    """The matching rows, and the phrases that matched."""
    rows = search(connection, query, limit)
    without = query.without_marks()
    if rows or without == query:
        return rows, query.phrases
    rows = search(connection, without, limit)
    if rows:
        print_line("search", "nothing with these marks; showing matches with other marks")
    return rows, without.phrases


def _show(rows: Sequence[RowMapping], phrases: tuple[Phrase, ...]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for row in rows:
        day = f"{row['published_at'].astimezone(VIETNAM):%Y-%m-%d}" if row["published_at"] else "no date   "
        console.print(Text.assemble((day, "cyan"), "  ", (row["title"], "bold")))
        console.print(Text(f"            {row['url']}", "dim"))
        running = "\n".join(filter(None, (row["lead"], row["body"])))
        console.print(Text.assemble("            ", *_styled(snippet(running, phrases), console.is_terminal)))
    if not rows:
        console.print("Nothing found.")
    sys.stdout.flush()


def _styled(parts: list[Part], coloured: bool) -> list[tuple[str, str]]:
    """Hits in bold, or between asterisks without a terminal."""
    return [
        (part.text if coloured or not part.hit else f"**{part.text}**", "bold yellow" if part.hit else "")
        for part in parts
    ]
