"""The spider: what to fetch next. How to fetch is the middlewares' business, how to read is crawler.parse's."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler.archive import Archive, ArchiveError
from crawler.archive.frontier.due import DueArticle
from crawler.archive.frontier.entries import Rank
from crawler.archive.frontier.ways import Way
from crawler.frontier.discovery import from_links
from crawler.frontier.failures import describe, is_forbidden, is_gone, is_postponed, raise_archive_error, requested
from crawler.frontier.outcomes import Outcomes
from crawler.frontier.queue import ArticleQueue, frontier_filter
from crawler.frontier.requests import UNCHANGED, if_changed, validators
from crawler.frontier.scheduler import CrawlScheduler
from crawler.frontier.section_walk import LATEST_PAGES, SectionWalk
from crawler.frontier.seeds import Seeds
from crawler.frontier.status import StatusUpdater
from crawler.items import Article
from crawler.newspapers import Newspaper
from crawler.newspapers.site import Site
from crawler.parse.article import read_article
from crawler.parse.document import keep, own_page
from crawler.parse.errors import UnreadablePage
from crawler.parse.listing import Section, read_article_links, read_listing, read_sections
from crawler.parse.sitemaps import read_feed_links
from crawler.parse.urls import classify_url
from crawler.runs.arguments import Arguments
from crawler.spiders.sitemaps import Catalogues

FIRST_PAGES_FIRST = 10
"""Priority of the front page and of each list's first page."""


FEED_FIELDS = [field.name for field in fields(Article) if field.name != "page"]
"""What Scrapy's feeds hold: all of an article but the bytes of its page."""


class NewspaperSpider(Spider):
    """Walks a newspaper's sections and fetches the articles that are owed.

    Made by the command ``crawl``, which opens the archive and checks the arguments.
    """

    newspaper: ClassVar[Newspaper]

    def __init__(self, archive: Archive, arguments: Arguments, asked: Seeds) -> None:
        super().__init__()
        self.archive = archive
        self.arguments = arguments
        self.asked = asked
        self.site = Site(self.newspaper, arguments.base_url)
        self.feed = ArticleQueue(archive, self.name, frontier_filter(arguments), arguments.max_articles)
        self.walks: dict[str, SectionWalk] = {}

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        # What waits in Scrapy's downloader is reached neither by priorities nor by the end of a budget.
        most = settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        settings.set("CONCURRENT_REQUESTS", most, priority="spider")
        # Nothing new is requested while a page waits to be read: a kill loses no more than what is on the wire.
        settings.set("SCRAPER_SLOT_MAX_ACTIVE_SIZE", 1, priority="spider")
        settings.set("FEED_EXPORT_FIELDS", FEED_FIELDS, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._open, signals.spider_opened)
        crawler.signals.connect(spider._say_what_is_left, signals.spider_closed)
        return spider

    def _open(self) -> None:
        self.ledger = StatusUpdater(self.archive, self.name, self.crawler.stats, datetime.now(UTC))
        self.outcomes = Outcomes(self.crawler, self.feed, self.ledger)
        self.rounds = CrawlScheduler(self.crawler, self.feed, self.outcomes, self._article_request)
        self.catalogues = Catalogues(self.crawler, self.site, self.ledger, self.arguments.since)

    def _say_what_is_left(self) -> None:
        with suppress(ArchiveError):  # the run ends with it, and says so
            told = self.ledger.remaining(self.settings.getfloat("DOWNLOAD_DELAY"))
            self.crawler.stats.set_value("run/left", told)
            self.logger.info("%s", told)

    @property
    def hosts(self) -> frozenset[str]:
        """``host`` or ``host:port`` of all that may be requested."""
        return self.site.hosts

    async def start(self) -> AsyncIterator[Request]:
        """The articles asked for, or the front page; everything else follows from what is owed."""
        if self.arguments.mode == "backfill":
            self.ledger.revive()
        if self.asked:
            self.ledger.demote_seeds()
            for batch in self.asked.batches():
                self.ledger.add_seeds(batch, self.asked.at)
                self.feed.discovered()
                await asyncio.sleep(0)
        elif self.arguments.mode != "recheck":
            self.rounds.wait_for([self.site.home])
            yield self._list_request(self.site.home, self.parse_front, self.front_failed)

    def parse_front(self, response: Response) -> Iterator[Request]:
        """Read the sections from the navigation, and ask for the first page of each that is wanted."""
        try:
            page = own_page(response, self.site)
            found = read_sections(page, self.site.newspaper)
        except UnreadablePage as refusal:
            self.outcomes.close_spider("unreachable", f"{self.site.home} cannot be read: {refusal}")
            return
        self.crawler.stats.set_value("sections_found", len(found))
        if not self.arguments.sections:
            self.ledger.discover(from_links(read_listing(page, self.site.newspaper).articles), Rank.NEW, Way.FRONT)
        self.walks = self._open_walks(found)
        self.rounds.wait_for(self.walks)
        self.rounds.arrived(self.site.home)
        yield from map(self._first_page_request, self.walks.values())
        if self.arguments.mode == "backfill":
            yield from self.catalogues.first(read_feed_links(page))

    def parse_section(self, response: Response, path: str, number: int) -> Iterator[Request]:
        """Write down what a page of a section's list links to, and ask for the next page."""
        self.rounds.arrived(path)
        walk = self.walks[path]
        if response.status == UNCHANGED:
            self._go_on(walk, self.ledger.list_unchanged(walk))
            return
        page_path = urlsplit(self.site.own_address(response.url)).path.strip("/")
        if page_path.lower() != path.lower():
            self._section_gone(path, f"redirects to /{page_path}/")
            return
        try:
            page = own_page(response, self.site)
            listing = read_listing(page, self.site.newspaper)
        except UnreadablePage as refusal:
            self._section_lost(path, number, str(refusal))
            return
        if number == 1:
            walk.first_page_says(*validators(response))
        following = self.ledger.list_page(walk, number, listing)
        self.feed.discovered()
        self._go_on(walk, following)
        if self.arguments.mode == "backfill" and number == 1:
            yield from self.catalogues.follow(read_feed_links(page))

    def parse_article(self, response: Response, article: DueArticle) -> Article | None:
        """Read one article; what its page links to is owed to a backfill."""
        if response.status == UNCHANGED:
            self.outcomes.unchanged(article)
            return None
        own_address = self.site.own_address(response.url)
        if classify_url(own_address, self.site.home, self.site.newspaper).article_id != article.article_id:
            self.outcomes.redirected(article, response, own_address)
            return None
        try:
            page = own_page(response, self.site)
            item = read_article(page, self.site.newspaper)
        except UnreadablePage as refusal:
            self.outcomes.refused(article, refusal)
            return None
        item.page = keep(page)
        self.ledger.discover_related(from_links(read_article_links(page, self.site.newspaper)))
        self.feed.discovered()
        if item.published_at is not None and not self.feed.accepts(article, item.published_at.date()):
            self.outcomes.outside_dates(article, item.published_at.date())
            return None
        return item

    def front_failed(self, failure: Failure) -> None:
        """Without the front page nothing is known to walk."""
        raise_archive_error(failure)
        if not is_postponed(failure):
            reason = "refused" if is_forbidden(failure) else "unreachable"
            self.outcomes.close_spider(reason, f"{self.site.home} could not be had: {describe(failure)}")

    def section_failed(self, failure: Failure) -> None:
        """A page of a section's list did not arrive; a missing later page is the list's end."""
        raise_archive_error(failure)
        known = requested(failure).cb_kwargs
        path, number = known["path"], known["number"]
        self.rounds.arrived(path)
        if is_gone(failure) and number > 1:
            self.ledger.list_ended(self.walks[path], number)
        elif is_gone(failure):
            self._section_gone(path, describe(failure))
        elif not is_postponed(failure):
            self._section_lost(path, number, describe(failure))
            self.outcomes.count_outage(failure)

    def article_failed(self, failure: Failure) -> None:
        """The page of an article did not arrive."""
        raise_archive_error(failure)
        self.outcomes.fetch_failed(requested(failure).cb_kwargs["article"], failure)

    def _go_on(self, walk: SectionWalk, following: int | None) -> None:
        if following is not None:
            self.rounds.later(self._section_request(walk.path, following))
            return
        if walk.trap:
            self.crawler.stats.inc_value("pager_traps")
            self.logger.warning("section %s: its pager was left: %s", walk.path, walk.trap)
        if walk.cut:
            self.crawler.stats.inc_value("sections_cut")
            self.logger.info("section %s: more than %d pages; mode=backfill goes on there", walk.path, LATEST_PAGES)

    def _section_gone(self, path: str, why: str) -> None:
        """The navigation names a section that the newspaper no longer has: no fault of the run."""
        self.crawler.stats.inc_value("sections_gone")
        self.logger.warning("section %s: %s", path, why)

    def _section_lost(self, path: str, number: int, why: str) -> None:
        self.crawler.stats.inc_value("sections_failed")
        self.logger.error("section %s, page %d: %s", path, number, why)

    def _open_walks(self, found: Iterable[Section]) -> dict[str, SectionWalk]:
        """A walk for each section that is wanted; what the operator named is walked though the navigation lacks it."""
        named = dict.fromkeys(self.arguments.sections)
        chosen = [s for s in found if not named or s.path in named or s.path.split("/")[0] in named]
        chosen += [Section(path, "", path) for path in named if path not in {section.path for section in chosen}]
        backfill = self.arguments.mode == "backfill"
        return self.ledger.open_walks(chosen, backfill=backfill, since=self.arguments.since)

    def _first_page_request(self, walk: SectionWalk) -> Request:
        return if_changed(self._section_request(walk.path, 1), walk.before.etag, walk.before.last_modified)

    def _section_request(self, path: str, number: int) -> Request:
        address = self.site.listing_address(path, number)
        return self._list_request(address, self.parse_section, self.section_failed, path=path, number=number)

    def _list_request(
        self, address: str, callback: Callable[..., Any], errback: Callable[[Failure], None], **known: Any
    ) -> Request:
        first = known.get("number", 1) == 1
        priority = FIRST_PAGES_FIRST if first else 0
        return Request(address, callback, errback=errback, cb_kwargs=known, priority=priority, dont_filter=True)

    def _article_request(self, article: DueArticle) -> Request:
        request = Request(
            self.site.request_address(article.url),
            self.parse_article,
            errback=self.article_failed,
            cb_kwargs={"article": article},
            dont_filter=True,  # the frontier has each article once
        )
        return if_changed(request, article.etag, article.last_modified)
