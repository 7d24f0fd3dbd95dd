"""The gate of a run: open or closed, permits for requests, refusals that end the run."""

import asyncio
import logging
from datetime import timedelta
from typing import NoReturn, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from crawler.cli.wording import counted, duration
from crawler.downloader.browser.policy import BrowserPolicy
from crawler.downloader.clock import SYSTEM_CLOCK, Clock
from crawler.downloader.cookies import GateCookies
from crawler.downloader.errors import GateRefused, RunEnding
from crawler.downloader.throttle import Permit, Throttle
from crawler.downloader.wait_policy import TICK_S, TooLong, WaitPolicy, WaitSettings
from crawler.parse.waitpages.recognise import GatePage
from crawler.runs.context import run_context
from crawler.runs.finish import FinishReason, close_spider
from crawler.runs.stats import Stat

SLOW_S = 30.0
"""A crawl-delay above it is worth a warning."""
DAY_S = 86_400.0

logger = logging.getLogger(__name__)


class Gate:
    """The gate of one crawl; an extension, so that all components share it."""

    def __init__(self, crawler: Crawler, clock: Clock = SYSTEM_CLOCK) -> None:
        self.crawler = crawler
        self.clock = clock
        self.stats = crawler.stats
        self.limits = WaitSettings.from_settings(crawler.settings)
        self.throttle = Throttle(crawler, crawler.settings.getfloat("DOWNLOAD_DELAY"), clock, self.limits.max_seconds)
        self.cookies = GateCookies(None)
        self.closed_until: float | None = None
        """When the closed gate is expected to open, in seconds of the monotonic clock; None while it is open."""
        self.refusal: str | None = None
        """Reason of the refusal in one line; None until the newspaper refuses."""
        self._generation = 0
        self._wait_policy = WaitPolicy(self.limits)
        self._refusals_in_a_row = 0
        self._browser_policy = BrowserPolicy(crawler, self.limits, self._check, clock)
        self._first_refused: tuple[Permit, int] | None = None
        """The first refused request since the gate closed, and the seconds that its wait page announced."""
        self._order = asyncio.Lock()
        self._changed = asyncio.Event()
        self._ending = False
        """Set when one request stopped waiting because the run ends; all others stop, too."""
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        gate = cls(crawler)
        crawler.signals.connect(gate._open, signals.spider_opened)
        crawler.signals.connect(gate._close, signals.spider_closed)
        crawler.signals.connect(gate._robots_parsed, signals.robots_parsed)
        return gate

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """The gate of a crawl.

        :raises RuntimeError: when EXTENSIONS does not name it.
        """
        if (gate := crawler.get_extension(cls)) is None:
            raise RuntimeError("EXTENSIONS must name crawler.downloader.gate.Gate")
        return gate

    async def acquire(self) -> Permit:
        """Wait for a permit to send one request; first come, first served.

        :raises GateRefused: the newspaper refused meanwhile.
        :raises RunEnding: the run is ending.
        """
        async with self._order:
            while (wait := self._wait()) > 0:
                await self._pause(wait)
            return self.throttle.send(self._generation)

    def handle_page(self, permit: Permit) -> None:
        """Handle a page that is no wait page: reset the counts in a row, and learn from the last refusal."""
        self._refusals_in_a_row = 0
        # A page requested before the gate closed does not show that it has opened, even when it arrives later.
        if permit.generation == self._generation and self.closed_until is None:
            self._wait_policy.reset()
            self.throttle.handle_page()
            self._learn()

    async def handle_gate(
        self, request: Request, response: Response, gate: GatePage, permit: Permit
    ) -> Response | None:
        """Handle a wait page: the response to use, or None when the request is to be sent again.

        :raises GateRefused: the gate does not open, and the run ends.
        """
        if not gate.opens_to_waiting:
            return self._count_refusal(response, gate)
        self.stats.inc_value(Stat.WAIT_PAGES)
        self.throttle.take_back(permit)
        self.cookies.add_response_cookies(response, request)
        if permit.generation != self._generation or self.closed_until is not None:
            # Another request closed or opened the gate while this one was in flight.
            return None
        return await self._wait_until_open(request, response, gate, permit)

    def browser_permit(self) -> Permit:
        """The permit of a request that the browser sent."""
        return self.throttle.send(self._generation)

    def _learn(self) -> None:
        """Update the rate limits after the announced wait proved right."""
        if self._first_refused is not None:
            explained = self.throttle.learn(*self._first_refused)
            self.stats.inc_value(Stat.GATE_LEARNED if explained else Stat.GATE_UNEXPLAINED)
            self._first_refused = None

    async def _wait_until_open(
        self, request: Request, response: Response, gate: GatePage, permit: Permit
    ) -> Response | None:
        try:
            seconds = self._wait_policy.wait(gate.seconds)
        except TooLong as error:
            self._refuse(f"{gate.evidence}: {error}", error.retry_after_s)
        if gate.counts_requests and gate.seconds is not None and self._first_refused is None:
            self._first_refused = (permit, gate.seconds)
        began = permit.request.answered
        self.closed_until = began + seconds
        self.stats.inc_value(Stat.GATE_WAITS)
        logger.info("the gate is closed (%s): waiting %d s", gate.evidence, seconds)
        try:
            page = await self._browser_policy.page_after_wait(request, response, gate, self.cookies, self.closed_until)
            if page is None:
                await self._sleep_until_open()
        finally:
            self.closed_until = None
            self._generation += 1
            waited = self.stats.get_value(Stat.WAIT_SECONDS, 0.0) + self.clock.monotonic() - began
            self.stats.set_value(Stat.WAIT_SECONDS, round(waited, 1))
            self._wake_all()
        logger.info("the gate is open")
        return page

    async def _sleep_until_open(self) -> None:
        while self.closed_until is not None and (left := self.closed_until - self.clock.monotonic()) > 0:
            self._check()
            await self._pause(left)

    def _count_refusal(self, response: Response, gate: GatePage) -> Response:
        """Count a captcha or a refusal; a captcha, or several 403s in a row, end the run, a single 403 may concern one
        page."""
        self._refusals_in_a_row += 1
        if gate.kind == "captcha":
            self._refuse(gate.evidence, DAY_S)
        if self._refusals_in_a_row >= self.limits.refusals_in_a_row:
            self._refuse(f"{gate.evidence}, {counted(self._refusals_in_a_row, 'time')} in a row", DAY_S)
        return response

    def _refuse(self, seen: str, retry_after_s: float) -> NoReturn:
        first = self.refusal is None
        self._end_refused(seen, retry_after_s)
        raise GateRefused(self.refusal, on_this_page=first)

    def _end_refused(self, seen: str, retry_after_s: float) -> None:
        """End the run; its last line says what was seen and when to try again."""
        if self.refusal is None:
            again = (self.clock.now() + timedelta(seconds=retry_after_s)).astimezone()
            self.refusal = f"{seen}; try again after {again:%Y-%m-%d %H:%M %z}"
            self.stats.set_value(Stat.GATE_REFUSAL, self.refusal)
            logger.info("the newspaper refused: %s", self.refusal)
            self._wake_all()
            # Not awaited: closing waits for the request that this runs in.
            self._closing = close_spider(self.crawler, FinishReason.REFUSED)

    def _wait(self) -> float:
        """Seconds until the next request may go."""
        now = self.clock.monotonic()
        if self.refusal is not None:
            raise GateRefused(self.refusal)
        if self._ending:
            raise RunEnding("the run is ending")
        if self.closed_until is not None:
            return max(self.closed_until - now, TICK_S)
        return self.throttle.delay(now)

    async def _pause(self, seconds: float) -> None:
        """Wait until the gate changes, at most ``seconds``."""
        changed = self._changed
        try:
            async with asyncio.timeout(min(seconds, TICK_S)):
                await changed.wait()
        except TimeoutError:
            self._check()

    def _wake_all(self) -> None:
        """Wake all waiting requests."""
        self._changed.set()
        self._changed = asyncio.Event()

    def _check(self) -> None:
        engine = self.crawler.engine
        # Scrapy has no signal for the start of closing.
        if self._ending or engine is None or engine._slot is None or engine._slot.closing is not None:
            self._ending = True
            raise RunEnding("the run is ending")

    def _open(self) -> None:
        run = run_context(self.crawler)
        self.cookies = GateCookies(run.site.hosts if run is not None else None)
        self.throttle.open()

    def _close(self) -> None:
        self.throttle.close()

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        agent = request.headers.get("User-Agent") or self.crawler.settings["USER_AGENT"]
        if (delay := robotparser.crawl_delay(agent)) is None:
            return
        self.throttle.interval = max(self.throttle.interval, delay)
        if delay > self.limits.max_seconds:
            self._end_refused(f"robots.txt asks for {duration(delay)} between two requests", DAY_S)
        elif delay > SLOW_S:
            logger.warning("robots.txt asks for %s between two requests: a run takes long", duration(delay))
