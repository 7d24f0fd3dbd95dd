"""Rate limits are learned from refusals, kept, and expire."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.downloader.rate_limiter import REMEMBERED_REQUESTS, RateLimiter, Sent
from crawler.downloader.rate_limits import RateLimit, Refusal, learn
from tests.gates.model import TODAY, FloodBlocker, crawl

NUKEVIET = ((60, 40), (300, 150))
SCALED = ((12, 40), (60, 150))


def pairs(limiter: RateLimiter) -> list[tuple[int, int]]:
    return [(limit.window_s, limit.requests) for limit in limiter.limits]


def relearn(limiter: RateLimiter, moments: Sequence[float] = ()) -> RateLimiter:
    """The limiter as the next run loads it."""
    again = RateLimiter(limiter.limits, TODAY)
    again.remember(moments)
    return again


@pytest.mark.parametrize("limits", [NUKEVIET, SCALED], ids=str)
@pytest.mark.parametrize("whole_seconds", [True, False])
@pytest.mark.parametrize("delay", [0.0, 0.2, 1.0])
@pytest.mark.parametrize("fraction", [0.0, 0.3, 0.97])
def test_both_rules_are_learned_with_one_wait_each(
    limits: Sequence[tuple[int, int]], whole_seconds: bool, delay: float, fraction: float
) -> None:
    gate, limiter = FloodBlocker(limits, whole_seconds), RateLimiter()
    first = crawl(gate, limiter, 400, start=1000 + fraction, delay=delay)
    binding = [limit for limit in limits if limit[1] <= limit[0] / max(delay, 0.001)]
    assert pairs(limiter) == binding
    assert len(first.waits) == len(binding)
    assert first.unexplained == 0

    again = relearn(limiter, [request.answered for request in limiter.history])
    second = crawl(gate, again, 400, start=first.ended + 0.5, delay=delay)
    assert second.waits == []


@pytest.mark.parametrize("limits", [NUKEVIET, SCALED], ids=str)
@pytest.mark.parametrize("known", [False, True])
def test_nine_tenths_of_what_the_rules_allow_are_used(limits: Sequence[tuple[int, int]], known: bool) -> None:
    gate = FloodBlocker(limits)
    limiter = RateLimiter([RateLimit(*limit, TODAY) for limit in limits] if known else (), TODAY)
    outcome = crawl(gate, limiter, 400, start=0.0)
    assert 400 / outcome.ended >= 0.9 * min(requests / window for window, requests in limits)
    assert outcome.waits == [] or not known


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([5, 10, 12, 15, 20, 30, 60, 90, 120, 300, 600]),
    st.integers(8, 200),
    st.floats(0, 1),
    st.floats(0, 0.5),
    st.integers(0, 2**20),
)
def test_a_rule_once_learned_is_kept_to(window: int, requests: int, start: float, delay: float, seed: int) -> None:
    gate, limiter = FloodBlocker([(window, requests)]), RateLimiter()
    crawl(gate, limiter, requests * 2, start=start, delay=delay, latency=0.01, random=Random(seed))
    again = relearn(limiter, [request.answered for request in limiter.history])
    outcome = crawl(gate, again, requests * 3, start=100_000 + start, delay=delay, random=Random(seed))
    if (window, requests) in pairs(again):
        assert outcome.waits == []
    assert len(outcome.waits) <= 1


def test_the_second_run_counts_the_requests_of_the_first() -> None:
    gate, limiter = FloodBlocker(NUKEVIET), RateLimiter([RateLimit(60, 40, TODAY), RateLimit(300, 150, TODAY)], TODAY)
    crawl(gate, limiter, 38, start=0.0)
    moments = [request.answered for request in limiter.history]
    assert crawl(gate, relearn(limiter, moments), 20, start=3.0).waits == []
    assert crawl(FloodBlocker(NUKEVIET), relearn(limiter), 20, start=3.0).waits == []


def test_a_stalled_network_teaches_nothing_false() -> None:
    # The first request hung for 8 s before it arrived.
    history = [Sent(0.0, 8.2)] + [Sent(8.3 + n / 10, 8.35 + n / 10) for n in range(39)]
    limits = learn([], history, Refusal(12.3, 12.4, 57), TODAY)
    assert [(limit.window_s, limit.requests) for limit in limits or []] == [(60, 40)]
    assert learn([], history, Refusal(12.3, 24.0, 57), TODAY) is None


def test_answers_that_come_after_the_refusal_are_counted() -> None:
    history = [Sent(n / 100, n / 100 + 0.5) for n in range(40)]
    limits = learn([], history, Refusal(0.405, 0.42, 61), TODAY)
    assert [(limit.window_s, limit.requests) for limit in limits or []] == [(60, 40)]


def test_the_whole_burst_counts_even_if_a_part_of_it_gives_a_rounder_window() -> None:
    history = [Sent(n * 0.045, n * 0.045 + 0.01) for n in range(40)]
    # Counted from the last requests of the burst the window would have 60 s.
    limits = learn([], history, Refusal(1.9, 1.91, 61), TODAY)
    assert [(limit.window_s, limit.requests) for limit in limits or []] == [(62, 40)]


def test_a_rule_that_is_new_since_the_last_run_is_learned_at_once() -> None:
    limiter = RateLimiter()
    crawl(FloodBlocker([(60, 1000)]), limiter, 100, start=0.0)
    outcome = crawl(FloodBlocker([(60, 40)]), limiter, 100, start=600.4)
    assert pairs(limiter) == [(60, 40)]
    assert len(outcome.waits) == 1


def test_a_refusal_after_few_requests_teaches_nothing() -> None:
    """Somebody else behind the same address had used up the window."""
    assert learn([], [Sent(1.0, 1.1), Sent(2.0, 2.1)], Refusal(3.0, 3.1, 20), TODAY) is None
    assert learn([], [], Refusal(3.0, 3.1, 20), TODAY) is None


def test_others_behind_the_same_address_lower_a_rule_slowly() -> None:
    known = [RateLimit(60, 40, TODAY)]
    history = [Sent(n, n + 0.01) for n in range(20)]
    limits = learn(known, history, Refusal(20.0, 20.1, 41), TODAY)
    assert [(limit.window_s, limit.requests) for limit in limits or []] == [(60, 30)]


def test_a_stricter_newspaper_is_followed() -> None:
    limiter = RateLimiter([RateLimit(60, 40, TODAY)], TODAY)
    outcome = crawl(FloodBlocker([(60, 20)]), limiter, 200, start=50_000.0)
    assert pairs(limiter) == [(60, 20)]
    assert len(outcome.waits) <= 3


def test_a_more_generous_newspaper_is_noticed_in_time() -> None:
    limit = RateLimit(60, 40, TODAY)
    allowed = [limit.allowed(TODAY + timedelta(days=days)) for days in (0, 6, 7, 14, 49)]
    assert allowed == [40, 40, 50, 63, 191]
    assert not limit.is_forgotten(TODAY + timedelta(days=55))
    assert limit.is_forgotten(TODAY + timedelta(days=56))
    assert RateLimiter([limit], TODAY + timedelta(days=56)).limits == []


def test_a_faded_rule_is_confirmed_at_the_cost_of_one_wait() -> None:
    later = TODAY + timedelta(days=8)
    limiter = RateLimiter([RateLimit(60, 40, TODAY), RateLimit(300, 150, TODAY)], later)
    outcome = crawl(FloodBlocker(NUKEVIET), limiter, 400, start=50_000.4, today=later)
    assert pairs(limiter) == list(NUKEVIET)
    assert [limit.learned_at for limit in limiter.limits] == [later, later]
    assert len(outcome.waits) == 2


def test_a_generous_newspaper_costs_no_wait() -> None:
    later = TODAY + timedelta(days=8)
    limiter = RateLimiter([RateLimit(60, 40, TODAY)], later)
    assert crawl(FloodBlocker([(60, 400)]), limiter, 300, start=50_000.4, today=later).waits == []


def test_an_uncounted_robots_txt_is_found_out_by_one_more_wait() -> None:
    gate, limiter = FloodBlocker(NUKEVIET), RateLimiter()
    limiter.record(0.0)
    outcome = crawl(gate, limiter, 400, start=0.4)
    assert pairs(limiter) == list(NUKEVIET)
    assert len(outcome.waits) <= 4


def test_requests_beyond_memory_are_forgotten() -> None:
    limiter = RateLimiter()
    for number in range(REMEMBERED_REQUESTS + 10):
        limiter.record(number / 100)
    assert len(limiter.history) <= REMEMBERED_REQUESTS


def test_a_refused_request_does_not_count() -> None:
    limiter = RateLimiter([RateLimit(60, 1, TODAY)], TODAY)
    assert limiter.delay_until_allowed(0.0) == 0
    request = limiter.record(0.0)
    assert limiter.delay_until_allowed(10.0) == 51
    limiter.forget(request)
    assert limiter.delay_until_allowed(10.0) == 0


def test_gates_of_two_rules_drawn_by_lot() -> None:
    """Whatever the limits, the pace and the network: never slower than need be, and seldom a wait in the second run."""
    second_waits = 0
    for seed in range(300):
        random = Random(seed)
        window, factor = random.choice([5, 10, 12, 15, 20, 30, 60]), random.choice([3, 5, 10])
        requests = random.randint(8, 80)
        limits = [(window, requests), (window * factor, int(requests * random.uniform(1.5, factor - 0.5)))]
        delay, latency = random.choice([0, 0.05, 0.2, 1, 2]), random.choice([0.005, 0.05, 0.3])
        gate, limiter = FloodBlocker(limits, random.random() < 0.5), RateLimiter()
        first = crawl(
            gate, limiter, 3 * limits[1][1], start=random.random() * 5, delay=delay, latency=latency, random=random
        )
        allowed = min(requests / window for window, requests in limits)
        assert all(requests / window >= 0.9 * allowed for window, requests in pairs(limiter)), (limits, delay, latency)
        again = relearn(limiter, [request.answered for request in limiter.history])
        second = crawl(
            gate, again, 2 * limits[1][1], start=first.ended + 0.2, delay=delay, latency=latency, random=random
        )
        second_waits += bool(second.waits)
    assert second_waits <= 6
