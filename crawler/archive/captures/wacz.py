"""Packs pages as a WACZ (version 1.1.1): WARC records, their index, and a page list with full text.

In constant memory: records go straight into the file, the index is sorted in portions.
"""

import hashlib
import heapq
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any, NamedTuple
from urllib.parse import urlsplit
from zlib import DEFLATED, compressobj

from crawler.archive.captures.streams import GZIP_FORMAT

WARC_NAME = "pages.warc.gz"

LINES_A_BLOCK = 300
"""Index lines compressed together, as other tools do."""

SORTED_AT_A_TIME = 50_000
"""Index lines sorted in memory; more are merged from files."""

_COPIED = 1 << 16
_INDEX = "index.cdx.gz"


class PackedRecord(NamedTuple):
    """What the index says of a record."""

    url: str
    moment: datetime
    mime: str
    status: int
    digest: str
    """Of its payload, as the record names it."""


class WaczWriter:
    """Writes one WACZ; made by :func:`writing_wacz`."""

    def __init__(self, packed: zipfile.ZipFile, listed: IO[bytes], index: "SortedLines", now: datetime) -> None:
        self._zip, self._pages, self._index, self._now = packed, listed, index, now
        self._resources: list[dict[str, Any]] = []
        self._warc = self._open(f"archive/{WARC_NAME}")
        self._list({"format": "json-pages-1.0", "id": "pages", "title": "All Pages", "hasText": True})

    def add_record(self, record: bytes, about: PackedRecord) -> None:
        """Add a compressed WARC record."""
        values = {"url": about.url, "mime": about.mime, "status": str(about.status), "digest": about.digest}
        place = {"length": str(len(record)), "offset": str(self._warc.position), "filename": WARC_NAME}
        self._warc.write(record)
        self._index.add(f"{surt(about.url)} {about.moment.astimezone(UTC):%Y%m%d%H%M%S} {_json(values | place)}\n")

    def list_page(self, url: str, moment: datetime, title: str, text: str) -> None:
        """List a page, with the text by which it is found."""
        stamp = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        key = hashlib.sha256(f"{url} {stamp}".encode()).hexdigest()[:22]
        self._list({"id": key, "url": url, "ts": stamp, "title": title, "text": text})

    def finish(self, title: str) -> None:
        """Write the index and the list of contents."""
        self._warc.close()
        with TemporaryFile() as blocks:
            packed = self._open(f"indexes/{_INDEX}")
            blocks.write(f"!meta 0 {_json({'format': 'cdxj-gzip-1.0', 'filename': _INDEX})}\n".encode())
            for line in _write_blocks(self._index.in_order(), packed):
                blocks.write(line.encode())
            packed.close()
            self._copy(blocks, "indexes/index.idx")
            self._copy(self._pages, "pages/pages.jsonl")
        self._describe(title)

    def _list(self, values: Mapping[str, object]) -> None:
        self._pages.write(_json(values).encode() + b"\n")

    def _copy(self, file: IO[bytes], name: str) -> None:
        file.seek(0)
        entry = self._open(name)
        while data := file.read(_COPIED):
            entry.write(data)
        entry.close()

    def _open(self, name: str) -> "_Entry":
        return _Entry(self._zip.open(self._info(name), "w", force_zip64=True), name, self._resources)

    def _info(self, name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, self._now.timetuple()[:6])
        info.external_attr = 0o644 << 16
        return info

    def _describe(self, title: str) -> None:
        package = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": title,
            "created": f"{self._now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "software": "khanhhoa-crawler",
            "resources": self._resources,
        }
        written = json.dumps(package, ensure_ascii=False, indent=2).encode()
        self._zip.writestr(self._info("datapackage.json"), written)
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(written).hexdigest()}"}
        self._zip.writestr(self._info("datapackage-digest.json"), json.dumps(digest))


@contextmanager
def writing_wacz(file: IO[bytes], title: str, now: datetime) -> Iterator[WaczWriter]:
    """Write a WACZ to a file; it is complete at the end of the block."""
    with zipfile.ZipFile(file, "w") as packed, TemporaryFile() as listed, TemporaryDirectory() as folder:
        writer = WaczWriter(packed, listed, SortedLines(Path(folder)), now)
        yield writer
        writer.finish(title)


class _Entry:
    """A file in the WACZ; when closed, it is added to the resources of the package."""

    def __init__(self, file: IO[bytes], name: str, resources: list[dict[str, Any]]) -> None:
        self._file, self._name, self._resources = file, name, resources
        self._digest = hashlib.sha256()
        self.position = 0

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self.position += len(data)

    def close(self) -> None:
        self._file.close()
        name, digest = self._name.rpartition("/")[2], f"sha256:{self._digest.hexdigest()}"
        self._resources.append({"name": name, "path": self._name, "hash": digest, "bytes": self.position})


class SortedLines:
    """Any number of lines, given back in the order of their bytes; ``folder`` holds those that memory should not."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines: list[bytes] = []
        self._files: list[Path] = []

    def add(self, line: str) -> None:
        self._lines.append(line.encode())
        if len(self._lines) >= SORTED_AT_A_TIME:
            self._files.append(self._folder / str(len(self._files)))
            self._files[-1].write_bytes(b"".join(sorted(self._lines)))
            self._lines.clear()

    def in_order(self) -> Iterator[bytes]:
        return heapq.merge(*map(_lines_of, self._files), sorted(self._lines))


def _lines_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file


def surt(url: str) -> str:
    """The key under which an index lists an address.

    >>> surt("https://baokhanhhoa.vn/Xa-hoi/202508/ghe-cau-roi-ben-1a2b3c4/")
    'vn,baokhanhhoa)/xa-hoi/202508/ghe-cau-roi-ben-1a2b3c4'
    """
    parts = urlsplit(url.lower())
    host = ",".join(reversed((parts.hostname or "").removeprefix("www.").split(".")))
    path = parts.path.rstrip("/") or "/"
    return f"{host}){path}" + (f"?{parts.query}" if parts.query else "")


def _write_blocks(lines: Iterator[bytes], packed: _Entry) -> Iterator[str]:
    """Write the index in compressed blocks; yields the line of each for the index of blocks."""
    while block := list(islice(lines, LINES_A_BLOCK)):
        packer = compressobj(wbits=GZIP_FORMAT, method=DEFLATED)
        data = packer.compress(b"".join(block)) + packer.flush()
        place = {
            "offset": packed.position,
            "length": len(data),
            "digest": f"sha256:{hashlib.sha256(data).hexdigest()}",
            "filename": _INDEX,
        }
        packed.write(data)
        yield f"{block[0].decode().partition(' {')[0]} {_json(place)}\n"


def _json(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False)
