"""The page in a captured HTTP response: transfer and content encodings removed, whatever the headers claim. Pure."""

import base64
import hashlib
import re
import sys
import zlib
from dataclasses import dataclass

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAX_PAGE = 20_000_000
"""Largest page after decompression, in bytes."""

MAX_HEAD = 262_144
_FEED = 4096
_DIGESTS = frozenset({"md5", "sha1", "sha256"})
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})\b")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_DROPPED = frozenset({b"content-encoding", b"transfer-encoding", b"content-length"})
"""Headers that do not match the decoded body."""


class BadPayload(ValueError):
    """The response holds no page; ``reason`` is a short stable word, the message has the detail."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Payload:
    """An HTTP response as it was meant."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    """Without those of encodings and length."""
    body: bytes


def read_payload(block: bytes) -> Payload:
    """The response in the block of a record.

    :raises BadPayload: when it is no HTTP response, or is cut off, damaged or a bomb.
    """
    end = _BLANK_LINE.search(block, 0, MAX_HEAD)
    head = block[: end.start()] if end else block[:MAX_HEAD]
    status_line, *lines = head.split(b"\n")
    status = _STATUS.match(status_line)
    if status is None or end is None:
        raise BadPayload("no-http", f"the response begins with {block[:20]!r}")
    headers = tuple(_fields(lines))
    body = block[end.end() :]
    if _values(headers, b"transfer-encoding").endswith(b"chunked"):
        body = _without_chunks(body)
    _check_length(headers, body)
    for encoding in reversed(_values(headers, b"content-encoding").split(b",")):
        body = _decoded(body, encoding.strip())
    if not body:
        raise BadPayload("truncated", "the body is empty")
    kept = tuple((name, value) for name, value in headers if name.lower() not in _DROPPED)
    return Payload(int(status[1]), kept, body)


def check_digest(block: bytes, printed: str) -> None:
    """Compare a record's block with its ``WARC-Block-Digest``, ``sha1:`` and base 32 or hex; unknown ones pass.

    :raises BadPayload: when the block is another.
    """
    name, colon, value = printed.strip().partition(":")
    if not colon or name.lower() not in _DIGESTS:
        return
    digest = hashlib.new(name.lower(), block, usedforsecurity=False)
    forms = {base64.b32encode(digest.digest()).decode().rstrip("="), digest.hexdigest().upper()}
    if value.upper().rstrip("=") not in forms:
        raise BadPayload("wrong-digest", f"the record is not what its digest {printed} says")


def _fields(lines: list[bytes]) -> list[tuple[bytes, bytes]]:
    fields: list[tuple[bytes, bytes]] = []
    for line in lines:
        if line[:1] in {b" ", b"\t"} and fields:
            fields[-1] = (fields[-1][0], fields[-1][1] + b" " + line.strip())
            continue
        name, colon, value = line.partition(b":")
        if colon and name.strip():
            fields.append((name.strip(), value.strip()))
    return fields


def _values(headers: tuple[tuple[bytes, bytes], ...], wanted: bytes) -> bytes:
    return b",".join(value.lower() for name, value in headers if name.lower() == wanted)


def _check_length(headers: tuple[tuple[bytes, bytes], ...], body: bytes) -> None:
    """A body longer than announced was decoded by its writer; a shorter one is cut off."""
    announced = _values(headers, b"content-length").split(b",")[0]
    if announced.isdigit() and len(announced) < 19 and len(body) < int(announced):
        raise BadPayload("truncated", f"{len(body)} of {int(announced)} bytes")


def _without_chunks(body: bytes) -> bytes:
    """The body without its chunks' frames; as it is when it has none, because some writers remove them."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\n", at, at + 100)
        size = _hex(body[at:end].partition(b";")[0]) if end >= 0 else None
        if size is None:
            if not parts:
                return body
            raise BadPayload("truncated", "the chunked body does not end")
        if size == 0:
            return b"".join(parts)
        part = body[end + 1 : end + 1 + size]
        if len(part) < size:
            if not parts and body[:1] == b"<":
                return body
            raise BadPayload("truncated", f"a chunk of {size} bytes has {len(part)}")
        parts.append(part)
        at = end + 1 + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0


def _hex(word: bytes) -> int | None:
    word = word.strip()
    if not word or len(word) > 15:
        return None
    try:
        return int(word, 16) if word.isalnum() else None
    except ValueError:
        return None


def _decoded(body: bytes, encoding: bytes) -> bytes:
    """The body without this encoding; as it is when it does not have it, whatever the header says."""
    match encoding:
        case b"gzip" | b"x-gzip" | b"deflate" if body[:2] == b"\x1f\x8b":
            return _inflate(body, 31)
        case b"deflate" if body.lstrip()[:1] != b"<":
            return _inflate(body, 15 if body[:1] == b"\x78" else -15)
        case b"zstd" if body[:4] == b"\x28\xb5\x2f\xfd":
            return _zstd(body)
        case b"br" if body.lstrip()[:1] != b"<":
            return _brotli(body)
    return body


def _inflate(body: bytes, window: int) -> bytes:
    inner = zlib.decompressobj(window)
    try:
        found = inner.decompress(body, MAX_PAGE)
    except zlib.error as error:
        raise BadPayload("undecoded", str(error)) from None
    if inner.unconsumed_tail:
        raise _bomb(len(body))
    if not inner.eof:
        raise BadPayload("truncated", "the compressed body does not end")
    return found


def _zstd(body: bytes) -> bytes:
    inner = zstd.ZstdDecompressor()
    try:
        found = inner.decompress(body, MAX_PAGE)
    except zstd.ZstdError as error:
        raise BadPayload("undecoded", str(error)) from None
    if inner.eof:
        return found
    if len(found) >= MAX_PAGE:
        raise _bomb(len(body))
    raise BadPayload("truncated", "the compressed body does not end")


def _brotli(body: bytes) -> bytes:
    inner = brotli.Decompressor()
    parts: list[bytes] = []
    made = 0
    try:
        for at in range(0, len(body), _FEED):
            parts.append(inner.process(body[at : at + _FEED], output_buffer_limit=MAX_PAGE))
            made += len(parts[-1])
            if made >= MAX_PAGE or not inner.can_accept_more_data():
                raise _bomb(len(body))
    except brotli.error as error:
        raise BadPayload("undecoded", str(error)) from None
    if not inner.is_finished():
        raise BadPayload("truncated", "the compressed body does not end")
    return b"".join(parts)


def _bomb(length: int) -> BadPayload:
    return BadPayload("bomb", f"{length} compressed bytes become more than {MAX_PAGE}")
