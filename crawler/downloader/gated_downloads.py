"""Each request waits for its turn, is sent, and passes the gate when it meets it."""

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
        :raises RunEnding: the run ended before the request's turn came.
        """
        own_cookies = request.headers.get("Cookie")
        while True:
            response = await self._ask(request, own_cookies)
            if response is not None:
                return response

    async def _ask(self, request: Request, own_cookies: bytes | None) -> Response | None:
        """The answer to one request, or the page behind the gate; None when it must be asked again."""
        async with self._wire:
            turn = await self._gate.turn()
            response = await self._send(request, turn, own_cookies)
        # No other task runs between here and the closing of the gate in Gate.met.
        return await self._judge(request, response, turn)

    async def _send(self, request: Request, turn: Permit, own_cookies: bytes | None) -> Response:
        self._gate.cookies.apply(request, own_cookies)
        # Whether the gate counts a request that fails on its way is not known.
        turn.request.sure = False
        self._gate.stats.inc_value("requests_sent")
        try:
            response = await self._transmit(request)
            turn.request.sure = True
        finally:
            turn.request.answered = self._gate.clock.monotonic()
        if self._unpacker is None:
            return response
        unpacked = self._unpacker.process_response(request, response)
        assert isinstance(unpacked, Response)
        return unpacked

    async def _judge(self, request: Request, response: Response, turn: Permit) -> Response | None:
        gate = read_gate(response)
        if gate is None:
            self._gate.passed(turn)
            return response
        if gate.shape == "pasted":
            self._gate.passed(turn)
            self._gate.stats.inc_value("wait_blocks_stripped")
            return without_pasted_block(response)
        page = await self._gate.met(request, response, gate, turn)
        if page is None or page is response:
            return page
        # The browser's page is no wait page, so this ends.
        return await self._judge(request, page, self._gate.turn_taken())
