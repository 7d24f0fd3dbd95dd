"""The download handler: each request waits for its turn, and passes the gate when it meets it.

This is the last place before the wire. In a downloader middleware it would be too late: Scrapy sends the next request
of a host as soon as an answer has arrived, before any middleware has seen that the answer is a wait page. And without
a delay Scrapy 2.19 sends all that is queued for a host at once, whatever CONCURRENT_REQUESTS_PER_DOMAIN says (12 at a
closed gate where 1 was set, measured): it counts them only when their tasks start.
"""

import asyncio
import sys
import time

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response

from crawler.downloader.gate import Gate
from crawler.downloader.throttle import Permit
from crawler.parse.waitpages.recognise import read_gate, without_pasted_block


class GateDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP handler behind the gate."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._gate = Gate.of(crawler)
        self._wire = asyncio.Semaphore(crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") or sys.maxsize)
        # Pages must be read to be judged; unpacked here, they are not unpacked again further up.
        packed = crawler.settings.getbool("COMPRESSION_ENABLED")
        self._unpacker = HttpCompressionMiddleware.from_crawler(crawler) if packed else None

    async def download_request(self, request: Request) -> Response:
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
        # No other task runs between here and the closing of the gate in GateState.met.
        return await self._judge(request, response, turn)

    async def _send(self, request: Request, turn: Permit, own_cookies: bytes | None) -> Response:
        self._gate.cookies.apply(request, own_cookies)
        # Whether the gate counts a request that fails on its way is not known.
        turn.request.sure = False
        self._gate.stats.inc_value("requests_sent")
        try:
            response = await super().download_request(request)
            turn.request.sure = True
        finally:
            turn.request.answered = time.monotonic()
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
