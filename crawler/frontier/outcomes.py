"""What became of each article that was requested: counted, written down, no longer in flight."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive import ArchiveError
from crawler.archive.frontier.due import DueArticle
from crawler.frontier.failures import describe, is_final, is_gone, is_miss, is_postponed
from crawler.frontier.queue import ArticleQueue
from crawler.frontier.requests import validators
from crawler.frontier.status import StatusUpdater
from crawler.parse.errors import UnreadablePage

PERMANENT = frozenset({301, 308})
"""Redirects that say that the page will not come back."""

MOST_MISSED = 10
"""So many pages in a row that the newspaper did not answer, or with its own error, end a run."""
MOST_BROKEN = 10
"""So many pages that the program stumbled over end a run: then the fault is not in a page."""


class Outcomes:
    """Listens to what Scrapy says of articles; a failing archive ends the run, because nothing can be kept."""

    def __init__(self, crawler: Crawler, feed: ArticleQueue, ledger: StatusUpdater) -> None:
        self._crawler = crawler
        self._feed = feed
        self._ledger = ledger
        self._stopping: asyncio.Task[None] | None = None
        self._missed = 0
        self._broken = 0
        crawler.signals.connect(self._stored, signals.item_scraped)
        crawler.signals.connect(self._dropped, signals.item_dropped)
        crawler.signals.connect(self._broken_item, signals.item_error)
        crawler.signals.connect(self._broken_callback, signals.spider_error)
        crawler.signals.connect(self._answered, signals.response_received)
        crawler.signals.connect(self._idle, signals.spider_idle)

    def close_spider(self, reason: str, detail: str | None = None) -> None:
        """End the run; ``reason`` is its finish reason, ``detail`` one line for the operator."""
        if self._stopping is None:
            if detail is not None:
                self._crawler.stats.set_value("run/detail", detail)
            self._stopping = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason=reason))

    @contextmanager
    def ended_by_archive(self) -> Iterator[None]:
        """Where no callback of Scrapy's stands above: an archive that fails ends the run."""
        try:
            yield
        except ArchiveError as error:
            self.close_spider("archive", str(error))

    def refused(self, article: DueArticle, refusal: UnreadablePage) -> None:
        """The page holds no article."""
        self._crawler.stats.inc_value(f"refused/{refusal.reason}")
        self._fail(article.article_id, f"{refusal} {article.url}", retryable=refusal.retryable)

    def unchanged(self, article: DueArticle) -> None:
        """The page is as it was when it was stored."""
        self._ledger.unchanged(article.article_id)
        self._feed.release(article.article_id)

    def outside_dates(self, article: DueArticle, day: date) -> None:
        """The article was published on a day that was not asked for."""
        self._ledger.not_wanted(article.article_id, day)
        self._feed.release(article.article_id)

    def redirected(self, article: DueArticle, response: Response, url: str) -> None:
        """The newspaper sent us to another page, ``url``: for good, or for as long as we are going to ask."""
        reason = f"redirects to {url}"
        if PERMANENT.issuperset(response.meta.get("redirect_reasons", ())):
            self._gone(article.article_id, reason)
        else:
            self._ledger.failed(article.article_id, reason, gone_at_last=True)
            self._feed.release(article.article_id)

    def fetch_failed(self, article: DueArticle, failure: Failure) -> None:
        """The page did not arrive."""
        if is_postponed(failure):
            self._feed.postpone(article.article_id)
        elif is_gone(failure):
            self._gone(article.article_id, describe(failure))
        else:
            self._fail(article.article_id, describe(failure), retryable=not is_final(failure))
            self.count_outage(failure)

    def count_outage(self, failure: Failure) -> None:
        """A page did not arrive; too many in a row, and the newspaper cannot be reached."""
        if not is_miss(failure):
            return
        self._missed += 1
        if self._missed >= MOST_MISSED:
            self.close_spider("unreachable", f"{self._missed} pages in a row could not be had: {describe(failure)}")

    def _answered(self, response: Response) -> None:
        if response.status < 500:
            self._missed = 0

    def _stored(self, item: Any, response: Response) -> None:
        etag, last_modified = validators(response)
        if etag or last_modified:
            with self.ended_by_archive():
                self._ledger.keep_validators(item.article_id, etag, last_modified)
        self._feed.release(item.article_id)

    def _dropped(self, item: Any, exception: Exception) -> None:
        with self.ended_by_archive():
            self._fail(item.article_id, str(exception), retryable=False)

    def _broken_item(self, item: Any, failure: Failure) -> None:
        self._stumbled(item.article_id, failure)

    def _broken_callback(self, failure: Failure, response: Response | Failure | None) -> None:
        request: Request | None = getattr(response, "request", None)
        article = request.cb_kwargs.get("article") if request is not None else None
        self._stumbled(article.article_id if article is not None else None, failure)
        if request is None:
            self.close_spider("failed")

    def _stumbled(self, article_id: str | None, failure: Failure) -> None:
        """The program failed over a page; that page has to wait, or the next run would stumble over it first."""
        with self.ended_by_archive():
            if isinstance(failure.value, ArchiveError):
                raise failure.value
            self._broken += 1
            self._crawler.stats.set_value("run/detail", describe(failure))
            if article_id is not None:
                self._fail(article_id, describe(failure), retryable=True)
            if self._broken >= MOST_BROKEN:
                self.close_spider("failed")

    def _idle(self) -> None:
        if self._broken:
            raise CloseSpider("failed")

    def _gone(self, article_id: str, reason: str) -> None:
        self._ledger.gone(article_id, reason)
        self._feed.release(article_id)

    def _fail(self, article_id: str, reason: str, *, retryable: bool) -> None:
        self._ledger.failed(article_id, reason, retryable=retryable)
        self._feed.release(article_id)
