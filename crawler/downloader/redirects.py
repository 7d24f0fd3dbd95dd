"""Follows redirects as a browser does: with the cookies they set, and to no URL that cannot be parsed."""

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.http import Response

from crawler.downloader.gate import Gate


class HttpRedirectMiddleware(RedirectMiddleware):
    """Adds the cookies of a redirect to the gate's: a server that redirects to the same URL waits for them."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The request for the target; the response itself when it is no redirect or its target cannot be parsed."""
        try:
            result = super().process_response(request, response)
        except ValueError:
            return response
        if isinstance(result, Request):
            # The header has the gate's cookies of before; they are added anew when the request is sent.
            result.headers.pop("Cookie", None)
            Gate.of(self.crawler).cookies.add_response_cookies(response, request)
        return result


class PageRefreshMiddleware(MetaRefreshMiddleware):
    """Follows ``<meta http-equiv="refresh">`` to other pages; a page that reloads itself is the page."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The request for the target, or the response itself."""
        try:
            result = super().process_response(request, response)
        except ValueError:
            return response
        is_reload = isinstance(result, Request) and result.url.partition("#")[0] == request.url.partition("#")[0]
        return response if is_reload else result
