"""A filtering proxy on loopback: all that the browser sends goes through it, and only to the newspaper.

Routes of a page do not see redirects, popups, workers or sockets; a proxy sees every connection.
"""

import asyncio
import logging
from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple, Self
from urllib.parse import SplitResult, urlsplit

from crawler.newspapers.site import PORTS

MAX_HEAD = 65_536
"""Bytes of a request's head."""
CHUNK = 65_536
CONNECT_S = 30.0

logger = logging.getLogger(__name__)


class Origin(NamedTuple):
    """Scheme, host and port: all that must agree for a connection."""

    scheme: str
    host: str
    port: int


def origin_of(url: str) -> Origin | None:
    """The origin of an absolute address; None when it cannot be parsed or is not HTTP."""
    try:
        return _origin(urlsplit(url))
    except ValueError:
        return None


def _origin(parts: SplitResult) -> Origin | None:
    if parts.scheme not in PORTS or "@" in parts.netloc or not parts.hostname:
        return None
    return Origin(parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme])


class FilteringProxy:
    """Forwards requests to ``allowed`` origins, and closes every other connection unanswered."""

    def __init__(self, allowed: Iterable[Origin], upstream: str | None = None) -> None:
        """``upstream`` is the address of the HTTP proxy that this machine needs, if any."""
        self._allowed = frozenset(allowed)
        self._upstream = urlsplit(upstream) if upstream else None
        self._connections: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.refused: list[str] = []
        """The first line of each request that was refused; at most 100."""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=MAX_HEAD)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for connection in self._connections:
            connection.cancel()
        if self._connections:
            await asyncio.wait(self._connections)
        await self._server.wait_closed()

    @property
    def address(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._serve(reader, writer))
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError, TimeoutError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                await self._forward(reader, writer)
        except asyncio.CancelledError:
            # The visit is over.
            pass
        finally:
            writer.transport.abort()

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        line, _, headers = head.partition(b"\r\n")
        method, target, version = line.decode("latin-1").split(" ")
        tunnel = method == "CONNECT"
        parts = urlsplit(f"https://{target}" if tunnel else target)
        origin = _origin(parts)
        if origin not in self._allowed or (tunnel != (origin.scheme == "https")):
            self._refuse(line)
            return
        first = b"" if tunnel else _request_head(method, parts, version, headers)
        if self._upstream is not None:
            host, port = self._upstream.hostname or "", self._upstream.port or 80
            first = head
        else:
            host, port = origin.host, origin.port
        async with asyncio.timeout(CONNECT_S):
            far_reader, far_writer = await asyncio.open_connection(host, port)
        try:
            if tunnel and self._upstream is None:
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            far_writer.write(first)
            await _both_ways(reader, writer, far_reader, far_writer)
        finally:
            far_writer.transport.abort()

    def _refuse(self, line: bytes) -> None:
        logger.debug("the browser may not send %r", line[:200])
        if len(self.refused) < 100:
            self.refused.append(line[:200].decode("latin-1"))


def _request_head(method: str, parts: SplitResult, version: str, headers: bytes) -> bytes:
    """The head as the server expects it: its path alone, one request for each connection, nothing for a proxy."""
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    kept = [
        line
        for line in headers.split(b"\r\n")
        if line and line.partition(b":")[0].strip().lower() not in {b"connection", b"proxy-connection", b"upgrade"}
    ]
    first = f"{method} {path} {version}".encode("latin-1")
    return b"\r\n".join([first, *kept, b"Connection: close", b"", b""])


async def _both_ways(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    far_reader: asyncio.StreamReader,
    far_writer: asyncio.StreamWriter,
) -> None:
    """Pass on bytes in both directions until the far side is done."""
    upwards = asyncio.ensure_future(_pass_on(reader, far_writer))
    try:
        await _pass_on(far_reader, writer)
    finally:
        upwards.cancel()
        await asyncio.wait({upwards})
        if not upwards.cancelled():
            upwards.exception()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(CHUNK):
        writer.write(chunk)
        await writer.drain()
    with suppress(OSError):
        await writer.drain()
