"""Servers that always answer 304: what is new and what was edited is found all the same."""

import pytest
from sqlalchemy import update

from crawler.archive import Archive
from crawler.archive.database.schema import frontier
from crawler.frontier.section_walk import MAX_UNCHANGED
from crawler.newspapers.builtin.http import Answer, Request
from crawler.newspapers.builtin.log import Log
from crawler.newspapers.builtin.options import Options
from crawler.newspapers.builtin.site import Newspaper
from tests.altered import serve_altered
from tests.crawling import Desk

pytestmark = pytest.mark.quick


def stale_site() -> Newspaper:
    return Newspaper(Options(seed=5, articles=40, twins=0, dead_links=0, pager="works", stale=True))


def statuses(log: Log, section: str) -> list[int]:
    return [hit.status for hit in log.select("section") if hit.path == f"/{section}/"]


def stored(desk: Desk) -> set[str]:
    return {row.article_id for row in desk.query("select article_id from articles")}


def test_a_section_is_asked_without_condition_where_the_front_page_shows_something_new(desk: Desk) -> None:
    site = stale_site()
    with serve_altered(site, lambda *_: None) as server:
        desk.crawl(server.base_url)
        fresh = site.publish(1)
        section = site.links.stories[fresh[0]].section
        server.log.clear()
        assert desk.crawl(server.base_url).code == 0
    assert statuses(server.log, section) == [200]
    assert statuses(server.log, section.split("/")[0]) == [200]
    assert 304 in {hit.status for hit in server.log.select("section")}
    assert set(fresh) <= stored(desk)


def test_after_some_answers_304_in_a_row_a_list_is_asked_once_without_condition(desk: Desk) -> None:
    site = stale_site()
    front = site.press.home()

    def alter(request: Request, _: Answer) -> Answer | None:
        """The front page shows nothing new."""
        return Answer(front) if request.address.path == "/" else None

    with serve_altered(site, alter) as server:
        desk.crawl(server.base_url)
        (fresh,) = site.publish(1)
        section = site.links.stories[fresh].section
        server.log.clear()
        for _ in range(MAX_UNCHANGED):
            assert desk.crawl(server.base_url).code == 0
        assert statuses(server.log, section) == [304] * MAX_UNCHANGED
        assert fresh not in stored(desk)
        server.log.clear()
        assert desk.crawl(server.base_url).code == 0
        assert statuses(server.log, section) == [200]
        assert fresh in stored(desk)
        server.log.clear()
        desk.crawl(server.base_url)
        assert statuses(server.log, section) == [304]


def test_of_two_looks_at_an_article_one_is_unconditional(desk: Desk) -> None:
    site = stale_site()
    with serve_altered(site, lambda *_: None) as server:
        desk.crawl(server.base_url)
        (key, *_) = sorted(stored(desk))
        site.edit(key, "addition")
        seen = []
        for _ in range(3):
            with Archive.open(desk.archive_url) as archive, archive.begin() as connection:
                connection.execute(update(frontier).where(frontier.c.state == "stored").values(next_try_at=None))
                due = update(frontier).where(frontier.c.article_id == key)
                connection.execute(due.values(next_try_at=frontier.c.discovered_at))
            server.log.clear()
            assert desk.crawl(server.base_url, mode="recheck").code == 0
            seen += [hit.status for hit in server.log.articles()]
    assert seen == [304, 200, 304]
    (row,) = desk.query(f"select revision from articles where article_id = '{key}'")
    assert row.revision == 2
