"""Rate limits of the gate: how they expire, and how one is learned from a refusal. Pure.

The gate counts in fixed windows: one opens with a request, lasts its length, and the next opens with the first
request after it. A refusal announces one second more than is left of the window. So a window that opened with
request i has the length ``seconds - 1 + (refusal - i)`` and holds as many requests as were sent since. The request
that opened it is found by trying all of them: for a wrong one, the windows counted from the past on do not end in
it.
"""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil, floor
from typing import Protocol

FADE_AFTER = timedelta(days=7)
"""A rate limit not confirmed for this long is raised by :data:`FADE_STEP`, and again after each such time."""

FADE_STEP = 1.25

FORGOTTEN_AFTER = 8
"""Steps after which a rate limit is dropped; its number of requests has grown to 4.8 times by then."""


@dataclass(frozen=True, slots=True)
class RateLimit:
    """A number of requests that the gate lets through in one window."""

    window_s: int
    """Length of the window in seconds, as the newspaper's operator would write it: 60, 300."""
    requests: int
    learned_at: datetime
    """When the gate last showed it, aware."""

    @property
    def hold_s(self) -> int:
        """Seconds after which a request no longer counts.

        One more than the window: the gate counts whole seconds, so that a window lasts up to a second longer.
        """
        return self.window_s + 1

    def steps_faded(self, now: datetime) -> int:
        return max(0, (now - self.learned_at) // FADE_AFTER)

    def allowed(self, now: datetime) -> int:
        """Requests to send in one window: as observed, and 25 % more for each week since."""
        return math.ceil(self.requests * FADE_STEP ** self.steps_faded(now))

    def is_forgotten(self, now: datetime) -> bool:
        return self.steps_faded(now) >= FORGOTTEN_AFTER

    @property
    def is_plausible(self) -> bool:
        """Whether a gate can have it; an archive may hold others, learned by earlier versions."""
        return 0 < self.window_s <= LONGEST_WINDOW_S and self.requests > 0


MIN_REQUESTS = 5
"""Fewest requests of a rate limit that is learned; smaller counts come from others behind the same IP address."""

LONGEST_WINDOW_S = 7_200
"""Seconds of the longest window that is learned; requests are remembered as long. A longer one would keep a run, and
the next, from asking for hours."""

MAX_UNCERTAINTY_S = 10.0
"""A refusal whose time is less certain than this (the network stalled) is not used."""

ROUND = (3600, 1800, 900, 600, 300, 120, 60, 30, 20, 15, 12, 10, 6, 5, 4, 3, 2)
"""Units of window lengths: operators choose round ones, and the largest unit that divides a length ranks it."""

SAME_START_S = 2.0
"""Requests this close together may each have opened the window: the gate counts whole seconds."""

CONFIRMED_SHARE = 0.9
"""A known rate limit is confirmed when at least this share of its requests was let through."""

MIN_FALL = 0.75
"""Least factor of one fall: what looks like a stricter limit may be requests of others."""


class Counted(Protocol):
    """A request that the gate counted: it arrived between ``sent`` and ``answered``."""

    @property
    def sent(self) -> float: ...
    @property
    def answered(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Refusal:
    """The first request refused by the closed gate."""

    sent: float
    answered: float
    seconds: int
    """Seconds announced by the wait page."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    window_s: int
    requests: int


def learn(
    limits: Sequence[RateLimit], counted: Sequence[Counted], refusal: Refusal, today: datetime
) -> list[RateLimit] | None:
    """The rate limits after a refusal; None when no limit explains it.

    ``counted`` are the requests that the gate let through, in the order sent.
    """
    if refusal.answered - refusal.sent > MAX_UNCERTAINTY_S or refusal.seconds > LONGEST_WINDOW_S:
        return None
    before = [request for request in counted if request.sent <= refusal.answered]
    if confirmed := _confirm(limits, before, refusal, today, CONFIRMED_SHARE):
        return _replace(limits, *confirmed, today)
    candidates = [candidate for candidate in _candidates(before, refusal) if _fits(before, candidate)]
    if candidates:
        best = max(candidates, key=lambda found: (_is_busy(before, found), found.requests))
        return _insert(limits, RateLimit(best.window_s, best.requests, today), today)
    if confirmed := _confirm(limits, before, refusal, today, 0.0):
        return _replace(limits, *confirmed, today)
    return None


def _windows(request: Counted, refusal: Refusal) -> range:
    """Possible window lengths in whole seconds if it opened with this request, given both clocks' rounding."""
    shortest = floor(refusal.seconds - 1 + refusal.sent - request.answered)
    longest = ceil(refusal.seconds - 1 + refusal.answered - request.sent)
    return range(max(1, shortest), longest + 1)


def _confirm(
    limits: Sequence[RateLimit], before: Sequence[Counted], refusal: Refusal, today: datetime, share: float
) -> tuple[RateLimit, int] | None:
    """The known rate limit that the refusal fits best, with the number of requests observed."""
    seen = [
        (limit, len(before) - start)
        for limit in limits
        for start, request in enumerate(before)
        if limit.window_s in _windows(request, refusal)
    ]
    likely = [
        (limit, requests)
        for limit, requests in seen
        if max(MIN_REQUESTS, share * limit.requests) <= requests <= limit.allowed(today) / CONFIRMED_SHARE
    ]
    return min(likely, key=lambda pair: abs(pair[1] / pair[0].requests - 1), default=None)


def _replace(limits: Sequence[RateLimit], limit: RateLimit, requests: int, today: datetime) -> list[RateLimit]:
    seen = max(requests, floor(limit.requests * MIN_FALL))
    return [replace(each, requests=seen, learned_at=today) if each is limit else each for each in limits]


def _insert(limits: Sequence[RateLimit], new: RateLimit, today: datetime) -> list[RateLimit]:
    """Add a rate limit. Of two with nearly the same window the longer one is right: requests of others shorten a
    window."""
    similar = next((limit for limit in limits if 2 / 3 <= limit.window_s / new.window_s <= 3 / 2), None)
    if similar and similar.window_s >= new.window_s:
        return _replace(limits, similar, new.requests, today)
    return sorted([*(limit for limit in limits if limit is not similar), new], key=lambda limit: limit.window_s)


def _candidates(before: Sequence[Counted], refusal: Refusal) -> Iterator[_Candidate]:
    for start, request in enumerate(before):
        requests = len(before) - start
        if requests < MIN_REQUESTS:
            return
        windows = _windows(request, refusal)
        if len(windows) <= MAX_UNCERTAINTY_S and windows[-1] <= LONGEST_WINDOW_S:
            yield _Candidate(start, max(windows, key=_roundness), requests)


def _roundness(window_s: int) -> int:
    return next((unit for unit in ROUND if window_s % unit == 0), 1)


def _is_busy(before: Sequence[Counted], candidate: _Candidate) -> bool:
    """Whether requests were sent throughout the window: one that spans the pause between two runs is unlikely."""
    moments = [request.sent for request in before[candidate.start :]]
    return all(later - earlier < candidate.window_s / 2 for earlier, later in pairwise(moments))


def _fits(before: Sequence[Counted], candidate: _Candidate) -> bool:
    """Whether the gate's windows, counted from the first request on, end in this one with this many requests."""
    slack = candidate.requests + max(1, candidate.requests // 50)
    at = before[candidate.start].sent
    if _count(before, at - candidate.window_s, at) > slack:
        return False
    start = _last_window(before, candidate.window_s)
    return len(before) - start <= slack and abs(before[start].sent - at) <= SAME_START_S


def _last_window(before: Sequence[Counted], window_s: int) -> int:
    """Index of the request that opened the last of the gate's windows."""
    start = following = 0
    while following < len(before):
        start = following
        end = bisect_left(before, before[start].sent + window_s, key=lambda request: request.sent)
        following = max(end, start + 1)
    return start


def _count(before: Sequence[Counted], since: float, until: float) -> int:
    first, last = (bisect_left(before, at, key=lambda request: request.sent) for at in (since, until))
    return last - first
