"""SIGINT, SIGTERM and SIGHUP before, during and after a run.

The handlers are plain Python handlers and not the event loop's: a statement that waits for the database stands in the
event loop, and only a plain handler runs while it waits.
"""

import asyncio
import atexit
import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import Any, NoReturn, cast

from scrapy import signals
from scrapy.crawler import Crawler, CrawlerProcessBase

GRACE_SECONDS = 5.5
"""After a signal, how long requests in flight may take until the event loop is stopped."""
ABANDON_SECONDS = 7.0
"""After a signal, when a wait that blocks the event loop (a statement to the database) is abandoned."""
EXIT_SECONDS = 9.0
"""After a signal, when the process exits whatever it is doing: a run ends within 10 s."""

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(SystemExit):
    """A signal ended the run outside its event loop. asyncio lets nothing but SystemExit through its callbacks."""

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self.signal = signal.Signals(number)


class CrawlRun:
    """Runs one crawler to its end.

    Scrapy's own signal handlers are not installed: they neither say which signal came nor end within a bounded time.
    """

    def __init__(self, process: CrawlerProcessBase, crawler: Crawler) -> None:
        self._process = process
        self._crawler = crawler
        self._stopping: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.stopped_by: signal.Signals | None = None
        crawler.signals.connect(self._listen, signals.engine_started)

    def run(self, **arguments: Any) -> None:
        """Run to the end; ``arguments`` are the spider's.

        :raises Stopped: when a signal came and the event loop did not end in time.
        """
        task = self._process.crawl(self._crawler, **arguments)
        try:
            self._process.start(install_signal_handlers=False)
        finally:
            _end_on_signal()
        if isinstance(task, asyncio.Task) and task.done() and not task.cancelled():
            task.result()  # raises what kept the run from starting

    def _listen(self) -> None:
        self._loop = asyncio.get_running_loop()
        _install(self._on_signal)

    def _on_signal(self, number: int, _: FrameType | None) -> None:
        assert self._loop is not None
        if self.stopped_by is not None:
            self._loop.call_soon_threadsafe(self._give_up)
            return
        self.stopped_by = signal.Signals(number)
        _deadline.set(number)
        self._loop.call_soon_threadsafe(self._stop)

    def _stop(self) -> None:
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


def stop_on_signal() -> None:
    """From here on a signal raises :class:`Stopped`."""
    _install(_raise)


def finish_despite_signals() -> None:
    """From here on signals are ignored: what is left takes moments and must be written whole.

    A run that a signal has stopped still exits in time.
    """
    _deadline.quiet = True
    _install(signal.SIG_IGN)


def _end_on_signal() -> None:
    """The event loop has ended: another signal may end the process while the run is recorded, none so far is lost."""
    if _deadline.is_set:
        _install(signal.SIG_IGN)
    else:
        stop_on_signal()


def _install(handler: Any) -> None:
    for number in SIGNALS:
        # A run under nohup outlives its terminal.
        if number is not signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN or handler is signal.SIG_IGN:
            signal.signal(number, handler)


def _raise(number: int, _: FrameType | None) -> NoReturn:
    _deadline.set(number)
    raise Stopped(number)


class _Deadline:
    """Abandons what a stopped run waits for, and at last ends the process."""

    def __init__(self) -> None:
        self._number: int = signal.SIGTERM
        self.quiet = False
        """Whether the end of the run has been printed already."""

    @property
    def is_set(self) -> bool:
        return signal.getitimer(signal.ITIMER_REAL)[0] > 0

    def set(self, number: int) -> None:
        """Start counting; ``number`` is the signal that stopped the run."""
        self._number = number
        signal.signal(signal.SIGALRM, self._abandon)
        signal.setitimer(signal.ITIMER_REAL, ABANDON_SECONDS)
        # Python gives up its handlers before the process ends, and the timer would kill it.
        atexit.register(signal.setitimer, signal.ITIMER_REAL, 0)

    def _abandon(self, *_: object) -> NoReturn:
        signal.signal(signal.SIGALRM, self._exit)
        signal.setitimer(signal.ITIMER_REAL, EXIT_SECONDS - ABANDON_SECONDS)
        raise Stopped(self._number)

    def _exit(self, *_: object) -> NoReturn:
        if not self.quiet:
            name = signal.Signals(self._number).name
            print(f"stopped by {name} while the archive did not answer; the next run goes on", file=sys.stderr)
            sys.stderr.flush()
        os._exit(exit_code(self._number))


_deadline = _Deadline()


def exit_code(number: int) -> int:
    """The exit code of a run that a signal stopped: 130 for SIGINT, 143 for SIGTERM and SIGHUP."""
    return 128 + (signal.SIGINT if number == signal.SIGINT else signal.SIGTERM)
