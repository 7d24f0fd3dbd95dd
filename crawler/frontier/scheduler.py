"""Feeds Scrapy: first list pages, then due articles by rank, with deeper list pages between."""

from collections import deque
from collections.abc import Callable, Iterable

from scrapy import Request, signals
from scrapy.crawler import Crawler

from crawler.archive.frontier.due import DueArticle
from crawler.cli.wording import counted
from crawler.frontier.outcomes import Outcomes
from crawler.frontier.queue import ArticleQueue
from crawler.runs.finish import FinishReason

LIST_PAGES_PER_BATCH = 16
"""Deeper list pages requested with each batch of articles, so that neither delays the other."""


class CrawlScheduler:
    """Requests more whenever Scrapy's scheduler is empty.

    The run ends when Scrapy is idle and nothing is due, so a lost request cannot keep it from ending.
    """

    def __init__(
        self,
        crawler: Crawler,
        queue: ArticleQueue,
        outcomes: Outcomes,
        article_request: Callable[[DueArticle], Request],
    ) -> None:
        self._crawler = crawler
        self._queue = queue
        self._outcomes = outcomes
        self._article_request = article_request
        self._first_pages: set[str] = set()
        self._unread: set[str] = set()
        self._deeper_pages: deque[Request] = deque()
        crawler.signals.connect(self._request_more, signals.scheduler_empty)
        crawler.signals.connect(self._stop_waiting, signals.spider_idle)

    def wait_for(self, first_pages: Iterable[str]) -> None:
        """Hold articles back until these first pages are done, because only then is known what is new."""
        first = tuple(first_pages)
        self._first_pages.update(first)
        self._unread.update(first)

    def first_page_done(self, first_page: str) -> None:
        """A first page was read or failed."""
        self._first_pages.discard(first_page)
        self._unread.discard(first_page)

    def first_page_postponed(self, first_page: str) -> None:
        """A first page was not requested; articles do not wait for it."""
        self._first_pages.discard(first_page)

    def unread(self) -> list[str]:
        """In words, the list pages and the front page that the run did not get to."""
        home = {path for path in self._unread if "://" in path}
        lists = len(self._unread) - len(home) + len(self._deeper_pages)
        return ["the front page"] * len(home) + [counted(lists, "list page")] * bool(lists)

    def add_list_page(self, request: Request) -> None:
        """Queue a deeper list page, to be requested between articles."""
        self._deeper_pages.append(request)

    def _request_more(self) -> None:
        if self._first_pages:
            return
        with self._outcomes.ended_by_archive():
            articles = [self._article_request(article) for article in self._queue.next_batch()]
            if self._queue.spent:
                self._close_when_released()
                lists = []
            else:
                number = min(LIST_PAGES_PER_BATCH, len(self._deeper_pages))
                lists = [self._deeper_pages.popleft() for _ in range(number)]
            # Scrapy takes the request added last first.
            for request in reversed(articles + lists):
                self._crawler.engine.crawl(request)

    def _close_when_released(self) -> None:
        if not self._queue.in_flight:
            self._outcomes.close_spider(FinishReason.BUDGET)

    def _stop_waiting(self) -> None:
        self._first_pages.clear()
        self._request_more()
