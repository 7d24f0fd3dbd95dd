"""What a run works with: passed to the spider, found by every component through its crawler."""

from dataclasses import dataclass

from scrapy import Spider
from scrapy.crawler import Crawler

from crawler.archive import Archive
from crawler.newspapers import Newspaper
from crawler.newspapers.site import Site
from crawler.runs.arguments import Arguments


@dataclass(frozen=True, slots=True)
class RunContext:
    """One run of ``scrapy crawl``."""

    newspaper: Newspaper
    site: Site
    """Where the newspaper is fetched from."""
    archive: Archive
    arguments: Arguments


class RunSpider(Spider):
    """A spider that has a run."""

    context: RunContext | None = None
    """None in Scrapy's own commands: shell, fetch, parse, check."""


def run_context(crawler: Crawler) -> RunContext | None:
    """The run of a crawler; None in Scrapy's own commands, and before the spider is created."""
    return crawler.spider.context if isinstance(crawler.spider, RunSpider) else None
