"""The page archive: the fetched page of each revision, in WARC files that replay tools read.

A file holds the pages of one run, up to a gigabyte, and does not change once it is closed. While the run writes to it,
its name ends in ``.open``; a killed run leaves it so, perhaps with an incomplete record at its end, which the next run
of this newspaper on this node cuts off before it closes the file.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from errno import ENOSPC
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from crawler.archive.database.errors import ArchiveError
from crawler.archive.pages.file_names import CLOSED, OPEN, file_name, host_node, node_of
from crawler.archive.pages.places import PagePlace
from crawler.archive.pages.warc_records import decode_page, encode_info, encode_page, end_of_whole_records
from crawler.items import Page

FOLDER = "pages"
"""Below ``DATA_DIR``."""

MAX_BYTES = 1_000_000_000

SYNC_EVERY = 100
"""Records between two syncs: a power cut costs the last pages, never an article's text."""


class PageFileMissing(Exception):
    """The file of a page is not on this machine."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.node = node_of(file)
        """The node that wrote it; None when its name does not say."""

    def __str__(self) -> str:
        return f"its file {self.args[0]} is not on this machine"


class PageArchive:
    """Writes the pages of one run; one at a time may be open for each newspaper.

    :raises ArchiveError: when the folder cannot be written.
    """

    def __init__(self, folder: Path, newspaper: str, node: str | None = None, max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._newspaper = newspaper
        self._node = node or host_node()
        self._max_bytes = max_bytes
        self._file: IO[bytes] | None = None
        self._started: datetime | None = None
        self._number = 0
        self._since_sync = 0
        with _archive_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            for left in folder.glob(f"{newspaper}-*{CLOSED}{OPEN}"):
                self._repair(left)

    def write(self, page: Page, fetched_at: datetime) -> PagePlace:
        """Append one page; it survives a kill of this process once this returns."""
        return self.append(encode_page(page, fetched_at), fetched_at)

    def append(self, record: bytes, now: datetime) -> PagePlace:
        """Append the record of a page, which may be older than this run."""
        with _archive_errors(self._folder):
            file = self._current(now)
            place = PagePlace(Path(file.name).name.removesuffix(OPEN), file.tell(), len(record))
            self._append(file, record)
        return place

    def close(self) -> None:
        """Close the file, which does not change any more."""
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

    def _current(self, now: datetime) -> IO[bytes]:
        """The file for the next page."""
        if self._file is not None and self._file.tell() >= self._max_bytes:
            self.close()
        if self._file is None:
            self._started = self._started or now
            self._file = self._open(self._started)
        return self._file

    def _open(self, started: datetime) -> IO[bytes]:
        path = self._next_path(started)
        # Unbuffered: the operating system has the record when write returns.
        file = path.with_name(path.name + OPEN).open("xb", buffering=0)
        self._append(file, encode_info(path.name))
        return file

    def _next_path(self, started: datetime) -> Path:
        """The first unused path: two short runs may start within one second."""
        while True:
            self._number += 1
            path = self._folder / file_name(self._newspaper, started, self._node, self._number)
            if not path.exists():
                return path

    def _repair(self, path: Path) -> None:
        """Cut off an incomplete record and close the file of a killed run."""
        with path.open("r+b") as file:
            file.truncate(end_of_whole_records(file, 0))
        path.rename(path.with_name(path.name.removesuffix(OPEN)))


def read_page(folder: Path, place: PagePlace) -> Page:
    """The page at a place.

    :raises PageFileMissing: when the file is not on this machine.
    :raises BrokenRecord: when there is no complete page.
    :raises OSError: when the file cannot be read.
    """
    return decode_page(read_record(folder, place))


def read_record(folder: Path, place: PagePlace) -> bytes:
    """The compressed record at a place, as it was written.

    :raises PageFileMissing: when the file is not on this machine.
    :raises OSError: when the file cannot be read.
    """
    with _open_file(folder, place.file) as file:
        file.seek(place.start)
        return file.read(place.length)


def _open_file(folder: Path, name: str) -> IO[bytes]:
    for place in (name, name + OPEN, name):  # a run may close the file in between
        with suppress(FileNotFoundError):
            return (folder / place).open("rb")
    raise PageFileMissing(name)


@contextmanager
def _archive_errors(folder: Path) -> Iterator[None]:
    """Turn file system errors into an ArchiveError of one line."""
    try:
        yield
    except OSError as error:
        raise ArchiveError(f"the page archive {folder} cannot be written: {error.strerror}") from error
