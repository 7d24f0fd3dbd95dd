"""One visit of a real Chromium to a wait page.

Everything is started for the visit and ended with it: the Playwright driver, Chromium, one context, one page. That
takes about a second, within the countdown, and leaves nothing that could leak or hang later.
"""

import asyncio
import logging
import os
import time
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from playwright.async_api import Error as PlaywrightError
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.downloader.browser.handler import WaitPageHandler, allowed_origins
from crawler.downloader.browser.probe import failure
from crawler.downloader.browser.processes import descendants, kill, resident_bytes, wait_gone
from crawler.downloader.browser.proxy import FilteringProxy
from crawler.downloader.cookies import GateCookies
from crawler.downloader.errors import BrowserFailed, StillClosed
from crawler.newspapers.site import host_of
from crawler.runs.context import run_context

MAX_BROWSER_BYTES = 1_500_000_000
"""Memory of all processes of a visit together, what they share counted for each; a usual
wait page takes 0.9 GB, counted so."""
MEMORY_TICK_S = 0.2
CLOSE_S = 5.0
"""How long the browser may take to close before it is killed."""

logger = logging.getLogger(__name__)


async def visit(
    crawler: Crawler, request: Request, wait_page: Response, cookies: GateCookies, opens_at: float, deadline: float
) -> Response:
    """Wait through the countdown of ``wait_page`` and return the page that follows.

    The browser starts from the wait page that the plain request got, so that only one more request is sent.
    ``opens_at`` and ``deadline`` are times of ``time.monotonic``: no request is sent before the first, and the visit
    ends at the second.

    :raises BrowserFailed: the browser did not start, crashed, or was not done by the deadline.
    :raises StillClosed: the following page was a wait page again.
    """
    run = run_context(crawler)
    hosts = run.site.hosts if run is not None else frozenset({host_of(wait_page.url)})
    allowed = allowed_origins(wait_page.url, hosts)
    async with FilteringProxy(allowed, request.meta.get("proxy")) as proxy:
        handler = WaitPageHandler(crawler, wait_page, opens_at, allowed, proxy.address)
        return await _visit(handler, request, cookies, deadline)


async def _visit(handler: WaitPageHandler, request: Request, cookies: GateCookies, deadline: float) -> Response:
    before = descendants(os.getpid())
    try:
        async with asyncio.timeout(deadline - time.monotonic()):
            response = await _within_memory(_load(handler, request, cookies), before)
    except TimeoutError as error:
        raise BrowserFailed("it did not pass the wait page in time") from error
    except (BrowserFailed, StillClosed):
        raise
    except Exception as error:  # Playwright raises a bare Exception when its driver dies
        raise await asyncio.to_thread(failure, error) from error
    else:
        return response
    finally:
        cookies.add_browser_cookies(handler.cookies)
        await _shut_down(handler, before)


async def _load(handler: WaitPageHandler, request: Request, cookies: GateCookies) -> Response:
    await handler.launch()
    response: Response = await handler.download_request(_for_browser(request, cookies))
    return response


async def _within_memory(visit: Coroutine[Any, Any, Response], before: set[int]) -> Response:
    """The visit's page, while the browser's processes stay below MAX_BROWSER_BYTES.

    :raises BrowserFailed: when they exceed it; they are killed.
    """
    task = asyncio.ensure_future(visit)
    try:
        while not (await asyncio.wait({task}, timeout=MEMORY_TICK_S))[0]:
            started = descendants(os.getpid()) - before
            if (used := resident_bytes(started)) > MAX_BROWSER_BYTES:
                kill(started)
                raise BrowserFailed(f"its processes took {used // 1_000_000} MB of memory")
        return task.result()
    finally:
        task.cancel()
        await asyncio.wait({task})
        if not task.cancelled():
            task.exception()


def _for_browser(request: Request, cookies: GateCookies) -> Request:
    headers = request.headers.to_unicode_dict()
    context: dict[str, Any] = {
        "user_agent": headers.get("User-Agent"),
        "storage_state": {"cookies": cookies.for_browser(), "origins": []},
        "service_workers": "block",
        "accept_downloads": False,
    }
    if language := headers.get("Accept-Language"):
        context["extra_http_headers"] = {"Accept-Language": language}
    # Everything is closed after the visit; scrapy-playwright need not close the page itself and log an error.
    meta = {"playwright": True, "playwright_include_page": True, "playwright_context_kwargs": context}
    return Request(request.url, headers=request.headers, meta=meta)


async def _shut_down(handler: WaitPageHandler, before: set[int]) -> None:
    """Close the browser and its driver; kill what does not end in time."""
    started = descendants(os.getpid()) - before
    if not handler.is_started:
        kill(started)
    else:
        await _close(handler, started)
    kill(await wait_gone(started, 2.0))


async def _close(handler: WaitPageHandler, started: set[int]) -> None:
    try:
        async with asyncio.timeout(CLOSE_S):
            await handler.leave()
            await handler.close()
    except (TimeoutError, PlaywrightError, OSError):
        logger.debug("the browser did not close by itself")
        kill(started)
        with suppress(TimeoutError, PlaywrightError, OSError):
            async with asyncio.timeout(CLOSE_S):
                await handler.browser_provider.close()
