"""Scrapy's HTTP download handler behind the gate.

The gate must be the last step before the network. A downloader middleware would be too late: Scrapy sends the next
request of a host as soon as a response arrives, before any middleware sees that it is a wait page. And without a
delay Scrapy 2.19 sends all requests queued for a host at once, whatever CONCURRENT_REQUESTS_PER_DOMAIN says (12 at a
closed gate with a limit of 1, measured): it counts requests only when their tasks start.
"""

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.downloader.bounded_headers import BoundedFactory
from crawler.downloader.gated_downloads import GatedDownloads


class GateDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP handler behind the gate."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory
        self._gated = GatedDownloads(crawler, super().download_request)

    async def download_request(self, request: Request) -> Response:
        """Download once the gate is open.

        :raises GateRefused: the newspaper refused; the run ends.
        :raises RunEnding: the run ended while the request waited for a permit.
        """
        return await self._gated.download(request)
