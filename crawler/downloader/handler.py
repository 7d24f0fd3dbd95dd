"""The download handler: Scrapy's, with the gate between the engine and the wire.

This is the last place before the wire. In a downloader middleware it would be too late: Scrapy sends the next request
of a host as soon as an answer has arrived, before any middleware has seen that the answer is a wait page. And without
a delay Scrapy 2.19 sends all that is queued for a host at once, whatever CONCURRENT_REQUESTS_PER_DOMAIN says (12 at a
closed gate where 1 was set, measured): it counts them only when their tasks start.
"""

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.downloader.gated_downloads import GatedDownloads


class GateDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP handler behind the gate."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._gated = GatedDownloads(crawler, super().download_request)

    async def download_request(self, request: Request) -> Response:
        """Download, once the gate is open.

        :raises GateRefused: the newspaper refused; the run ends.
        :raises RunEnding: the run ended before the request's turn came.
        """
        return await self._gated.download(request)
