"""The page archive: the fetched page of each revision, in WARC files that replay tools read.

A file holds the pages of one newspaper and month, up to a gigabyte. While a run writes to it, its name ends in
``.open``; a killed run leaves it so, perhaps with an incomplete record at its end, which the next run cuts off.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from errno import ENOSPC
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from crawler.archive.database.errors import ArchiveError
from crawler.archive.pages.places import PagePlace
from crawler.archive.pages.warc_records import decode_page, encode_info, encode_page, end_of_whole_records
from crawler.items import Page

FOLDER = "pages"
"""Below ``DATA_DIR``."""

MAX_BYTES = 1_000_000_000

OPEN = ".open"
CLOSED = ".warc.gz"

SYNC_EVERY = 100
"""Records between two syncs: a power cut costs the last pages, never an article's text."""


class PageArchive:
    """Writes the pages of one newspaper; one at a time may be open for each.

    :raises ArchiveError: when the folder cannot be written.
    """

    def __init__(self, folder: Path, newspaper: str, max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._newspaper = newspaper
        self._max_bytes = max_bytes
        self._file: IO[bytes] | None = None
        self._month = ""
        self._since_sync = 0
        with _archive_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            for left in folder.glob(f"{newspaper}-*{CLOSED}{OPEN}"):
                self._repair(left)

    def write(self, page: Page, fetched_at: datetime) -> PagePlace:
        """Append one page; it survives a kill of this process once this returns."""
        record = encode_page(page, fetched_at)
        with _archive_errors(self._folder):
            file = self._current(f"{fetched_at.astimezone(UTC):%Y%m}")
            place = PagePlace(Path(file.name).name.removesuffix(OPEN), file.tell(), len(record))
            self._append(file, record)
        return place

    def close(self) -> None:
        """Close the file; the next run appends to it while it has room."""
        if self._file is None:
            return
        with _archive_errors(self._folder):
            os.fsync(self._file.fileno())
            path = Path(self._file.name)
            self._file.close()
            self._file = None
            path.rename(path.with_name(path.name.removesuffix(OPEN)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _append(self, file: IO[bytes], record: bytes) -> None:
        start = file.tell()
        if file.write(record) != len(record):
            # An incomplete record on a full disk: nothing may follow it.
            file.truncate(start)
            file.seek(start)
            raise OSError(ENOSPC, os.strerror(ENOSPC))
        self._since_sync += 1
        if self._since_sync >= SYNC_EVERY:
            os.fsync(file.fileno())
            self._since_sync = 0

    def _current(self, month: str) -> IO[bytes]:
        """The file for the next page."""
        if self._file is not None and (month != self._month or self._file.tell() >= self._max_bytes):
            self.close()
        if self._file is None:
            self._month = month
            self._file = self._open(month)
        return self._file

    def _open(self, month: str) -> IO[bytes]:
        earlier = sorted(self._folder.glob(f"{self._newspaper}-{month}-*{CLOSED}"))
        if earlier and earlier[-1].stat().st_size < self._max_bytes:
            path = earlier[-1].with_name(earlier[-1].name + OPEN)
            earlier[-1].rename(path)
            # Unbuffered: the operating system has the record when write returns.
            file = path.open("r+b", buffering=0)
            file.seek(0, os.SEEK_END)
            return file
        path = self._folder / f"{self._newspaper}-{month}-{len(earlier) + 1:04d}{CLOSED}{OPEN}"
        file = path.open("xb", buffering=0)
        self._append(file, encode_info(path.name.removesuffix(OPEN)))
        return file

    def _repair(self, path: Path) -> None:
        """Cut off an incomplete record and close the file of a killed run."""
        with path.open("r+b") as file:
            file.truncate(end_of_whole_records(file, 0))
        path.rename(path.with_name(path.name.removesuffix(OPEN)))


def read_page(folder: Path, place: PagePlace) -> Page:
    """The page at a place.

    :raises BrokenRecord: when there is no complete page.
    :raises OSError: when the file cannot be read.
    """
    closed = folder / place.file
    path = closed if closed.exists() else closed.with_name(closed.name + OPEN)
    with path.open("rb") as file:
        file.seek(place.start)
        return decode_page(file.read(place.length))


@contextmanager
def _archive_errors(folder: Path) -> Iterator[None]:
    """Turn file system errors into an ArchiveError of one line."""
    try:
        yield
    except OSError as error:
        raise ArchiveError(f"the page archive {folder} cannot be written: {error.strerror}") from error
