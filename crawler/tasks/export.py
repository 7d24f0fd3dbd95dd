"""Exports articles as JSON Lines, CSV or Parquet."""

import argparse
from dataclasses import replace
from pathlib import Path

from scrapy.settings import BaseSettings

from crawler.archive import Archive
from crawler.archive.atomic_files import written_when_complete
from crawler.archive.database.schema import articles
from crawler.archive.export.formats import FORMATS, writing_rows
from crawler.archive.export.rows import count_articles, read_articles
from crawler.cli.files import check_path, writing
from crawler.cli.progress_bar import bar
from crawler.cli.selection import parse_selection
from crawler.cli.usage import UsageError, nearest


def export(archive: Archive, settings: BaseSettings, opts: argparse.Namespace, path: Path) -> tuple[int, int]:
    """Write the selected articles; returns the numbers of articles written and of duplicates left out.

    :raises UsageError: for an invalid selection, or when the file cannot be written.
    """
    with archive.read() as connection:
        selection = parse_selection(opts, connection)
        number = count_articles(connection, selection)
        left_out = count_articles(connection, replace(selection, with_duplicates=True)) - number
        with (
            writing(path),
            written_when_complete(path) as temporary,
            writing_rows(temporary, path.suffix, articles.c.keys()) as write,
            bar(settings, path.name, number) as advance,
        ):
            for rows in read_articles(connection, selection):
                write(rows)
                advance(len(rows))
    return number, left_out


def path_of(args: list[str]) -> Path:
    """The path of the file to write.

    :raises UsageError: unless it is one file of a known format in an existing folder.
    """
    if len(args) != 1:
        raise UsageError("name one file to write: scrapy export articles.jsonl")
    path = Path(args[0])
    if path.suffix not in FORMATS:
        raise UsageError(f"{path.name}: the extension sets the format{nearest(path.suffix, FORMATS)}")
    check_path(path)
    return path
