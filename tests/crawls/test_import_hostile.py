"""Broken and hostile WARC and WACZ files: a line for each, exit code 3, and nothing that is not whole."""

import gzip
import re
import resource
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from backports import zstd

from crawler.archive.database.schema import articles, imports
from crawler.newspapers.builtin import Newspaper, Options
from tests.crawling import Desk
from tests.webarchives import Captured, capture, warc

pytestmark = pytest.mark.quick

SITE = Newspaper(Options(seed=21, articles=6, twins=0))
PAGES = [capture(SITE, key) for key in SITE.truth]
PLAIN, PACKED = warc(PAGES, gzip=False), warc(PAGES)
SECOND = PLAIN.index(b"WARC/1.0", PLAIN.index(b"WARC-Type: response"))
"""Where the second response begins."""
LENGTH = re.search(rb"Content-Length: (\d+)", PLAIN[SECOND:])
assert LENGTH is not None
HTTP = PLAIN.index(b"HTTP/1.1", SECOND)


def with_length(word: bytes) -> bytes:
    """The second response with another Content-Length."""
    assert LENGTH is not None
    return PLAIN[:SECOND] + PLAIN[SECOND:].replace(b"Content-Length: " + LENGTH[1], word, 1)


def plus(number: int) -> bytes:
    assert LENGTH is not None
    return b"Content-Length: %d" % (int(LENGTH[1]) + number)


def zipped(**files: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


def named(name: str) -> bytes:
    return zipped(**{"archive/a.warc.gz": PACKED, name: PACKED})


def same_name() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("archive/a.warc", PLAIN)
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("archive/a.warc", PLAIN)
    return out.getvalue()


def encrypted() -> bytes:
    data = bytearray(zipped(**{"archive/a.warc.gz": PACKED}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def wrong_sum() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("archive/a.warc", PLAIN)
    data = bytearray(out.getvalue())
    data[data.index(b"software") + 2] ^= 1
    return bytes(data)


def packed_zeros(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    million = bytes(1_000_000)
    return b"".join(packer.compress(million) for _ in range(size // 1_000_000)) + packer.flush()


def bomb() -> bytes:
    """A record that is as long as it says: 250 million zeros in 250 kB, and claims what such a file can hold."""
    head = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 240000000\r\n\r\n"
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(head), *(packer.compress(bytes(1_000_000)) for _ in range(250)), packer.flush()]
    return b"".join(parts)


def zstd_bomb() -> bytes:
    head = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 20000000\r\n\r\n"
    return zstd.compress(head + bytes(400_000_000))


def payload_bomb() -> bytes:
    page = PAGES[0]
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    return warc([Captured(page.url, packed_zeros(40_000_000), headers=headers)])


def wacz_bomb() -> bytes:
    return zipped(**{"archive/a.warc": bytes(300_000_000)})


def damaged(data: bytes, at: int) -> bytes:
    return data[:at] + bytes(byte ^ 0x55 for byte in data[at : at + 8]) + data[at + 8 :]


FILES: dict[str, bytes | Callable[[], bytes]] = {
    "cut-in-the-version": PLAIN[: SECOND + 4],
    "cut-in-a-header": PLAIN[: SECOND + 40],
    "cut-after-a-name": PLAIN[: PLAIN.index(b"WARC-Date:", SECOND) + 10],
    "cut-behind-the-header": PLAIN[:HTTP],
    "cut-in-the-http-header": PLAIN[: HTTP + 30],
    "cut-in-the-body": PLAIN[: HTTP + 3000],
    "cut-in-the-last-body": PLAIN[:-40],
    "gzip-cut-in-its-header": PACKED[:5],
    "gzip-cut-in-the-middle": PACKED[: len(PACKED) // 2],
    "gzip-cut-in-the-sum": PACKED[:-3],
    "gzip-damaged": damaged(PACKED, len(PACKED) // 2),
    "gzip-then-text": PACKED + b"and more",
    "gzip-of-text": gzip.compress(b"just text\n"),
    "gzip-in-one-cut": gzip.compress(PLAIN)[:-2000],
    "gzip-bomb": bomb,
    "zstd-cut": zstd.compress(PLAIN)[:-2000],
    # zstd has no sum of its own here: the record's digest tells.
    "zstd-damaged": zstd.compress(PLAIN.replace("họp".encode(), "hộp".encode()).replace(b"</p>", b"</P>", 9)),
    "zstd-bomb": zstd_bomb,
    "zstd-dictionary-endless": b"\x5d\x2a\x4d\x18\xff\xff\xff\xff" + zstd.compress(PLAIN),
    "zstd-dictionary-damaged": b"\x5d\x2a\x4d\x18\x08\x00\x00\x00" + b"\x28\xb5\x2f\xfdaaaa" + zstd.compress(PLAIN),
    "length-too-long": with_length(plus(5)),
    "length-too-short": with_length(plus(-5)),
    "length-of-a-petabyte": with_length(b"Content-Length: 1000000000000000"),
    "length-of-the-rest": with_length(b"Content-Length: %d" % (len(PLAIN) - 100)),
    "length-negative": with_length(b"Content-Length: -5"),
    "length-in-words": with_length(b"Content-Length: many"),
    "length-missing": with_length(b"X-Length: 1"),
    "length-endless": with_length(b"Content-Length: " + b"9" * 5000),
    "header-line-endless": PLAIN[:SECOND] + b"WARC/1.0\r\nWARC-Type: " + b"a" * 1_000_000,
    "header-lines-endless": PLAIN[:SECOND] + b"WARC/1.0\r\n" + b"X: y\r\n" * 100_000,
    "header-without-name": PLAIN[:SECOND] + b"WARC/1.0\r\nresponse\r\n\r\n",
    "text-between-records": PLAIN[:SECOND] + b"hello\r\n\r\n" + PLAIN[SECOND:],
    "empty": b"",
    "zeros": bytes(5000),
    "a-page": PAGES[0].body,
    "payload-bomb": payload_bomb,
    "wacz-up-a-folder": named("../../evil.warc.gz"),
    "wacz-absolute": named("/etc/cron.d/evil"),
    "wacz-of-a-drive": named("C:evil.warc"),
    "wacz-backslashes": named("archive\\..\\..\\evil.warc"),
    "wacz-without-warc": zipped(**{"datapackage.json": b"{}"}),
    "wacz-cut": named("pages/pages.jsonl")[:-30],
    "wacz-of-a-cut-warc": zipped(**{"archive/a.warc.gz": PACKED[:-3]}),
    "wacz-with-a-name-twice": same_name,
    "wacz-encrypted": encrypted,
    "wacz-with-a-wrong-sum": wrong_sum,
    "wacz-bomb": wacz_bomb,
}


def test_each_gets_a_line_and_nothing_is_half_stored(desk: Desk) -> None:
    assert len(FILES) >= 40
    paths = {name: desk.folder / f"{name}.warc" for name in FILES}
    for name, data in FILES.items():
        paths[name].write_bytes(data if isinstance(data, bytes) else data())
    ended = desk.run("import", *map(str, paths.values()))
    assert ended.code == 3, ended.err
    lines = ended.err.splitlines()
    for name, path in paths.items():
        of_file = [line for line in lines if line.startswith(f"scrapy import: {path}: ")]
        assert len(of_file) == 1, (name, of_file)
    assert len(lines) == len(FILES)
    for row in desk.rows(articles):
        truth = SITE.truth[row.article_id]
        assert (row.title, row.lead, row.body) == (truth.title, truth.lead, truth.body)
    assert desk.run("archive", "check").code == 0
    assert not [path for path in desk.folder.rglob("*") if "evil" in path.name]
    assert all(row.finished_at for row in desk.rows(imports))
    named = {"payload-bomb.warc", "zstd-damaged.warc"}
    assert {row.name for row in desk.rows(imports) if row.problem is None} == named
    # The same files again say the same.
    again = desk.run("import", *map(str, paths.values()))
    assert (again.code, len(again.err.splitlines())) == (3, len(FILES))


def test_a_bomb_does_not_fill_the_memory(desk: Desk, tmp_path: Path) -> None:
    names = ("gzip-bomb", "zstd-bomb", "payload-bomb", "wacz-bomb")
    makers = {name: FILES[name] for name in names}
    paths = []
    for name, make in makers.items():
        assert callable(make)
        paths.append(tmp_path / f"{name}.warc")
        paths[-1].write_bytes(make())
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert desk.run("import", *map(str, paths)).code == 3
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= max(before, 400_000)
