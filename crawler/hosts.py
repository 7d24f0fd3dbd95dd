"""Only the newspaper's hosts are ever requested, redirects included."""

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest


class ForeignHost(IgnoreRequest):
    """A request to a host that is not the newspaper's."""


class HostsMiddleware:
    """Refuses requests to other hosts; needs the spider's ``hosts``, of ``host`` or ``host:port``."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        hosts: frozenset[str] = getattr(self._crawler.spider, "hosts", frozenset())
        if parts.scheme not in {"http", "https"} or parts.netloc.lower() not in hosts:
            self._crawler.stats.inc_value("foreign_hosts_refused")
            raise ForeignHost(f"{parts.netloc or parts.scheme} is not the newspaper's")
