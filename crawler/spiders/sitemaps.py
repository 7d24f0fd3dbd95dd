"""Fetches the sitemaps and feeds that robots.txt and pages name, for a backfill."""

from collections.abc import Iterable, Iterator
from datetime import date

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from twisted.python.failure import Failure

from crawler.archive.frontier.entries import Discovery, Rank
from crawler.archive.frontier.ways import Way
from crawler.frontier.discovery import from_address, in_batches
from crawler.frontier.failures import describe, is_postponed, requested
from crawler.frontier.status import StatusUpdater
from crawler.newspapers.site import Site
from crawler.parse.errors import UnreadablePage
from crawler.parse.sitemaps import Entry, read_catalogue


class Catalogues:
    """Requests sitemaps and feeds, each once, and records the articles they name."""

    def __init__(self, crawler: Crawler, site: Site, status: StatusUpdater, since: date | None) -> None:
        self._crawler = crawler
        self._site = site
        self._status = status
        self._since = since
        self._named_by_robots: list[str] = []
        self._seen: set[str] = set()
        crawler.signals.connect(self._robots_parsed, signals.robots_parsed)

    def first(self, named_by_page: Iterable[str]) -> Iterator[Request]:
        """Requests for the sitemaps and feeds that robots.txt and the front page name."""
        return self.follow([*self._named_by_robots, *named_by_page])

    def follow(self, addresses: Iterable[str]) -> Iterator[Request]:
        """Requests for addresses on the newspaper's own hosts that were not requested yet."""
        for address in filter(self._site.owns, addresses):
            here = self._site.request_address(address)
            if here not in self._seen:
                self._seen.add(here)
                yield Request(here, self._parse, errback=self._failed, dont_filter=True)

    def _robots_parsed(self, robotparser: RobotParser) -> None:
        if isinstance(robotparser, ProtegoRobotParser):
            self._named_by_robots = list(robotparser.rp.sitemaps)

    def _parse(self, response: Response) -> Iterator[Request]:
        further: list[str] = []
        try:
            for batch in in_batches(self._articles(response, further)):
                self._status.discover(batch, Rank.OLD, Way.FEED)
        except UnreadablePage as refusal:
            self._count_failed(response.url, str(refusal))
        yield from self.follow(further)

    def _articles(self, response: Response, further: list[str]) -> Iterator[Discovery]:
        """The articles that a sitemap or feed names; sitemaps it names are appended to ``further``."""
        for entry in read_catalogue(response.body, self._site.newspaper.timezone):
            if self._since is not None and entry.changed is not None and entry.changed < self._since:
                continue
            if entry.kind == "sitemap":
                further.append(entry.url)
            elif (article := self._article(entry)) is not None:
                yield article

    def _article(self, entry: Entry) -> Discovery | None:
        day = f"{entry.published:%Y%m%d}" if entry.published else None
        return from_address(entry.url, self._site.newspaper, day)

    def _failed(self, failure: Failure) -> None:
        if not is_postponed(failure):
            self._count_failed(requested(failure).url, describe(failure))

    def _count_failed(self, url: str, reason: str) -> None:
        self._crawler.stats.inc_value("catalogues_failed")
        assert self._crawler.spider is not None
        self._crawler.spider.logger.warning("%s: %s", url, reason)
