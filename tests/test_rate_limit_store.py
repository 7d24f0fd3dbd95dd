"""Rate limits and recent requests are stored for the next run."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, event

from crawler.archive import Archive
from crawler.archive.quotas import load_pace, load_quotas
from crawler.downloader.rate_limit_store import BATCH, BATCH_S, RateLimitStore
from crawler.downloader.rate_limiter import RateLimiter
from crawler.downloader.rate_limits import RateLimit

NOON = datetime(2026, 1, 10, 12, 0, 0, tzinfo=UTC).timestamp()
RULES = [
    RateLimit(60, 40, datetime(2026, 1, 10, 11, 0, tzinfo=UTC)),
    RateLimit(300, 150, datetime(2026, 1, 10, 11, 5, tzinfo=UTC)),
]


@pytest.fixture
def memory(archive: Archive) -> RateLimitStore:
    return RateLimitStore(archive, "khanhhoa")


def counted(archive: Archive) -> dict[int, int]:
    with archive.read() as connection:
        return {int(second - NOON): requests for second, requests in load_pace(connection, "khanhhoa", 0).items()}


def send(memory: RateLimitStore, at: float, requests: int = 1) -> None:
    for _ in range(requests):
        memory.note(NOON + at, has_limits=True)


def test_rules_are_kept_for_each_newspaper(archive: Archive, memory: RateLimitStore) -> None:
    memory.save_limits(RateLimiter(RULES, RULES[0].learned_at))
    assert memory.load(NOON, 0.0).limits == RULES
    assert RateLimitStore(archive, "khanhhoa_en").load(NOON, 0.0).limits == []
    memory.save_limits(RateLimiter(RULES[:1], RULES[0].learned_at))
    with archive.read() as connection:
        assert [(limit.window_s, limit.requests) for limit in load_quotas(connection, "khanhhoa")] == [(60, 40)]


def test_requests_count_in_the_next_run(archive: Archive, memory: RateLimitStore) -> None:
    memory.save_limits(RateLimiter(RULES, RULES[0].learned_at))
    send(memory, 0, 30)
    send(memory, 3.5, 10)
    memory.close(NOON + 4)
    assert counted(archive) == {0: 30, 3: 10}
    limiter = RateLimitStore(archive, "khanhhoa").load(NOON + 20, clock=1_000.0)
    # The first thirty count until their second ended and the window passed: 12:00:01 and 61 s.
    assert limiter.delay_until_allowed(1_000.0) == pytest.approx(42)


def test_a_clean_end_leaves_nothing_reserved(archive: Archive, memory: RateLimitStore) -> None:
    send(memory, 0, 3)
    assert counted(archive) == {BATCH_S: BATCH}
    memory.close(NOON + 1)
    assert counted(archive) == {0: 3}


def test_a_killed_run_is_taken_to_have_sent_what_it_might_have(archive: Archive, memory: RateLimitStore) -> None:
    send(memory, 0, BATCH + 2)
    # Nothing is closed. The first batch was written, and the next one reserved.
    assert counted(archive) == {0: BATCH, BATCH_S: BATCH}
    limiter = RateLimitStore(archive, "khanhhoa").load(NOON + 3, clock=50.0)
    # What is reserved ahead counts as sent now.
    assert sorted(request.answered for request in limiter.history) == [48.0] * BATCH + [50.0] * BATCH


def test_a_slow_run_writes_before_its_reservation_ends(archive: Archive, memory: RateLimitStore) -> None:
    send(memory, 0)
    send(memory, BATCH_S)
    assert counted(archive) == {0: 1, 2 * BATCH_S: BATCH}


def test_a_refused_request_is_taken_back_even_after_it_was_written(archive: Archive, memory: RateLimitStore) -> None:
    send(memory, 0, 2)
    send(memory, BATCH_S)
    memory.take_back(NOON)
    memory.close(NOON + BATCH_S)
    assert counted(archive) == {0: 1, BATCH_S: 1}


def test_what_is_too_old_is_dropped(archive: Archive, memory: RateLimitStore) -> None:
    send(memory, 0, 5)
    memory.close(NOON)
    again = RateLimitStore(archive, "khanhhoa")
    send(again, 7_300)
    again.close(NOON + 7_300)
    assert counted(archive) == {7_300: 1}


def test_a_clock_set_back_counts_on_the_safe_side(archive: Archive, memory: RateLimitStore) -> None:
    send(memory, 500, 4)
    memory.close(NOON + 500)
    limiter = RateLimitStore(archive, "khanhhoa").load(NOON, clock=50.0)
    assert [request.answered for request in limiter.history] == [50.0] * 4


def test_only_one_request_of_a_batch_writes(archive: Archive, memory: RateLimitStore) -> None:
    begun: list[Connection] = []
    event.listen(archive.engine, "begin", begun.append)
    send(memory, 0, 40 * BATCH)
    assert len(begun) == 40
