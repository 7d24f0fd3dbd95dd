"""The requests of a crawl; the only place that builds them and tells their purpose."""

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.runs.stats import REQUESTS_BY_PURPOSE

UNCHANGED = 304


def validators(response: Response) -> tuple[str | None, str | None]:
    """ETag and Last-Modified of a page."""
    return _header(response, "ETag"), _header(response, "Last-Modified")


def _header(response: Response, name: str) -> str | None:
    """The header's text; None without one or with control characters, which PostgreSQL does not accept."""
    text = (response.headers.get(name) or b"").decode("latin-1")
    return text if text and text.isprintable() else None


def if_changed(request: Request, etag: str | None, last_modified: str | None) -> Request:
    """Make a request conditional on the validators of the page when it was last fetched."""
    if etag:
        request.headers["If-None-Match"] = etag
    if last_modified:
        request.headers["If-Modified-Since"] = last_modified
    if etag or last_modified:
        request.meta["handle_httpstatus_list"] = [UNCHANGED]
    return request


class RequestStats:
    """Extension that counts requests by purpose, retries included."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self._count, signals.request_reached_downloader)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def _count(self, request: Request) -> None:
        self._crawler.stats.inc_value(REQUESTS_BY_PURPOSE + purpose(request))


def purpose(request: Request) -> str:
    """What a request of ours is for."""
    if "article" in request.cb_kwargs:
        return "article"
    if "path" in request.cb_kwargs:
        return "list"
    path = urlsplit(request.url).path
    if path == "/robots.txt":
        return "robots"
    return "front" if path in {"", "/"} else "other"
