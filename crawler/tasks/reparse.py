"""Reads stored pages again with the current rules."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text
from scrapy.settings import BaseSettings

from crawler.archive import Archive
from crawler.archive.articles.edits import word_diff
from crawler.archive.pages.places import count_pages
from crawler.archive.pages.warc_files import FOLDER
from crawler.cli.progress_bar import bar
from crawler.cli.word_diff import printed_segment
from crawler.cli.wording import counted
from pipelines.reparse import Reading, reparse, rules

AROUND = 40
"""Unchanged letters shown on each side of a change."""


def reparse_pages(archive: Archive, settings: BaseSettings, opts: argparse.Namespace) -> None:
    """Replace stored values where the current rules read them differently, or show them with ``--dry-run``."""
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


def _show(console: Console, reading: Reading) -> None:
    console.print(Text(f"{reading.stored['article_id']}  {reading.stored['url']}", "bold"))
    if reading.refused:
        console.print(f"  could not be read: {reading.refused}")
    for name, (old, new) in reading.changed.items():
        console.print(Text.assemble((f"  {name}: ", "cyan"), *_diff(old, new, coloured=console.is_terminal)))


def _diff(old: Any, new: Any, *, coloured: bool) -> Iterator[Text]:
    """The changed words with some context."""
    for segment in word_diff(_words(old), _words(new)):
        shown = replace(segment, text=_short(segment.text)) if segment.change == "same" else segment
        yield printed_segment(shown, coloured=coloured)


def _words(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else str(value)


def _short(text: str) -> str:
    return text if len(text) <= 2 * AROUND else f"{text[:AROUND]} … {text[-AROUND:]}"
