"""Sends single requests without Scrapy's engine, for commands that need a few answers in turn; follows no redirect."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import HTTPRedirectHandler, Request, build_opener

from scrapy.http import HtmlResponse, Response
from w3lib.url import safe_url_string

from crawler.newspapers.site import host_of
from crawler.parse.decoding import is_html

MAX_REDIRECTS = 5
"""Redirects in a row that are worth following."""


class _NoRedirect(HTTPRedirectHandler):
    """Leaves redirects to the caller, which checks the host first."""

    def redirect_request(self, *_: Any) -> None:
        return None


def fetch(url: str, headers: Mapping[str, str], *, timeout_s: float, max_bytes: int) -> Response:
    """The answer, whatever its status; what exceeds ``max_bytes`` is left out.

    :raises OSError: and :class:`http.client.HTTPException`, when there is no answer.
    """
    request = Request(safe_url_string(url), headers=dict(headers))
    try:
        with build_opener(_NoRedirect).open(request, timeout=timeout_s) as answer:
            return _response(url, answer.status, answer.headers, answer.read(max_bytes))
    except HTTPError as answer:
        with answer:
            return _response(url, answer.code, answer.headers, answer.read(max_bytes))


def _response(url: str, status: int, headers: Message, body: bytes) -> Response:
    kind = HtmlResponse if is_html(body) else Response
    return kind(url, status=status, headers=list(headers.items()), body=body)


def redirect_target(answer: Response) -> str | None:
    """Where the answer redirects to; None when it does not."""
    if not 300 <= answer.status < 400:
        return None
    location = (answer.headers.get("Location") or b"").decode("latin-1")
    return urljoin(answer.url, location) if location else None


def is_on(url: str, hosts: Collection[str]) -> bool:
    """Whether a URL is on one of the hosts, each ``host`` or ``host:port``; one that cannot be parsed is not."""
    try:
        return host_of(url) in hosts
    except ValueError:
        return False


def server_clock(answer: Response) -> datetime | None:
    """The moment in the header ``Date``; None when it has none that can be read."""
    try:
        return parsedate_to_datetime((answer.headers.get("Date") or b"").decode("latin-1")).astimezone(UTC)
    except ValueError:
        return None
