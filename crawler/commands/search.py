"""``scrapy search WORDS``: full-text search in the archive."""

import argparse
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text
from sqlalchemy import Connection, RowMapping

from crawler.archive.search.query import EmptyQuery, Query, read_phrases, search
from crawler.archive.search.snippets import Part, Phrase, snippet
from crawler.cli.base import ArchiveCommand
from crawler.cli.exit import print_line
from crawler.cli.selection import add_selection, parse_selection
from crawler.cli.usage import UsageError, whole_number
from crawler.newspapers.model import VIETNAM

LIMIT = 20


class Command(ArchiveCommand):
    """Shows the articles with all the words, the newest first."""

    def syntax(self) -> str:
        return "[options] WORDS"

    def short_desc(self) -> str:
        return "Search the archive's articles"

    def long_desc(self) -> str:
        return (
            "Search the archive: all the words, phrases in quotes ('\"tôm hùm\" giá'). A word without marks finds it"
            " with any: tom hum finds tôm hùm."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_selection(parser)
        parser.add_argument(
            "--limit", type=whole_number(1), default=LIMIT, metavar="N", help=f"so many (default: {LIMIT})"
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        phrases = _phrases(args)
        with self.open_archive() as archive, archive.read() as connection:
            query = Query(phrases, parse_selection(opts, connection))
            rows, phrases = _find(connection, query, opts.limit)
        _show(rows, phrases)


def _phrases(args: list[str]) -> tuple[Phrase, ...]:
    try:
        return read_phrases(" ".join(args))
    except EmptyQuery:
        raise UsageError("name at least one word to search for") from None


def _find(connection: Connection, query: Query, limit: int) -> tuple[Sequence[RowMapping], tuple[Phrase, ...]]:
    """The rows, and the phrases that were found in them."""
    rows = search(connection, query, limit)
    without = query.without_marks()
    if rows or without == query:
        return rows, query.phrases
    rows = search(connection, without, limit)
    if rows:
        print_line("search", "nothing with these marks; these are found with other marks or none")
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
    """Hits in bold, and between asterisks where bold is not seen."""
    return [
        (part.text if coloured or not part.hit else f"**{part.text}**", "bold yellow" if part.hit else "")
        for part in parts
    ]
