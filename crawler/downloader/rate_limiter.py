"""Computes when the next request may go so that all rate limits are kept. Pure; the caller passes the time.

Times are seconds of the monotonic clock; only what is stored between runs is wall time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from crawler.downloader.rate_limits import LONGEST_WINDOW_S, RateLimit, Refusal, learn

REMEMBERED_S = float(LONGEST_WINDOW_S)
REMEMBERED_REQUESTS = 8_192
"""Age and number of requests that are remembered; longer or larger rate limits are not learned."""


@dataclass(slots=True, eq=False)
class Sent:
    """A request in flight or answered."""

    sent: float
    answered: float
    """When its response arrived; until then, when it was sent."""
    sure: bool = True
    """False when the gate may not have counted it: it failed in transit, or the browser's page sent it."""


class RateLimiter:
    """The known rate limits, the requests that count against them, and the delay of the next request."""

    def __init__(self, limits: Iterable[RateLimit] = (), today: datetime | None = None) -> None:
        self.limits: list[RateLimit] = list(limits)
        self.history: list[Sent] = []
        self._learn_from = float("-inf")
        self._spans: list[tuple[int, int]] = []
        if today:
            self.limits = [limit for limit in self.limits if limit.is_plausible and not limit.is_forgotten(today)]
            self._set_spans(today)

    def delay_until_allowed(self, now: float) -> float:
        """Seconds to wait so that the next request keeps all rate limits; 0 when it may go now.

        In any span of ``hold_s`` seconds at most ``allowed`` requests are sent, so the gate's fixed window never
        counts more, wherever it begins.
        """
        return max((self._delay(span, now) for span in self._spans), default=0.0)

    def _delay(self, span: tuple[int, int], now: float) -> float:
        hold, allowed = span
        return max(0.0, self.history[-allowed].answered + hold - now) if len(self.history) >= allowed else 0.0

    def exceeded(self, now: float) -> list[RateLimit]:
        """The rate limits that a request sent now would exceed."""
        return [limit for limit, span in zip(self.limits, self._spans, strict=True) if self._delay(span, now) > 0]

    def drop(self, limits: Iterable[RateLimit]) -> None:
        """Drop rate limits that the newspaper turned out not to have."""
        dropped = set(limits)
        kept = [pair for pair in zip(self.limits, self._spans, strict=True) if pair[0] not in dropped]
        self.limits, self._spans = [limit for limit, _ in kept], [span for _, span in kept]

    def record(self, now: float) -> Sent:
        """Record that a request is being sent."""
        request = Sent(now, now)
        self.history.append(request)
        if len(self.history) > REMEMBERED_REQUESTS:
            self._forget(now)
        return request

    def forget(self, request: Sent) -> None:
        """Remove a request that the gate refused; refused requests do not count."""
        # A refused request is among the last ones sent.
        for index in range(len(self.history) - 1, -1, -1):
            if self.history[index] is request:
                del self.history[index]
                return

    def remember(self, moments: Iterable[float]) -> None:
        """Add the requests of an earlier run."""
        self.history = sorted([Sent(at, at) for at in moments] + self.history, key=lambda request: request.sent)

    def learn(self, refusal: Refusal, today: datetime) -> bool:
        """Learn from a refusal, once no request is in flight.

        :return: whether a rate limit explains it now.
        """
        known = [request for request in self.history if request.sure and request.sent > self._learn_from]
        limits = learn(self.limits, known, refusal, today)
        if limits is None:
            # The observations contradict each other: the limits changed, or others share the address. The window that
            # closed the gate ends with this wait, so only later requests are used from here on.
            self._learn_from = refusal.answered
            return False
        self.limits = limits
        self._set_spans(today)
        return True

    def _set_spans(self, today: datetime) -> None:
        self._spans = [(limit.hold_s, limit.allowed(today)) for limit in self.limits]

    def _forget(self, now: float) -> None:
        keep = REMEMBERED_REQUESTS * 3 // 4
        self.history = [request for request in self.history[-keep:] if now - request.sent < REMEMBERED_S]
