"""Records the outcome of each requested article and releases it from the queue."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive import ArchiveError
from crawler.archive.frontier.due import DueArticle
from crawler.frontier.clock import ClockCheck
from crawler.frontier.failures import describe, is_final, is_gone, is_outage, is_postponed, met_closed_gate
from crawler.frontier.queue import ArticleQueue
from crawler.frontier.requests import requested_article, validators
from crawler.frontier.status import StatusUpdater
from crawler.parse.errors import IMPOSSIBLE_DATE, Rejected, UnreadablePage
from crawler.runs.finish import FinishReason, close_spider
from crawler.runs.stats import Stat, StatGroup

PERMANENT = frozenset({301, 308})
"""Permanent redirects."""

MAX_OUTAGES = 10
"""Pages in a row without an answer, or with a server error, that end a run."""
MAX_EXCEPTIONS = 10
"""Unexpected exceptions that end a run: the fault is then not in a single page."""


class Outcomes:
    """Handles Scrapy's signals about articles; an archive error ends the run, because nothing can be stored."""

    def __init__(self, crawler: Crawler, queue: ArticleQueue, status: StatusUpdater) -> None:
        self._crawler = crawler
        self._queue = queue
        self._status = status
        self._stopping: asyncio.Task[None] | None = None
        self._clock = ClockCheck()
        self._outages = 0
        self._exceptions = 0
        crawler.signals.connect(self._stored, signals.item_scraped)
        crawler.signals.connect(self._dropped, signals.item_dropped)
        crawler.signals.connect(self._item_error, signals.item_error)
        crawler.signals.connect(self._spider_error, signals.spider_error)
        crawler.signals.connect(self._answered, signals.response_received)
        crawler.signals.connect(self._idle, signals.spider_idle)

    def close_spider(self, reason: FinishReason, detail: str | None = None) -> None:
        """End the run; ``detail`` is one line for the operator."""
        if self._stopping is None:
            self._stopping = close_spider(self._crawler, reason, detail)

    @contextmanager
    def ended_by_archive(self) -> Iterator[None]:
        """Turn an archive error into the end of the run, where no Scrapy callback would catch it."""
        try:
            yield
        except ArchiveError as error:
            self.close_spider(FinishReason.ARCHIVE, str(error))

    def refused(self, article: DueArticle, refusal: UnreadablePage) -> None:
        """The page cannot be read as an article."""
        self._crawler.stats.inc_value(StatGroup.REFUSED.key(refusal.reason))
        self._fail(article.article_id, f"{refusal} {article.url}", retryable=refusal.retryable)

    def unchanged(self, article: DueArticle) -> None:
        """The page has not changed since it was stored."""
        self._status.unchanged(article.article_id)
        self._queue.release(article.article_id)

    def outside_dates(self, article: DueArticle, day: date) -> None:
        """The article was published outside the selected dates."""
        self._status.outside_dates(article.article_id, day)
        self._queue.release(article.article_id)

    def redirected(self, article: DueArticle, response: Response, url: str) -> None:
        """The article's URL redirects to another page: permanently, or for the time being, which is retried."""
        reason = f"redirects to {url}"
        if PERMANENT.issuperset(response.meta.get("redirect_reasons", ())):
            self._gone(article.article_id, reason)
        else:
            self._status.failed(article.article_id, reason, gone_at_last=True)
            self._queue.release(article.article_id)

    def fetch_failed(self, article: DueArticle, failure: Failure) -> None:
        """Handle a failed article request: postpone, mark gone, or count a failed try."""
        if is_postponed(failure):
            if met_closed_gate(failure):
                self._status.move_last(article.article_id)
            self._queue.postpone(article.article_id)
        elif is_gone(failure):
            self._gone(article.article_id, describe(failure))
        else:
            self._fail(article.article_id, describe(failure), retryable=not is_final(failure))
            self.count_outage(failure)

    def count_outage(self, failure: Failure) -> None:
        """Count a page without an answer or with a server error; too many in a row end the run as unreachable."""
        if not is_outage(failure):
            return
        self._outages += 1
        if self._outages >= MAX_OUTAGES:
            self.close_spider(
                FinishReason.UNREACHABLE, f"{self._outages} pages in a row could not be fetched: {describe(failure)}"
            )

    def _answered(self, response: Response) -> None:
        if response.status < 500:
            self._outages = 0

    def _stored(self, item: Any, response: Response) -> None:
        self._clock.sound_article()
        etag, last_modified = validators(response)
        if etag or last_modified:
            with self.ended_by_archive():
                self._status.keep_validators(item.article_id, etag, last_modified)
        self._queue.release(item.article_id)

    def _dropped(self, item: Any, exception: Exception, response: Response) -> None:
        """Retry a rejected article, since the newspaper may correct it; end the run when our own clock is wrong."""
        now = datetime.now(UTC)
        dated = isinstance(exception, Rejected) and exception.reason == IMPOSSIBLE_DATE
        if dated and self._clock.is_behind(item.published_at, response, now):
            self._queue.postpone(item.article_id)
            newest = f"{item.published_at:%Y-%m-%d}"
            behind = f"this machine's clock ({now:%Y-%m-%d}) is behind the newspaper's ({newest})"
            self.close_spider(FinishReason.CLOCK, behind)
            return
        with self.ended_by_archive():
            self._fail(item.article_id, str(exception), retryable=True)

    def _item_error(self, item: Any, failure: Failure) -> None:
        self._count_exception(item.article_id, failure)

    def _spider_error(self, failure: Failure, response: Response | Failure | None) -> None:
        request: Request | None = getattr(response, "request", None)
        article = requested_article(request) if request is not None else None
        self._count_exception(article.article_id if article is not None else None, failure)
        if request is None:
            self.close_spider(FinishReason.FAILED)

    def _count_exception(self, article_id: str | None, failure: Failure) -> None:
        """Count an unexpected exception and back the article off, so that the next run does not fail on it first."""
        with self.ended_by_archive():
            if isinstance(failure.value, ArchiveError):
                raise failure.value
            self._exceptions += 1
            self._crawler.stats.set_value(Stat.RUN_DETAIL, describe(failure))
            if article_id is not None:
                self._fail(article_id, describe(failure), retryable=True)
            if self._exceptions >= MAX_EXCEPTIONS:
                self.close_spider(FinishReason.FAILED)

    def _idle(self) -> None:
        if self._exceptions:
            raise CloseSpider(FinishReason.FAILED)

    def _gone(self, article_id: str, reason: str) -> None:
        self._status.gone(article_id, reason)
        self._queue.release(article_id)

    def _fail(self, article_id: str, reason: str, *, retryable: bool) -> None:
        self._status.failed(article_id, reason, retryable=retryable)
        self._queue.release(article_id)
