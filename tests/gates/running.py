"""Crawls in processes of their own, and what they leave behind."""

import json
import os
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.downloader.browser.processes import descendants
from crawler.newspapers.builtin.server import Server

ROOT = Path(__file__).parents[2]
MARK = "GATE_TEST"


@dataclass(frozen=True)
class Outcome:
    """What a crawl reported."""

    code: int
    log: str
    took: float
    stats: Mapping[str, Any] = field(default_factory=dict)
    pages: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    postponed: Mapping[str, str] = field(default_factory=dict)
    delays: Sequence[float] = ()
    playwright_imported: bool = False

    def stat(self, name: str) -> Any:
        return self.stats.get(name, 0)


class Crawl:
    """A running crawl. Every process that it starts carries a mark in its environment."""

    def __init__(
        self,
        urls: Sequence[str],
        folder: Path,
        archive: Path | None = None,
        every_page_in_browser: bool = False,
        **settings: Any,
    ) -> None:
        self._mark = uuid.uuid4().hex
        self._out = folder / f"{self._mark}.json"
        self._log = folder / f"{self._mark}.log"
        plan = folder / f"{self._mark}.plan"
        address = f"sqlite:///{archive}" if archive else None
        plan.write_text(
            json.dumps(
                {
                    "urls": list(urls),
                    "settings": settings,
                    "archive": address,
                    "out": str(self._out),
                    "every_page_in_browser": every_page_in_browser,
                }
            )
        )
        self._seen: set[int] = set()
        self._began = time.monotonic()
        with self._log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.gates.crawl", str(plan)],
                cwd=ROOT,
                env=os.environ | {MARK: self._mark},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def finish(self, timeout: float = 120) -> Outcome:
        """Wait for the end; nothing may be left running."""
        try:
            code = self.process.wait(timeout)
        finally:
            self.stop()
        took = time.monotonic() - self._began
        assert self.gone_within(8.0), f"left behind: {self.processes()}"
        reported = json.loads(self._out.read_text()) if self._out.exists() else {}
        return Outcome(code, self._log.read_text(), took, **reported)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    def processes(self) -> dict[int, str]:
        """Command lines of all its living processes, by id."""
        self._seen |= descendants(self.process.pid)
        found = {}
        for folder in Path("/proc").iterdir():
            with suppress(OSError):
                if folder.name.isdecimal() and self._is_ours(folder):
                    found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        return {pid: line for pid, line in found.items() if line}

    def _is_ours(self, folder: Path) -> bool:
        # Chromium's renderers have no environment that could be read.
        return int(folder.name) in self._seen or f"{MARK}={self._mark}".encode() in (folder / "environ").read_bytes()

    def chromium(self, timeout: float = 30) -> list[int]:
        """The processes of its browser, once the page is there."""
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            found = {pid: line for pid, line in self.processes().items() if "chrom" in line.partition(" ")[0]}
            if any("--type=renderer" in line for line in found.values()):
                return list(found)
            time.sleep(0.05)
        self.stop()
        raise AssertionError(f"no browser was started: {self._log.read_text()}")

    def gone_within(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while self.processes():
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True


def article_urls(server: Server, most: int | None = None) -> list[str]:
    """Addresses of the newspaper's articles, as this server has them."""
    articles = list(server.site.truth.values())[:most]
    return [server.base_url.rstrip("/") + urlsplit(article.url).path for article in articles]


def learned(folder: Path) -> list[tuple[int, int]]:
    """The rate limits in the archive: window in seconds, requests."""
    with sqlite3.connect(folder / "archive.db") as archive:
        return archive.execute("SELECT window_s, requests FROM quotas ORDER BY window_s").fetchall()


def all_well(outcome: Outcome, pages: int) -> None:
    """The crawl came to its end with this many pages, none of them a wait page."""
    assert outcome.stat("finish_reason") == "finished", outcome.log
    assert len(outcome.pages) == pages, outcome.log
    assert outcome.postponed == {}
    assert [url for url, page in outcome.pages.items() if page["wait_text"] or page["status"] != 200] == []
