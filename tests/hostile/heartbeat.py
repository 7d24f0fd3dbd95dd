"""A Scrapy extension that measures how long the event loop of a crawl gives nobody else a turn."""

import asyncio
import json
import time
from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

TICK_S = 0.02


class Heartbeat:
    """Writes the longest stall in seconds of processor time, and the peak memory in kB, to ``HEARTBEAT_FILE``."""

    def __init__(self, crawler: Crawler) -> None:
        self._file = Path(crawler.settings["HEARTBEAT_FILE"])
        self._stall = 0.0
        self._at_start = peak_kb()
        self._last = time.process_time()
        crawler.signals.connect(self._beat, signals.engine_started)
        crawler.signals.connect(self._write, signals.engine_stopped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Measure from now on."""
        return cls(crawler)

    def _beat(self) -> None:
        # Processor time: another process of a busy machine is no stall of this one.
        now = time.process_time()
        self._stall = max(self._stall, now - self._last)
        self._last = now
        self._timer = asyncio.get_running_loop().call_later(TICK_S, self._beat)

    def _write(self) -> None:
        self._beat()
        self._timer.cancel()
        peak = peak_kb() - self._at_start
        self._file.write_text(json.dumps({"stall_s": round(self._stall, 2), "grown_kb": peak}))


def peak_kb() -> int:
    """The most memory that this process had so far; ``getrusage`` would also count its parent's."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])
