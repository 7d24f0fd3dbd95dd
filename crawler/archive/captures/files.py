"""The WARC files in a file that an operator names: itself, or the parts of a WACZ. Nothing is unpacked to disk."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import IO, NamedTuple

from crawler.archive.captures.records import Record, read_records
from crawler.archive.captures.streams import BOMB_RATIO, BrokenFile, Place

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"

MAX_ENTRIES = 100_000
"""Most files in a WACZ."""

_WARC = re.compile(r"archive/[^/]+\.warc(?:\.gz|\.zst)?(?:\.open)?", re.IGNORECASE)
_OUTSIDE = re.compile(r"^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)|\\|\0")
"""Names that lead out of the folder that a ZIP file would be unpacked to."""

_ENCRYPTED = 1


class FilePlace(NamedTuple):
    """Where reading goes on."""

    part: int = 0
    """Number of the WARC file in a WACZ, from 0."""
    start: int = 0
    skip: int = 0


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record, and how far the file has been read with it."""

    record: Record
    place: FilePlace
    """Where the next record begins."""
    position: int
    """Bytes read, of :func:`size_of`."""


def digest_of(path: Path) -> str:
    """SHA-256 of the file's bytes, in hex."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def read_file(path: Path, place: FilePlace, is_wanted: Callable[[str, str], bool]) -> Iterator[ReadRecord]:
    """The records of a WARC or WACZ file from a place on.

    :raises BrokenFile: where it cannot be read any further.
    :raises OSError: when it cannot be opened.
    """
    with path.open("rb") as file:
        if file.read(4) in {ZIP, EMPTY_ZIP}:
            yield from _read_wacz(file, place, is_wanted)
            return
        file.seek(0)
        size = path.stat().st_size
        for record, position in read_records(file, size, Place(place.start, place.skip), is_wanted):
            yield ReadRecord(record, FilePlace(0, *record.next_place), position)


def _read_wacz(file: IO[bytes], place: FilePlace, is_wanted: Callable[[str, str], bool]) -> Iterator[ReadRecord]:
    try:
        with zipfile.ZipFile(file) as packed:
            parts = _parts(packed)
            before = sum(part.compress_size for part in parts[: place.part])
            for number, part in enumerate(parts[place.part :], start=place.part):
                start = Place(place.start, place.skip) if number == place.part else Place(0, 0)
                for read in _read_part(packed, part, start, is_wanted):
                    share = read.position / max(part.file_size, 1)
                    done = before + int(share * part.compress_size)
                    yield ReadRecord(read.record, FilePlace(number, *read.record.next_place), done)
                before += part.compress_size
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeError) as error:
        raise BrokenFile(f"the ZIP file is damaged: {error}") from None


def _read_part(
    packed: zipfile.ZipFile, part: zipfile.ZipInfo, place: Place, is_wanted: Callable[[str, str], bool]
) -> Iterator[ReadRecord]:
    with packed.open(part) as opened:
        try:
            for record, position in read_records(opened, part.file_size, place, is_wanted):
                yield ReadRecord(record, FilePlace(), position)
        except BrokenFile as error:
            raise BrokenFile(f"{part.filename}: {error}") from None


def _parts(packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The WARC files, in the order of their names.

    :raises BrokenFile: when a name leads out of the file, or there is nothing to read.
    """
    entries = packed.infolist()
    if len(entries) > MAX_ENTRIES:
        raise BrokenFile(f"it has {len(entries)} files")
    for entry in entries:
        if _OUTSIDE.search(entry.orig_filename):
            raise BrokenFile(f"it names a file outside of itself: {entry.orig_filename!r}")
    parts = [entry for entry in entries if _WARC.fullmatch(entry.filename)]
    if not parts:
        raise BrokenFile("it is a ZIP file without WARC files in archive/")
    if len({part.filename for part in parts}) < len(parts):
        raise BrokenFile("it has two files of one name")
    for part in parts:
        if part.flag_bits & _ENCRYPTED:
            raise BrokenFile(f"{part.filename} is encrypted")
        if part.file_size > BOMB_RATIO * max(part.compress_size, 1_000_000):
            raise BrokenFile(f"{part.filename} grows more than {BOMB_RATIO} times")
    return sorted(parts, key=lambda part: part.filename)
