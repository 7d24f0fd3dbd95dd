"""Crawls of the newspapers on the same portal: what the server saw, what the archive holds."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Row, select

from crawler.archive.database.schema import articles, images
from crawler.newspapers import NEWSPAPERS
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.options import Paper
from crawler.newspapers.builtin.papers import PAPERS
from crawler.newspapers.builtin.server import Server
from crawler.newspapers.builtin.story import former_path
from tests.crawling import FAST, Desk, spider_arguments
from tests.forking import QuickDesk

EXACT = (
    "url", "section", "subsection", "language", "title", "kicker", "lead", "body", "author",
    "published_at", "published_precision", "published_raw",
)  # fmt: skip
SISTERS: list[Paper] = [paper for paper in PAPERS if not paper.startswith("khanhhoa")]


class Crawled:
    """A newspaper, its server after one crawl, and what was stored."""

    def __init__(self, server: Server, desk: QuickDesk, code: int) -> None:
        self.server, self.site, self.desk, self.code = server, server.site, desk, code
        self.stored: dict[str, Row[Any]] = {row.article_id: row for row in desk.rows(articles)}


@pytest.fixture(scope="module", params=SISTERS)
def crawled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    desk = QuickDesk(tmp_path_factory.mktemp(request.param))
    with serve(Newspaper(Options(articles=60, hidden=0.2, paper=request.param))) as server:
        ended = desk.run(
            "crawl", request.param, *spider_arguments(server.base_url, {}), settings={"DOWNLOAD_DELAY": "0"}
        )
        yield Crawled(server, desk, ended.code)


def test_ends_well_with_every_reachable_article_and_nothing_else(crawled: Crawled) -> None:
    assert crawled.code == 0
    assert set(crawled.stored) == crawled.site.reachable("latest")
    assert {row.newspaper for row in crawled.stored.values()} == {crawled.site.edition.newspaper}


def test_reads_each_field_exactly(crawled: Crawled) -> None:
    wrong = {
        (key, field): (getattr(row, field), getattr(crawled.site.truth[key], field))
        for key, row in crawled.stored.items()
        for field in EXACT
        if getattr(row, field) != getattr(crawled.site.truth[key], field)
    }
    assert wrong == {}


def test_keeps_pictures_and_tags(crawled: Crawled) -> None:
    rows = crawled.desk.rows(select(images, articles.c.article_id).join(articles).order_by(images.c.position))
    stored = [(row.article_id, row.url, row.caption) for row in rows]
    truth = crawled.site.truth
    assert sorted(stored, key=lambda row: row[0]) == sorted(
        ((key, image.url, image.caption) for key in crawled.stored for image in truth[key].images),
        key=lambda row: row[0],
    )
    assert all(row.tags == list(truth[key].tags) for key, row in crawled.stored.items())


def test_asks_only_for_news_and_for_nothing_twice(crawled: Crawled) -> None:
    log = crawled.server.log
    assert (log.count("disallowed"), log.count("not-news"), log.count("image"), log.count("robots")) == (0, 0, 0, 1)
    assert len(log.article_ids()) == len(set(log.article_ids()))


def test_every_newspaper_has_a_spider(desk: Desk) -> None:
    assert set(desk.run("list").out.split()) == set(NEWSPAPERS)


def test_a_former_address_leads_to_the_article_of_today(crawled: Crawled) -> None:
    if crawled.site.edition.former_host is None:
        pytest.skip("no former addresses")
    stories = crawled.site.links.stories.values()
    migrated = [story for story in stories if story.shape == "v2-migrated" and story.article_id not in crawled.stored]
    story = migrated[0]
    former = former_path(story.section, story.slug, story.article_id)
    seeds = spider_arguments(crawled.server.base_url, {"urls": f"https://baophuyen.vn{former}"})
    ended = crawled.desk.run("crawl", "phuyen", *seeds, settings=FAST)
    assert (ended.code, crawled.server.log.paths("moved")) == (0, [former])
    rows = crawled.desk.query(f"SELECT state, last_error FROM frontier WHERE url LIKE '%{former}'")
    assert [(row.state, story.path in row.last_error) for row in rows] == [("gone", True)]
    stored = crawled.desk.query(f"SELECT title FROM articles WHERE article_id = '{story.article_id}'")
    assert [row.title for row in stored] == [story.title]


def test_pictures_of_another_host_are_kept_under_its_address(desk: Desk) -> None:
    options = Options(articles=12, paper="thainguyen", shapes={"next": 1.0}, hidden=0, twins=0, dead_links=0)
    with serve(Newspaper(options)) as server:
        words = spider_arguments(server.base_url, {})
        ended = desk.run("crawl", "thainguyen", *words, settings=FAST | {"IMAGES": "on"})
        assert ended.code in {0, 3}  # twelve articles are fewer than a newspaper is expected to have
        requested = {hit.path for hit in server.log.select("image")}
    rows = desk.rows(select(images))
    assert rows
    assert all(row.path for row in rows)
    assert {row.url for row in rows} == {f"https://cdn.baothainguyen.vn{path}" for path in requested}
