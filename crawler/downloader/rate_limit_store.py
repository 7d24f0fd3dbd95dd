"""What one run leaves to the next: the rules, and the requests that still count against them."""

from collections import Counter
from datetime import UTC, datetime
from typing import Final

from crawler.archive.archive import Archive
from crawler.archive.quotas import ObservedQuota, Reservation, load_pace, load_quotas, save_pace, save_quotas
from crawler.downloader.rate_limiter import REMEMBERED_S, RateLimiter
from crawler.downloader.rate_limits import RateLimit

BATCH: Final = 25
"""Requests between two writes when the gate's rules are known: what a killed run is taken to have sent beyond what
it wrote. A write costs 0.6 ms (SQLite, one commit)."""
BATCH_WITHOUT_RULES: Final = 100
BATCH_S: Final = 10
"""Seconds after which the next request writes, however few there were."""


class RateLimitStore:
    """The archive's part in keeping the pace. Moments are seconds of Unix time."""

    def __init__(self, archive: Archive, newspaper: str) -> None:
        self._archive = archive
        self._newspaper = newspaper
        self._sent: Counter[int] = Counter()
        self._reserved: Reservation | None = None
        self._room = 0

    def load(self, now: float, clock: float) -> RateLimiter:
        """The quota as the last run left it; ``clock`` is ``now`` on the clock that never jumps."""
        with self._archive.read() as connection:
            observed = load_quotas(connection, self._newspaper)
            sent = load_pace(connection, self._newspaper, int(now - REMEMBERED_S))
        quota = RateLimiter([RateLimit(*row) for row in observed], datetime.fromtimestamp(now, UTC))
        # A second counts from its end. One that lies ahead was reserved, or the clock was set back: it counts as now.
        moments = (min(clock, clock - now + second + 1) for second, requests in sent.items() for _ in range(requests))
        quota.remember(moments)
        return quota

    def note(self, now: float, has_rules: bool) -> None:
        """Note that a request is about to be sent; every now and then this writes."""
        if self._room <= 0 or self._reserved is None or now >= self._reserved.second:
            self._room = BATCH if has_rules else BATCH_WITHOUT_RULES
            self._write(now, Reservation(int(now) + BATCH_S, self._room))
        self._room -= 1
        self._sent[int(now)] += 1

    def take_back(self, now: float) -> None:
        """A request noted at ``now`` did not count: the gate refused it."""
        self._sent[int(now)] -= 1

    def learned(self, quota: RateLimiter) -> None:
        """Keep new rules at once."""
        with self._archive.begin() as connection:
            rules = [ObservedQuota(rule.window_s, rule.requests, rule.learned_at) for rule in quota.rules]
            save_quotas(connection, self._newspaper, rules)

    def close(self, now: float) -> None:
        """Write what is left; nothing stays reserved."""
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
