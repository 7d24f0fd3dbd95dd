"""Pages that answer 200 with nothing on them, and are complete a moment later."""

from collections import Counter

import pytest

from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.http import Answer, Request
from tests.altered import serve_altered
from tests.crawling import Desk

pytestmark = pytest.mark.quick

EMPTY = b"<html><head><title>B\xc3\xa1o</title></head><body><div id='app'></div><script>x = 1</script></body></html>"


class Healing:
    """Answers the first requests of a path with an empty page."""

    def __init__(self, path: str, times: int) -> None:
        self.path, self.times = path, times
        self.asked: Counter[str] = Counter()

    def __call__(self, request: Request, answer: Answer) -> Answer | None:
        self.asked[request.target] += 1
        empty = request.target == self.path and self.asked[request.target] <= self.times
        return Answer(EMPTY) if empty else None


@pytest.mark.parametrize("path", ["/", "/xa-hoi/", "/kinh-te/"])
def test_a_list_that_is_empty_once_is_read_in_the_same_run(desk: Desk, path: str) -> None:
    site = Newspaper(Options(articles=80))
    alter = Healing(path, 1)
    with serve_altered(site, alter) as server:
        ended = desk.crawl(server.base_url)
    assert (ended.code, alter.asked[path]) == (0, 2)
    assert {row.article_id for row in desk.query("SELECT article_id FROM articles")} == site.reachable("latest")


def test_a_list_that_stays_empty_is_a_failed_section(desk: Desk) -> None:
    alter = Healing("/xa-hoi/", 9)
    with serve_altered(Newspaper(Options(articles=40)), alter) as server:
        ended = desk.crawl(server.base_url)
    assert (ended.code, alter.asked["/xa-hoi/"]) == (3, 2)
    assert "section xa-hoi, page 1: empty-page: the page shows nothing" in ended.err


def test_a_front_page_that_stays_empty_is_unreachable(desk: Desk) -> None:
    alter = Healing("/", 9)
    with serve_altered(Newspaper(Options(articles=20)), alter) as server:
        ended = desk.crawl(server.base_url)
    assert (ended.code, alter.asked["/"]) == (5, 2)
    assert "empty-page" in ended.err


def test_an_empty_article_is_retried_later(desk: Desk) -> None:
    site = Newspaper(Options(articles=40))
    key = next(iter(site.reachable("latest")))
    site.break_article(key, "empty-200", times=1)
    with serve(site) as server:
        assert desk.crawl(server.base_url).code == 0
        row = desk.query(f"SELECT state, attempts, last_error FROM frontier WHERE article_id = '{key}'")[0]
        assert (row.state, row.attempts) == ("pending", 1)
        assert row.last_error.startswith("empty-page")
        url = site.truth[key].url
        assert desk.crawl(server.base_url, urls=url).code == 0
    assert len(desk.query(f"SELECT 1 FROM articles WHERE article_id = '{key}'")) == 1
