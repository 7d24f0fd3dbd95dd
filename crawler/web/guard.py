"""What every request must fulfil and every answer carries, whatever page it is."""

from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = frozenset({"GET", "HEAD"})

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy of our own pages: no script at all, nothing from another host."""

HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-DNS-Prefetch-Control": "off",
    "Cache-Control": "no-cache",
}
"""Of every answer that does not say otherwise."""

NO_ROBOTS = {"X-Robots-Tag": "noindex, nofollow"}


class Guard:
    """Refuses other methods than GET and HEAD and unknown hosts; adds :data:`HEADERS`."""

    def __init__(self, app: ASGIApp, allowed_hosts: Iterable[str], allow_robots: bool) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in allowed_hosts)
        self._headers = HEADERS if allow_robots else HEADERS | NO_ROBOTS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await (self._refusal(scope) or self._app)(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        if scope["method"] not in METHODS:
            return PlainTextResponse("This site is read-only.\n", 405, {"Allow": "GET, HEAD"})
        if "*" not in self._hosts and host_of(scope) not in self._hosts:
            return PlainTextResponse("This host name is not served here; see --allowed-hosts.\n", 421)
        return None


def host_of(scope: Scope) -> str:
    """The host name of a request in small letters, without its port; empty when there is none or more than one."""
    hosts: list[str] = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    if len(hosts) != 1:
        return ""
    name, colon, port = hosts[0].rpartition(":")
    return (name if colon and port.isdigit() else hosts[0]).lower()
