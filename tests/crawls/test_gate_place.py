"""A page that looks like a gate ends at most the run's last request, not every run at its beginning."""

import pytest

from crawler.newspapers.builtin.http import Answer, Request
from crawler.newspapers.builtin.options import Options
from crawler.newspapers.builtin.site import Newspaper
from tests.altered import serve_altered
from tests.crawling import Desk

pytestmark = pytest.mark.quick

CAPTCHA = (
    "<html><head><title>Xác nhận</title></head><body><form><p>Nhập mã captcha để tiếp tục</p>"
    '<div class="g-recaptcha"></div><input name="captcha"></form></body></html>'
)


def test_the_article_that_met_the_gate_comes_last_and_all_others_are_stored(desk: Desk) -> None:
    site = Newspaper(Options(seed=5, articles=15, twins=0, dead_links=0, hidden=0, pager="works"))
    gate: list[str] = []

    def alter(request: Request, _: Answer) -> Answer | None:
        """The first article that is requested shows a gate."""
        key = request.address.path.rstrip("/")[-7:]
        if not gate and key in site.truth:
            gate.append(key)
        return Answer(CAPTCHA.encode(), 403) if key in gate else None

    with serve_altered(site, alter) as server:
        first = desk.crawl(server.base_url)
        assert first.code == 4, first
        assert server.log.article_ids() == gate
        server.log.clear()
        second = desk.crawl(server.base_url)
        assert second.code == 4
        assert server.log.article_ids()[-1:] == gate
        stored = {row.article_id for row in desk.query("select article_id from articles")}
        assert stored == set(site.truth) - set(gate)
        (row,) = desk.query(f"select state, attempts, rank from frontier where article_id = '{gate[0]}'")
        assert tuple(row) == ("pending", 0, 4)
        server.alter = lambda *_: None
        assert desk.crawl(server.base_url).code == 0
    assert {row.state for row in desk.query("select state from frontier")} == {"stored"}


def test_a_stored_article_that_met_the_gate_is_rechecked_after_the_others(desk: Desk) -> None:
    site = Newspaper(Options(seed=5, articles=6, twins=0, dead_links=0, hidden=0, pager="works"))
    gate: list[str] = []

    def alter(request: Request, _: Answer) -> Answer | None:
        return Answer(CAPTCHA.encode(), 403) if request.address.path.rstrip("/")[-7:] in gate else None

    with serve_altered(site, alter) as server:
        desk.crawl(server.base_url)
        due_at_once(desk)
        server.log.clear()
        desk.crawl(server.base_url, mode="recheck", max_articles=1)
        first = server.log.article_ids()[0]
        due_at_once(desk)
        gate.append(first)
        server.log.clear()
        assert desk.crawl(server.base_url, mode="recheck").code == 4
        assert server.log.article_ids() == [first]
        server.log.clear()
        assert desk.crawl(server.base_url, mode="recheck").code == 4
        assert server.log.article_ids()[-1] == first
    assert len(server.log.article_ids()) == len(site.truth)


def due_at_once(desk: Desk) -> None:
    from sqlalchemy import update

    from crawler.archive import Archive
    from crawler.archive.database.schema import frontier

    with Archive.open(desk.archive_url) as archive, archive.begin() as connection:
        connection.execute(update(frontier).values(next_try_at=frontier.c.discovered_at))
