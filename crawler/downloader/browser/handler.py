"""Browser handler for one page that stays on a wait page until it reloads."""

import asyncio
import time
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import urldefrag, urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Route
from playwright.async_api import Request as BrowserRequest
from playwright.async_api import Response as BrowserResponse
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy_playwright.handler import BrowserContextWrapper, ScrapyPlaywrightDownloadHandler

from crawler.downloader.browser.chromium import launch_options
from crawler.downloader.browser.proxy import Origin, origin_of
from crawler.downloader.errors import BrowserFailed, StillClosed
from crawler.parse.waitpages.recognise import headers_as_text, read_gate
from crawler.runs.stats import Stat

CSP = "Content-Security-Policy"
POLICY = (
    "sandbox allow-scripts allow-same-origin allow-forms; connect-src 'none'; worker-src 'none'; frame-src 'none'; "
    "child-src 'none'; object-src 'none'; img-src 'none'; media-src 'none'; font-src 'none'; webrtc 'block'"
)
"""Added to the wait page: scripts, cookies and the reload, but no popups, downloads, frames, workers or sockets."""

NO_WEBRTC = "for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport']) delete window[name]"

_NOT_COPIED = ("Content-Encoding", "Transfer-Encoding", "Content-Length", "Set-Cookie")


class WaitPageHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]
    """scrapy-playwright's handler for a single page, closed as soon as it is no wait page."""

    def __init__(
        self, crawler: Crawler, wait_page: Response, opens_at: float, allowed: frozenset[Origin], proxy: str
    ) -> None:
        super().__init__(crawler)
        self.cookies: list[dict[str, Any]] = []
        """The context's cookies after the wait page was passed."""
        self.is_started = False
        """Whether the driver runs and must be closed."""
        self._allowed = allowed
        self._wait_page = wait_page
        self._opens_at = opens_at
        self._documents: asyncio.Queue[BrowserResponse | BrowserFailed | StillClosed] = asyncio.Queue()
        self._checked = asyncio.Event()
        self._is_past = False
        self._page: Page | None = None
        self._address = wait_page.url
        """The requested address, as the browser writes it once it has loaded the wait page."""
        self.config.launch_options = launch_options(crawler.settings.get("CHROMIUM"), proxy)
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

    async def _create_browser_context(self, *arguments: Any, **named: Any) -> BrowserContextWrapper:
        """A context in which other pages, should any open, load nothing and are closed."""
        wrapper = await super()._create_browser_context(*arguments, **named)
        await wrapper.context.route(lambda _: True, lambda route: route.abort())
        await wrapper.context.add_init_script(NO_WEBRTC)
        wrapper.context.on("page", self._close_popup)
        return wrapper

    async def _close_popup(self, page: Page) -> None:
        if await page.opener() is not None:
            await page.close()

    async def _download_request_with_page(self, request: Request, page: Page, spider: Spider) -> Response:
        """The page's second document; the first is the wait page, which reloads itself."""
        self._page = page
        self.stats.inc_value(Stat.BROWSER_REQUESTS)
        page.on("response", self._note_document)
        page.on("requestfailed", self._note_failure)
        page.on("download", lambda _: self._end(StillClosed("the page is a download")))
        page.on("crash", lambda _: self._end(BrowserFailed("the page crashed")))
        page.on("close", lambda _: self._end(BrowserFailed("the page was closed")))
        # Playwright tries the latest route first.
        await page.route(lambda _: True, self._serve_wait_page, times=1)
        await page.goto(request.url, wait_until="commit")
        self._address = _without_fragment((await self._next_document()).url)
        self._checked.set()
        response = await self._next_page()
        gate = read_gate(response)
        self._is_past = True
        self._checked.set()
        self.cookies = [dict(cookie) for cookie in await page.context.cookies()]
        if gate is not None and gate.shape == "whole" and gate.opens_to_waiting:
            raise StillClosed("the page is a wait page again")
        return response

    def _note_document(self, response: BrowserResponse) -> None:
        if _is_page(response.request):
            self._documents.put_nowait(response)

    def _note_failure(self, request: BrowserRequest) -> None:
        # A navigation replaced by another one is aborted; after any other failure no document follows.
        if _is_page(request) and "ERR_ABORTED" not in (request.failure or ""):
            self._end(BrowserFailed("the page could not be loaded"))

    def _end(self, reason: BrowserFailed | StillClosed) -> None:
        self._documents.put_nowait(reason)

    async def _next_document(self) -> BrowserResponse:
        document = await self._documents.get()
        if isinstance(document, Exception):
            raise document
        return document

    async def _next_page(self) -> Response:
        """The document that the wait page reloads into, as the newspaper sent it, before scripts change it.

        :raises StillClosed: when it is not a page under the requested address; the plain request is sent again then,
            and its answer counts.
        """
        while True:
            document = await self._next_document()
            if problem := self._problem(document):
                raise StillClosed(problem)
            try:
                body = await document.body()
                headers = Headers(await document.all_headers())
            except PlaywrightError:
                # The page has already navigated on; the next document follows.
                continue
            for name in _NOT_COPIED:
                headers.pop(name, None)
            kind = responsetypes.from_args(headers=headers, url=self._wait_page.url, body=body)
            return kind(self._wait_page.url, document.status, headers=headers, body=body, flags=["playwright"])

    def _problem(self, document: BrowserResponse) -> str | None:
        """Why a document is not the requested page; None when it is."""
        if _without_fragment(document.url) != self._address:
            return "the wait page leads to another address"
        if document.status != HTTPStatus.OK or document.request.method != "GET":
            return f"{document.request.method} is answered with HTTP {document.status}"
        return None

    async def _serve_wait_page(self, route: Route) -> None:
        """Serve the wait page that the plain request got."""
        headers = headers_as_text(self._wait_page)
        kept = {name.title(): value for name, value in headers.items() if name.title() not in _NOT_COPIED}
        kept[CSP] = ", ".join(filter(None, (kept.get(CSP), POLICY)))
        await route.fulfill(status=self._wait_page.status, headers=kept, body=self._wait_page.body)

    async def _is_unwanted(self, request: BrowserRequest) -> bool:
        """Whether to abort a request: all but the requested document and its scripts, and everything after the wait
        page."""
        if origin_of(request.url) not in self._allowed:
            return True
        if _is_page(request):
            if _without_fragment(request.url) != self._address:
                self._end(StillClosed("the wait page leads to another address"))
                return True
            self._checked.clear()
            # A page that reloads too early would send a request to the closed gate.
            await asyncio.sleep(max(0.0, self._opens_at - time.monotonic()))
            return False
        if request.resource_type != "script" or request.frame.parent_frame is not None:
            return True
        await self._checked.wait()
        return self._is_past


def allowed_origins(url: str, hosts: Iterable[str]) -> frozenset[Origin]:
    """The origins of ``hosts`` (``host`` or ``host:port``) with the scheme of ``url``: all that a browser may load."""
    scheme = urlsplit(url).scheme
    return frozenset(filter(None, (origin_of(f"{scheme}://{host}/") for host in hosts)))


def _without_fragment(url: str) -> str:
    return urldefrag(url).url


def _is_page(request: BrowserRequest) -> bool:
    return request.is_navigation_request() and request.frame.parent_frame is None
