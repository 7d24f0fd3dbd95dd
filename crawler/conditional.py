"""Conditional requests: what a page says of itself, and whether it is still so. Pure."""

from scrapy import Request
from scrapy.http import Response

UNCHANGED = 304


def validators(response: Response) -> tuple[str | None, str | None]:
    """ETag and Last-Modified of a page."""
    return _header(response, "ETag"), _header(response, "Last-Modified")


def _header(response: Response, name: str) -> str | None:
    """The header's text; None when there is none or it has control characters, which PostgreSQL does not take."""
    text = (response.headers.get(name) or b"").decode("latin-1")
    return text if text and text.isprintable() else None


def if_changed(request: Request, etag: str | None, last_modified: str | None) -> Request:
    """The request made conditional on what the page said of itself when it was last seen."""
    if etag:
        request.headers["If-None-Match"] = etag
    if last_modified:
        request.headers["If-Modified-Since"] = last_modified
    if etag or last_modified:
        request.meta["handle_httpstatus_list"] = [UNCHANGED]
    return request
