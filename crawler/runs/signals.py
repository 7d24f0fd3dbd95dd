"""SIGINT and SIGTERM before, during and after a run."""

import asyncio
import signal
from contextlib import suppress
from types import FrameType
from typing import Any, cast

from scrapy import signals
from scrapy.crawler import Crawler, CrawlerProcessBase

GRACE_SECONDS = 6
"""How long what is in flight may take after SIGTERM or SIGINT: a run ends within 10 s, on a busy machine too."""


class CrawlRun:
    """Runs one crawler to its end.

    Scrapy's own signal handlers are not installed: they tell neither which signal came nor end within a bounded time.
    """

    def __init__(self, process: CrawlerProcessBase, crawler: Crawler) -> None:
        self._process = process
        self._crawler = crawler
        self._stopping: asyncio.Task[None] | None = None
        self.stopped_by: signal.Signals | None = None
        crawler.signals.connect(self._listen, signals.engine_started)

    def go(self, **arguments: Any) -> None:
        """Run to the end; ``arguments`` are the spider's."""
        task = self._process.crawl(self._crawler, **arguments)
        self._process.start(install_signal_handlers=False)
        if isinstance(task, asyncio.Task) and task.done() and not task.cancelled():
            task.result()  # raises what kept the run from starting

    def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop, number)

    def _stop(self, number: signal.Signals) -> None:
        if self._stopping is not None:
            self._give_up()
            return
        self.stopped_by = number
        self._stopping = asyncio.ensure_future(self._finish())
        asyncio.get_running_loop().call_later(GRACE_SECONDS, self._give_up)

    async def _finish(self) -> None:
        """Store what is in flight. Not by the crawler's own method, which does nothing while the engine starts."""
        with suppress(RuntimeError):  # the run is ending by itself
            await self._crawler.engine.stop_async()

    def _give_up(self) -> None:
        """End without waiting any longer."""
        from twisted.internet import reactor  # may be imported only after Scrapy installed it

        with suppress(RuntimeError):  # already stopping
            cast(Any, reactor).stop()


SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopped(SystemExit):
    """A signal came before the run had begun. asyncio lets nothing but SystemExit through its callbacks."""

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self.signal = signal.Signals(number)


def stop_on_signal() -> None:
    """From here on SIGINT and SIGTERM raise :class:`Stopped`."""
    for number in SIGNALS:
        signal.signal(number, _raise)


def finish_despite_signals() -> None:
    """From here on they are ignored: what is left takes moments and must be written whole."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _raise(number: int, _: FrameType | None) -> None:
    raise Stopped(number)
