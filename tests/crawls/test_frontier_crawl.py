"""What runs ask of the newspaper: nothing twice, nothing for nothing, and what failed again later."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from crawler import settings
from crawler.archive import Archive
from crawler.archive.database.schema import articles, frontier, sections
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.http import Answer, Request
from crawler.newspapers.builtin.server import Server
from tests.altered import Altered, redirect, serve_altered, with_validators
from tests.crawling import Desk, Ended
from tests.forking import QuickDesk

pytestmark = pytest.mark.quick


class Years:
    """A newspaper and the runs on it, one after the other."""

    def __init__(self, site: Newspaper, server: Server, desk: Desk) -> None:
        self.site, self.server, self.desk = site, server, desk

    def crawl(self, **arguments: Any) -> Ended:
        self.server.log.clear()
        return self.desk.crawl(self.server.base_url, **arguments)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Years]:
    site = Newspaper(Options(seed=3, articles=60, hidden=0.0, dead_links=2))
    with serve(site) as server:
        years = Years(site, server, QuickDesk(tmp_path_factory.mktemp("years")))
        years.crawl()
        yield years


def stored(desk: Desk) -> set[str]:
    return {row.article_id for row in desk.rows(select(articles.c.article_id))}


def states(desk: Desk) -> dict[str, str]:
    return {row.article_id: row.state for row in desk.rows(select(frontier.c.article_id, frontier.c.state))}


def an_hour_later(desk: Desk, hours: float = 1) -> None:
    """The clock is turned by moving back what lies behind."""
    with Archive.open(desk.archive_url) as archive, archive.begin() as connection:
        for row in connection.execute(select(frontier)).all():
            if row.next_try_at is not None:
                key = (frontier.c.newspaper == row.newspaper) & (frontier.c.article_id == row.article_id)
                earlier = row.next_try_at - timedelta(hours=hours)
                connection.execute(update(frontier).where(key).values(next_try_at=earlier))


def test_nothing_new_costs_one_request_a_section_the_front_page_and_robots_txt(years: Years) -> None:
    ended = years.crawl()
    kinds = Counter(hit.kind for hit in years.server.log)
    assert ended.code == 0
    assert kinds == {"robots": 1, "home": 1, "section": len(years.site.edition.sections)}
    assert len(set(years.server.log.paths())) == len(years.server.log)


def test_three_new_articles_cost_three_requests_more(years: Years) -> None:
    years.crawl()
    nothing_new = len(years.server.log)
    fresh = years.site.publish(3)
    years.crawl()
    assert Counter(years.server.log.article_ids()) == Counter(fresh)
    assert len(years.server.log) == nothing_new + 3
    assert stored(years.desk) >= set(fresh)


def test_what_an_earlier_run_saw_is_not_seen_again(years: Years) -> None:
    before = {row.article_id: row.fetched_at for row in years.desk.rows(articles)}
    years.site.publish(30)
    years.crawl()
    assert not before.keys() & set(years.server.log.article_ids())
    assert stored(years.desk) >= years.site.reachable("latest", depth=10)
    assert all(row.fetched_at == before.get(row.article_id, row.fetched_at) for row in years.desk.rows(articles))


def test_where_the_server_says_whether_a_list_changed_it_is_asked_just_that(desk: Desk) -> None:
    site = Newspaper(Options(seed=5, articles=40))
    with serve_altered(site, with_validators) as server:
        desk.crawl(server.base_url)
        taken = stored(desk)
        server.log.clear()
        assert desk.crawl(server.base_url).code == 0
        lists = server.log.select("section")
        filled = {row.path for row in desk.rows(sections) if row.caught_up_at}
        assert Counter(hit.status for hit in lists) == {304: len(filled), 200: len(lists) - len(filled)}
        assert len(filled) > 20
        fresh = site.publish(2)
        server.log.clear()
        desk.crawl(server.base_url)
        assert set(server.log.article_ids()) == set(fresh)
    assert stored(desk) == taken | set(fresh)


class Troubled:
    """A newspaper some of whose articles lead elsewhere or fail."""

    def __init__(self) -> None:
        self.site = Newspaper(Options(seed=4, articles=30, dead_links=0, twins=0))
        self.front, self.moved, self.other, self.foreign, self.loop, self.broken, self.lost = sorted(
            self.site.reachable("latest")
        )[:7]
        self.target = sorted(self.site.reachable("latest"))[7]
        self.healed = False

    def alter(self, request: Request, answer: Answer) -> Answer | None:
        article_id = request.address.path.rstrip("/")[-7:]
        answers = {
            self.front: redirect("/"),
            self.moved: redirect("/xa-hoi/", 301),
            self.other: redirect(self.site.links.stories[self.target].path, 301),
            self.foreign: redirect("http://localhost:9/x"),
            self.loop: redirect(request.target),
            self.broken: Answer(b"", 500),
            self.lost: Answer(b"", 404),
        }
        return None if self.healed else answers.get(article_id)


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Troubled, Altered, Desk, Ended]]:
    troubled, desk = Troubled(), QuickDesk(tmp_path_factory.mktemp("troubled"))
    with serve_altered(troubled.site, troubled.alter) as server:
        yield troubled, server, desk, desk.crawl(server.base_url, seconds=60)


def test_a_run_over_pages_that_fail_ends_and_says_which_failed_for_good(
    troubled: tuple[Troubled, Altered, Desk, Ended],
) -> None:
    trouble, _, desk, ended = troubled
    assert ended.code == 3, ended.err
    assert "1 article failed for good" in ended.err
    assert states(desk)[trouble.foreign] == "failed"
    others = trouble.site.reachable("latest") - {
        trouble.front, trouble.moved, trouble.other, trouble.foreign, trouble.loop, trouble.broken, trouble.lost
    }  # fmt: skip
    assert stored(desk) == others


def test_each_page_that_failed_has_its_state_and_reason(troubled: tuple[Troubled, Altered, Desk, Ended]) -> None:
    trouble, _, desk, _ = troubled
    rows = {row.article_id: (row.state, row.attempts, row.last_error) for row in desk.rows(frontier)}
    assert rows[trouble.lost] == ("gone", 0, "HTTP 404")
    assert rows[trouble.moved] == ("gone", 0, "redirects to https://baokhanhhoa.vn/xa-hoi/")
    assert rows[trouble.other][:2] == ("gone", 0)
    assert trouble.target in rows[trouble.other][2]
    assert rows[trouble.front] == ("pending", 1, "redirects to https://baokhanhhoa.vn/")
    assert rows[trouble.broken] == ("pending", 1, "HTTP 500")
    assert rows[trouble.loop][:2] == ("pending", 1)
    assert "localhost:9" in rows[trouble.foreign][2]


def test_what_failed_is_asked_again_only_when_its_time_has_come_and_is_stored_when_it_healed(
    troubled: tuple[Troubled, Altered, Desk, Ended],
) -> None:
    trouble, server, desk, _ = troubled
    server.log.clear()
    desk.crawl(server.base_url)
    assert server.log.articles() == []
    an_hour_later(desk)
    trouble.healed = True
    desk.crawl(server.base_url)
    assert set(server.log.article_ids()) == {trouble.front, trouble.broken, trouble.loop}
    assert {trouble.front, trouble.broken, trouble.loop} <= stored(desk)
    server.log.clear()
    desk.crawl(server.base_url, mode="backfill")
    assert trouble.foreign in stored(desk)
    assert stored(desk) == trouble.site.reachable("backfill") - {trouble.moved, trouble.other, trouble.lost}
    assert len(server.log.article_ids()) == len(set(server.log.article_ids()))


def test_a_newspaper_that_stops_answering_ends_the_run_and_burns_no_tries(desk: Desk) -> None:
    site = Newspaper(Options(seed=4, articles=60))

    def alter(request: Request, answer: Answer) -> Answer | None:
        return Answer(b"", 500) if request.address.path.rstrip("/")[-7:] in site.links.stories else None

    with serve_altered(site, alter) as server:
        began = time.monotonic()
        ended = desk.crawl(server.base_url)
    assert ended.code == 5, ended.err
    assert "10 pages in a row could not be fetched: HTTP 500" in ended.err
    tried = [row for row in desk.rows(frontier) if row.attempts]
    assert 10 <= len(tried) <= 12
    assert time.monotonic() - began < 60


def test_a_page_that_raises_an_exception_is_retried_and_the_rest_is_stored(desk: Desk) -> None:
    site = Newspaper(Options(seed=4, articles=30))
    pipelines = settings.ITEM_PIPELINES | {"tests.stumbling.StumblingPipeline": 800}
    with serve(site) as server:
        ended = desk.crawl(server.base_url, settings={"ITEM_PIPELINES": json.dumps(pipelines)})
        bad = {key for key in site.reachable("latest") if key[-1] in "13"}
        assert (ended.code, 1 < len(bad) < 10) == (1, True)
        assert "ZeroDivisionError: a fault of the program" in ended.err
        assert stored(desk) == site.reachable("latest") - bad
        waiting = {
            row.article_id: row.attempts for row in desk.rows(frontier) if row.state == "pending" and row.attempts
        }
        assert waiting == dict.fromkeys(bad, 1)
        server.log.clear()
        assert desk.crawl(server.base_url).code == 0
    assert server.log.articles() == []


def test_only_the_asked_sections_are_walked_with_those_below_them(desk: Desk) -> None:
    site = Newspaper(Options(seed=3, articles=60))
    with serve(site) as server:
        assert desk.crawl(server.base_url, sections="xa-hoi,the-thao/the-thao-trong-nuoc").code == 0
        walked = {path.split("?")[0].strip("/") for path in server.log.paths("section")}
    below = {section.path for section in site.edition.sections if section.path.startswith("xa-hoi")}
    assert walked == below | {"the-thao/the-thao-trong-nuoc"}
    assert stored(desk)
    for row in desk.rows(frontier):
        wanted = row.section.split("/")[0] in {"xa-hoi", "the-thao"}
        assert row.state == "pending" or wanted or row.article_id in listed(site, walked)


def listed(site: Newspaper, paths: set[str]) -> set[str]:
    return {
        story.article_id
        for story in site.links.newest
        if paths & {story.section, story.section.split("/")[0], *story.also_in}
    }
