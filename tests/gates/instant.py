"""Crawls through a gate in which no second passes: Scrapy's engine and the newspaper on a clock that skips its waits.

All is real but the wire and the time: a request goes from Scrapy's engine through the gate, and by a call to the
built-in newspaper, which answers as its server does. There is no browser.
"""

import asyncio
import io
import logging
import selectors
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.downloader.clock import Clock
from crawler.downloader.gate import Gate
from crawler.downloader.gated_downloads import GatedDownloads
from crawler.newspapers.builtin import Newspaper, Options
from crawler.newspapers.builtin.http import Request as ServerRequest
from crawler.newspapers.builtin.log import Log
from crawler.newspapers.builtin.server import Responder, Server
from tests.gates.crawl import SETTINGS, GateSpider, report
from tests.gates.running import Outcome, article_urls

BEGINNING = 1_800_000_000.0
"""Unix time at which simulated time begins."""
TRAVEL_S = 0.01
"""From the crawler to the newspaper, and back."""


class SimulatedTime:
    """Seconds that pass only where somebody waits for them."""

    def __init__(self) -> None:
        self.now = 0.0
        self.clock = Clock(lambda: self.now, lambda: BEGINNING + self.now)

    def run(self, crawler: Crawler) -> None:
        """Run a crawl to its end."""
        loop = _SkippingLoop(self)
        try:
            loop.run_until_complete(crawler.crawl_async())
        finally:
            loop.close()


class InstantNewspaper:
    """The built-in newspaper behind its gate, and crawls of it, one after the other, with one archive."""

    def __init__(self, folder: Path, **options: Any) -> None:
        self.time = SimulatedTime()
        self.site = Newspaper(Options(**{"articles": 30, "twins": 0} | options))
        self.log = Log()
        self.server = Server(self.site, 80, self.log)
        self._archive = f"sqlite:///{folder / 'archive.db'}"
        self._responder = Responder(self.site, self.log, lambda: self.server.port, self.time.clock.monotonic)

    def crawl(self, most: int | None = None, **settings: Any) -> Outcome:
        """Fetch the first ``most`` articles, or all, each once."""
        began = self.time.now
        with _logged() as log:
            plan = {"urls": article_urls(self.server, most), "archive": self._archive}
            crawler = Crawler(
                type("InstantSpider", (GateSpider,), {"plan": plan}), SETTINGS | self._components() | settings
            )
            self.time.run(crawler)
        outcome = Outcome(0, log.getvalue(), self.time.now - began, **report(crawler))
        assert isinstance(crawler.spider, GateSpider)
        assert crawler.spider.context is not None
        crawler.spider.context.archive.close()
        return outcome

    def _components(self) -> dict[str, Any]:
        """Settings that set the gate's clock, and call this newspaper where a socket would be."""
        clock, answer = self.time.clock, self._answer

        class InstantGate(Gate):
            def __init__(self, crawler: Crawler) -> None:
                super().__init__(crawler, clock)

        class InstantHandler(BaseDownloadHandler):
            def __init__(self, crawler: Crawler) -> None:
                super().__init__(crawler)
                self._gated = GatedDownloads(crawler, answer)

            async def download_request(self, request: Request) -> Response:
                return await self._gated.download(request)

        return {
            "TWISTED_REACTOR_ENABLED": False,
            "EXTENSIONS": {InstantGate: 0},
            "DOWNLOAD_HANDLERS": {"http": InstantHandler, "https": None},
            "WAIT_BROWSER": False,
        }

    async def _answer(self, request: Request) -> Response:
        await asyncio.sleep(TRAVEL_S)
        answer = self._responder.answer(_to_server(request))
        await asyncio.sleep(TRAVEL_S + answer.delay)
        headers = Headers({"Content-Type": answer.content_type, **answer.headers})
        page = responsetypes.from_args(headers=headers, url=request.url, body=answer.body)
        return page(request.url, status=answer.status, headers=headers, body=answer.body, request=request)


class _SkippingLoop(asyncio.SelectorEventLoop):
    """Its clock jumps to the next timer when nothing is left to do before."""

    def __init__(self, time: SimulatedTime) -> None:
        self._time = time
        super().__init__(_SkippingSelector(time))

    def time(self) -> float:
        return self._time.now


class _SkippingSelector(selectors.DefaultSelector):
    def __init__(self, time: SimulatedTime) -> None:
        super().__init__()
        self._time = time

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready:
            assert timeout is not None, "all wait, and nothing will wake them"
            self._time.now += max(0.0, timeout)
        return ready


def _to_server(request: Request) -> ServerRequest:
    address = urlsplit(request.url)
    headers = {"host": address.netloc}
    for name, value in request.headers.to_unicode_dict().items():
        headers[str(name).lower()] = value
    return ServerRequest(request.method, address.path, headers, "127.0.0.1")


@contextmanager
def _logged() -> Iterator[io.StringIO]:
    """What is logged from WARNING on."""
    handler = logging.StreamHandler(io.StringIO())
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
    try:
        yield handler.stream
    finally:
        logging.getLogger().removeHandler(handler)
