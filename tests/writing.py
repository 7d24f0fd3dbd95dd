"""Articles written to an archive without a crawl, by this process or by one that is going to be killed."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime

from crawler.archive import Archive
from crawler.archive.articles.store import store_article
from crawler.archive.frontier import entries
from crawler.archive.frontier.entries import Discovery, Rank
from crawler.archive.frontier.ways import Way
from crawler.items import Article
from crawler.newspapers.builtin import Newspaper, Options
from pipelines.store import rows

NOW = datetime(2025, 11, 30, 21, tzinfo=UTC)


def stories(number: int, seed: int = 7) -> list[Article]:
    """Articles as the built-in newspaper prints them."""
    return list(Newspaper(Options(seed=seed, articles=number)).truth.values())


def discover(archive: Archive, items: Iterable[Article]) -> None:
    """Owe the articles, as a run does before it requests them."""
    found = [Discovery(item.article_id, item.url, "202511", item.section) for item in items]
    with archive.begin() as connection:
        entries.discover(connection, "khanhhoa", found, Rank.NEW, NOW, Way.LIST)


def write(archive: Archive, items: Iterable[Article]) -> None:
    """Store each article in a transaction of its own."""
    for item in items:
        with archive.begin() as connection:
            store_article(connection, *rows(item), NOW)


def fill(archive: Archive, items: Iterable[Article]) -> None:
    """Discover and store articles, all in one transaction: quick, where the way there does not matter."""
    items = list(items)
    discover(archive, items)
    with archive.begin() as connection:
        for item in items:
            store_article(connection, *rows(item), NOW)


def write_for_ever(address: str) -> None:
    """Store articles, and edited ones when all are there, until the process is killed."""
    items = stories(60)
    with Archive.open(address) as archive:
        discover(archive, items)
        for edition in range(10**6):
            for item in items:
                item.body = f"{item.body}\n\nBản {edition}."
            write(archive, items)
            print(edition, flush=True)


if __name__ == "__main__":
    write_for_ever(sys.argv[1])
