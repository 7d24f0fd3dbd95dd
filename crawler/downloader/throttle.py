"""Spaces requests by the slowest of DOWNLOAD_DELAY, robots.txt's crawl delay and the learned rate limits."""

from dataclasses import dataclass

from scrapy.crawler import Crawler

from crawler.downloader.clock import Clock
from crawler.downloader.rate_limit_store import RateLimitStore
from crawler.downloader.rate_limiter import RateLimiter, Sent
from crawler.downloader.rate_limits import RateLimit, Refusal
from crawler.runs.context import run_context


@dataclass(slots=True)
class Permit:
    """Permission to send one request."""

    generation: int
    """How often the gate had opened when it was issued: a response counts for the state its request was sent in."""
    request: Sent
    wall: float
    """When the request was sent, in seconds of Unix time."""


class Throttle:
    """Spaces the requests of a run, and stores them for the next one."""

    def __init__(self, crawler: Crawler, interval: float, clock: Clock, longest_wait: float) -> None:
        self.interval = interval
        """Least seconds between two requests."""
        self._longest_wait = longest_wait
        """Seconds that the first request of a run waits at most for learned rate limits."""
        self._exceeded: list[RateLimit] | None = None
        """The rate limits that the run's first request exceeded; None before it."""
        self.rate_limiter = RateLimiter()
        self._store: RateLimitStore | None = None
        self._last = float("-inf")
        self._crawler = crawler
        self._clock = clock

    def open(self) -> None:
        """Load the state that the last run left in the archive."""
        if (run := run_context(self._crawler)) is not None:
            self._store = RateLimitStore(run.archive, run.newspaper.name)
            self.rate_limiter = self._store.load(self._clock.wall(), self._clock.monotonic())

    def close(self) -> None:
        if self._store is not None:
            self._store.close(self._clock.wall())

    def delay(self, now: float) -> float:
        """Seconds until the next request may go."""
        limited = self.rate_limiter.delay_until_allowed(now)
        if self._exceeded is None and limited > self._longest_wait:
            # What was learned may be wrong, and only a request can show it.
            limited = 0.0
        return max(self._last + self.interval - now, limited)

    def send(self, generation: int) -> Permit:
        """Issue a permit for a request that is sent now."""
        now, wall = self._clock.monotonic(), self._clock.wall()
        if self._store is not None:
            self._store.note(wall, bool(self.rate_limiter.limits))
        if self._exceeded is None:
            self._exceeded = self.rate_limiter.exceeded(now)
        self._last = now
        return Permit(generation, self.rate_limiter.record(now), wall)

    def handle_page(self) -> None:
        """Forget the rate limits that the run's first request exceeded, since the newspaper answered it."""
        if self._exceeded:
            self.rate_limiter.drop(self._exceeded)
            self._exceeded = []
            if self._store is not None:
                self._store.save_limits(self.rate_limiter)

    def take_back(self, permit: Permit) -> None:
        """Uncount a request that the gate refused."""
        self.rate_limiter.forget(permit.request)
        if self._store is not None:
            self._store.take_back(permit.wall)

    def learn(self, permit: Permit, seconds: int) -> bool:
        """Learn from a refused request, once no other is in flight; whether a rate limit explains it."""
        refusal = Refusal(permit.request.sent, permit.request.answered, seconds)
        explained = self.rate_limiter.learn(refusal, self._clock.now())
        if explained and self._store is not None:
            self._store.save_limits(self.rate_limiter)
        return explained
