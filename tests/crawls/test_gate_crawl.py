"""Crawls of the built-in newspaper through its gates, in a process of their own and with a real browser.

What needs no browser is tested in simulated time, in ``tests/test_gate.py``.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from crawler.downloader.browser.processes import kill
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.options import GateKind
from crawler.newspapers.builtin.server import Server
from tests.gates.running import Crawl, Outcome, all_well, article_urls, learned
from tests.waiting import wait_until

ONE_RULE = ((5, 15),)
TWO_RULES = ((4, 12), (20, 30))


@contextmanager
def newspaper(**options: Any) -> Iterator[Server]:
    with serve(Newspaper(Options(**{"articles": 30, "twins": 0} | options))) as server:
        yield server


def crawl(server: Server, folder: Path, most: int | None = None, **settings: Any) -> Outcome:
    return Crawl(article_urls(server, most), folder, folder / "archive.db", **settings).finish()


@pytest.mark.parametrize(
    ("rules", "status"),
    [
        (ONE_RULE, 200),
        pytest.param(TWO_RULES, 200, marks=pytest.mark.soak),
        pytest.param(TWO_RULES, 429, marks=pytest.mark.soak),
    ],
)
def test_rules_are_learned_in_one_run_and_kept_in_the_next(
    rules: tuple[tuple[int, int], ...], status: int, tmp_path: Path
) -> None:
    pages = rules[-1][1] + 10
    with newspaper(articles=pages, gate=rules, gate_status=status) as server:
        first = crawl(server, tmp_path)
        all_well(first, pages)
        assert learned(tmp_path) == list(rules)
        waits = first.stat("gate/waits")
        assert waits == first.stat("wait_pages") == first.stat("gate/learned") == len(rules)
        assert len(server.log.while_closed()) <= waits
        assert len(server.log.navigations()) <= first.stat("browser_requests") <= waits
        assert sorted(server.log.article_ids()) == sorted(server.site.truth)

        server.log.clear()
        second = crawl(server, tmp_path, most=rules[-1][1])
        all_well(second, rules[-1][1])
        assert server.log.while_closed() == []
        assert not second.playwright_imported


@pytest.mark.soak
@pytest.mark.parametrize("status", [200, 429])
def test_nukeviets_rules_five_times_as_fast(status: int, tmp_path: Path) -> None:
    rules = ((12, 40), (60, 150))
    with newspaper(articles=400, gate=rules, gate_status=status) as server:
        for run in (1, 2):
            server.log.clear()
            outcome = Crawl(article_urls(server), tmp_path, tmp_path / "archive.db").finish(300)
            all_well(outcome, 400)
            hits = server.log.articles()
            allowed = 150 / 60
            assert len(hits) / (hits[-1].time - hits[0].time) >= 0.9 * allowed
            assert len(server.log.while_closed()) <= 2 * outcome.stat("gate/waits") <= (4 if run == 1 else 0)
        assert learned(tmp_path) == list(rules)


def test_eight_connections_wait_for_the_same_opening(tmp_path: Path) -> None:
    with newspaper(articles=60, gate=((2, 25),), latency=0.03) as server:
        outcome = crawl(server, tmp_path, CONCURRENT_REQUESTS_PER_DOMAIN=8)
        all_well(outcome, 60)
        assert outcome.stat("browser_requests") == outcome.stat("gate/waits") == 1
        assert len(server.log.while_closed()) <= 8
        assert learned(tmp_path) == [(2, 25)]


def test_a_pasted_block_costs_no_wait_and_no_browser(tmp_path: Path) -> None:
    with newspaper(gate_kind="pasted") as server:
        outcome = crawl(server, tmp_path)
        all_well(outcome, 30)
        assert outcome.stat("wait_blocks_stripped") == 30
        assert outcome.stat("wait_seconds") == outcome.stat("browser_requests") == 0
        assert not outcome.playwright_imported


def test_a_plain_crawl_starts_no_browser_and_no_driver(tmp_path: Path) -> None:
    with newspaper() as server:
        outcome = crawl(server, tmp_path)
        all_well(outcome, 30)
        assert not outcome.playwright_imported
        assert not [stat for stat in outcome.stats if stat.startswith(("gate/", "playwright/", "wait"))]


@pytest.mark.parametrize(
    ("kind", "status"), [("cookie", 200), ("reload503", 503), ("captcha+wait", 200), ("english", 200)]
)
def test_a_gate_that_opens_to_who_waits_is_passed(kind: GateKind, status: int, tmp_path: Path) -> None:
    with newspaper(gate=((3, 20),), gate_kind=kind, gate_status=status, gate_wait=2) as server:
        outcome = crawl(server, tmp_path)
        all_well(outcome, 30)
        waits = outcome.stat("gate/waits")
        assert (
            len(server.log.while_closed()) == waits == outcome.stat("browser_requests") == len(server.log.navigations())
        )
        assert len({hit.user_agent for hit in server.log}) == 1


def test_the_page_of_the_browser_is_used_and_not_fetched_again(tmp_path: Path) -> None:
    with newspaper(gate_kind="cookie", gate_wait=1) as server:
        outcome = crawl(server, tmp_path)
        all_well(outcome, 30)
        assert sorted(server.log.article_ids()) == sorted(server.site.truth)
        [page] = [page for page in outcome.pages.values() if page["flags"] == ["playwright"]]
        assert page["status"] == 200
        cookies = {hit.headers.get("cookie") for hit in server.log.articles()}
        assert len(cookies) == 1


def test_a_gate_that_does_not_open_ends_the_run(tmp_path: Path) -> None:
    with newspaper(gate=((600, 10),), gate_kind="forever", gate_wait=1) as server:
        outcome = crawl(server, tmp_path)
        assert outcome.stat("finish_reason") == "refused"
        refusal = outcome.stat("gate/refusal")
        assert refusal not in outcome.log, "the last line of the run says it"
        assert "try again after" in refusal
        assert "Traceback" not in outcome.log
        assert len(server.log.while_closed()) <= 2 * outcome.stat("gate/waits") + 5
        assert len(server.log.navigations()) <= outcome.stat("wait_pages")
        assert set(outcome.postponed.values()) == {f"GateRefused: {refusal}"}
        assert [page for page in outcome.pages.values() if page["wait_text"]] == []
        assert learned(tmp_path) == []


def test_a_page_that_never_yields_is_left_at_the_deadline(tmp_path: Path) -> None:
    with newspaper(gate=((3, 20),), gate_kind="hang") as server:
        outcome = crawl(server, tmp_path, WAIT_GRACE_SECONDS=3)
        all_well(outcome, 30)
        assert outcome.stat("gate/browser_failures") == 1
        assert "the browser failed (it did not pass the wait page in time)" in outcome.log
        assert "Traceback" not in outcome.log


def test_a_browser_killed_in_the_wait_costs_no_page(tmp_path: Path) -> None:
    with newspaper(gate=((6, 20),)) as server:
        running = Crawl(article_urls(server), tmp_path, tmp_path / "archive.db")
        kill(set(running.chromium()))
        outcome = running.finish()
        all_well(outcome, 30)
        assert outcome.stat("gate/browser_failures") == 1
        assert "Traceback" not in outcome.log


def test_without_a_browser_the_wait_is_slept_out(tmp_path: Path) -> None:
    with newspaper(gate=((3, 20),)) as server:
        outcome = crawl(server, tmp_path, CHROMIUM="/nowhere/chromium")
        all_well(outcome, 30)
        assert outcome.stat("gate/browser_failures") == 1
        assert "the run sleeps through the wait" in outcome.log
        assert "Traceback" not in outcome.log
        assert len(server.log.while_closed()) == 1


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (
            "echo 'node: error while loading shared libraries: libatomic.so.1: not there' >&2\nexit 127",
            "Playwright's driver needs libatomic.so.1",
        ),
        ("exit 1", "the driver ends with code 1"),
        ("head -c 8 >/dev/null\necho nonsense", ""),
    ],
    ids=["library-missing", "ends-at-once", "answers-nonsense"],
)
def test_without_a_driver_the_run_sleeps_through_its_waits(
    script: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = tmp_path / "node"
    driver.write_text(f"#!/bin/sh\n{script}\n")
    driver.chmod(0o755)
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", str(driver))
    with newspaper(gate=((3, 12),)) as server:
        outcome = crawl(server, tmp_path, WAIT_GRACE_SECONDS=2)
        all_well(outcome, 30)
        waits = outcome.stat("gate/waits")
        assert len(server.log.while_closed()) == waits
        assert outcome.stat("wait_seconds") >= 2 * waits
    assert 1 <= outcome.stat("gate/browser_failures") <= 2
    assert reason in outcome.log
    assert "Traceback" not in outcome.log


def test_a_run_that_is_stopped_in_a_wait_ends_soon(tmp_path: Path) -> None:
    with newspaper(gate=((120, 20),)) as server:
        running = Crawl(article_urls(server), tmp_path, tmp_path / "archive.db")
        running.chromium()
        running.process.send_signal(signal.SIGTERM)
        outcome = running.finish(timeout=10)
        assert len(outcome.pages) == 20
        assert set(outcome.postponed.values()) == {"RunEnding: the run is ending"}
        assert "Traceback" not in outcome.log


def test_a_killed_run_is_counted_on_the_safe_side(tmp_path: Path) -> None:
    with newspaper(gate=((4, 20),), latency=0.02) as server:
        first = crawl(server, tmp_path, most=24)
        all_well(first, 24)
        assert learned(tmp_path) == [(4, 20)]
        running = Crawl(article_urls(server), tmp_path, tmp_path / "archive.db")
        server.log.clear()
        wait_until(lambda: server.log.count("article") >= 12)
        assert running.process.poll() is None
        running.process.kill()
        running.finish()
        last = crawl(server, tmp_path, most=24)
        all_well(last, 24)
        assert server.log.while_closed() == []


def test_the_delay_and_robots_crawl_delay_are_kept_whichever_is_slower(tmp_path: Path) -> None:
    with newspaper(crawl_delay=0.4) as server:
        outcome = crawl(server, tmp_path, most=8, ROBOTSTXT_OBEY=True, DOWNLOAD_DELAY=0.1)
        all_well(outcome, 8)
        assert min(gaps(server)[1:]) >= 0.37
    with newspaper() as server:
        outcome = crawl(server, tmp_path, most=8, DOWNLOAD_DELAY=0.3)
        all_well(outcome, 8)
        assert min(gaps(server)[1:]) >= 0.27
        # Scrapy's slot and our pace do not add up.
        assert sum(gaps(server)) < 7 * 0.3 * 1.5


def test_autothrottle_is_not_poisoned_by_the_browser_which_loads_the_document_alone(tmp_path: Path) -> None:
    with newspaper(gate=((3, 20),)) as server:
        outcome = crawl(server, tmp_path, AUTOTHROTTLE_ENABLED=True, AUTOTHROTTLE_START_DELAY=0)
        all_well(outcome, 30)
        assert outcome.stat("browser_requests") == 1
        assert max(outcome.delays) < 1
        assert {hit.wanted for hit in server.log if hit.via_browser} == {"article"}


def gaps(server: Server) -> list[float]:
    hits = list(server.log)
    return [later.time - earlier.time for earlier, later in pairwise(hits)]
