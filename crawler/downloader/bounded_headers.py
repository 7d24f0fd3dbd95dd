"""HTTP connections that give up on endless headers; Twisted bounds one line, not their number."""

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HTTP11ClientProtocol, ParseError, Request
from twisted.web.iweb import IResponse

MAX_HEADER_BYTES = 256 * 1024
"""Bytes before a response's body, interim responses (``100 Continue``) included; browsers allow as much."""


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Fails the request whose response has more than MAX_HEADER_BYTES before its body."""

    _before_body = 0

    def request(self, request: Request) -> Deferred[IResponse]:
        """Send a request."""
        self._before_body = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # Twisted's name
        """Count what arrives until the body begins."""
        parser = self._parser
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if parser is None or parser is not self._parser or parser.state == "BODY":
            return
        self._before_body += len(data)
        if self._before_body > MAX_HEADER_BYTES:
            error = ParseError(f"more than {MAX_HEADER_BYTES} bytes of headers", b"")  # type: ignore[no-untyped-call]
            self._giveUp(Failure(error))  # type: ignore[no-untyped-call]


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Builds protocols with bounded headers, for ``HTTPConnectionPool``."""

    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # Twisted's name
        """A connection's protocol."""
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
