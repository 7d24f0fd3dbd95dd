"""What a run did not get to stands in its last line."""

import re

import pytest

from crawler.newspapers.builtin.options import Options
from crawler.newspapers.builtin.server import serve
from crawler.newspapers.builtin.site import Newspaper
from tests.crawling import Desk

pytestmark = pytest.mark.quick


def small(crawl_delay: float | None = None) -> Newspaper:
    return Newspaper(
        Options(seed=5, articles=30, dead_links=0, pager="works", sitemap=True, page_length=3, crawl_delay=crawl_delay)
    )


def test_a_crawl_delay_of_a_day_ends_the_run_at_once_and_says_why(desk: Desk) -> None:
    with serve(small(86_400)) as server:
        ended = desk.crawl(server.base_url, seconds=30)
        assert server.log.paths() == ["/robots.txt"]
    assert ended.code == 4
    last = ended.err.splitlines()[-1]
    assert "robots.txt asks for 24 h 0 min between two requests" in last
    assert "not read: the front page" in last
    assert "nothing left" not in last


def test_a_crawl_delay_that_makes_a_run_long_is_told(desk: Desk) -> None:
    with serve(small(100)) as server:
        ended = desk.crawl(server.base_url, max_minutes=0.05, seconds=30)
    assert (ended.code, "robots.txt asks for 1 min 40 s between two requests" in ended.err) == (0, True)
    assert "not read: the front page" in ended.out


@pytest.mark.parametrize("limit", [1, 2, 5, 20])
def test_a_budget_that_ends_before_all_lists_were_read_says_how_many_were_not(desk: Desk, limit: int) -> None:
    site = small()
    with serve(site) as server:
        ended = desk.crawl(server.base_url, max_requests=limit)
    assert ended.code == 0
    if limit == 1:
        assert "not read: the front page" in ended.out
        return
    told = re.search(r"not read: (\d+) list pages", ended.out)
    assert told is not None, ended.out
    # Lists that were read name further pages of theirs.
    assert int(told[1]) >= len(site.edition.sections) - (limit - 2)


def test_a_backfill_names_the_catalogues_it_did_not_read(desk: Desk) -> None:
    with serve(small()) as server:
        ended = desk.crawl(server.base_url, mode="backfill", max_requests=10)
        assert "1 catalogue" in ended.out
        done = desk.crawl(server.base_url, mode="backfill")
    assert (done.code, "not read" in done.out, "nothing left to fetch" in done.out) == (0, False, True)
