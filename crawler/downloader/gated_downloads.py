"""Downloads requests through the gate: wait for a permit, send, handle a wait page."""

import asyncio
import sys
from collections.abc import Awaitable, Callable

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response

from crawler.downloader.gate import Gate
from crawler.downloader.throttle import Permit
from crawler.parse.waitpages.recognise import read_gate, without_pasted_block
from crawler.runs.stats import Stat


class GatedDownloads:
    """Downloads requests with ``send`` once the gate is open, and passes the gate when an answer is its wait page."""

    def __init__(self, crawler: Crawler, send: Callable[[Request], Awaitable[Response]]) -> None:
        self._transmit = send
        self._gate = Gate.of(crawler)
        self._wire = asyncio.Semaphore(crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") or sys.maxsize)
        # Pages must be read to be judged; unpacked here, they are not unpacked again further up.
        packed = crawler.settings.getbool("COMPRESSION_ENABLED")
        self._unpacker = HttpCompressionMiddleware.from_crawler(crawler) if packed else None

    async def download(self, request: Request) -> Response:
        """Download, once the gate is open.

        :raises GateRefused: the newspaper refused; the run ends.
        :raises RunEnding: the run ended while the request waited for a permit.
        """
        own_cookies = request.headers.get("Cookie")
        while True:
            response = await self._try_once(request, own_cookies)
            if response is not None:
                return response

    async def _try_once(self, request: Request, own_cookies: bytes | None) -> Response | None:
        """The response, or the page after the wait page; None when the request is to be sent again."""
        async with self._wire:
            permit = await self._gate.acquire()
            response = await self._send(request, permit, own_cookies)
        # No other task runs between here and the closing of the gate in Gate.handle_gate.
        return await self._check_response(request, response, permit)

    async def _send(self, request: Request, permit: Permit, own_cookies: bytes | None) -> Response:
        self._gate.cookies.apply(request, own_cookies)
        # Whether the gate counts a request that fails in transit is not known.
        permit.request.sure = False
        self._gate.stats.inc_value(Stat.REQUESTS_SENT)
        try:
            response = await self._transmit(request)
            permit.request.sure = True
        finally:
            permit.request.answered = self._gate.clock.monotonic()
        if self._unpacker is None:
            return response
        unpacked = self._unpacker.process_response(request, response)
        assert isinstance(unpacked, Response)
        return unpacked

    async def _check_response(self, request: Request, response: Response, permit: Permit) -> Response | None:
        gate = read_gate(response)
        if gate is None:
            self._gate.handle_page(permit)
            return response
        if gate.shape == "pasted":
            self._gate.handle_page(permit)
            self._gate.stats.inc_value(Stat.WAIT_BLOCKS_STRIPPED)
            return without_pasted_block(response)
        page = await self._gate.handle_gate(request, response, gate, permit)
        if page is None or page is response:
            return page
        # The browser's page is no wait page, so the recursion ends.
        return await self._check_response(request, page, self._gate.browser_permit())
