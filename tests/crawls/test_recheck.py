"""Stored articles seen again: on a schedule by age, for edits, for what vanished and what came back."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Row, select, update

from crawler.archive import Archive
from crawler.archive.database.schema import articles, frontier, revisions
from crawler.archive.frontier.recheck import AGES, next_recheck
from crawler.newspapers.builtin import Newspaper, Options
from crawler.newspapers.builtin.http import Answer, Request
from tests.altered import Altered, serve_altered
from tests.crawling import Desk
from tests.forking import QuickDesk

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_an_article_is_looked_at_five_times_in_its_first_month() -> None:
    looks, now = [], NOON
    while (following := next_recheck(NOON, now)) is not None:
        looks.append(following - NOON)
        now = following
    assert tuple(looks) == AGES == tuple(timedelta(minutes=m) for m in (30, 120, 1440, 10_080, 43_200))


def test_what_is_found_late_is_looked_at_by_its_age_and_what_is_old_never() -> None:
    assert next_recheck(NOON, NOON + timedelta(hours=3)) == NOON + timedelta(days=1)
    assert next_recheck(NOON, NOON + timedelta(days=30)) is None
    assert next_recheck(None, NOON) == NOON + timedelta(minutes=30)
    assert next_recheck(NOON + timedelta(hours=5), NOON) == NOON + timedelta(minutes=30)


class Aged:
    """A newspaper with articles of today, crawled once; the schedule is moved by hand in place of the clock."""

    def __init__(self, desk: Desk) -> None:
        today = datetime.now(UTC).date()
        self.site = Newspaper(Options(seed=6, articles=30, today=today, conditional=True, dead_links=0, twins=0))
        self.desk = desk
        self.missing: set[str] = set()

    def alter(self, request: Request, answer: Answer) -> Answer | None:
        return Answer(b"", 410) if request.address.path.rstrip("/")[-7:] in self.missing else None

    def due(self, *article_ids: str) -> None:
        """Let these be due now, the first the longest."""
        with Archive.open(self.desk.archive_url) as archive, archive.begin() as connection:
            connection.execute(update(frontier).values(next_try_at=None))
            for place, key in enumerate(article_ids):
                moment = datetime.now(UTC) - timedelta(hours=len(article_ids) - place)
                connection.execute(update(frontier).where(frontier.c.article_id == key).values(next_try_at=moment))

    def row(self, article_id: str) -> Row[Any]:
        (row,) = self.desk.rows(select(articles).where(articles.c.article_id == article_id))
        return row

    def entry(self, article_id: str) -> Row[Any]:
        (row,) = self.desk.rows(select(frontier).where(frontier.c.article_id == article_id))
        return row


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Aged, Altered]]:
    aged = Aged(QuickDesk(tmp_path_factory.mktemp("aged")))
    with serve_altered(aged.site, aged.alter) as server:
        assert aged.desk.crawl(server.base_url).code == 0
        yield aged, server


def newest(aged: Aged, number: int) -> list[str]:
    return [story.article_id for story in aged.site.links.newest[:number]]


def test_what_was_published_today_is_due_again_by_its_age(crawled: tuple[Aged, Altered]) -> None:
    aged, _ = crawled
    for key in newest(aged, 5):
        stored = aged.row(key)
        assert aged.entry(key).next_try_at == next_recheck(stored.published_at, stored.fetched_at)


def test_the_due_ones_alone_are_asked_the_longest_due_first_and_only_whether_they_changed(
    crawled: tuple[Aged, Altered],
) -> None:
    aged, server = crawled
    first, second, third, *_ = newest(aged, 5)
    aged.due(second, third, first)
    seen = {key: aged.row(key).fetched_at for key in (first, second, third)}
    server.log.clear()
    ended = aged.desk.crawl(server.base_url, mode="recheck")
    assert (ended.code, server.log.article_ids()) == (0, [second, third, first])
    assert Counter(hit.kind for hit in server.log) == {"robots": 1, "article": 3}
    assert {hit.status for hit in server.log.articles()} == {304}
    assert "3 unchanged" in ended.out
    assert all(aged.row(key).fetched_at >= moment for key, moment in seen.items())
    assert all(aged.row(key).revision == 1 for key in seen)
    server.log.clear()
    aged.desk.crawl(server.base_url, mode="recheck")
    assert len(server.log) == 0


def test_what_changed_arrives_and_the_earlier_text_is_kept(crawled: tuple[Aged, Altered]) -> None:
    aged, server = crawled
    key = newest(aged, 4)[3]
    earlier = aged.row(key)
    aged.site.edit(key, "addition")
    aged.due(key)
    assert aged.desk.crawl(server.base_url, mode="recheck").code == 0
    row = aged.row(key)
    assert (row.body, row.revision) == (aged.site.truth[key].body, earlier.revision + 1)
    (kept,) = aged.desk.rows(select(revisions).where(revisions.c.article == row.id))
    assert kept.body == earlier.body != row.body


def test_what_vanished_keeps_its_text_and_what_came_back_is_there_again(crawled: tuple[Aged, Altered]) -> None:
    aged, server = crawled
    key = newest(aged, 5)[4]
    before = aged.row(key)
    aged.missing = {key}
    aged.due(key)
    assert aged.desk.crawl(server.base_url, mode="recheck").code == 0
    gone = aged.row(key)
    assert (gone.body, aged.entry(key).state, aged.entry(key).last_error) == (before.body, "gone", "HTTP 410")
    assert gone.gone_at is not None
    aged.missing = set()
    aged.due(key)  # a day later
    server.log.clear()
    assert aged.desk.crawl(server.base_url).code == 0
    assert server.log.article_ids() == [key]
    back = aged.row(key)
    assert (back.gone_at, back.revision, aged.entry(key).state) == (None, before.revision, "stored")


def test_what_is_pending_comes_before_rechecks(crawled: tuple[Aged, Altered]) -> None:
    aged, server = crawled
    (fresh,) = aged.site.publish(1)
    aged.desk.crawl(server.base_url, max_requests=4 + len(aged.site.edition.sections) - 2)
    key = newest(aged, 3)[2]
    aged.due(key, fresh)
    if aged.entry(fresh).state != "pending":
        pytest.fail("the budget must end before the new article")
    server.log.clear()
    aged.desk.crawl(server.base_url, mode="recheck")
    assert server.log.article_ids() == [fresh, key]
