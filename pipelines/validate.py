"""Rejects invalid articles; rejections are counted by reason and never stored."""

from datetime import UTC, datetime, timedelta
from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from crawler.archive.text import TEXT_FIELDS
from crawler.items import Article
from crawler.parse.errors import IMPOSSIBLE_DATE, Rejected
from crawler.parse.waitpages.phrases import holds_wait_text
from crawler.runs.stats import StatGroup

REQUIRED = ("newspaper", "article_id", "url", "section", "language", "title")
OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Earliest valid date: the newspaper's archive starts in 2003."""
AHEAD = timedelta(days=1)
"""Tolerance for a newspaper's clock that is ahead of ours."""


class ValidatePipeline:
    """Rejects articles with a missing field, an impossible date or wait-page text; other items pass."""

    def __init__(self, stats: StatsCollector) -> None:
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.stats)

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, Article):
            return item
        try:
            validate(ItemAdapter(item), datetime.now(UTC))
        except Rejected as rejection:
            self.stats.inc_value(StatGroup.REJECTED.key(rejection.reason))
            raise
        return item


def validate(article: ItemAdapter, now: datetime) -> None:
    """Check one normalised article.

    :raises Rejected: with the reason.
    """
    for name in REQUIRED:
        if not article[name]:
            raise Rejected("no-" + name.replace("_", "-"), article["url"])
    if not article["body"] and not article["images"]:
        raise Rejected("no-body", article["url"])  # a photo story may have captions alone
    if holds_wait_text([article[name] or "" for name in TEXT_FIELDS]):
        raise Rejected("wait-text", article["url"])
    published = article["published_at"]
    if (published is None) != (article["published_precision"] is None):
        raise Rejected("date-without-precision", article["url"])
    if published is not None and not OLDEST <= published <= now + AHEAD:
        raise Rejected(IMPOSSIBLE_DATE, f"{published.isoformat()} {article['url']}")
