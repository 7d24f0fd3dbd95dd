"""Components that fail on purpose, each in its own place."""

import asyncio
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.archive import ArchiveError


class Handler:
    """An extension whose handler of the signal FAILING_SIGNAL raises."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls()
        crawler.signals.connect(extension.fail, getattr(signals, crawler.settings["FAILING_SIGNAL"]))
        return extension

    def fail(self) -> None:
        raise ZeroDivisionError("broken on purpose")


class AtTheEnd:
    """An extension whose handler of the spider's end does something."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls()
        crawler.signals.connect(extension.fail, signals.spider_closed)
        return extension

    async def fail(self) -> None:
        raise NotImplementedError


class AsyncHandler(AtTheEnd):
    async def fail(self) -> None:
        await asyncio.sleep(0)
        raise ZeroDivisionError("broken on purpose")


class ArchiveHandler(AtTheEnd):
    async def fail(self) -> None:
        raise ArchiveError("disk full")


class Task(AtTheEnd):
    async def fail(self) -> None:
        task = asyncio.create_task(self._work())
        await asyncio.wait({task})

    async def _work(self) -> None:
        raise ZeroDivisionError("broken on purpose")


class Quiet(AtTheEnd):
    async def fail(self) -> None:
        await asyncio.sleep(0)


class Pipeline:
    """Raises when the spider closes."""

    def process_item(self, item: object) -> object:
        return item

    def close_spider(self) -> None:
        raise ZeroDivisionError("broken on purpose")
