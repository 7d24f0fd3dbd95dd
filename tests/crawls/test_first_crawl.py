"""A crawl of the built-in newspaper with every shape: what the server saw, what the archive holds."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, select

from crawler.archive.database.schema import articles, frontier, images
from crawler.items import Article
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.server import Server
from tests.crawling import Desk, Ended
from tests.forking import QuickDesk

EXACT = ("url", "section", "subsection", "language", "title", "kicker", "lead", "body", "author")
DATES = ("published_at", "published_precision", "published_raw")


class Crawled:
    """The newspaper, its server after one crawl, and the desk it was crawled from."""

    def __init__(self, site: Newspaper, server: Server, desk: Desk, ended: Ended) -> None:
        self.site, self.server, self.desk, self.ended = site, server, desk, ended
        self.stored: dict[str, Row[Any]] = {row.article_id: row for row in desk.rows(articles)}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    desk = QuickDesk(tmp_path_factory.mktemp("first"))
    site = Newspaper(Options(seed=3, articles=240))
    with serve(site) as server:
        yield Crawled(site, server, desk, desk.crawl(server.base_url, settings={"CONTACT": "archive@example.org"}))


def test_ends_well(crawled: Crawled) -> None:
    assert (crawled.ended.code, crawled.ended.err.count("Traceback")) == (0, 0)
    assert "new articles" in crawled.ended.out


def test_stores_every_reachable_article_once_and_nothing_else(crawled: Crawled) -> None:
    assert set(crawled.stored) == crawled.site.reachable("latest")
    assert len(crawled.stored) == len(crawled.desk.rows(articles))


@pytest.mark.parametrize("field", EXACT + DATES)
def test_reads_each_field_exactly(crawled: Crawled, field: str) -> None:
    wrong = {
        key: (getattr(row, field), getattr(crawled.site.truth[key], field))
        for key, row in crawled.stored.items()
        if getattr(row, field) != getattr(crawled.site.truth[key], field)
    }
    assert wrong == {}


def test_keeps_pictures_and_tags(crawled: Crawled) -> None:
    rows = crawled.desk.rows(select(images, articles.c.article_id).join(articles).order_by(images.c.position))
    stored: dict[str, list[tuple[str, str | None]]] = {key: [] for key in crawled.stored}
    for row in rows:
        stored[row.article_id].append((row.url, row.caption))

    def truth(article: Article) -> list[tuple[str, str | None]]:
        return [(picture.url, picture.caption) for picture in article.images]

    assert {key: pictures for key, pictures in stored.items() if pictures != truth(crawled.site.truth[key])} == {}
    assert all(row.tags == list(crawled.site.truth[key].tags) for key, row in crawled.stored.items())


def test_says_which_rule_gave_each_field(crawled: Crawled) -> None:
    for row in crawled.stored.values():
        filled = {name for name in ("title", "kicker", "lead", "body", "author", "published_at") if getattr(row, name)}
        assert filled <= set(row.sources)


def test_asks_for_nothing_that_robots_txt_disallows(crawled: Crawled) -> None:
    assert crawled.server.log.count("disallowed") == 0
    assert crawled.server.log.count("robots") == 1


def test_asks_for_no_article_twice_and_for_nothing_outside_the_news(crawled: Crawled) -> None:
    times = Counter(crawled.server.log.article_ids())
    assert [key for key, number in times.items() if number > 1] == []
    assert crawled.server.log.count("not-news") == 0
    assert crawled.server.log.count("image") == 0


def test_is_honest_and_speaks_like_an_ordinary_client(crawled: Crawled) -> None:
    hits = crawled.server.log.articles()
    assert {hit.user_agent for hit in hits} == {"khanhhoa-crawler (+archive@example.org)"}
    headers = {name.lower(): value for name, value in hits[0].headers.items()}
    assert headers["accept"].startswith("text/html")
    assert headers["accept-language"].startswith("vi")


def test_every_article_is_done_in_the_frontier(crawled: Crawled) -> None:
    rows = crawled.desk.rows(select(frontier).where(frontier.c.state == "stored"))
    assert {row.article_id for row in rows} == set(crawled.stored)


def test_one_request_a_second_one_at_a_time_by_default(tmp_path: Path) -> None:
    desk = QuickDesk(tmp_path)
    with serve(Newspaper(Options(seed=3, articles=40))) as server:
        ended = desk.crawl(server.base_url, max_requests=6, settings={"DOWNLOAD_DELAY": "1"})
        times = [hit.time for hit in server.log]
    assert ended.code == 0
    assert 5 <= len(times) <= 6
    assert times[-1] - times[0] > 0.95 * (len(times) - 1)
