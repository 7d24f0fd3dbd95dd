"""The cookie jar of wait pages, shared by the browser and plain requests; own hosts only."""

import time
from collections.abc import Iterable, Mapping
from http.cookiejar import Cookie
from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.http.cookies import CookieJar


class GateCookies:
    """Cookies set by wait pages and their scripts."""

    def __init__(self, hosts: frozenset[str] | None) -> None:
        """``hosts``, as ``host`` or ``host:port``, are the newspaper's; None: cookies of every host are kept."""
        # Cookies ignore ports.
        self._hosts = None if hosts is None else frozenset(host.rpartition(":")[0] or host for host in hosts)
        self._jar = CookieJar()

    def __len__(self) -> int:
        return len(self._jar)

    def add_response_cookies(self, response: Response, request: Request) -> None:
        """Add the ``Set-Cookie`` headers of a response to the jar."""
        if b"Set-Cookie" in response.headers:
            self._jar.extract_cookies(response, request)

    def add_browser_cookies(self, cookies: Iterable[Mapping[str, Any]]) -> None:
        """Add a browser's cookies, in Playwright's format."""
        for cookie in cookies:
            if self._hosts is None or str(cookie["domain"]).lstrip(".") in self._hosts:
                self._jar.set_cookie(_from_browser(cookie))

    def apply(self, request: Request, own: bytes | None) -> None:
        """Set the request's cookies: ``own`` (its original header) and those of the jar."""
        if not len(self._jar):
            return
        request.headers.pop("Cookie", None)
        self._jar.add_cookie_header(request)
        gate = request.headers.get("Cookie")
        if both := b"; ".join(filter(None, (own, gate))):
            request.headers["Cookie"] = both

    def for_browser(self) -> list[dict[str, Any]]:
        """The jar in Playwright's format."""
        now = time.time()
        return [_for_browser(cookie) for cookie in self._jar if not cookie.is_expired(int(now))]


def _from_browser(cookie: Mapping[str, Any]) -> Cookie:
    expires = int(cookie["expires"]) if cookie.get("expires", -1) > 0 else None
    domain = str(cookie["domain"])
    return Cookie(
        version=0,
        name=str(cookie["name"]),
        value=str(cookie["value"]),
        port=None,
        port_specified=False,
        domain=domain,
        domain_specified=domain.startswith("."),
        domain_initial_dot=domain.startswith("."),
        path=str(cookie["path"]),
        path_specified=True,
        secure=bool(cookie["secure"]),
        expires=expires,
        discard=expires is None,
        comment=None,
        comment_url=None,
        rest={},
    )


def _for_browser(cookie: Cookie) -> dict[str, Any]:
    return {
        "name": cookie.name,
        "value": cookie.value or "",
        # The jar appends this to host names without a dot.
        "domain": cookie.domain.removesuffix(".local"),
        "path": cookie.path,
        "expires": float(cookie.expires) if cookie.expires else -1,
        "httpOnly": "HttpOnly" in cookie._rest,  # type: ignore[attr-defined]
        "secure": cookie.secure,
        "sameSite": "Lax",
    }
