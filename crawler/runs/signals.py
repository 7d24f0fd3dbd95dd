"""Handles SIGINT and SIGTERM before, during and after a run."""

import asyncio
import signal
from contextlib import suppress
from types import FrameType
from typing import Any, cast

from scrapy import signals
from scrapy.crawler import Crawler, CrawlerProcessBase

GRACE_SECONDS = 6
"""Time for requests in flight after SIGTERM or SIGINT, so that a run ends within 10 s, even on a busy machine."""


class CrawlRun:
    """Runs one crawler to its end.

    Scrapy's own signal handlers are not installed: they neither report which signal came nor end within a bounded time.
    """

    def __init__(self, process: CrawlerProcessBase, crawler: Crawler) -> None:
        self._process = process
        self._crawler = crawler
        self._stopping: asyncio.Task[None] | None = None
        self.stopped_by: signal.Signals | None = None
        crawler.signals.connect(self._listen, signals.engine_started)

    def run(self, **arguments: Any) -> None:
        """Run to the end; ``arguments`` are the spider's."""
        task = self._process.crawl(self._crawler, **arguments)
        self._process.start(install_signal_handlers=False)
        if isinstance(task, asyncio.Task) and task.done() and not task.cancelled():
            task.result()  # raises the error that prevented the start

    def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop, number)

    def _stop(self, number: signal.Signals) -> None:
        if self._stopping is not None:
            self._stop_now()
            return
        self.stopped_by = number
        self._stopping = asyncio.ensure_future(self._finish())
        asyncio.get_running_loop().call_later(GRACE_SECONDS, self._stop_now)

    async def _finish(self) -> None:
        """Stop after the requests in flight. Crawler.stop_async does nothing while the engine starts, the engine's
        does."""
        with suppress(RuntimeError):  # the run is ending by itself
            await self._crawler.engine.stop_async()

    def _stop_now(self) -> None:
        """Stop without waiting for requests in flight."""
        from twisted.internet import reactor  # may be imported only after Scrapy installed it

        with suppress(RuntimeError):  # already stopping
            cast(Any, reactor).stop()


SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopped(SystemExit):
    """A signal before the run began; a SystemExit, since asyncio lets no other exception through its callbacks."""

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self.signal = signal.Signals(number)


def stop_on_signal() -> None:
    """Let SIGINT and SIGTERM raise :class:`Stopped` from now on."""
    for number in SIGNALS:
        signal.signal(number, _raise)


def finish_despite_signals() -> None:
    """Ignore SIGINT and SIGTERM from now on: the rest takes moments and must be written completely."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _raise(number: int, _: FrameType | None) -> None:
    raise Stopped(number)
