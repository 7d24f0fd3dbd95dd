"""A small HTTP/1.1 server on asyncio: enough of the protocol for a newspaper, and for its faults."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus
from urllib.parse import SplitResult, parse_qs, urlsplit

_LONGEST_HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """One request; ``headers`` have names in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    client: str

    @property
    def address(self) -> SplitResult:
        """Path and query."""
        return urlsplit("http://newspaper" + self.target)

    def number(self, name: str, default: int) -> int:
        """A whole number from the query."""
        value = parse_qs(self.address.query).get(name, [""])[0]
        return int(value) if value.isdecimal() else default


@dataclass(frozen=True, slots=True)
class Answer:
    """A response."""

    body: bytes
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    claimed_length: int | None = None
    """Content-Length when it is not the body's; the connection is closed after the body."""
    http10: bool = False
    """Sent as HTTP/1.0: without a length, the connection's end is the body's."""
    opening: bytes = b""
    endless: bytes = b""
    """Sent in place of head and body: the opening, then ``endless`` again and again until the client leaves."""
    silent: bool = False
    """Never sent: the connection stays open until the client leaves."""
    delay: float = 0.0
    """Seconds before it is sent."""

    @property
    def ends_by_length(self) -> bool:
        """Whether the connection can be used again."""
        return self.claimed_length is None and not self.http10

    def head(self, keep_alive: bool) -> bytes:
        """Status line and headers."""
        length = len(self.body) if self.claimed_length is None else self.claimed_length
        lines = [
            f"HTTP/{'1.0' if self.http10 else '1.1'} {self.status} {_phrase(self.status)}",
            *(() if "Date" in self.headers else (f"Date: {formatdate(usegmt=True)}",)),
            f"Content-Type: {self.content_type}",
            *(() if self.http10 else (f"Content-Length: {length}",)),
            f"Connection: {'keep-alive' if keep_alive else 'close'}",
            *(f"{name}: {value}" for name, value in self.headers.items()),
        ]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Status"


Handler = Callable[[Request], Answer]


async def serve_connection(handler: Handler, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the requests of one connection, one after the other."""
    client = str(writer.get_extra_info("peername")[0])
    try:
        while (request := await _read_request(reader, client)) is not None:
            answer = handler(request)
            if answer.silent:
                await reader.read()
                return
            if answer.endless:
                await _send_endlessly(writer, answer)
                return
            if answer.delay:
                await asyncio.sleep(answer.delay)
            keep_alive = request.headers.get("connection", "").lower() != "close" and answer.ends_by_length
            writer.write(answer.head(keep_alive) + (b"" if request.method == "HEAD" else answer.body))
            await writer.drain()
            if not keep_alive:
                return
    except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return
    except asyncio.CancelledError:
        # The server stops. Unread data is dropped, because closing would wait for it indefinitely.
        # Not raised again: asyncio's streams of Python 3.11 print a traceback for a task left cancelled.
        writer.transport.abort()
    finally:
        writer.close()


async def _send_endlessly(writer: asyncio.StreamWriter, answer: Answer) -> None:
    writer.write(answer.opening)
    while not writer.is_closing():
        writer.write(answer.endless)
        await writer.drain()
        await asyncio.sleep(0)


async def _read_request(reader: asyncio.StreamReader, client: str) -> Request | None:
    """The next request of a connection, or None when the client has gone or speaks no HTTP."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.split("\r\n")
    words = first.split(" ")
    if len(words) != 3:
        return None
    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            headers[name.strip().lower()] = value.strip()
    if length := headers.get("content-length", ""):
        await reader.readexactly(min(int(length), _LONGEST_HEAD))
    return Request(words[0], words[1], headers, client)
