"""When the next request may go: the slowest of Scrapy's delay, robots.txt's crawl-delay and the gate's rules."""

from dataclasses import dataclass
from typing import Any

from scrapy.crawler import Crawler

from crawler.downloader.clock import Clock
from crawler.downloader.rate_limit_store import RateLimitStore
from crawler.downloader.rate_limiter import RateLimiter, Sent
from crawler.downloader.rate_limits import Refusal


@dataclass(slots=True)
class Permit:
    """Leave to send one request."""

    generation: int
    """How often the gate had been passed before: an answer is judged by the session that its request carried."""
    request: Sent
    wall: float
    """When it was sent, in seconds of Unix time."""


class Throttle:
    """Spaces the requests of a run, and remembers them for the next one."""

    def __init__(self, crawler: Crawler, interval: float, clock: Clock) -> None:
        self.interval = interval
        """Least seconds between two requests."""
        self.quota = RateLimiter()
        self._memory: RateLimitStore | None = None
        self._last = float("-inf")
        self._crawler = crawler
        self._clock = clock

    def open(self) -> None:
        """Take over what the last run left in the archive of the spider."""
        spider: Any = self._crawler.spider
        if (archive := getattr(spider, "archive", None)) is not None:
            self._memory = RateLimitStore(archive, spider.newspaper.name)
            self.quota = self._memory.load(self._clock.wall(), self._clock.monotonic())

    def close(self) -> None:
        if self._memory is not None:
            self._memory.close(self._clock.wall())

    def delay(self, now: float) -> float:
        """Seconds until the next request may go."""
        return max(self._last + self.interval - now, self.quota.delay_until_allowed(now))

    def send(self, generation: int) -> Permit:
        """Note that a request is being sent now."""
        now, wall = self._clock.monotonic(), self._clock.wall()
        if self._memory is not None:
            self._memory.note(wall, bool(self.quota.rules))
        self._last = now
        return Permit(generation, self.quota.record(now), wall)

    def take_back(self, turn: Permit) -> None:
        """The gate refused the request and did not count it."""
        self.quota.forget(turn.request)
        if self._memory is not None:
            self._memory.take_back(turn.wall)

    def learn(self, turn: Permit, seconds: int) -> bool:
        """Learn from a refused request, once no other is on its way; whether a rule explains it."""
        refusal = Refusal(turn.request.sent, turn.request.answered, seconds)
        explained = self.quota.learn(refusal, self._clock.now())
        if explained and self._memory is not None:
            self._memory.learned(self.quota)
        return explained
