"""Stores an article in one transaction, committed before the next article becomes due."""

from contextlib import suppress
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.archive import Archive
from crawler.archive.articles.store import Stored, store_article
from crawler.archive.database.errors import Deadlock
from crawler.archive.pages.warc_files import FOLDER, PageArchive
from crawler.archive.text import content_hash
from crawler.cli.node import node_name
from crawler.cli.setting_values import is_on
from crawler.runs.context import RunContext, run_context
from crawler.runs.stats import Stat

NOT_COLUMNS = ("images", "page")
"""Fields of an item that are stored in other tables."""

ATTEMPTS = 3
"""At a transaction that PostgreSQL ends because of a deadlock with another writer."""


class StorePipeline:
    """Writes articles to the run's archive, their pages to the page archive, and counts what became of them.

    :raises ArchiveError: when either cannot be written; nothing of the article is stored then.
    """

    def __init__(self, crawler: Crawler, run: RunContext) -> None:
        self._crawler = crawler
        self._run = run
        self._pages: PageArchive | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if (run := run_context(crawler)) is None:
            raise NotConfigured
        return cls(crawler, run)

    def open_spider(self) -> None:
        settings = self._crawler.settings
        if is_on(settings, "PAGES"):
            folder = Path(settings["DATA_DIR"], FOLDER)
            self._pages = PageArchive(folder, self._run.newspaper.name, node_name(settings))

    def close_spider(self) -> None:
        if self._pages is not None:
            self._pages.close()

    def process_item(self, item: Any) -> Any:
        stored = store_item(self._run.archive, self._pages, item, datetime.now(UTC))
        self._crawler.stats.inc_value(Stat.of_articles(stored.outcome))
        if stored.duplicate:
            self._crawler.stats.inc_value(Stat.of_duplicates(stored.duplicate))
        return item


def store_item(archive: Archive, pages: PageArchive | None, item: Any, now: datetime) -> Stored:
    """Store an article read ``now``, and its page if there is an archive for pages.

    :raises ArchiveError: when either cannot be written; nothing of the article is stored then.
    """
    values, pictures = rows(item)
    # Written once, however often the transaction is repeated.
    keep_page = cache(partial(pages.write, item.page, now)) if pages and item.page else None
    for _ in range(ATTEMPTS - 1):
        with suppress(Deadlock), archive.begin() as connection:
            return store_article(connection, values, pictures, now, keep_page)
    with archive.begin() as connection:
        return store_article(connection, values, pictures, now, keep_page)


def rows(item: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The row of ``articles`` and the rows of ``images`` of an item."""
    adapter = ItemAdapter(item)
    values = {name: adapter[name] for name in adapter.field_names() if name not in NOT_COLUMNS}
    values["tags"] = list(adapter["tags"])
    values["content_hash"] = content_hash(adapter["title"], adapter["lead"], adapter["body"])
    return values, [{"url": picture.url, "caption": picture.caption} for picture in adapter["images"]]
