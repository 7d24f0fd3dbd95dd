"""The gate's states, met by Scrapy's real engine in simulated time: open, closed, refused, ending."""

import sqlite3
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.downloader.wait_policy import TICK_S
from crawler.newspapers.builtin.options import GateKind
from tests.gates.instant import BEGINNING, InstantNewspaper
from tests.gates.running import all_well, learned

NUKEVIETS_RULES = ((60, 40), (300, 150))


@pytest.mark.parametrize("status", [200, 429])
def test_rules_are_learned_in_one_run_and_kept_in_the_next(status: int, tmp_path: Path) -> None:
    newspaper = InstantNewspaper(tmp_path, articles=160, gate=NUKEVIETS_RULES, gate_status=status)
    first = newspaper.crawl()
    all_well(first, 160)
    assert learned(tmp_path) == list(NUKEVIETS_RULES)
    waits = first.stat("gate/waits")
    assert waits == first.stat("wait_pages") == first.stat("gate/learned") == 2
    assert len(newspaper.log.while_closed()) == waits
    assert sorted(newspaper.log.article_ids()) == sorted(newspaper.site.truth)

    newspaper.log.clear()
    second = newspaper.crawl(most=120)
    all_well(second, 120)
    assert newspaper.log.while_closed() == []
    assert second.took > 120


def test_a_run_is_as_fast_as_the_rules_allow(tmp_path: Path) -> None:
    newspaper = InstantNewspaper(tmp_path, articles=100, gate=((12, 20), (60, 75)))
    for run in (1, 2):
        newspaper.log.clear()
        all_well(newspaper.crawl(), 100)
        hits = newspaper.log.articles()
        assert len(hits) / (hits[-1].time - hits[0].time) >= 0.9 * 75 / 60
        assert len(newspaper.log.while_closed()) <= (2 if run == 1 else 0)


@pytest.mark.parametrize("connections", [1, 8])
def test_all_connections_wait_for_the_same_opening(connections: int, tmp_path: Path) -> None:
    """Without a delay Scrapy itself lets all that is queued for a host go at once."""
    newspaper = InstantNewspaper(tmp_path, gate=((30, 15),), latency=0.05)
    outcome = newspaper.crawl(CONCURRENT_REQUESTS_PER_DOMAIN=connections)
    all_well(outcome, 30)
    assert outcome.stat("gate/waits") == 1
    assert 1 <= len(newspaper.log.while_closed()) <= connections
    assert learned(tmp_path) == [(30, 15)]
    assert outcome.took < 35


def test_a_wait_ends_when_the_gate_said(tmp_path: Path) -> None:
    newspaper = InstantNewspaper(tmp_path, articles=20, gate=((600, 10),))
    outcome = newspaper.crawl()
    all_well(outcome, 20)
    refused = newspaper.log.while_closed()[0].time
    [after] = [later.time for earlier, later in pairwise(newspaper.log) if earlier.while_closed]
    opened = newspaper.log.articles()[0].time + 600
    assert opened < after < opened + 2
    assert outcome.stat("wait_seconds") == pytest.approx(after - refused, abs=0.1)


@pytest.mark.parametrize("kind", ["reload503", "captcha+wait", "english"])
def test_a_gate_that_opens_to_who_waits_is_passed_without_a_browser(kind: GateKind, tmp_path: Path) -> None:
    newspaper = InstantNewspaper(tmp_path, gate=((60, 20),), gate_kind=kind, gate_wait=2)
    outcome = newspaper.crawl()
    all_well(outcome, 30)
    assert len(newspaper.log.while_closed()) == outcome.stat("gate/waits")
    assert outcome.stat("browser_requests") == 0


@pytest.mark.parametrize("kind", ["captcha", "403", "forever", "cookie"])
def test_a_gate_that_does_not_open_ends_the_run(kind: GateKind, tmp_path: Path) -> None:
    newspaper = InstantNewspaper(
        tmp_path, gate=((600, 10),), gate_kind=kind, gate_wait=100, gate_status=403 if kind == "403" else 200
    )
    outcome = newspaper.crawl(WAIT_BROWSER=kind in {"captcha", "403"})
    assert outcome.stat("browser_requests") == 0
    assert outcome.stat("finish_reason") == "refused"
    refusal = outcome.stat("gate/refusal")
    assert refusal not in outcome.log, "the last line of the run says it"
    assert "try again after 2027-01-1" in refusal
    assert "Traceback" not in outcome.log
    assert len(newspaper.log.while_closed()) <= 2 * outcome.stat("gate/waits") + 5
    assert set(outcome.postponed.values()) == {f"GateRefused: {refusal}"}
    assert [page for page in outcome.pages.values() if page["wait_text"]] == []
    assert learned(tmp_path) == []


@pytest.mark.parametrize(
    ("settings", "why", "closed"),
    [
        ({"WAIT_MAX_SECONDS": 20}, "more than 20", 1),
        ({"WAIT_MAX_PER_RUN": 0}, "more than 0 times", 1),
        ({"WAIT_MAX_PER_RUN": 2}, "more than 2 times", 3),
    ],
)
def test_too_much_waiting_ends_the_run(settings: dict[str, int], why: str, closed: int, tmp_path: Path) -> None:
    # Rules that are learned are kept to, so that each closing after the first is by a rule not met before.
    newspaper = InstantNewspaper(tmp_path, articles=60, gate=((30, 10), (120, 20), (400, 30)))
    outcome = newspaper.crawl(**settings)
    assert outcome.stat("finish_reason") == "refused"
    assert why in outcome.stat("gate/refusal")
    assert len(newspaper.log.while_closed()) == closed


def test_a_pasted_block_costs_no_wait(tmp_path: Path) -> None:
    newspaper = InstantNewspaper(tmp_path, gate_kind="pasted")
    outcome = newspaper.crawl()
    all_well(outcome, 30)
    assert outcome.stat("wait_blocks_stripped") == 30
    assert outcome.stat("wait_seconds") == outcome.stat("browser_requests") == 0
    assert outcome.took < 5


def test_robots_crawl_delay_and_the_delay_are_kept_whichever_is_slower(tmp_path: Path) -> None:
    newspaper = InstantNewspaper(tmp_path, crawl_delay=4)
    all_well(newspaper.crawl(most=8, ROBOTSTXT_OBEY=True), 8)
    gaps = [later.time - earlier.time for earlier, later in pairwise(newspaper.log)][1:]
    assert min(gaps) == pytest.approx(4)
    assert max(gaps) == pytest.approx(4)


def test_a_run_that_is_closed_in_a_wait_ends_within_a_second(tmp_path: Path) -> None:
    newspaper = InstantNewspaper(tmp_path, gate=((120, 20),))
    outcome = newspaper.crawl(CLOSESPIDER_TIMEOUT=5)
    assert outcome.stat("finish_reason") == "closespider_timeout"
    assert len(outcome.pages) == 20
    assert set(outcome.postponed.values()) == {"RunEnding: the run is ending"}
    assert outcome.took < 5 + 2 * TICK_S


def test_requests_of_the_last_run_count_in_the_next(tmp_path: Path) -> None:
    newspaper = InstantNewspaper(tmp_path, articles=60, gate=((60, 40),))
    all_well(newspaper.crawl(most=45), 45)
    newspaper.log.clear()
    for _ in range(3):
        all_well(newspaper.crawl(most=25), 25)
    assert newspaper.log.while_closed() == []


def store_limit(folder: Path, window_s: int, requests: int) -> None:
    """Put a rate limit into the archive, as a run that met a hostile gate left it."""
    with sqlite3.connect(folder / "archive.db") as archive:
        archive.execute("DELETE FROM quotas")
        learned_at = f"{datetime.fromtimestamp(BEGINNING, UTC):%Y-%m-%d %H:%M:%S.%f}"
        archive.execute("INSERT INTO quotas VALUES ('khanhhoa', ?, ?, ?)", (window_s, requests, learned_at))


@pytest.mark.parametrize("window_s", [251_606_683_830, 86_400, 7_201])
def test_a_stored_limit_that_no_gate_has_stops_no_run(window_s: int, tmp_path: Path) -> None:
    newspaper = InstantNewspaper(tmp_path)
    all_well(newspaper.crawl(), 30)
    store_limit(tmp_path, window_s, 5)
    again = newspaper.crawl()
    all_well(again, 30)
    assert again.took < 5


def test_a_long_limit_is_tried_once_and_forgotten_when_the_newspaper_answers(tmp_path: Path) -> None:
    newspaper = InstantNewspaper(tmp_path)
    all_well(newspaper.crawl(), 30)
    store_limit(tmp_path, 7_200, 5)
    again = newspaper.crawl()
    all_well(again, 30)
    assert again.took < 5
    assert learned(tmp_path) == []


def test_a_long_limit_that_proves_right_is_kept(tmp_path: Path) -> None:
    newspaper = InstantNewspaper(tmp_path, gate=((3_000, 10),))
    all_well(newspaper.crawl(most=10), 10)
    store_limit(tmp_path, 3_000, 10)
    newspaper.log.clear()
    again = newspaper.crawl(most=10)
    assert again.stat("finish_reason") == "refused"
    assert len(newspaper.log) == 1
    assert learned(tmp_path) == [(3_000, 10)]


def test_a_refusal_that_ends_the_run_is_not_learned_from_answers_that_were_under_way(tmp_path: Path) -> None:
    newspaper = InstantNewspaper(tmp_path, gate=((86_400, 10),), latency=0.05)
    outcome = newspaper.crawl(CONCURRENT_REQUESTS_PER_DOMAIN=8)
    assert outcome.stat("finish_reason") == "refused"
    assert learned(tmp_path) == []
