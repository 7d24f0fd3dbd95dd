"""Turns the bytes of a sitemap or feed into well-formed UTF-8, a chunk at a time: unpacked, decoded, repaired. Pure."""

import codecs
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from html.entities import html5

from crawler.parse.errors import Reason, UnreadablePage

LARGEST = 50 * 1024 * 1024
"""Most bytes of an uncompressed sitemap, by the protocol (sitemaps.org)."""

CHUNK = 1 << 16

GZIP = b"\x1f\x8b\x08"
OTHER_PACKERS = (b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"\x1f\x9d", b"Rar!")

CONTROLS = bytes(set(range(32)) - {9, 10, 13}) + b"\x7f"

LONGEST_ENTITY = 40

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WITHOUT_MARK = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))

_DECLARED = re.compile(rb"<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']", re.I)
_UNESCAPED = re.compile(
    rb"<(?![A-Za-z_/!?])"
    rb"|&(?:(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos);|([A-Za-z][A-Za-z0-9]{1,30};)?)"
)


class SitemapBytes:
    """The bytes of one file; :attr:`cut` says, once they were read, what is missing at their end."""

    def __init__(self, body: bytes, charset: str | None = None) -> None:
        self._body = body
        self._charset = charset
        self.cut: str | None = None

    def __iter__(self) -> Iterator[bytes]:
        """Chunks of UTF-8 without control characters, in which ``<`` and ``&`` are markup of XML.

        :raises UnreadablePage: when nothing can be unpacked.
        """
        held = b""
        for text in self._decoded():
            chunk = held + text.encode("utf-8", "replace").translate(None, CONTROLS)
            last = max(chunk.rfind(b"&", -LONGEST_ENTITY), chunk.rfind(b"<", -1))
            held = chunk[last:] if last >= 0 else b""
            yield _UNESCAPED.sub(_escaped, chunk[: len(chunk) - len(held)])
        yield _UNESCAPED.sub(_escaped, held)

    def _decoded(self) -> Iterator[str]:
        decoder: codecs.IncrementalDecoder | None = None
        for chunk in self._unpacked():
            if decoder is None:
                decoder = codecs.getincrementaldecoder(self._encoding(chunk))("replace")
                yield decoder.decode(chunk).lstrip("\ufeff")
            else:
                yield decoder.decode(chunk)
        if decoder is not None:
            yield decoder.decode(b"", final=True)

    def _encoding(self, start: bytes) -> str:
        """What the bytes show goes before what the file says of itself, and that before what its header says."""
        for mark, name in (*BYTE_ORDER_MARKS, *WITHOUT_MARK):
            if start.startswith(mark):
                return name
        found = _DECLARED.search(start[:1000])
        declared = next(filter(None, map(_codec, (found and found[1].decode(), self._charset))), "utf-8")
        if declared == "utf-8" or declared.startswith(("utf-16", "utf-32")) or self._is_utf8():
            return "utf-8"
        return declared

    def _is_utf8(self) -> bool:
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            for chunk in SitemapBytes(self._body)._unpacked():
                decoder.decode(chunk)
        except UnicodeDecodeError:
            return False
        return True

    def _unpacked(self) -> Iterator[bytes]:
        """The body in chunks, at most :data:`LARGEST` bytes."""
        if self._body.startswith(OTHER_PACKERS):
            raise UnreadablePage(Reason.UNDECODED, f"the body begins with {self._body[:4]!r}")
        left = LARGEST
        for chunk in _gunzip(self) if self._body.startswith(GZIP) else _sliced(self._body):
            yield chunk[:left]
            left -= len(chunk)
            if left < 0:
                self.cut = f"more than {LARGEST} bytes"
                return


def _sliced(body: bytes) -> Iterator[bytes]:
    return (body[start : start + CHUNK] for start in range(0, len(body), CHUNK))


def _gunzip(source: SitemapBytes) -> Iterator[bytes]:
    """All members of a gzip file, as far as they go."""
    unpacker = zlib.decompressobj(wbits=31)
    came = False
    for chunk in _sliced(source._body):
        rest = chunk
        while rest:
            if unpacker.eof:
                rest = rest.lstrip(b"\0")
                if not rest:
                    break
                unpacker = zlib.decompressobj(wbits=31)
            before = unpacker.copy()
            try:
                unpacked = unpacker.decompress(rest, CHUNK)
            except zlib.error as error:
                last = _up_to_damage(before, rest)
                if not came and not last:
                    raise UnreadablePage(Reason.UNDECODED, str(error)) from None
                source.cut = f"the packed data is damaged: {error}"
                yield last
                return
            if unpacked:
                came = True
                yield unpacked
            rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    if not unpacker.eof:
        source.cut = "the packed data ends early"


def _up_to_damage(unpacker: "zlib._Decompress", packed: bytes) -> bytes:
    """What can be unpacked before the byte that cannot."""
    unpacked = []
    with suppress(zlib.error):
        for at in range(len(packed)):
            unpacked.append(unpacker.decompress(packed[at : at + 1]))
    return b"".join(unpacked)


def _codec(name: str | None) -> str | None:
    """Python's name of a text encoding; None when it is unknown."""
    try:
        found = codecs.lookup(name or "")
    except (LookupError, ValueError):
        return None
    return found.name if found._is_text_encoding else None


def _escaped(match: re.Match[bytes]) -> bytes:
    """An entity of XML as it is, one of HTML by its number, any other ``&`` and a ``<`` of no tag as letters."""
    if match[0] == b"<":
        return b"&lt;"
    if match[1]:
        return match[0]
    letters = html5.get((match[2] or b"").decode())
    if letters is None:
        return b"&amp;" + match[0][1:]
    return "".join(f"&#{ord(letter)};" for letter in letters).encode()
