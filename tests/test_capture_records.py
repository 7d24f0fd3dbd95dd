"""WARC files of every make are read to the same records, and reading goes on from any of them."""

import gzip
import zlib
from datetime import UTC, datetime
from io import BytesIO
from itertools import count

import brotli
import pytest
from backports import zstd

from crawler.archive.captures.payload import BadPayload, read_payload
from crawler.archive.captures.records import Record, read_records
from crawler.archive.captures.streams import Place
from tests.webarchives import Captured, warc

TAKEN = [Captured(f"https://baokhanhhoa.vn/{number}/", b"<html>" + b"ghe " * 9000 * number) for number in range(1, 6)]
PLAIN = warc(TAKEN, gzip=False)


def one_block_each() -> list[bytes]:
    """The records one by one."""
    starts, at = [], -1
    while (at := PLAIN.find(b"WARC/1.0\r\n", at + 1)) >= 0:
        starts.append(at)
    return [PLAIN[start:end] for start, end in zip(starts, [*starts[1:], len(PLAIN)], strict=True)]


def with_dictionary(trained: bool) -> bytes:
    """As the standard for zstd in WARC says: the dictionary, packed or not, in a frame that other readers skip."""
    samples = [b"WARC-Type: response ghe %d bien %d" % (number, number * number) * 9 for number in range(300)]
    dictionary = zstd.train_dict(samples, 4096) if trained else zstd.ZstdDict(b"".join(samples)[:4096], is_raw=True)
    data = zstd.compress(dictionary.dict_content) if trained else dictionary.dict_content
    frames = b"".join(zstd.compress(record, zstd_dict=dictionary) for record in one_block_each())
    return b"\x5d\x2a\x4d\x18" + len(data).to_bytes(4, "little") + data + frames


MAKES = {
    "plain": PLAIN,
    "gzip-each": warc(TAKEN),
    "gzip-all": gzip.compress(PLAIN),
    "gzip-padded": warc(TAKEN) + bytes(512),
    "zstd-each": b"".join(map(zstd.compress, one_block_each())),
    "zstd-all": zstd.compress(PLAIN),
    "without-blank-lines-at-the-end": PLAIN.rstrip(b"\r\n"),
    "with-more-blank-lines": b"\r\n\r\n".join(one_block_each()),
    "line-feeds-alone": PLAIN.replace(b"WARC/1.0\r\n", b"WARC/1.1\n"),
}


def read(data: bytes, place: Place | None = None) -> list[Record]:
    found = read_records(BytesIO(data), len(data), place or Place(0, 0), lambda kind, url: True)
    return [record for record, _ in found]


@pytest.mark.parametrize("make", MAKES)
def test_every_make_reads_the_same(make: str) -> None:
    records = read(MAKES[make])
    assert [record.kind for record in records] == ["warcinfo", *["response"] * 5]
    assert [record.url for record in records[1:]] == [captured.url for captured in TAKEN]
    for record, captured in zip(records[1:], TAKEN, strict=True):
        assert record.content is not None
        assert read_payload(record.content).body == captured.body
        assert record.date == captured.at


@pytest.mark.parametrize("make", MAKES)
def test_reading_goes_on_from_every_record(make: str) -> None:
    records = read(MAKES[make])
    for number, record in zip(count(1), records[:-1]):
        rest = read(MAKES[make], record.next_place)
        assert [each.url for each in rest] == [each.url for each in records[number:]]


@pytest.mark.parametrize("trained", [False, True])
def test_a_dictionary_in_front(trained: bool) -> None:
    records = read(with_dictionary(trained))
    assert [record.url for record in records[1:]] == [captured.url for captured in TAKEN]
    rest = read(with_dictionary(trained), records[2].next_place)
    assert [record.url for record in rest] == [captured.url for captured in TAKEN[2:]]


BODY = "<html><body>Bến Cù Lao đông ghe câu.</body></html>".encode() * 50
CHUNKED = b"".join(b"%x;ext=1\r\n%s\r\n" % (len(part), part) for part in (BODY[:700], BODY[700:])) + b"0\r\n\r\n"

ENCODED = {
    "as-sent": (b"Content-Encoding: gzip", gzip.compress(BODY)),
    "two-encodings": (b"Content-Encoding: gzip, br", brotli.compress(gzip.compress(BODY))),
    "brotli": (b"Content-Encoding: br", brotli.compress(BODY)),
    "zstd": (b"Content-Encoding: zstd", zstd.compress(BODY)),
    "deflate": (b"Content-Encoding: deflate", zlib.compress(BODY)),
    "chunked": (b"Transfer-Encoding: chunked", CHUNKED),
    "chunked-and-gzip": (
        b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip",
        b"%x\r\n%s\r\n0\r\n\r\n" % (len(gzip.compress(BODY)), gzip.compress(BODY)),
    ),
    "decoded-but-says-gzip": (b"Content-Encoding: gzip\r\nContent-Length: 300", BODY),
    "decoded-but-says-brotli": (b"Content-Encoding: br", BODY),
    "decoded-but-says-chunked": (b"Transfer-Encoding: chunked", BODY),
    "gzip-under-deflate": (b"Content-Encoding: deflate", gzip.compress(BODY)),
    "no-length": (b"Server: x", BODY),
    "unknown-encoding": (b"Content-Encoding: utf-8", BODY),
}


@pytest.mark.parametrize("name", ENCODED)
def test_bodies_are_decoded_whatever_the_headers_claim(name: str) -> None:
    header, body = ENCODED[name]
    payload = read_payload(b"HTTP/1.1 200 OK\r\nX-A: 1\r\n" + header + b"\r\n\r\n" + body)
    assert (payload.status, payload.body) == (200, BODY)
    assert dict(payload.headers)[b"X-A"] == b"1"


BROKEN = {
    "truncated": b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n" + BODY,
    "truncated gzip": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(BODY)[:-20],
    "truncated chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKED[:-40],
    "truncated empty": b"HTTP/1.1 200 OK\r\n\r\n",
    "undecoded": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x00rubbish and more of it",
    "no-http": b"<html>" + BODY,
    "no-http header": b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 100_000,
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_cut_off_or_damaged_is_refused(name: str) -> None:
    with pytest.raises(BadPayload) as caught:
        read_payload(BROKEN[name])
    assert caught.value.reason == name.split()[0]


def test_dates_with_fractions_and_without() -> None:
    moments = []
    for printed in ("2021-08-31T14:21:00Z", "2021-08-31T14:21:00.123456Z", "2021-08-31", "yesterday"):
        data = warc([Captured("https://baokhanhhoa.vn/", b"<html>", warc={"WARC-Date": printed})])
        moments.append(read(data)[1].date)
    noon = datetime(2021, 8, 31, 14, 21, tzinfo=UTC)
    assert moments == [noon, noon, datetime(2021, 8, 31, tzinfo=UTC), None]
