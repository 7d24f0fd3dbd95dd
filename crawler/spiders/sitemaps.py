"""Fetches the sitemaps and feeds that robots.txt and pages name, for a backfill."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import date
from urllib.parse import urljoin

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from twisted.python.failure import Failure
from w3lib.encoding import http_content_type_encoding

from crawler.archive.frontier.entries import Discovery, Rank
from crawler.archive.frontier.ways import Way
from crawler.cli.wording import counted
from crawler.frontier.discovery import BATCH, from_address
from crawler.frontier.failures import describe, is_gone, is_postponed, requested
from crawler.frontier.requests import catalogue_request
from crawler.frontier.status import StatusUpdater
from crawler.newspapers.site import Site
from crawler.parse.errors import UnreadablePage
from crawler.parse.sitemap_bytes import LARGEST
from crawler.parse.sitemaps import Catalogue, Entry
from crawler.runs.stats import Stat

MOST_CATALOGUES = 2_000
"""Requested in one run: a sitemap a day for five years."""

DEEPEST_INDEX = 3
"""Indexes inside each other; the protocol allows one."""


class Catalogues:
    """Requests sitemaps and feeds, each once, and records the articles they name."""

    def __init__(self, crawler: Crawler, site: Site, status: StatusUpdater, since: date | None) -> None:
        self._crawler = crawler
        self._site = site
        self._status = status
        self._since = since
        self._named_by_robots: list[str] = []
        self._seen: set[str] = set()
        self._unread: set[str] = set()
        crawler.signals.connect(self._robots_parsed, signals.robots_parsed)

    def first(self, named_by_page: Iterable[str]) -> Iterator[Request]:
        """Requests for the sitemaps and feeds that robots.txt and the front page name."""
        named = (_resolved(self._site.newspaper.home, address) for address in self._named_by_robots)
        return self.follow([*named, *named_by_page])

    def follow(self, addresses: Iterable[str], depth: int = 0) -> Iterator[Request]:
        """Requests for addresses on the newspaper's own hosts that were not requested yet."""
        for address in addresses:
            if not self._site.can_be_parsed(address):
                self._note(Stat.CATALOGUE_ADDRESSES_BAD, address, "no address that can be requested")
            elif self._site.owns(address) and (here := self._site.request_address(address)) not in self._seen:
                self._seen.add(here)
                if len(self._seen) > MOST_CATALOGUES or depth > DEEPEST_INDEX:
                    self._note(Stat.CATALOGUES_CUT, address, "not followed: too many sitemaps, or too deep in indexes")
                    return
                yield self._request(here, depth)

    def _request(self, address: str, depth: int) -> Request:
        self._unread.add(address)
        return catalogue_request(address, depth, LARGEST, self._parse, self._failed)

    def unread(self) -> list[str]:
        """In words, the sitemaps and feeds that the run did not get to."""
        return [counted(len(self._unread), "catalogue")] if self._unread else []

    def _robots_parsed(self, robotparser: RobotParser) -> None:
        if isinstance(robotparser, ProtegoRobotParser):
            self._named_by_robots = list(robotparser.rp.sitemaps)

    async def _parse(self, response: Response, depth: int) -> AsyncIterator[Request]:
        self._unread.discard(response.meta.get("redirect_urls", [response.url])[0])
        catalogue = self._open(response)
        further: list[str] = []
        try:
            await self._read(catalogue, further)
        except UnreadablePage as refusal:
            self._note(Stat.CATALOGUES_FAILED, response.url, str(refusal))
        for request in self.follow(further, depth + 1):
            yield request
        self._report_bad_entries(catalogue, response.url)
        if catalogue.cut and (again := self._again(response)) is not None:
            yield again
        elif catalogue.cut:
            self._note(Stat.CATALOGUES_CUT, response.url, f"not whole: {catalogue.cut}")

    def _open(self, response: Response) -> Catalogue:
        charset = http_content_type_encoding((response.headers.get("Content-Type") or b"").decode("latin-1"))
        own_address = self._site.own_address(response.url)
        return Catalogue(response.body, own_address, self._site.newspaper.timezone, charset)

    async def _read(self, catalogue: Catalogue, further: list[str]) -> None:
        """Record the articles that it names; sitemaps it names are appended to ``further``."""
        batch: list[Discovery] = []
        for number, entry in enumerate(filter(self._is_wanted, catalogue), 1):
            if entry.kind == "sitemap":
                further.append(entry.url)
            elif (article := self._article(entry)) is not None:
                batch.append(article)
            if number % BATCH == 0:
                self._status.discover(batch, Rank.OLD, Way.FEED)
                batch.clear()
                await asyncio.sleep(0)
        self._status.discover(batch, Rank.OLD, Way.FEED)

    def _is_wanted(self, entry: Entry) -> bool:
        return self._since is None or entry.changed is None or entry.changed >= self._since

    def _article(self, entry: Entry) -> Discovery | None:
        day = f"{entry.published:%Y%m%d}" if entry.published else None
        return from_address(entry.url, self._site.newspaper, day)

    def _again(self, response: Response) -> Request | None:
        """The request for a catalogue that was cut off, once more."""
        assert response.request is not None
        assert self._crawler.spider is not None
        return get_retry_request(response.request, spider=self._crawler.spider, reason="cut off", max_retry_times=1)

    def _failed(self, failure: Failure) -> None:
        if not is_postponed(failure):
            self._unread.discard(requested(failure).meta.get("redirect_urls", [requested(failure).url])[0])
            count = Stat.CATALOGUES_GONE if is_gone(failure) else Stat.CATALOGUES_FAILED
            self._note(count, requested(failure).url, describe(failure))

    def _report_bad_entries(self, catalogue: Catalogue, url: str) -> None:
        if number := catalogue.bad_addresses:
            self._note(
                Stat.CATALOGUE_ADDRESSES_BAD, url, f"{number} entries without an address that can be read", number
            )
        if number := catalogue.bad_dates:
            self._note(Stat.CATALOGUE_DATES_BAD, url, f"{number} dates that cannot be read", number)

    def _note(self, count: Stat, url: str, reason: str, number: int = 1) -> None:
        self._crawler.stats.inc_value(count, number)
        assert self._crawler.spider is not None
        self._crawler.spider.logger.warning("%s: %s", url, reason)


def _resolved(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address
