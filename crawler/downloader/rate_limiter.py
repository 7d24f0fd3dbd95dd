"""Keep below the gate's rules: when may the next request go? Pure; the caller brings the clocks.

Moments are seconds of a clock that never jumps (``time.monotonic``); only what is kept between runs is wall time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from crawler.downloader.rate_limits import RateLimit, Refusal, learn

REMEMBERED_S = 7_200.0
REMEMBERED_REQUESTS = 8_192
"""So far back and so many requests are remembered; longer or larger rules are not learned."""


@dataclass(slots=True, eq=False)
class Sent:
    """A request on its way or answered."""

    sent: float
    answered: float
    """When its answer was there; until then, when it was sent."""
    sure: bool = True
    """False when the gate may not have counted it: it failed on the way, or the browser's page asked for it."""


class RateLimiter:
    """The gate's rules, the requests that count against them, and what follows for the next request."""

    def __init__(self, rules: Iterable[RateLimit] = (), today: datetime | None = None) -> None:
        self.rules: list[RateLimit] = list(rules)
        self.history: list[Sent] = []
        self._epoch = float("-inf")
        self._limits: list[tuple[int, int]] = []
        if today:
            self.rules = [rule for rule in self.rules if not rule.is_forgotten(today)]
            self._set_limits(today)

    def delay_until_allowed(self, now: float) -> float:
        """Seconds to wait so that the next request stays within every rule; 0 when it may go now.

        In any span of ``hold_s`` seconds at most ``allowed`` requests go out. Wherever the gate's own fixed window
        begins, it then never counts more than that.
        """
        delay = 0.0
        for hold, allowed in self._limits:
            if len(self.history) >= allowed:
                delay = max(delay, self.history[-allowed].answered + hold - now)
        return delay

    def record(self, now: float) -> Sent:
        """Note that a request is being sent."""
        request = Sent(now, now)
        self.history.append(request)
        if len(self.history) > REMEMBERED_REQUESTS:
            self._forget(now)
        return request

    def forget(self, request: Sent) -> None:
        """Take back a request that the gate refused: it does not count those."""
        # A refused request is among the last ones sent.
        for index in range(len(self.history) - 1, -1, -1):
            if self.history[index] is request:
                del self.history[index]
                return

    def remember(self, moments: Iterable[float]) -> None:
        """Take over the requests of an earlier run."""
        self.history = sorted([Sent(at, at) for at in moments] + self.history, key=lambda request: request.sent)

    def learn(self, refusal: Refusal, today: datetime) -> bool:
        """Learn from a refusal, after every request that was on its way has been answered.

        :return: whether it is explained by a rule now.
        """
        known = [request for request in self.history if request.sure and request.sent > self._epoch]
        rules = learn(self.rules, known, refusal, today)
        if rules is None:
            # What was seen contradicts itself: the rules changed, or others share the address. The window that
            # closed the gate ends with this wait, so what follows can be understood on its own.
            self._epoch = refusal.answered
            return False
        self.rules = rules
        self._set_limits(today)
        return True

    def _set_limits(self, today: datetime) -> None:
        self._limits = [(rule.hold_s, rule.allowed(today)) for rule in self.rules]

    def _forget(self, now: float) -> None:
        keep = REMEMBERED_REQUESTS * 3 // 4
        self.history = [request for request in self.history[-keep:] if now - request.sent < REMEMBERED_S]
