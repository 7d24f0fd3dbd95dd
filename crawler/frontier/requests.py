"""The requests of a crawl; the only place that builds them and names their purpose."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive.frontier.due import DueArticle
from crawler.newspapers.site import Site
from crawler.runs.stats import StatGroup

UNCHANGED = 304

FIRST_PAGE_PRIORITY = 10
"""Priority of the front page and of each list's first page."""

Callback = Callable[..., Any]
Errback = Callable[[Failure], None]


def validators(response: Response) -> tuple[str | None, str | None]:
    """ETag and Last-Modified of a page."""
    return _header(response, "ETag"), _header(response, "Last-Modified")


def _header(response: Response, name: str) -> str | None:
    """The header's text; None without one or with control characters, which PostgreSQL does not accept."""
    text = (response.headers.get(name) or b"").decode("latin-1")
    return text if text and text.isprintable() else None


class Purpose(StrEnum):
    """What a request is for; the keys of ``requests_by_kind`` in ``runs.stats``."""

    FRONT = "front"
    LIST = "list"
    ARTICLE = "article"
    ROBOTS = "robots"
    OTHER = "other"


def purpose(request: Request) -> Purpose:
    """What a request is for."""
    if requested_article(request):
        return Purpose.ARTICLE
    if requested_list_page(request):
        return Purpose.LIST
    path = urlsplit(request.url).path
    if path == "/robots.txt":
        return Purpose.ROBOTS
    return Purpose.FRONT if path in {"", "/"} else Purpose.OTHER


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a section's list."""

    path: str
    """The section's path."""
    number: int
    """Counts from 1."""
    again: bool = False
    """Whether it is requested a second time, because it could not be read."""


def requested_article(request: Request) -> DueArticle | None:
    """The article that a request is for; None when it is for something else."""
    article: DueArticle | None = request.cb_kwargs.get("article")
    return article


def requested_list_page(request: Request) -> ListPage | None:
    """The list page that a request is for; None when it is for something else."""
    page: ListPage | None = request.cb_kwargs.get("list_page")
    return page


def front_request(site: Site, callback: Callback, errback: Errback, *, again: bool = False) -> Request:
    """A request for the front page; ``callback`` also receives ``again``, whether it is the second one."""
    return Request(site.home, callback, errback=errback, cb_kwargs={"again": again}, priority=FIRST_PAGE_PRIORITY)


def list_request(site: Site, page: ListPage, callback: Callback, errback: Errback) -> Request:
    """A request for a list page; ``callback`` also receives it as ``list_page``."""
    address = site.listing_address(page.path, page.number)
    priority = FIRST_PAGE_PRIORITY if page.number == 1 else 0
    return Request(address, callback, errback=errback, cb_kwargs={"list_page": page}, priority=priority)


def article_request(site: Site, article: DueArticle, callback: Callback, errback: Errback) -> Request:
    """A request for an article; ``callback`` also receives it as ``article``."""
    address = site.request_address(article.url)
    request = Request(address, callback, errback=errback, cb_kwargs={"article": article})
    return if_changed(request, article.etag, article.last_modified)


def catalogue_request(url: str, depth: int, max_bytes: int, callback: Callback, errback: Errback) -> Request:
    """A request for a sitemap or feed; ``callback`` also receives the ``depth`` of indexes above it."""
    meta = {"download_maxsize": max_bytes}
    return Request(url, callback, errback=errback, cb_kwargs={"depth": depth}, meta=meta)


def preview_request(url: str, callback: Callback) -> Request:
    """A request without a run; ``callback`` receives the response alone."""
    return Request(url, callback)


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
        self._crawler.stats.inc_value(StatGroup.REQUESTS.key(purpose(request)))
