"""``scrapy export FILE``: articles as JSON Lines, CSV or Parquet."""

import argparse
from dataclasses import replace
from pathlib import Path

from crawler.archive import Archive
from crawler.archive.atomic_files import written_when_complete
from crawler.archive.database.schema import articles
from crawler.archive.export.formats import FORMATS
from crawler.archive.export.rows import count_articles, read_articles
from crawler.cli.base import ArchiveCommand
from crawler.cli.files import check_path, writing
from crawler.cli.progress_bar import bar
from crawler.cli.selection import add_selection, parse_selection
from crawler.cli.usage import UsageError, nearest
from crawler.cli.wording import counted


class Command(ArchiveCommand):
    """Writes each article once; the ending of the file's name is the format."""

    def syntax(self) -> str:
        return "[options] FILE"

    def short_desc(self) -> str:
        return "Export articles to a .jsonl, .csv or .parquet file"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_selection(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        path = path_of(args)
        with self.open_archive() as archive:
            number, left_out = self._export(archive, opts, path)
        print(f"{counted(number, 'article')} in {path}")
        if left_out:
            print(f"left out: {counted(left_out, 'duplicate')}; --with-duplicates takes them along")

    def _export(self, archive: Archive, opts: argparse.Namespace, path: Path) -> tuple[int, int]:
        """How many articles were written, and how many duplicates of others were not."""
        assert self.settings is not None
        with archive.read() as connection:
            selection = parse_selection(opts, connection)
            number = count_articles(connection, selection)
            left_out = count_articles(connection, replace(selection, with_duplicates=True)) - number
            with (
                writing(path),
                written_when_complete(path) as temporary,
                FORMATS[path.suffix](temporary, articles.c.keys()) as write,
                bar(self.settings, path.name, number) as advance,
            ):
                for rows in read_articles(connection, selection):
                    write(rows)
                    advance(len(rows))
        return number, left_out


def path_of(args: list[str]) -> Path:
    """The file to write.

    :raises UsageError: when it is not one, of a known format, in a folder that exists.
    """
    if len(args) != 1:
        raise UsageError("name one file to write: scrapy export articles.jsonl")
    path = Path(args[0])
    if path.suffix not in FORMATS:
        raise UsageError(f"{path.name}: the ending says the format{nearest(path.suffix, FORMATS)}")
    check_path(path)
    return path
