"""The gate's cookies: one jar for the browser and for plain requests, of the newspaper's own hosts alone."""

import time
from collections.abc import Iterable, Mapping
from http.cookiejar import Cookie
from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.http.cookies import CookieJar


class GateCookies:
    """Cookies that a gate or its script has set."""

    def __init__(self, hosts: frozenset[str]) -> None:
        # A cookie belongs to a host, whatever its port.
        self._hosts = frozenset(host.rpartition(":")[0] or host for host in hosts)
        self._jar = CookieJar()

    def __len__(self) -> int:
        return len(self._jar)

    def absorb(self, response: Response, request: Request) -> None:
        """Take over the ``Set-Cookie`` headers of an answer."""
        if b"Set-Cookie" in response.headers:
            self._jar.extract_cookies(response, request)

    def carry(self, cookies: Iterable[Mapping[str, Any]]) -> None:
        """Take over a browser's cookies, as Playwright gives them."""
        for cookie in cookies:
            if str(cookie["domain"]).lstrip(".") in self._hosts:
                self._jar.set_cookie(_from_browser(cookie))

    def apply(self, request: Request, own: bytes | None) -> None:
        """Set the request's cookies: ``own`` (what the header said before) and the gate's."""
        if not len(self._jar):
            return
        request.headers.pop("Cookie", None)
        self._jar.add_cookie_header(request)
        gate = request.headers.get("Cookie")
        if both := b"; ".join(filter(None, (own, gate))):
            request.headers["Cookie"] = both

    def for_browser(self) -> list[dict[str, Any]]:
        """The jar as Playwright takes it."""
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
        # The jar writes hosts without a dot with this ending.
        "domain": cookie.domain.removesuffix(".local"),
        "path": cookie.path,
        "expires": float(cookie.expires) if cookie.expires else -1,
        "httpOnly": "HttpOnly" in cookie._rest,  # type: ignore[attr-defined]
        "secure": cookie.secure,
        "sameSite": "Lax",
    }
