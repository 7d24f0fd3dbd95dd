"""``scrapy revisions ARTICLE``: what the newspaper changed in an article, word by word."""

import argparse

from crawler.cli.base import ArchiveCommand
from crawler.cli.usage import UsageError


class Command(ArchiveCommand):
    """Shows the revisions of one article, named by its id or address."""

    def syntax(self) -> str:
        return "ARTICLE"

    def short_desc(self) -> str:
        return "Show what was changed in an article after it was printed"

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("name one article by its id (e4914ab) or address")
        from crawler.tasks.revisions import show_revisions

        with self.open_archive() as archive:
            show_revisions(archive, args[0])
