"""Whose turn it is: first the first page of every list, then articles by their rank, and between them deeper pages."""

from collections import deque
from collections.abc import Callable, Iterable

from scrapy import Request, signals
from scrapy.crawler import Crawler

from crawler.archive.frontier.due import DueArticle
from crawler.downloader.middlewares import SPENT
from crawler.frontier.outcomes import Outcomes
from crawler.frontier.queue import ArticleQueue

LISTS_A_ROUND = 16
"""Deeper pages of lists requested with each batch of articles: neither keeps the other waiting for long."""


class CrawlScheduler:
    """Requests what comes next, whenever Scrapy has nothing left to request.

    The run ends when Scrapy is idle all the same, so nothing that is lost on its way can keep it from ending.
    """

    def __init__(
        self, crawler: Crawler, feed: ArticleQueue, outcomes: Outcomes, article_request: Callable[[DueArticle], Request]
    ) -> None:
        self._crawler = crawler
        self._feed = feed
        self._outcomes = outcomes
        self._article_request = article_request
        self._first_pages: set[str] = set()
        self._deeper_pages: deque[Request] = deque()
        crawler.signals.connect(self._next_round, signals.scheduler_empty)
        crawler.signals.connect(self._wait_no_longer, signals.spider_idle)

    def wait_for(self, first_pages: Iterable[str]) -> None:
        """Give articles no turn until these pages are known: only then is known what is new."""
        self._first_pages.update(first_pages)

    def arrived(self, first_page: str) -> None:
        """A first page was read or lost."""
        self._first_pages.discard(first_page)

    def later(self, request: Request) -> None:
        """Request a deeper page of a list between the articles."""
        self._deeper_pages.append(request)

    def _next_round(self) -> None:
        if self._first_pages:
            return
        with self._outcomes.ended_by_archive():
            articles = [self._article_request(article) for article in self._feed.next_batch()]
            if self._feed.spent:
                self._end_when_landed()
                lists = []
            else:
                number = min(LISTS_A_ROUND, len(self._deeper_pages))
                lists = [self._deeper_pages.popleft() for _ in range(number)]
            # Scrapy takes what came last first.
            for request in reversed(articles + lists):
                self._crawler.engine.crawl(request)

    def _end_when_landed(self) -> None:
        if not self._feed.in_flight:
            self._outcomes.close_spider(SPENT)

    def _wait_no_longer(self) -> None:
        self._first_pages.clear()
        self._next_round()
