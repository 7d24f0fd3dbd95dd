"""``scrapy revisions ARTICLE``: the edits of an article, word by word."""

import argparse

from crawler.cli.base import ArchiveCommand
from crawler.cli.usage import UsageError


class Command(ArchiveCommand):
    """Shows the revisions of one article, given by id or URL."""

    only_prints = True

    def syntax(self) -> str:
        return "ARTICLE"

    def short_desc(self) -> str:
        return "Show the edits of an article since it was published"

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("name one article by its id (e4914ab) or address")
        from crawler.tasks.revisions import show_revisions

        with self.open_archive() as archive:
            show_revisions(archive, args[0])
