"""A crawl of its own process: fetches a list of addresses through the gate and writes down what came.

``python -m tests.gates.crawl plan.json`` where the plan has ``urls``, ``settings``, ``archive`` (or null), ``out`` and,
for comparison, ``every_page_in_browser``.
"""

import json
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urljoin

from scrapy import Request
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive.archive import Archive
from crawler.newspapers import KHANHHOA
from crawler.newspapers.site import Site
from crawler.parse.waitpages.phrases import contains_wait_text
from crawler.runs.arguments import Arguments
from crawler.runs.context import RunContext, RunSpider

SETTINGS: dict[str, Any] = {
    "EXTENSIONS": {"crawler.downloader.gate.Gate": 0},
    "DOWNLOAD_HANDLERS": {
        "http": "crawler.downloader.handler.GateDownloadHandler",
        "https": "crawler.downloader.handler.GateDownloadHandler",
    },
    "USER_AGENT": "gate-test (+mailto:nobody@example.org)",
    "DEFAULT_REQUEST_HEADERS": {"Accept": "text/html", "Accept-Language": "vi"},
    "DOWNLOAD_DELAY": 0,
    "DOWNLOAD_DELAY_JITTER": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "RETRY_HTTP_CODES": [500, 502, 504],
    "LOG_LEVEL": "WARNING",
}


class GateSpider(RunSpider):
    """Asks for every address once; without an archive it has no run."""

    name = "gate"
    plan: ClassVar[dict[str, Any]]

    def __init__(self) -> None:
        super().__init__()
        if self.plan["archive"]:
            site = Site(KHANHHOA, urljoin(self.plan["urls"][0], "/"))
            self.context = RunContext(KHANHHOA, site, Archive.open(self.plan["archive"]), Arguments())
        self.pages: dict[str, dict[str, Any]] = {}
        self.postponed: dict[str, str] = {}
        self.delays: list[float] = []

    async def start(self) -> AsyncIterator[Request]:
        for url in self.plan["urls"]:
            meta = {"handle_httpstatus_all": True, "playwright": self.plan.get("every_page_in_browser", False)}
            yield Request(url, self.parse, errback=self.failed, meta=meta)

    def parse(self, response: Response) -> None:
        text = " ".join(response.css("body *::text").getall())
        self.pages[response.url] = {
            "status": response.status,
            "title": (response.css("h1::text").get() or "").strip(),
            "wait_text": contains_wait_text(text) or "secField" in response.text or "floodblocker" in response.text,
            "length": len(response.body),
            "flags": response.flags,
            "at": time.monotonic(),
        }

    def closed(self, reason: str) -> None:
        self.delays = [slot.delay for slot in self.crawler.engine.downloader.slots.values()]

    def failed(self, failure: Failure) -> None:
        self.postponed[failure.request.url] = f"{type(failure.value).__name__}: {failure.getErrorMessage()}"  # type: ignore[attr-defined]


def report(crawler: Crawler) -> dict[str, Any]:
    """What a crawl that has ended reports, see :class:`tests.gates.running.Outcome`."""
    spider = crawler.spider
    assert isinstance(spider, GateSpider)
    stats = {key: value for key, value in crawler.stats.get_stats().items() if isinstance(value, int | float | str)}
    return {"stats": stats, "pages": spider.pages, "postponed": spider.postponed, "delays": spider.delays}


def main(plan_file: str) -> None:
    plan = json.loads(Path(plan_file).read_text())
    GateSpider.plan = plan
    process = CrawlerProcess(SETTINGS | plan["settings"])
    crawler = process.create_crawler(GateSpider)
    process.crawl(crawler)
    process.start()
    outcome = report(crawler) | {"playwright_imported": "playwright" in sys.modules}
    Path(plan["out"]).write_text(json.dumps(outcome))


if __name__ == "__main__":
    main(sys.argv[1])
