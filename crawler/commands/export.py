"""``scrapy export FILE``: articles as JSON Lines, CSV or Parquet."""

import argparse

from crawler.cli.base import ArchiveCommand
from crawler.cli.selection import add_selection
from crawler.cli.wording import counted


class Command(ArchiveCommand):
    """Writes each article once; the file extension sets the format."""

    def syntax(self) -> str:
        return "[options] FILE"

    def short_desc(self) -> str:
        return "Export articles to a .jsonl, .csv or .parquet file"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_selection(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.tasks.export import export, path_of

        assert self.settings is not None
        path = path_of(args)
        with self.open_archive() as archive:
            number, left_out = export(archive, self.settings, opts, path)
        print(f"{counted(number, 'article')} in {path}")
        if left_out:
            print(f"left out: {counted(left_out, 'duplicate')}; --with-duplicates includes them")
