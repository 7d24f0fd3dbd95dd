"""Stores the rate limits and the requests that still count against them, for the next run."""

from collections import Counter
from datetime import UTC, datetime
from typing import Final

from crawler.archive.archive import Archive
from crawler.archive.quotas import ObservedQuota, Reservation, load_pace, load_quotas, save_pace, save_quotas
from crawler.downloader.rate_limiter import REMEMBERED_S, RateLimiter
from crawler.downloader.rate_limits import RateLimit

BATCH: Final = 25
"""Requests between two writes once rate limits are known; a killed run is assumed to have sent this many after its last
write. A write costs 0.6 ms (SQLite, one commit)."""
BATCH_WITHOUT_LIMITS: Final = 100
BATCH_S: Final = 10
"""Most seconds between two writes while requests are sent."""


class RateLimitStore:
    """Loads and saves the state of a RateLimiter. Times are seconds of Unix time."""

    def __init__(self, archive: Archive, newspaper: str) -> None:
        self._archive = archive
        self._newspaper = newspaper
        self._sent: Counter[int] = Counter()
        self._reserved: Reservation | None = None
        self._room = 0

    def load(self, now: float, clock: float) -> RateLimiter:
        """The rate limiter as the last run left it; ``clock`` is ``now`` on the monotonic clock."""
        with self._archive.read() as connection:
            observed = load_quotas(connection, self._newspaper)
            sent = load_pace(connection, self._newspaper, int(now - REMEMBERED_S))
        limiter = RateLimiter([RateLimit(*row) for row in observed], datetime.fromtimestamp(now, UTC))
        # Seconds count from their end. One in the future was reserved, or the clock was set back: it counts as now.
        moments = (min(clock, clock - now + second + 1) for second, requests in sent.items() for _ in range(requests))
        limiter.remember(moments)
        return limiter

    def note(self, now: float, has_limits: bool) -> None:
        """Count a request that is about to be sent; writes from time to time."""
        if self._room <= 0 or self._reserved is None or now >= self._reserved.second:
            self._room = BATCH if has_limits else BATCH_WITHOUT_LIMITS
            self._write(now, Reservation(int(now) + BATCH_S, self._room))
        self._room -= 1
        self._sent[int(now)] += 1

    def take_back(self, now: float) -> None:
        """Uncount a request counted at ``now``: the gate refused it."""
        self._sent[int(now)] -= 1

    def save_limits(self, limiter: RateLimiter) -> None:
        """Save new rate limits at once."""
        with self._archive.begin() as connection:
            limits = [ObservedQuota(limit.window_s, limit.requests, limit.learned_at) for limit in limiter.limits]
            save_quotas(connection, self._newspaper, limits)

    def close(self, now: float) -> None:
        """Write the last counts and release the reservation."""
        self._write(now, None)

    def _write(self, now: float, reserved: Reservation | None) -> None:
        with self._archive.begin() as connection:
            save_pace(
                connection,
                self._newspaper,
                self._sent,
                released=self._reserved,
                reserved=reserved,
                forget_before=int(now - REMEMBERED_S),
            )
        self._sent.clear()
        self._reserved = reserved
