"""One browser visit a wait, against fetching every page in the browser: ``python -m tests.bench.gate``.

Both crawl the same articles of the built-in newspaper in processes of their own, in turn, in the same run; the browser
loads documents and scripts alone in both. Memory is that of all processes of a crawl together, shared pages counted
once (PSS).
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.downloader.browser.chromium import find_chromium, runs_as_root
from crawler.newspapers.builtin import Newspaper, Options, serve
from tests.gates.running import Crawl, Outcome, article_urls

PAGES = 24
GATE = ((15, 10),)
HANDLER = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"


@dataclass(frozen=True)
class Figures:
    """What one crawl took."""

    pages_a_second: float
    megabytes: float
    cpu_s: float
    pages: int


def document_or_script(request: Any) -> bool:
    """Whether scrapy-playwright is to leave a request of the page out."""
    return request.resource_type not in {"document", "script"}


def in_browser(connections: int) -> dict[str, Any]:
    """Settings of scrapy-playwright as its documentation has them, one page for each connection."""
    return {
        "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER},
        "EXTENSIONS": {},
        "PLAYWRIGHT_LAUNCH_OPTIONS": {"executable_path": find_chromium(None), "chromium_sandbox": not runs_as_root()},
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": connections,
        "PLAYWRIGHT_ABORT_REQUEST": "tests.bench.gate.document_or_script",
    }


def measure(every_page: bool, connections: int, gate: bool) -> Figures:
    """Crawl once."""
    site = Newspaper(Options(articles=PAGES, twins=0, gate=GATE if gate else ()))
    with tempfile.TemporaryDirectory() as folder, serve(site) as server:
        settings: dict[str, Any] = {"CONCURRENT_REQUESTS_PER_DOMAIN": connections, "LOG_LEVEL": "ERROR"}
        settings |= in_browser(connections) if every_page else {}
        before = cpu()
        crawl = Crawl(article_urls(server), Path(folder), every_page_in_browser=every_page, **settings)
        most = max(memory(crawl))
        outcome = crawl.finish()
        hits = [hit.time for hit in server.log.articles()]
    got = sound(outcome)
    return Figures(got / (hits[-1] - hits[0]), most, cpu() - before, got)


def cpu() -> float:
    """Seconds of processor time that ended processes have taken, those of their own processes included."""
    times = os.times()
    return times.children_user + times.children_system


def memory(crawl: Crawl) -> Iterator[float]:
    """Megabytes that the crawl's processes take, while it runs."""
    yield 0.0
    while crawl.process.poll() is None:
        yield sum(_pss(pid) for pid in crawl.processes()) / 1024
        time.sleep(0.2)


def sound(outcome: Outcome) -> int:
    """Pages that are articles."""
    return sum(not page["wait_text"] and page["status"] == 200 for page in outcome.pages.values())


def _pss(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def main() -> int:
    print(f"{PAGES} articles; gate: {GATE[0][1]} requests in {GATE[0][0]} s; memory is the most at any time\n")
    print("| newspaper | connections | way | articles got | pages a second | CPU, s | memory, MB |")
    print("|---|---:|---|---:|---:|---:|---:|")
    for gate, connections in ((False, 1), (False, 8), (True, 1)):
        both = [measure(every_page, connections, gate) for every_page in (False, True)]
        for way, seen in zip(("this crawler", "every page in the browser"), both, strict=True):
            state = "with the gate" if gate else "without a gate"
            figures = f"{seen.pages} | {seen.pages_a_second:.1f} | {seen.cpu_s:.1f} | {seen.megabytes:.0f}"
            print(f"| {state} | {connections} | {way} | {figures} |", flush=True)
        ours, theirs = both
        speed, room = ours.pages_a_second / theirs.pages_a_second, theirs.megabytes / ours.megabytes
        work = theirs.cpu_s / ours.cpu_s
        print(f"| | | | | **{speed:.1f} times** | **1/{work:.1f}** | **1/{room:.1f}** |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
