"""Only the newspaper's hosts are requested, also when the newspaper sends elsewhere."""

import pytest
from sqlalchemy import select

from crawler.archive.database.schema import articles, frontier
from crawler.newspapers.builtin import Newspaper, Options, serve
from tests.crawling import Desk

pytestmark = pytest.mark.quick


def test_a_redirect_to_another_host_is_not_followed(desk: Desk) -> None:
    site = Newspaper(Options(seed=5, articles=40))
    led_away = min(site.reachable("latest"))
    site.break_article(led_away, "foreign-redirect", times=99)
    with serve(site) as server:
        desk.crawl(server.base_url)
        assert server.log.count("foreign") == 0
    row = desk.rows(select(frontier).where(frontier.c.article_id == led_away))[0]
    assert row.state == "failed"
    assert "is not the newspaper's" in row.last_error
    assert led_away not in {stored.article_id for stored in desk.rows(articles)}
    assert desk.last_run().stats["foreign_hosts_refused"] == 1
