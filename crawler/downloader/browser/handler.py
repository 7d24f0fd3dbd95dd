"""Browser handler for one page that stays on a wait page until it reloads."""

import asyncio
import time
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Route
from playwright.async_api import Request as BrowserRequest
from playwright.async_api import Response as BrowserResponse
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from crawler.downloader.browser.chromium import launch_options
from crawler.downloader.errors import BrowserFailed, StillClosed
from crawler.parse.waitpages.recognise import read_gate
from crawler.runs.context import run_context

_NOT_COPIED = ("Content-Encoding", "Transfer-Encoding", "Content-Length", "Set-Cookie")


class WaitPageHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]
    """scrapy-playwright's handler for a single page, closed as soon as it is no wait page."""

    def __init__(self, crawler: Crawler, wait_page: Response, opens_at: float) -> None:
        super().__init__(crawler)
        self.cookies: list[dict[str, Any]] = []
        """The context's cookies after the wait page was passed."""
        self.is_started = False
        """Whether the driver runs and must be closed."""
        run = run_context(crawler)
        self._hosts = run.site.hosts if run is not None else frozenset({urlsplit(wait_page.url).netloc.lower()})
        self._wait_page = wait_page
        self._opens_at = opens_at
        self._documents: asyncio.Queue[BrowserResponse | None] = asyncio.Queue()
        self._checked = asyncio.Event()
        self._is_past = False
        self._page: Page | None = None
        self.config.launch_options = launch_options(crawler.settings.get("CHROMIUM"), self._hosts)
        self.config.target_closed_max_retries = 0
        self.process_request_headers = None
        self.abort_request = self._is_unwanted

    async def launch(self) -> None:
        """Start the Playwright driver; Chromium follows with the page."""
        await self._launch()
        self.is_started = True

    async def leave(self) -> None:
        """Release the page's pending requests without sending them, so that closing it raises no error."""
        if self._page is not None and not self._page.is_closed():
            await self._page.context.set_offline(True)
            await self._page.unroute_all(behavior="ignoreErrors")

    async def _maybe_launch_in_thread(self) -> None:
        """Do nothing: the driver starts with a visit, not with the crawl."""

    async def _download_request_with_page(self, request: Request, page: Page, spider: Spider) -> Response:
        """The page's second document; the first is the wait page, which reloads itself."""
        self._page = page
        page.on("response", self._note_document)
        page.on("requestfailed", self._note_failure)
        page.on("crash", lambda _: self._documents.put_nowait(None))
        page.on("close", lambda _: self._documents.put_nowait(None))
        # Playwright tries the latest route first.
        await page.route(lambda _: True, self._serve_wait_page, times=1)
        await page.goto(request.url, wait_until="commit")
        await self._next_document()
        self._checked.set()
        response = await self._next_page()
        gate = read_gate(response)
        self._is_past = True
        self._checked.set()
        self.cookies = [dict(cookie) for cookie in await page.context.cookies()]
        if gate is not None and gate.shape == "whole" and gate.opens_to_waiting:
            raise StillClosed
        return response

    def _note_document(self, response: BrowserResponse) -> None:
        if _is_page(response.request):
            self._documents.put_nowait(response)

    def _note_failure(self, request: BrowserRequest) -> None:
        # A navigation replaced by another one is aborted; after any other failure no document follows.
        if _is_page(request) and "ERR_ABORTED" not in (request.failure or ""):
            self._documents.put_nowait(None)

    async def _next_document(self) -> BrowserResponse:
        document = await self._documents.get()
        if document is None:
            raise BrowserFailed("the page crashed or could not be loaded")
        return document

    async def _next_page(self) -> Response:
        """The document that the wait page reloads into, as the newspaper sent it, before scripts change it."""
        while True:
            document = await self._next_document()
            if 300 <= document.status < 400:
                continue
            try:
                body = await document.body()
                headers = Headers(await document.all_headers())
            except PlaywrightError:
                # The page has already navigated on; the next document follows.
                continue
            for name in _NOT_COPIED:
                headers.pop(name, None)
            kind = responsetypes.from_args(headers=headers, url=document.url, body=body)
            return kind(document.url, document.status, headers=headers, body=body, flags=["playwright"])

    async def _serve_wait_page(self, route: Route) -> None:
        """Serve the wait page that the plain request got."""
        headers = self._wait_page.headers.to_unicode_dict()
        kept = {str(name): value for name, value in headers.items() if str(name).title() not in _NOT_COPIED}
        await route.fulfill(status=self._wait_page.status, headers=kept, body=self._wait_page.body)

    async def _is_unwanted(self, request: BrowserRequest) -> bool:
        """Whether to abort a request: all but the document and its scripts on own hosts, and everything after the wait
        page."""
        if urlsplit(request.url).netloc.lower() not in self._hosts:
            return True
        if _is_page(request):
            self._checked.clear()
            # A page that reloads too early would send a request to the closed gate.
            await asyncio.sleep(max(0.0, self._opens_at - time.monotonic()))
            return False
        if request.resource_type != "script":
            return True
        await self._checked.wait()
        return self._is_past


def _is_page(request: BrowserRequest) -> bool:
    return request.is_navigation_request() and request.frame.parent_frame is None
