"""The flood blocker's arithmetic, and a crawler that meets it, in simulated time."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from crawler.downloader.rate_limiter import RateLimiter
from crawler.downloader.rate_limits import Refusal

TODAY = datetime(2026, 1, 10, tzinfo=UTC)


@dataclass
class FloodBlocker:
    """Fixed windows that open with a request, in whole seconds; refused requests are not counted."""

    rules: Sequence[tuple[int, int]]
    whole_seconds: bool = True
    windows: dict[int, tuple[float, int]] = field(default_factory=dict)

    def asks(self, at: float) -> int | None:
        """Seconds that a request at this moment must wait; None when it is let through."""
        now = math.floor(at) if self.whole_seconds else at
        counted, asked = dict(self.windows), None
        for length, limit in self.rules:
            opened, count = counted.get(length, (now, 0))
            over = now - opened > length if self.whole_seconds else now - opened >= length
            counted[length] = (now, 1) if over else (opened, count + 1)
            if counted[length][1] > limit:
                asked = 1 + math.floor(length - (now - counted[length][0]))
        if asked is None:
            self.windows = counted
        return asked


@dataclass
class Outcome:
    """What a simulated crawl saw."""

    ended: float
    pages: int = 0
    waits: list[int] = field(default_factory=list)
    unexplained: int = 0


def crawl(
    gate: FloodBlocker,
    quota: RateLimiter,
    pages: int,
    start: float = 0.3,
    delay: float = 0.0,
    latency: float = 0.02,
    today: datetime = TODAY,
    random: Random | None = None,
) -> Outcome:
    """Fetch ``pages`` pages one at a time, as the crawler does; answers take up to twice the latency."""
    now, outcome, random = start, Outcome(start), random or Random(1)
    while outcome.pages < pages:
        now += quota.delay_until_allowed(now)
        request = quota.record(now)
        arrives = now + latency * random.random()
        request.answered = arrives + latency * random.random()
        asked = gate.asks(arrives)
        if asked is None:
            outcome.pages += 1
            now = max(request.answered, now + delay)
        else:
            quota.forget(request)
            outcome.waits.append(asked)
            refusal = Refusal(now, request.answered, asked)
            now = request.answered + asked
            outcome.unexplained += not quota.learn(refusal, today)
    outcome.ended = now
    return outcome
