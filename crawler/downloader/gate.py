"""The gate as a run sees it: open or closed, whose turn it is, and what ends the run."""

import asyncio
import logging
from datetime import timedelta
from typing import NoReturn, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from crawler.cli.wording import counted
from crawler.downloader.browser.policy import BrowserPolicy
from crawler.downloader.clock import SYSTEM_CLOCK, Clock
from crawler.downloader.cookies import GateCookies
from crawler.downloader.errors import GateRefused, RunEnding
from crawler.downloader.throttle import Permit, Throttle
from crawler.downloader.wait_policy import TICK_S, TooLong, WaitPolicy, WaitSettings
from crawler.parse.waitpages.recognise import GatePage

DAY_S = 86_400.0

logger = logging.getLogger(__name__)


class Gate:
    """One for each crawl: an extension, so that every part of it finds the same."""

    def __init__(self, crawler: Crawler, clock: Clock = SYSTEM_CLOCK) -> None:
        self.crawler = crawler
        self.clock = clock
        self.stats = crawler.stats
        self.limits = WaitSettings.from_settings(crawler.settings)
        self.pace = Throttle(crawler, crawler.settings.getfloat("DOWNLOAD_DELAY"), clock)
        self.cookies = GateCookies(frozenset())
        self.closed_until: float | None = None
        """When the closed gate is expected to open, in seconds of the monotonic clock; None while it is open."""
        self.refusal: str | None = None
        """Why the run ends, in one line."""
        self._generation = 0
        self._patience = WaitPolicy(self.limits)
        self._refusals_in_a_row = 0
        self._visits = BrowserPolicy(crawler, self.limits, self._check, clock)
        self._lesson: tuple[Permit, int] | None = None
        """The first refused request of a closing, and the seconds that the gate asked for."""
        self._order = asyncio.Lock()
        self._changed = asyncio.Event()
        self._ending = False
        """Somebody gave up waiting because the run ends; so must those who come after."""
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

    async def turn(self) -> Permit:
        """Wait for leave to send one request: first come, first served.

        :raises GateRefused: the newspaper refused meanwhile.
        :raises RunEnding: the run is ending.
        """
        async with self._order:
            while (wait := self._wait()) > 0:
                await self._pause(wait)
            return self.pace.send(self._generation)

    def passed(self, turn: Permit) -> None:
        """A page came through."""
        self._refusals_in_a_row = 0
        # A page sent before the gate closed says nothing of its opening, even when it arrives later.
        if turn.generation == self._generation and self.closed_until is None:
            self._patience.reset()
            self._learn()

    async def met(self, request: Request, response: Response, gate: GatePage, turn: Permit) -> Response | None:
        """What comes of a request that met the gate: a response to use, or None when it is to be sent again.

        :raises GateRefused: the gate does not open, and the run ends.
        """
        if not gate.opens_to_waiting:
            return self._barred(response, gate)
        self.stats.inc_value("wait_pages")
        self.pace.take_back(turn)
        self.cookies.absorb(response, request)
        if turn.generation != self._generation or self.closed_until is not None:
            # Others closed the gate, or passed it while this request was on its way.
            return None
        if gate.counts_requests and gate.seconds is not None and self._lesson is None:
            self._lesson = (turn, gate.seconds)
        return await self._wait_out(request, response, gate, turn)

    def turn_taken(self) -> Permit:
        """The turn of a request that somebody else sent: the browser."""
        return self.pace.send(self._generation)

    def _learn(self) -> None:
        """Learn from the last closing, now that the gate is known to have opened as it said."""
        if self._lesson is not None:
            outcome = "learned" if self.pace.learn(*self._lesson) else "unexplained"
            self.stats.inc_value(f"gate/{outcome}")
            self._lesson = None

    async def _wait_out(self, request: Request, response: Response, gate: GatePage, turn: Permit) -> Response | None:
        try:
            seconds = self._patience.wait(gate.seconds)
        except TooLong as error:
            self._refuse(f"{gate.evidence}: {error}", error.again_s)
        began = turn.request.answered
        self.closed_until = began + seconds
        self.stats.inc_value("gate/waits")
        logger.info("the gate is closed (%s): waiting %d s", gate.evidence, seconds)
        try:
            page = await self._visits.page_behind(request, response, gate, self.cookies, self.closed_until)
            if page is None:
                await self._sleep_out()
        finally:
            self.closed_until = None
            self._generation += 1
            waited = self.stats.get_value("wait_seconds", 0.0) + self.clock.monotonic() - began
            self.stats.set_value("wait_seconds", round(waited, 1))
            self._tell()
        logger.info("the gate is open")
        return page

    async def _sleep_out(self) -> None:
        while self.closed_until is not None and (left := self.closed_until - self.clock.monotonic()) > 0:
            self._check()
            await self._pause(left)

    def _barred(self, response: Response, gate: GatePage) -> Response:
        """A gate that needs more than waiting. One 403 may be a page's own matter; a run of them is the newspaper's."""
        self._refusals_in_a_row += 1
        if gate.kind == "captcha":
            self._refuse(gate.evidence, DAY_S)
        if self._refusals_in_a_row >= self.limits.refusals_in_a_row:
            self._refuse(f"{gate.evidence}, {counted(self._refusals_in_a_row, 'time')} in a row", DAY_S)
        return response

    def _refuse(self, seen: str, again_s: float) -> NoReturn:
        """End the run: say once what was seen and when to try again."""
        if self.refusal is None:
            again = (self.clock.now() + timedelta(seconds=again_s)).astimezone()
            self.refusal = f"the newspaper refused: {seen}; try again after {again:%Y-%m-%d %H:%M %z}"
            self.stats.set_value("gate/refusal", self.refusal)
            logger.error("%s", self.refusal)
            self._tell()
            # Not awaited: closing waits for the very request that this runs in.
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="refused"))
        raise GateRefused(self.refusal)

    def _wait(self) -> float:
        """Seconds until the next request may go."""
        now = self.clock.monotonic()
        if self.refusal is not None:
            raise GateRefused(self.refusal)
        if self._ending:
            raise RunEnding("the run is ending")
        if self.closed_until is not None:
            return max(self.closed_until - now, TICK_S)
        return self.pace.delay(now)

    async def _pause(self, seconds: float) -> None:
        """Wait until something changes, at most ``seconds``."""
        changed = self._changed
        try:
            async with asyncio.timeout(min(seconds, TICK_S)):
                await changed.wait()
        except TimeoutError:
            self._check()

    def _tell(self) -> None:
        """Wake everybody who waits."""
        self._changed.set()
        self._changed = asyncio.Event()

    def _check(self) -> None:
        engine = self.crawler.engine
        # Scrapy has no signal for the start of closing.
        if self._ending or engine is None or engine._slot is None or engine._slot.closing is not None:
            self._ending = True
            raise RunEnding("the run is ending")

    def _open(self) -> None:
        self.cookies = GateCookies(getattr(self.crawler.spider, "hosts", frozenset()))
        self.pace.open()

    def _close(self) -> None:
        self.pace.close()

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        agent = request.headers.get("User-Agent") or self.crawler.settings["USER_AGENT"]
        if (delay := robotparser.crawl_delay(agent)) is not None:
            self.pace.interval = max(self.pace.interval, delay)
