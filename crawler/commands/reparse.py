"""``scrapy reparse``: stored pages read again with today's rules."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from crawler.archive import Archive
from crawler.archive.articles.edits import word_diff
from crawler.archive.pages.places import count_pages
from crawler.archive.pages.warc_files import FOLDER
from crawler.cli.base import ArchiveCommand
from crawler.cli.progress_bar import bar
from crawler.cli.usage import whole_number
from crawler.cli.word_diff import printed_segment
from crawler.cli.wording import counted

if TYPE_CHECKING:
    from pipelines.reparse import Reading

SHOWN = 20
"""Articles whose differences are shown."""

AROUND = 40
"""Letters of what stayed the same shown on each side of a change."""


class Command(ArchiveCommand):
    """Replaces what is stored where today's rules read better; asks the newspaper nothing."""

    max_words = 0

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Read stored pages again with today's rules"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
        parser.add_argument(
            "--processes", type=whole_number(1), metavar="N", help="so many at a time (default: all cores)"
        )
        parser.add_argument(
            "--show",
            type=whole_number(0),
            default=SHOWN,
            metavar="N",
            help=f"differences of so many (default: {SHOWN})",
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        with self.open_archive() as archive:
            _reparse(archive, self.settings, opts)


def _reparse(archive: Archive, settings: Any, opts: argparse.Namespace) -> None:
    # Scrapy loads the modules of all commands for each; the reader takes 1.4 MB of memory.
    from pipelines.reparse import reparse, rules

    console = Console(highlight=False, soft_wrap=True)
    fields: Counter[str] = Counter()
    pages = differing = refused = 0
    with archive.read() as connection:
        total = count_pages(connection, rules())
    with bar(settings, "reparse", total) as advance:
        folder = Path(settings["DATA_DIR"], FOLDER)
        for readings in reparse(archive, folder, write=not opts.dry_run, processes=opts.processes):
            for reading in readings:
                refused += bool(reading.refused)
                differing += bool(reading.changed)
                fields.update(reading.changed)
                if (reading.changed or reading.refused) and opts.dry_run and differing + refused <= opts.show:
                    _show(console, reading)
            pages += len(readings)
            advance(len(readings))
    verb = "would change" if opts.dry_run else "changed"
    console.print(f"{counted(pages, 'page')} read: {differing} {verb}, {refused} could not be read")
    for name, number in fields.most_common():
        console.print(f"  {name}: {number}")
    sys.stdout.flush()


def _show(console: Console, reading: "Reading") -> None:
    console.print(Text(f"{reading.stored['article_id']}  {reading.stored['url']}", "bold"))
    if reading.refused:
        console.print(f"  could not be read: {reading.refused}")
    for name, (old, new) in reading.changed.items():
        console.print(Text.assemble((f"  {name}: ", "cyan"), *_diff(old, new, coloured=console.is_terminal)))


def _diff(old: Any, new: Any, *, coloured: bool) -> Iterator[Text]:
    """The words that change, with a little of what is around them."""
    for segment in word_diff(_words(old), _words(new)):
        shown = replace(segment, text=_short(segment.text)) if segment.change == "same" else segment
        yield printed_segment(shown, coloured=coloured)


def _words(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else str(value)


def _short(text: str) -> str:
    return text if len(text) <= 2 * AROUND else f"{text[:AROUND]} … {text[-AROUND:]}"
