"""The progress bar of a run: section, pace, time left, and the gate's countdown."""

import asyncio
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task
from rich.text import Text
from scrapy import Request, signals
from scrapy.crawler import Crawler

from crawler.cli.wording import duration
from crawler.downloader.gate import Gate
from crawler.frontier.requests import requested_article, requested_list_page

PACE_S = 120.0
"""Seconds over which the pace is measured, long enough to include waits."""

COUNT_EVERY_S = 5.0
"""Seconds between two counts of pending articles; with 1,000,000 of them one takes 0.1 s."""


@contextmanager
def shown(crawler: Crawler, count_left: Callable[[], int | None]) -> Iterator[None]:
    """Show a bar on stderr during the crawl; ``count_left`` returns the number of articles left, None if unknown."""
    bar = _Bar(crawler, count_left)
    try:
        yield
    finally:
        bar.stop()


class Pace:
    """Articles per minute, recently."""

    def __init__(self, now: float) -> None:
        self.done = 0
        self._start = now
        self._times: deque[float] = deque()

    def note(self, now: float) -> None:
        """Count an article."""
        self.done += 1
        self._times.append(now)

    def per_minute(self, now: float) -> float:
        while self._times and self._times[0] < now - PACE_S:
            self._times.popleft()
        return len(self._times) * 60 / max(1.0, min(PACE_S, now - self._start))


class _Bar:
    """Updates the bar by the crawl's signals; rich draws it in its own thread, four times a second."""

    def __init__(self, crawler: Crawler, count_left: Callable[[], int | None]) -> None:
        self._crawler = crawler
        self._count_left = count_left
        self._counting: asyncio.TimerHandle | None = None
        self._progress: Progress | None = None
        crawler.signals.connect(self._start, signals.spider_opened)
        crawler.signals.connect(self._requested, signals.request_reached_downloader)
        crawler.signals.connect(self._scraped, signals.item_scraped)
        crawler.signals.connect(self.stop, signals.spider_closed)

    def _start(self) -> None:
        self.pace = Pace(time.monotonic())
        columns = (_Where(), BarColumn(bar_width=None), _Count(self.pace), _Left(self.pace, self._gate_opens_in))
        # The caller has checked for a terminal.
        console = Console(file=sys.stderr, force_terminal=True)
        self._progress = Progress(*columns, console=console, transient=True, expand=True)
        self._task = self._progress.add_task("front page", total=None)
        self._progress.start()
        self._count()

    def stop(self) -> None:
        if self._counting is not None:
            self._counting.cancel()
        if self._progress is not None:
            self._progress.stop()

    def _count(self) -> None:
        assert self._progress is not None
        if (left := self._count_left()) is not None:
            self._progress.update(self._task, total=self.pace.done + left)
        self._counting = asyncio.get_running_loop().call_later(COUNT_EVERY_S, self._count)

    def _requested(self, request: Request) -> None:
        if self._progress is not None and (section := _section(request)):
            self._progress.update(self._task, description=section)

    def _scraped(self) -> None:
        if self._progress is not None:
            self.pace.note(time.monotonic())
            self._progress.update(self._task, completed=self.pace.done)

    def _gate_opens_in(self) -> float | None:
        gate = self._crawler.get_extension(Gate)
        if gate is None or gate.closed_until is None:
            return None
        return max(0.0, gate.closed_until - time.monotonic())


def _section(request: Request) -> str | None:
    """The section of a request: of a list page, or in an article's URL."""
    if page := requested_list_page(request):
        return page.path
    if article := requested_article(request):
        return "/".join(article.url.split("/")[3:-3])
    return None


class _Where(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(task.description, style="cyan", overflow="ellipsis", no_wrap=True)


class _Count(ProgressColumn):
    def __init__(self, pace: Pace) -> None:
        super().__init__()
        self._pace = pace

    def render(self, task: Task) -> Text:
        # What is left is counted every few seconds, and articles are stored between.
        of = f"/{max(task.total, self._pace.done):.0f}" if task.total is not None else ""
        return Text(
            f"{self._pace.done}{of} articles, {self._pace.per_minute(time.monotonic()):.0f} a minute", no_wrap=True
        )


class _Left(ProgressColumn):
    """The time left, or the gate's countdown while it is closed."""

    def __init__(self, pace: Pace, gate_opens_in: Callable[[], float | None]) -> None:
        super().__init__()
        self._pace = pace
        self._gate_opens_in = gate_opens_in

    def render(self, task: Task) -> Text:
        if (wait := self._gate_opens_in()) is not None:
            return Text(f"the gate opens in {ceil(wait)} s", style="yellow", no_wrap=True)
        pace = self._pace.per_minute(time.monotonic())
        if task.total is None or not pace:
            return Text("")
        return Text(f"{duration(max(0, task.total - self._pace.done) * 60 / pace)} left", no_wrap=True)
