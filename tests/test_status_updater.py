"""What a run writes down of the links it meets."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.spiders import Spider
from scrapy.statscollectors import StatsCollector
from sqlalchemy import event

from crawler.archive import Archive
from crawler.archive.frontier import entries
from crawler.archive.frontier.entries import Discovery, Rank
from crawler.archive.frontier.ways import Way
from crawler.frontier import status
from crawler.frontier.queue import ArticleQueue, frontier_filter
from crawler.frontier.section_walk import SectionWalk
from crawler.frontier.status import StatusUpdater
from crawler.parse.listing import Link, Listing
from crawler.runs.arguments import Arguments

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def link(number: int, folder: str = "xa-hoi") -> Discovery:
    key = f"{number:07x}"
    return Discovery(key, f"https://baokhanhhoa.vn/{folder}/202611/bai-{key}/", "202611", folder)


@pytest.fixture
def stats() -> StatsCollector:
    return StatsCollector(Crawler(Spider))


@pytest.fixture
def queue(archive: Archive) -> ArticleQueue:
    return ArticleQueue(archive, "khanhhoa", frontier_filter(Arguments(mode="backfill")), None)


@pytest.fixture
def book(archive: Archive, stats: StatsCollector, queue: ArticleQueue) -> StatusUpdater:
    return StatusUpdater(archive, "khanhhoa", stats, queue, NOW)


def transactions(archive: Archive) -> list[Any]:
    begun: list[Any] = []
    event.listen(archive.engine, "begin", begun.append)
    return begun


def test_links_that_stand_on_many_pages_are_written_down_once(
    archive: Archive, book: StatusUpdater, stats: StatsCollector
) -> None:
    begun = transactions(archive)
    for _ in range(3):
        book.discover_related([link(1), link(2)])
    assert len(begun) == 1
    book.discover_related([link(2), link(3)])
    assert len(begun) == 2
    assert stats.get_value("articles_discovered") == 3
    with archive.read() as connection:
        assert entries.count_pending(connection, "khanhhoa")["old"] == 3


def test_another_address_of_a_known_article_is_written_down(archive: Archive, book: StatusUpdater) -> None:
    book.discover_related([link(1)])
    with archive.begin() as connection:
        entries.mark_gone(connection, "khanhhoa", link(1).article_id, "404", NOW)
    book.discover_related([link(1, "kinh-te")])
    with archive.read() as connection:
        assert entries.count_pending(connection, "khanhhoa")["old"] == 1


def test_no_more_links_are_remembered_than_memory_is_meant_for(
    archive: Archive, book: StatusUpdater, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "MAX_SEEN_LINKS", 2)
    book.discover_related([link(1), link(2)])
    book.discover_related([link(3)])
    begun = transactions(archive)
    book.discover_related([link(3)])
    assert begun == []
    book.discover_related([link(1)])
    assert len(begun) == 1


def test_what_is_listed_anew_is_due_sooner_than_related_links(archive: Archive, book: StatusUpdater) -> None:
    book.discover_related([link(1)])
    book.discover([link(1)], Rank.NEW, Way.LIST)
    with archive.read() as connection:
        assert entries.count_pending(connection, "khanhhoa") == {"due": 1, "old": 0, "failed": 0}


def a_list_page(book: StatusUpdater) -> None:
    found = link(1)
    listed = Link(found.url, found.article_id, "xa-hoi", "202611", None, listed=True)
    book.list_page(SectionWalk("xa-hoi", backfill=True, began_at=NOW), 1, Listing((listed,), None))


@pytest.mark.parametrize(
    "discover",
    [
        lambda book: book.discover([link(1)], Rank.NEW, Way.FRONT),
        lambda book: book.discover_related([link(1)]),
        lambda book: book.add_seeds([link(1)], NOW),
        a_list_page,
    ],
)
def test_what_is_discovered_is_due_at_once(
    book: StatusUpdater, queue: ArticleQueue, discover: Callable[[StatusUpdater], None]
) -> None:
    assert queue.next_batch() == []
    discover(book)
    assert [article.article_id for article in queue.next_batch()] == [link(1).article_id]


def test_what_is_revived_is_due_at_once(archive: Archive, book: StatusUpdater, queue: ArticleQueue) -> None:
    book.discover([link(1)], Rank.NEW, Way.FRONT)
    book.failed(link(1).article_id, "HTTP 500", retryable=False)
    assert queue.next_batch() == []
    book.reset_failed()
    assert [article.article_id for article in queue.next_batch()] == [link(1).article_id]


def test_links_that_are_known_do_not_query_the_archive_again(
    archive: Archive, book: StatusUpdater, queue: ArticleQueue
) -> None:
    book.discover_related([link(1)])
    assert len(queue.next_batch()) == 1
    assert queue.next_batch() == []
    begun = transactions(archive)
    book.discover_related([link(1)])
    assert (queue.next_batch(), begun) == ([], [])
