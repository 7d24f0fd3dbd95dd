"""Whether a page arrived whole: servers that announce no length, pages that do not end, and pages that were cut."""

import pytest

from crawler.newspapers.builtin.options import Options
from crawler.newspapers.builtin.server import serve
from crawler.newspapers.builtin.site import Newspaper
from tests.crawling import Desk

pytestmark = pytest.mark.quick


def stored(desk: Desk) -> set[str]:
    return {row.article_id for row in desk.query("select article_id from articles")}


def test_a_server_that_closes_the_connection_behind_each_page_is_read_in_full(desk: Desk) -> None:
    site = Newspaper(Options(seed=5, articles=15, dead_links=0, pager="works", sitemap=True, http10=True))
    with serve(site) as server:
        ended = desk.crawl(server.base_url, mode="backfill")
        assert (ended.code, ended.err) == (0, "")
        assert stored(desk) == set(site.truth)
        server.log.clear()
        assert desk.crawl(server.base_url).code == 0
        assert not server.log.articles()


def test_what_is_cut_is_stored_under_no_protocol_and_a_page_without_end_is(desk: Desk) -> None:
    site = Newspaper(Options(seed=5, articles=15, twins=0, dead_links=0, hidden=0, pager="works"))
    first, second, third, *_ = sorted(site.truth)
    site.break_article(first, "truncated")
    site.break_article(second, "cut-without-length")
    site.break_article(third, "no-end")
    with serve(site) as server:
        ended = desk.crawl(server.base_url)
    assert stored(desk) == set(site.truth) - {first, second}
    assert "2 left to fetch" in ended.out + ended.err
    failed = desk.query("select article_id, last_error from frontier where state = 'pending'")
    assert {row.article_id for row in failed} == {first, second}
    bodies = {row.article_id: row.body for row in desk.query("select article_id, body from articles")}
    assert bodies[third] == site.truth[third].body
