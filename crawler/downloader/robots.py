"""Obeys robots.txt as RFC 9309 asks: without an answer to robots.txt nothing else is requested."""

import asyncio
import logging
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    StopDownload,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.misc import build_from_crawler
from twisted.internet.error import ConnectError, ConnectionClosed

from crawler.archive.atomic_files import written_when_complete
from crawler.downloader.errors import BudgetSpent, GateRefused, RobotsUnreachable, RunEnding
from crawler.newspapers.site import host_of
from crawler.runs.context import run_context
from crawler.runs.finish import FinishReason, close_spider
from crawler.runs.stats import Stat, StatGroup

MAX_BYTES = 500 * 1024
"""Bytes of a robots.txt that are parsed; the least that RFC 9309 allows (section 2.5)."""

COPY_SECONDS = 24 * 3600
"""Age up to which a stored copy replaces a robots.txt that does not answer (section 2.4)."""

NO_ANSWER = (
    CannotResolveHostError,
    ConnectError,
    ConnectionClosed,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    OSError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
"""Exceptions of requests without a complete response."""

TOO_MANY_REDIRECTS = "max redirections reached"
"""Message of Scrapy's redirect middleware."""

logger = logging.getLogger(__name__)


class RobotsMiddleware(RobotsTxtMiddleware):
    """Fetches robots.txt once per run and host, and refuses what it forbids.

    A 4xx allows everything. A 5xx, or no response, forbids everything and ends the crawl as unreachable, unless a
    copy of the last 24 hours was stored.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._copies = Path(crawler.settings["DATA_DIR"]) / "robots"
        self._rules: dict[str, asyncio.Task[RobotParser]] = {}
        self._max_uncompressed = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._closing: asyncio.Task[None] | None = None
        crawler.signals.connect(self._stop_at_limit, signals.bytes_received)

    async def process_request(self, request: Request, spider: Spider | None = None) -> None:
        """Let a request pass when robots.txt allows it.

        :raises RobotsUnreachable: robots.txt did not answer, so nothing may be requested.
        :raises IgnoreRequest: robots.txt forbids this request.
        """
        if not request.meta.get("dont_obey_robotstxt"):
            self.process_request_2(await self.robot_parser(request), request)

    async def robot_parser(self, request: Request) -> RobotParser:
        """The rules of the request's host, fetched with its first request."""
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._load(origin, request))
        return await asyncio.shield(self._rules[origin])

    async def _load(self, origin: str, request: Request) -> RobotParser:
        try:
            body = await self._fetch(f"{origin}/robots.txt")
            self._store_copy(origin, body)
        except RobotsUnreachable as error:
            body = self._stored_copy(origin)
            if body is None:
                self._close(origin, error)
                raise
            self._stats.inc_value(Stat.ROBOTS_COPIES_USED)
            logger.warning("%s; the copy of the last 24 hours is obeyed", error)
        rules: RobotParser = build_from_crawler(self._parserimpl, self.crawler, body or b"")
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=rules, request=request
        )
        return rules

    async def _fetch(self, address: str) -> bytes | None:
        """The file; None when there is none and everything is allowed.

        :raises RobotsUnreachable: when it did not answer.
        """
        meta = {"dont_obey_robotstxt": True, "download_maxsize": 0, "robots_bytes": 0}
        request = Request(address, NO_CALLBACK, priority=self.DOWNLOAD_PRIORITY, meta=meta)
        self._stats.inc_value(Stat.ROBOTS_REQUESTS)
        try:
            response = await self.crawler.engine.download_async(request)
        except (BudgetSpent, GateRefused, RunEnding):
            raise
        except IgnoreRequest as error:
            if str(error) != TOO_MANY_REDIRECTS:
                raise RobotsUnreachable(f"{address}: {error}") from error
            logger.warning("%s: more than 5 redirects, taken for missing: everything is allowed", address)
            return None
        except NO_ANSWER as error:
            reason = str(error).rstrip(".") or type(error).__name__
            raise RobotsUnreachable(f"{address} did not answer: {reason}") from error
        self._stats.inc_value(StatGroup.ROBOTS_STATUSES.key(response.status))
        return _rules_in(response, address)

    def _stop_at_limit(self, data: bytes, request: Request) -> None:
        if (received := request.meta.get("robots_bytes")) is None:
            return
        request.meta["robots_bytes"] = received + len(data)
        # A file of any announced length is read up to the limit; what is compressed may not grow beyond bounds.
        request.meta["download_maxsize"] = self._max_uncompressed
        if request.meta["robots_bytes"] > MAX_BYTES:
            raise StopDownload(fail=False)

    def _store_copy(self, origin: str, body: bytes | None) -> None:
        """Store the file as a copy for 24 hours; delete the copy when there is no file."""
        if not self._in_a_run:
            return
        path = self._copy_path(origin)
        try:
            if body is None:
                path.unlink(missing_ok=True)
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            with written_when_complete(path) as file:
                file.write_bytes(body)
        except OSError as error:
            logger.warning("no copy of %s/robots.txt is kept: %s", origin, error.strerror)

    def _stored_copy(self, origin: str) -> bytes | None:
        path = self._copy_path(origin)
        try:
            age = time.time() - path.stat().st_mtime
            return path.read_bytes() if 0 <= age <= COPY_SECONDS else None
        except OSError:
            return None

    def _copy_path(self, origin: str) -> Path:
        return self._copies / f"{quote(origin.lower(), safe='')}.txt"

    @property
    def _in_a_run(self) -> bool:
        return run_context(self.crawler) is not None

    def _close(self, origin: str, error: RobotsUnreachable) -> None:
        """End a crawl, unless the host holds nothing but pictures; Scrapy's shell and fetch continue."""
        run = run_context(self.crawler)
        if run is not None and host_of(origin) not in run.site.image_hosts and self._closing is None:
            detail = f"{error}; without it nothing may be fetched (RFC 9309)"
            self._closing = close_spider(self.crawler, FinishReason.UNREACHABLE, detail)


def _rules_in(response: Response, address: str) -> bytes | None:
    if 200 <= response.status < 300:
        return _first_lines(response.body)
    if 400 <= response.status < 500:
        return None
    raise RobotsUnreachable(f"{address} answers HTTP {response.status}")


def _first_lines(body: bytes) -> bytes:
    """The complete lines within the limit."""
    if len(body) <= MAX_BYTES:
        return body
    return body[:MAX_BYTES].rpartition(b"\n")[0]
