"""The spider's callbacks: request sections and articles, pass pages to crawler.parse, record the outcomes."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler.archive import ArchiveError
from crawler.archive.frontier.due import DueArticle
from crawler.archive.frontier.entries import Discovery, Rank
from crawler.archive.frontier.ways import Way
from crawler.cli.wording import counted
from crawler.downloader.gate import Gate
from crawler.frontier.discovery import from_address, from_links
from crawler.frontier.failures import describe, is_forbidden, is_gone, is_postponed, raise_archive_error, requested
from crawler.frontier.outcomes import Outcomes
from crawler.frontier.queue import ArticleQueue, frontier_filter
from crawler.frontier.requests import (
    UNCHANGED,
    ListPage,
    article_request,
    front_request,
    if_changed,
    list_request,
    requested_article,
    requested_list_page,
    validators,
)
from crawler.frontier.scheduler import CrawlScheduler
from crawler.frontier.section_walk import LATEST_PAGES, SectionWalk
from crawler.frontier.seeds import Seeds
from crawler.frontier.status import StatusUpdater
from crawler.items import Article
from crawler.newspapers import Newspaper
from crawler.newspapers.site import Site
from crawler.parse.article import read_article
from crawler.parse.document import is_file, keep, own_page
from crawler.parse.errors import UnreadablePage
from crawler.parse.listing import Section, read_article_links, read_listing, read_sections
from crawler.parse.sitemaps import read_feed_links
from crawler.parse.urls import classify_url
from crawler.runs.arguments import parse_arguments
from crawler.runs.context import RunContext, RunSpider
from crawler.runs.finish import FinishReason
from crawler.runs.stats import Stat
from crawler.spiders import preview
from crawler.spiders.sitemaps import Catalogues

FEED_FIELDS = [field.name for field in fields(Article) if field.name != "page"]
"""What Scrapy's feeds hold: all of an article but the bytes of its page."""


MOST_SECTIONS = 500
"""Walked in one run; the newspapers known have up to 60."""


class NewspaperSpider(RunSpider):
    """Walks a newspaper's sections and fetches the due articles.

    The command ``crawl`` gives it a run. In Scrapy's own commands it has none, only the arguments of ``-a``; then its
    callbacks return what a page holds.
    """

    newspaper: ClassVar[Newspaper]

    def __init__(self, context: RunContext | None = None, seeds: Seeds | None = None, **arguments: str) -> None:
        super().__init__()
        self.context = context
        self.seeds = seeds
        self.arguments = context.arguments if context else parse_arguments(arguments, self.newspaper.sections)
        self.site = context.site if context else Site(self.newspaper, self.arguments.base_url)
        self.walks: dict[str, SectionWalk] = {}
        self._front_news: list[Discovery] = []

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        # Requests that wait in Scrapy's downloader ignore priorities and the end of a budget.
        limit = settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        settings.set("CONCURRENT_REQUESTS", limit, priority="spider")
        # No new request while a page waits to be parsed: a kill loses only the pages in flight.
        settings.set("SCRAPER_SLOT_MAX_ACTIVE_SIZE", 1, priority="spider")
        settings.set("FEED_EXPORT_FIELDS", FEED_FIELDS, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        if spider.context is not None:
            crawler.signals.connect(spider._open, signals.spider_opened)
            crawler.signals.connect(spider._log_remaining, signals.spider_closed)
        return spider

    @classmethod
    def handles_request(cls, request: Request) -> bool:
        return urlsplit(request.url).hostname in cls.newspaper.hosts

    def _open(self) -> None:
        assert self.context is not None
        archive, limit = self.context.archive, self.arguments.max_articles
        self.queue = ArticleQueue(archive, self.name, frontier_filter(self.arguments), limit)
        self.status = StatusUpdater(archive, self.name, self.crawler.stats, self.queue, datetime.now(UTC))
        self.outcomes = Outcomes(self.crawler, self.queue, self.status)
        self.scheduler = CrawlScheduler(self.crawler, self.queue, self.outcomes, self._article_request)
        self.catalogues = Catalogues(self.crawler, self.site, self.status, self.arguments.since)

    def _log_remaining(self) -> None:
        with suppress(ArchiveError):  # the run ends with this error and reports it
            interval = Gate.of(self.crawler).throttle.interval
            line = self.status.remaining(interval, [*self.scheduler.unread(), *self.catalogues.unread()])
            self.crawler.stats.set_value(Stat.RUN_LEFT, line)
            self.logger.info("%s", line)

    async def start(self) -> AsyncIterator[Request]:
        """Enqueue the seeds, or request the front page; the scheduler requests everything else.

        :raises RuntimeError: without a run.
        """
        if self.context is None:
            raise RuntimeError(f"a crawl of {self.name} is started by `scrapy crawl {self.name}`")
        if number := self.status.reset_far_tries():
            self.logger.warning("%s had their next try years ahead: a clock was wrong", counted(number, "article"))
        if self.arguments.mode == "backfill":
            self.status.reset_failed()
        if self.seeds:
            self.status.demote_seeds()
            for batch in self.seeds.batches():
                self.status.add_seeds(batch, self.seeds.named_at)
                await asyncio.sleep(0)
        elif self.arguments.mode != "recheck":
            self.scheduler.wait_for([self.site.home])
            yield front_request(self.site, self.parse_front, self.front_failed)

    def parse(self, response: Response) -> Iterator[Article | Request]:
        """What a page holds, for Scrapy's own commands: an article, or links to articles."""
        if preview.is_article(response, self.site):
            yield preview.article(response, self.site)
        else:
            yield from preview.article_requests(response, self.site, self.parse_article)

    def parse_front(self, response: Response, again: bool = False) -> Iterator[Request]:
        """Read the sections from the navigation and request the first page of each selected one."""
        if self.context is None:
            yield from preview.section_requests(response, self.site, self.parse_section)
            return
        try:
            page = own_page(response, self.site)
            found = read_sections(page, self.site.newspaper)
        except UnreadablePage as refusal:
            if refusal.retryable and not again:
                yield front_request(self.site, self.parse_front, self.front_failed, again=True)
                return
            self.outcomes.close_spider(FinishReason.UNREACHABLE, f"{self.site.home} cannot be read: {refusal}")
            return
        self.crawler.stats.set_value(Stat.SECTIONS_FOUND, len(found))
        if not self.arguments.sections:
            shown = from_links(read_listing(page, self.site.newspaper).articles)
            self._front_news = self.status.discover(shown, Rank.NEW, Way.FRONT)
        self.walks = self._open_walks(found if self.arguments.sections else self._bounded(found))
        self.scheduler.wait_for(self.walks)
        self.scheduler.first_page_done(self.site.home)
        yield from map(self._first_page_request, self.walks.values())
        if self.arguments.mode == "backfill":
            yield from self.catalogues.first(read_feed_links(page))

    def parse_section(self, response: Response, list_page: ListPage | None = None) -> Iterator[Request]:
        """Record the links of a list page and request the next one."""
        if list_page is None:
            yield from preview.article_requests(response, self.site, self.parse_article)
            return
        path, number = list_page.path, list_page.number
        self.scheduler.first_page_done(path)
        walk = self.walks[path]
        if response.status == UNCHANGED:
            self._request_next_page(walk, self.status.list_unchanged(walk))
            return
        page_path = urlsplit(self.site.own_address(response.url)).path.strip("/")
        if page_path.lower() != path.lower():
            self._count_gone_section(path, f"redirects to /{page_path}/")
            return
        if number == 1 and is_file(response):
            self._count_gone_section(path, "a file, not a section")
            return
        try:
            page = own_page(response, self.site)
            listing = read_listing(page, self.site.newspaper)
        except UnreadablePage as refusal:
            if refusal.retryable and not list_page.again:
                # Behind other pages, because an empty page needs a while to heal.
                self.scheduler.add_list_page(self._section_request(path, number, again=True))
                return
            self._count_failed_section(path, number, str(refusal))
            return
        if number == 1:
            walk.set_validators(*validators(response))
        next_page = self.status.list_page(walk, number, listing)
        self._request_next_page(walk, next_page)
        if self.arguments.mode == "backfill" and number == 1:
            yield from self.catalogues.follow(read_feed_links(page))

    def parse_article(self, response: Response, article: DueArticle | None = None) -> Article | None:
        """Read one article; the links on its page become pending for a backfill."""
        if article is None:
            return preview.article(response, self.site)
        if response.status == UNCHANGED:
            self.outcomes.unchanged(article)
            return None
        own_address = self.site.own_address(response.url)
        if classify_url(own_address, self.site.home, self.site.newspaper).article_id != article.article_id:
            self.outcomes.redirected(article, response, own_address)
            # A former address leads to the article under its id of today.
            target = from_address(own_address, self.site.newspaper)
            self.status.discover([target] if target else [], article.rank, Way.LINK)
            return None
        try:
            page = own_page(response, self.site)
            item = read_article(page, self.site.newspaper)
        except UnreadablePage as refusal:
            self.outcomes.refused(article, refusal)
            return None
        item.page = keep(page)
        self.status.discover_related(from_links(read_article_links(page, self.site.newspaper)))
        if item.published_at is not None and not self.queue.accepts(article, item.published_at.date()):
            self.outcomes.outside_dates(article, item.published_at.date())
            return None
        return item

    def front_failed(self, failure: Failure) -> None:
        """End the run: without the front page no section is known."""
        raise_archive_error(failure)
        if not is_postponed(failure):
            reason = FinishReason.REFUSED if is_forbidden(failure) else FinishReason.UNREACHABLE
            self.outcomes.close_spider(reason, f"{self.site.home} could not be fetched: {describe(failure)}")

    def section_failed(self, failure: Failure) -> None:
        """Handle a failed list page; a missing later page is the end of the list."""
        raise_archive_error(failure)
        page = requested_list_page(requested(failure))
        assert page is not None
        path, number = page.path, page.number
        if is_postponed(failure):
            self.scheduler.first_page_postponed(path)
            return
        self.scheduler.first_page_done(path)
        if is_gone(failure) and number > 1:
            self.status.list_ended(self.walks[path], number)
        elif is_gone(failure):
            self._count_gone_section(path, describe(failure))
        else:
            self._count_failed_section(path, number, describe(failure))
            self.outcomes.count_outage(failure)

    def article_failed(self, failure: Failure) -> None:
        """Handle a failed article request."""
        raise_archive_error(failure)
        article = requested_article(requested(failure))
        assert article is not None
        self.outcomes.fetch_failed(article, failure)

    def _request_next_page(self, walk: SectionWalk, next_page: int | None) -> None:
        if next_page is not None:
            self.scheduler.add_list_page(self._section_request(walk.path, next_page))
            return
        if walk.trap:
            self.crawler.stats.inc_value(Stat.PAGER_TRAPS)
            self.logger.warning("section %s: stopped following its pager: %s", walk.path, walk.trap)
        if walk.cut:
            self.crawler.stats.inc_value(Stat.SECTIONS_CUT)
            self.logger.info("section %s: more than %d pages; mode=backfill continues there", walk.path, LATEST_PAGES)

    def _count_gone_section(self, path: str, reason: str) -> None:
        """Count a section that the navigation names but the newspaper no longer has; not a failure of the run."""
        self.crawler.stats.inc_value(Stat.SECTIONS_GONE)
        self.logger.warning("section %s: %s", path, reason)

    def _count_failed_section(self, path: str, number: int, reason: str) -> None:
        self.crawler.stats.inc_value(Stat.SECTIONS_FAILED)
        self.logger.error("section %s, page %d: %s", path, number, reason)

    def _bounded(self, found: Sequence[Section]) -> Sequence[Section]:
        """At most MOST_SECTIONS sections, others every day, so that later runs walk the rest."""
        if len(found) <= MOST_SECTIONS:
            return found
        self.logger.warning(
            "the navigation names %d sections: %d are walked today, the rest on later days", len(found), MOST_SECTIONS
        )
        self.crawler.stats.set_value(Stat.SECTIONS_LEFT_OUT, len(found) - MOST_SECTIONS)
        at = datetime.now(UTC).toordinal() * MOST_SECTIONS % len(found)
        return [*found, *found][at : at + MOST_SECTIONS]

    def _open_walks(self, found: Iterable[Section]) -> dict[str, SectionWalk]:
        """A walk for each selected section; sections named by the operator are walked even if the navigation lacks
        them."""
        named = dict.fromkeys(self.arguments.sections)
        chosen = [s for s in found if not named or s.path in named or s.path.split("/")[0] in named]
        chosen += [Section(path, "", path) for path in named if path not in {section.path for section in chosen}]
        backfill = self.arguments.mode == "backfill"
        return self.status.open_walks(chosen, backfill=backfill, since=self.arguments.since)

    def _first_page_request(self, walk: SectionWalk) -> Request:
        """Conditional, unless the front page shows a new article of the section: then its list has changed."""
        request = self._section_request(walk.path, 1)
        has_news = any(f"{link.section}/".startswith(f"{walk.path}/") for link in self._front_news)
        return request if has_news else if_changed(request, *walk.validators)

    def _section_request(self, path: str, number: int, *, again: bool = False) -> Request:
        return list_request(self.site, ListPage(path, number, again), self.parse_section, self.section_failed)

    def _article_request(self, article: DueArticle) -> Request:
        return article_request(self.site, article, self.parse_article, self.article_failed)
