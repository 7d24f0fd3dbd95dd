"""Reads the records of a WARC file (ISO 28500, versions 1.0 and 1.1), whoever wrote it. In constant memory."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO

from crawler.archive.captures.streams import BrokenFile, Place, Stream

MAX_CONTENT = 20_000_000
"""Largest record that is read, in bytes; larger ones are no pages of a newspaper."""

MAX_LINE = 16_384
MAX_HEADERS = 200
"""Most lines of a record's header."""

MAX_GROWTH = 1_200
"""No compressed byte becomes more bytes than this, but for zstd's runs."""

_SPACE = b"\r\n"
_VERSION = b"WARC/"


@dataclass(frozen=True, slots=True)
class Record:
    """One record."""

    kind: str
    """``response``, ``revisit``, ``request``, ``warcinfo``, …"""
    url: str
    date: datetime | None
    """``WARC-Date``; None when it is missing or cannot be read."""
    headers: Mapping[str, str]
    """The record's named fields, by name in lower case."""
    content: bytes | None
    """The record's block; None when it was not wanted, or is longer than :data:`MAX_CONTENT`."""
    length: int
    next_place: Place
    """Where the next record begins."""


def read_records(
    file: IO[bytes], size: int, place: Place, is_wanted: Callable[[str, str], bool]
) -> Iterator[tuple[Record, int]]:
    """The records from a place on, each with the number of bytes of the file read so far.

    ``size`` is the length of the file; ``is_wanted(kind, url)`` decides whose content is kept. A record is yielded
    once it is known to be whole: all its bytes are there, and what follows is a record or the end.

    :raises BrokenFile: where the file cannot be read any further.
    """
    stream = Stream(file, place)
    if place == Place(0, 0) and stream.peek(len(_VERSION)) != _VERSION:
        raise BrokenFile("it is empty" if not stream.peek(1) else "it is neither WARC nor WACZ")
    while _goes_on(stream):
        record = _read_record(stream, size, is_wanted)
        yield record, stream.position


def _goes_on(stream: Stream) -> bool:
    """Whether another record follows the blank lines."""
    while (following := stream.peek(1)) and following in _SPACE:
        stream.skip(1)
    return bool(following)


def _read_record(stream: Stream, size: int, is_wanted: Callable[[str, str], bool]) -> Record:
    headers = _read_headers(stream)
    length = _length(headers, stream, size)
    kind, url = headers.get("warc-type", "").lower(), headers.get("warc-target-uri", "").strip("<> ")
    content = None
    if length <= MAX_CONTENT and is_wanted(kind, url):
        content = stream.read(length)
        found = len(content)
    else:
        found = stream.skip(length)
    if found < length:
        raise BrokenFile(f"it ends inside a record: {found} of {length} bytes are there")
    if _goes_on(stream) and stream.peek(len(_VERSION)) != _VERSION:
        raise BrokenFile(f"a record of {length} bytes is not followed by another: its length is wrong")
    return Record(kind, url, _date(headers.get("warc-date", "")), headers, content, length, stream.place)


def _read_headers(stream: Stream) -> dict[str, str]:
    version = stream.read_line(MAX_LINE)
    if not version.startswith(_VERSION) or not version.endswith(b"\n"):
        raise BrokenFile(f"no record begins with {version[:20]!r}")
    headers: dict[str, str] = {}
    name = ""
    for _ in range(MAX_HEADERS):
        line = stream.read_line(MAX_LINE)
        if not line.endswith(b"\n"):
            raise BrokenFile("it ends inside a record's header" if len(line) < MAX_LINE else "a header without end")
        text = line.rstrip(_SPACE).decode("utf-8", "replace")
        if not text:
            return headers
        if text[0] in " \t" and name:
            headers[name] += " " + text.strip()
            continue
        name, colon, value = text.partition(":")
        name = name.strip().lower()
        if not colon:
            raise BrokenFile(f"a line of a record's header has no name: {text[:40]!r}")
        headers.setdefault(name, value.strip())
    raise BrokenFile(f"a record's header has more than {MAX_HEADERS} lines")


def _length(headers: Mapping[str, str], stream: Stream, size: int) -> int:
    printed = headers.get("content-length")
    if printed is None:
        raise BrokenFile("a record has no Content-Length")
    if not (printed.isascii() and printed.isdigit() and len(printed) < 19):
        raise BrokenFile(f"a record's Content-Length is {printed[:30]!r}")
    length = int(printed)
    rest = max(size - stream.position, 0)
    most = rest * MAX_GROWTH + MAX_CONTENT if stream.is_compressed else size
    if length > most:
        raise BrokenFile(f"a record claims {length} bytes, more than the file holds")
    return length


def _date(printed: str) -> datetime | None:
    """A WARC-Date, to the second: ``2021-08-31T14:21:00Z``, since WARC 1.1 also with fractions."""
    try:
        moment = datetime.fromisoformat(printed)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).replace(microsecond=0)
