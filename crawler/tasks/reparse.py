"""Reads stored pages again with the current rules."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text
from scrapy.settings import BaseSettings

from crawler.archive import Archive
from crawler.archive.articles.edits import word_diff
from crawler.archive.pages.places import count_pages
from crawler.archive.pages.warc_files import FOLDER
from crawler.cli.node import node_name
from crawler.cli.progress_bar import bar
from crawler.cli.word_diff import printed_segment
from crawler.cli.wording import counted
from pipelines.reparse import Reading, reparse, rules

AROUND = 40
"""Unchanged letters shown on each side of a change."""


@dataclass
class Totals:
    """What came of all pages."""

    read: int = 0
    differing: int = 0
    refused: int = 0
    damaged: int = 0
    missing: int = 0
    elsewhere: Counter[str] = field(default_factory=Counter)
    """Pages on other nodes, by node."""
    fields: Counter[str] = field(default_factory=Counter)

    def add(self, reading: Reading, this_node: str) -> None:
        self.read += not reading.unread
        self.refused += bool(reading.refused)
        self.differing += bool(reading.changed)
        self.fields.update(list(reading.changed))
        if reading.node not in {None, this_node}:
            self.elsewhere[str(reading.node)] += 1
        elif reading.unread:
            self.missing += reading.is_missing
            self.damaged += not reading.is_missing

    @property
    def unread(self) -> int:
        return self.damaged + self.missing + self.elsewhere.total()


def reparse_pages(archive: Archive, settings: BaseSettings, opts: argparse.Namespace) -> bool:
    """Replace stored values where the current rules read them differently, or show them with ``--dry-run``.

    False when pages are not there to be read.
    """
    console = Console(highlight=False, soft_wrap=True)
    totals, this_node, shown = Totals(), node_name(settings), 0
    with archive.read() as connection:
        total = count_pages(connection, rules())
    with bar(settings, "reparse", total) as advance:
        folder = Path(settings["DATA_DIR"], FOLDER)
        for readings in reparse(archive, folder, write=not opts.dry_run, processes=opts.processes):
            for reading in readings:
                totals.add(reading, this_node)
                if opts.dry_run and shown < opts.show and (reading.changed or reading.refused):
                    _show(console, reading)
                    shown += 1
            advance(len(readings))
    _print_totals(console, totals, "would change" if opts.dry_run else "changed")
    sys.stdout.flush()
    return not totals.unread


def _print_totals(console: Console, totals: Totals, verb: str) -> None:
    console.print(f"{counted(totals.read, 'page')} read: {totals.differing} {verb}, {totals.refused} refused")
    for name, number in totals.fields.most_common():
        console.print(f"  {name}: {number}")
    if totals.unread:
        reasons = {"damaged": totals.damaged, "file missing": totals.missing}
        reasons |= {f"on {node}: run scrapy reparse there": number for node, number in totals.elsewhere.most_common()}
        console.print(f"{counted(totals.unread, 'page')} not read:")
        for reason, number in reasons.items():
            if number:
                console.print(f"  {reason}: {number}")


def _show(console: Console, reading: Reading) -> None:
    console.print(Text(f"{reading.stored['article_id']}  {reading.stored['url']}", "bold"))
    if reading.refused:
        console.print(f"  refused: {reading.refused}")
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
