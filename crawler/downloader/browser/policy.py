"""When the browser is sent to the gate, and what becomes of the run when it fails."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.downloader.browser.chromium import runs_as_root
from crawler.downloader.clock import Clock
from crawler.downloader.cookies import GateCookies
from crawler.downloader.errors import BrowserFailed, StillClosed
from crawler.downloader.wait_policy import TICK_S, WaitSettings
from crawler.parse.waitpages.recognise import GatePage

TRIES = 2
"""Failed visits in a row after which the run does without the browser."""

logger = logging.getLogger(__name__)


class BrowserPolicy:
    """The browser's visits of one run."""

    def __init__(self, crawler: Crawler, limits: WaitSettings, check: Callable[[], None], clock: Clock) -> None:
        self._crawler = crawler
        self._limits = limits
        self._check = check
        """Raises when the run is ending."""
        self._clock = clock
        self._failures = 0
        self._said_sandbox = False

    async def page_behind(
        self, request: Request, wait_page: Response, gate: GatePage, cookies: GateCookies, closed_until: float
    ) -> Response | None:
        """The page that the browser got; None when it was not sent, failed, or met the gate again."""
        usable = self._limits.browser and self._failures < TRIES
        if not (usable and gate.scripted and request.method == "GET"):
            return None
        # Only here is Playwright imported: plain crawls do without it.
        from crawler.downloader.browser.visit import visit

        # A page that does not say how long may go on when it likes.
        opens_at = closed_until if gate.seconds is not None else self._clock.monotonic()
        deadline = closed_until + self._limits.grace_seconds
        request.meta["autothrottle_dont_adjust_delay"] = True
        self._say_sandbox()
        try:
            page = await self._unless_ending(visit(self._crawler, request, wait_page, cookies, opens_at, deadline))
        except BrowserFailed as failure:
            self._failed(failure)
            return None
        except StillClosed:
            page = None
        self._failures = 0
        return page

    async def _unless_ending(self, visit: Coroutine[Any, Any, Response]) -> Response:
        task = asyncio.ensure_future(visit)
        try:
            while not task.done():
                self._check()
                await asyncio.wait({task}, timeout=TICK_S)
            return task.result()
        finally:
            # A cancelled visit closes its browser, in bounded time.
            task.cancel()
            await asyncio.wait({task})

    def _failed(self, failure: BrowserFailed) -> None:
        self._failures += 1
        self._crawler.stats.inc_value("gate/browser_failures")
        without = "; it is not used again in this run" if self._failures == TRIES else ""
        logger.warning("the browser failed (%s), the run sleeps through the wait%s", failure, without)

    def _say_sandbox(self) -> None:
        if runs_as_root() and not self._said_sandbox:
            self._said_sandbox = True
            logger.warning("Chromium runs without its sandbox, because this run is root's")
