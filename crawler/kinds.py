"""Counts requests by what they are for: robots.txt, the front page, lists, articles, anything else."""

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler

PREFIX = "requests/"
"""Of the counts in Scrapy's statistics."""


class Kinds:
    """An extension; every try counts, also a repeated one."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self._count, signals.request_reached_downloader)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def _count(self, request: Request) -> None:
        self._crawler.stats.inc_value(PREFIX + kind(request))


def kind(request: Request) -> str:
    """What a request of ours is for."""
    if "article" in request.cb_kwargs:
        return "article"
    if "path" in request.cb_kwargs:
        return "list"
    path = urlsplit(request.url).path
    if path == "/robots.txt":
        return "robots"
    return "front" if path in {"", "/"} else "other"
