"""Budgets end a run cleanly, and the next one takes up what is pending: new before changed before old."""

import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from crawler.archive import Archive
from crawler.archive.database.schema import articles, frontier
from crawler.archive.frontier.entries import Discovery, Rank, discover
from crawler.archive.frontier.ways import Way
from crawler.archive.quotas import ObservedQuota
from crawler.frontier.status import remaining, seconds_per_page
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.server import Server
from tests.crawling import Desk

pytestmark = pytest.mark.quick

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve(Newspaper(Options(seed=3, articles=60))) as server:
        yield server


@pytest.fixture(autouse=True)
def clear(server: Server) -> None:
    server.log.clear()


def stored(desk: Desk) -> set[str]:
    return {row.article_id for row in desk.rows(select(articles.c.article_id))}


def test_requests_are_counted_to_the_last_robots_txt_included(server: Server, desk: Desk) -> None:
    ended = desk.crawl(server.base_url, max_requests=45)
    assert (ended.code, len(server.log)) == (0, 45)
    assert (desk.last_run().outcome, desk.last_run().stats["requests"]) == ("done", 45)
    assert server.log.count("article") == len(stored(desk)) > 0
    pending = [row for row in desk.rows(frontier) if row.state == "pending" and row.rank < 3]
    assert f"{len(pending)} left to fetch (about " in ended.out
    seen = server.log.article_ids()
    assert desk.crawl(server.base_url).code == 0
    assert max(Counter(server.log.article_ids()).values()) == 1
    assert set(server.log.article_ids()) > set(seen)
    assert stored(desk) == server.site.reachable("latest")


def owe_the_oldest(server: Server, desk: Desk, number: int) -> None:
    """What an earlier run left: articles of long ago."""
    oldest = [story for story in reversed(server.site.links.newest) if story.listed][:number]
    found = [
        Discovery(
            story.article_id, server.site.truth[story.article_id].url, f"{story.published_at:%Y%m}", story.section
        )
        for story in oldest
    ]
    with Archive.open(desk.archive_url) as archive, archive.begin() as connection:
        discover(connection, "khanhhoa", found, Rank.NEW, NOON, Way.LIST)


def test_articles_are_counted_and_the_newest_are_taken_whatever_was_left(server: Server, desk: Desk) -> None:
    owe_the_oldest(server, desk, 7)
    ended = desk.crawl(server.base_url, max_articles=7, settings={"CONCURRENT_REQUESTS_PER_DOMAIN": "4"})
    assert (ended.code, server.log.count("article"), len(stored(desk))) == (0, 7, 7)
    assert server.log.count("section") <= len(server.site.edition.sections) + 16
    newest_month = f"{server.site.links.newest[0].published_at:%Y%m}"
    assert {path.strip("/").split("/")[-2] for path in server.log.paths("article")} == {newest_month}


def test_minutes_end_a_run_in_time(desk: Desk) -> None:
    with serve(Newspaper(Options(seed=3, articles=60, latency=0.1))) as slow:
        began = time.monotonic()
        ended = desk.crawl(slow.base_url, max_minutes=0.05)
        assert ended.code == 0
        assert slow.log[-1].time - slow.log[0].time < 4
        assert time.monotonic() - began < 30
        assert len(slow.log) < 40
    assert stored(desk) == set(slow.log.article_ids())


def test_what_is_left_is_reported_with_the_time_that_it_will_take() -> None:
    assert remaining({"due": 90, "old": 0, "failed": 1}, 2.0) == "90 left to fetch (about 3 min 0 s)"
    assert "1800 older ones known, mode=backfill fetches them (about 1 h 0 min)" in remaining(
        {"due": 0, "old": 1800, "failed": 0}, 2.0
    )


def test_the_pace_is_the_slowest_of_our_delay_the_gates_rules_and_the_run_itself() -> None:
    rules = [ObservedQuota(60, 40, NOON), ObservedQuota(300, 150, NOON)]
    assert seconds_per_page(1.0, [], 5, 900) == 1.0
    assert seconds_per_page(1.0, rules, 5, 900) == 2.0
    assert seconds_per_page(1.0, rules, 100, 350) == 3.5
