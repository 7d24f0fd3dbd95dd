"""Encodes a page as one compressed record of a WARC file (ISO 28500), and back."""

import zlib
from datetime import UTC, datetime
from io import BytesIO
from typing import IO

from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.items import Page

DROPPED = frozenset({b"content-encoding", b"transfer-encoding", b"content-length"})
"""Headers that do not match the stored body."""

LEVEL = 6
"""Half the time of level 9 for 1 % more bytes, measured on the built-in newspaper's pages."""

_GZIP = 31
_CHUNK = 1 << 16


class _RawHeaders(StatusAndHeaders):  # type: ignore[misc]
    """HTTP headers written byte for byte; warcio would percent-encode what is not ASCII."""

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        self.headers_buff = self.to_str().encode("latin-1") + b"\r\n"


class BrokenRecord(ValueError):
    """There is no complete page record."""


def encode_info(file_name: str) -> bytes:
    """The first record of a file."""
    writer = WARCWriter(BytesIO(), gzip=False)
    info = {"software": "khanhhoa-crawler", "format": "WARC File Format 1.0", "robots": "obey"}
    writer.write_record(writer.create_warcinfo_record(file_name, info))
    return _compress(writer.out.getvalue())


def encode_page(page: Page, fetched_at: datetime) -> bytes:
    """The response record of a page."""
    kept = [
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in page.headers if name.lower() not in DROPPED
    ]
    headers = _RawHeaders(str(page.status), [*kept, ("Content-Length", str(len(page.body)))], protocol="HTTP/1.1")
    writer = WARCWriter(BytesIO(), gzip=False)
    date = f"{fetched_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    record = writer.create_warc_record(
        page.url,
        "response",
        payload=BytesIO(page.body),
        length=len(page.body),
        http_headers=headers,
        warc_headers_dict={"WARC-Date": date},
    )
    writer.write_record(record)
    return _compress(writer.out.getvalue())


def decode_page(record: bytes) -> Page:
    """The page of a response record.

    :raises BrokenRecord: when it is truncated, damaged or of another type.
    """
    try:
        plain = zlib.decompress(record, _GZIP)
        # Headers are split here: warcio decodes each value as UTF-8 or Latin-1, whichever fits, and does not say which.
        parsed = ArcWarcRecordLoader().parse_record_stream(BytesIO(plain), no_record_parse=True)
        content = parsed.raw_stream.read()
    except (zlib.error, EOFError, ValueError, AttributeError) as error:
        raise BrokenRecord(str(error)) from error
    if parsed.rec_type != "response":
        raise BrokenRecord(f"a record of type {parsed.rec_type}")
    status, headers, body = _split_http(content)
    return Page(parsed.rec_headers.get_header("WARC-Target-URI"), status, headers, body)


def _split_http(content: bytes) -> tuple[int, tuple[tuple[bytes, bytes], ...], bytes]:
    """Status, headers and body of an HTTP response as it was sent.

    :raises BrokenRecord: when there is no status.
    """
    head, _, body = content.partition(b"\r\n\r\n")
    status_line, *lines = head.split(b"\r\n")
    status = status_line.split(b" ")[1:2]
    if not status or not status[0].isdigit():
        raise BrokenRecord(f"no status in {status_line[:40]!r}")
    named = (line.partition(b":") for line in lines)
    return int(status[0]), tuple((name, value.strip()) for name, _, value in named), body


def end_of_whole_records(file: IO[bytes], start: int) -> int:
    """End of the last complete record, reading from a record's start at ``start``."""
    end = start
    file.seek(start)
    waiting = b""
    while True:
        member = zlib.decompressobj(_GZIP)
        taken = 0
        while not member.eof:
            data = waiting or file.read(_CHUNK)
            if not data or not _accepts(member, data):
                return end
            waiting = member.unused_data
            taken += len(data) - len(waiting)
        end += taken


def _accepts(member: "zlib._Decompress", data: bytes) -> bool:
    try:
        member.decompress(data)
    except zlib.error:
        return False
    return True


def _compress(record: bytes) -> bytes:
    compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, _GZIP)
    return compressor.compress(record) + compressor.flush()
