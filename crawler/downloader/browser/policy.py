"""Decides when the browser is used, and what happens when it fails."""

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
from crawler.runs.stats import Stat

MAX_FAILURES = 2
"""Failed visits in a row after which the run stops using the browser."""

logger = logging.getLogger(__name__)


class BrowserPolicy:
    """The browser's visits of one run."""

    def __init__(self, crawler: Crawler, limits: WaitSettings, check: Callable[[], None], clock: Clock) -> None:
        self._crawler = crawler
        self._limits = limits
        self._check = check
        """Raises RunEnding when the run is ending."""
        self._clock = clock
        self._failures = 0
        self._warned_sandbox = False

    async def page_after_wait(
        self, request: Request, wait_page: Response, gate: GatePage, cookies: GateCookies, closed_until: float
    ) -> Response | None:
        """The page that the browser got; None when it was not used, failed, or got a wait page again."""
        usable = self._limits.browser and self._failures < MAX_FAILURES
        if not (usable and gate.scripted and request.method == "GET"):
            return None
        # Imported here, because plain crawls need no Playwright.
        from crawler.downloader.browser.visit import visit

        # A page without a countdown may reload at any time.
        opens_at = closed_until if gate.seconds is not None else self._clock.monotonic()
        deadline = closed_until + self._limits.grace_seconds
        request.meta["autothrottle_dont_adjust_delay"] = True
        self._warn_sandbox()
        try:
            page = await self._unless_ending(visit(self._crawler, request, wait_page, cookies, opens_at, deadline))
        except BrowserFailed as failure:
            self._failed(failure)
            return None
        except StillClosed as closed:
            logger.info("the browser brought no page (%s): it is requested again by plain HTTP", closed)
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
        self._crawler.stats.inc_value(Stat.GATE_BROWSER_FAILURES)
        note = "; it is not used again in this run" if self._failures == MAX_FAILURES else ""
        logger.warning("the browser failed (%s), the run sleeps through the wait%s", failure, note)

    def _warn_sandbox(self) -> None:
        if runs_as_root() and not self._warned_sandbox:
            self._warned_sandbox = True
            logger.warning("Chromium runs without its sandbox, because it runs as root")
