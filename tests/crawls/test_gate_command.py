"""``scrapy crawl`` at the gate, as an operator sees it."""

from pathlib import Path
from typing import Any

import pytest

from crawler.archive import Archive
from crawler.archive.quotas import load_quotas
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.parse.waitpages.phrases import contains_wait_text
from tests.crawling import Desk

pytestmark = pytest.mark.quick


def options(**chosen: Any) -> Options:
    return Options(**{"articles": 40, "twins": 0, "dead_links": 0} | chosen)


def test_every_article_is_stored_and_no_word_of_the_gate(desk: Desk) -> None:
    with serve(Newspaper(options(gate=((8, 40),)))) as server:
        ended = desk.crawl(server.base_url)
        assert ended.code == 0, ended.err
        stored = desk.query("SELECT article_id, title, lead, body FROM articles")
        assert {row.article_id for row in stored} == set(server.site.reachable("latest"))
        for row in stored:
            assert not contains_wait_text(f"{row.title}\n\n{row.lead}\n\n{row.body}")
        waits = desk.query("SELECT json_extract(stats, '$.wait_pages') FROM runs")[0][0]
        assert 1 <= len(server.log.while_closed()) <= 2 * waits
        with Archive.open(desk.archive_url) as archive, archive.read() as connection:
            assert [(quota.window_s, quota.requests) for quota in load_quotas(connection, "khanhhoa")] == [(8, 40)]


def test_what_is_asked_again_after_a_wait_is_counted_and_part_of_the_budget(desk: Desk) -> None:
    with serve(Newspaper(options(gate=((3, 20),)))) as server:
        ended = desk.crawl(server.base_url, max_requests=45, settings={"WAIT_BROWSER": "off"})
        assert ended.code == 0, ended.err
        assert len(server.log) == 45
    stats = desk.last_run().stats
    assert stats["wait_pages"] > 0
    assert (stats["requests"], stats["browser_requests"]) == (45, 0)


def test_the_pasted_block_is_not_stored(desk: Desk) -> None:
    with serve(Newspaper(options(gate_kind="pasted"))) as server:
        ended = desk.crawl(server.base_url)
        assert ended.code == 0, ended.err
        stored = dict(tuple(row) for row in desk.query("SELECT article_id, body FROM articles"))
        assert stored == {
            article_id: server.site.truth[article_id].body for article_id in server.site.reachable("latest")
        }


def test_a_refusal_ends_with_code_4_and_what_is_pending_stays_pending(desk: Desk, tmp_path: Path) -> None:
    with serve(Newspaper(options(gate=((600, 35),), gate_kind="captcha"))) as server:
        ended = desk.crawl(server.base_url)
        assert ended.code == 4, ended.err
        assert "captcha" in ended.err
        assert "try again after" in ended.err
        assert "Traceback" not in ended.err
        states = dict(tuple(row) for row in desk.query("SELECT state, count(*) FROM frontier GROUP BY state"))
        assert states["pending"] > 0
        assert set(states) <= {"pending", "stored"}
        [attempts] = desk.query("SELECT max(attempts) FROM frontier WHERE state = 'pending'")
        assert attempts[0] == 0
