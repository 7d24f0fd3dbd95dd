"""Downloader middlewares: allow only the newspaper's hosts and only requests within the budget."""

import asyncio
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http.request import NO_CALLBACK

from crawler.downloader.errors import BudgetSpent, HostNotAllowed
from crawler.newspapers.site import Site, host_of
from crawler.runs.context import run_context
from crawler.runs.finish import FinishReason, close_spider
from crawler.runs.stats import Stat


class HostsMiddleware:
    """Refuses requests to other hosts during a run; Scrapy's own commands may request any."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if (run := run_context(self._crawler)) is None:
            return
        parts = urlsplit(request.url)
        if parts.scheme not in {"http", "https"} or not is_allowed(request, run.site):
            self._crawler.stats.inc_value(Stat.FOREIGN_HOSTS_REFUSED)
            raise HostNotAllowed(f"{parts.netloc or parts.scheme} is not the newspaper's")


def is_allowed(request: Request, site: Site) -> bool:
    """Whether the request goes to the newspaper, or for a picture or robots.txt to a host of its pictures."""
    try:
        host = host_of(request.url)
    except ValueError:
        return False
    return host in site.hosts or (host in site.image_hosts and request.callback is NO_CALLBACK)


class BudgetMiddleware:
    """Counts all requests, including robots.txt, and closes the spider when the budget is used up."""

    def __init__(self, crawler: Crawler, max_requests: int | None, minutes: float | None) -> None:
        self._crawler = crawler
        self._max_requests = max_requests
        self._allowed = 0
        self._minutes = minutes
        self._closing: asyncio.Task[None] | None = None
        crawler.signals.connect(self._start_clock, signals.spider_opened)
        crawler.signals.connect(self._stop_clock, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        run = run_context(crawler)
        if run is None or (run.arguments.max_requests is None and run.arguments.max_minutes is None):
            raise NotConfigured
        return cls(crawler, run.arguments.max_requests, run.arguments.max_minutes)

    def process_request(self, request: Request) -> None:
        if self._closing is not None or self._is_spent():
            self._close()
            raise BudgetSpent("the run's budget is spent")
        self._allowed += 1

    def _is_spent(self) -> bool:
        # Requests that got a wait page are sent again below all middlewares.
        repeated = self._crawler.stats.get_value(Stat.WAIT_PAGES, 0)
        return self._max_requests is not None and self._allowed + repeated >= self._max_requests

    def _start_clock(self) -> None:
        if self._minutes is not None:
            self._clock = asyncio.get_running_loop().call_later(self._minutes * 60, self._close)

    def _stop_clock(self) -> None:
        if self._minutes is not None:
            self._clock.cancel()

    def _close(self) -> None:
        if self._closing is None:
            self._closing = close_spider(self._crawler, FinishReason.BUDGET)
