"""The archive: opens, migrates and closes one database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import URL, Connection, Engine

from crawler.archive.database.engines import create_folder, make_engine, make_reading_engine, parse_address
from crawler.archive.database.errors import ArchiveError, archive_errors, place
from crawler.archive.migrations import migrate, schema_version


class Archive:
    """An open archive. Reads see committed data; every write happens inside :meth:`begin`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reading = make_reading_engine(engine)

    @classmethod
    def open(cls, address: str) -> Self:
        """Open the archive at an SQLAlchemy URL, create it when it does not exist, and migrate its schema.

        :raises ArchiveError: when it cannot be reached, created, read or written, or is newer than this program.
        """
        url = parse_address(address)
        if url.get_backend_name() == "sqlite":
            create_folder(url)
        return cls._open(url, may_create=True)

    @classmethod
    def open_existing(cls, address: str) -> Self:
        """Open an archive as :meth:`open` does, but do not create it: a mistyped name is not an empty archive.

        :raises ArchiveError: as :meth:`open`, and when there is none.
        """
        url = parse_address(address)
        if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
            raise _no_archive(url)
        return cls._open(url, may_create=False)

    @classmethod
    def _open(cls, url: URL, *, may_create: bool) -> Self:
        archive = cls(make_engine(url))
        try:
            with archive.begin() as connection:
                if not may_create and schema_version(connection) is None:
                    raise _no_archive(url)
                migrate(connection)
        except BaseException:
            archive.close()
            raise
        return archive

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction that may write: committed at the end of the block, rolled back on an exception.

        :raises ArchiveError: when the database fails; nothing of the block is stored then.
        """
        with archive_errors(self.engine.url), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for read-only statements, which all see one snapshot.

        :raises ArchiveError: when the database fails.
        """
        with archive_errors(self.engine.url), self._reading.connect() as connection:
            yield connection

    def close(self) -> None:
        self.engine.dispose()
        self._reading.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _no_archive(url: URL) -> ArchiveError:
    return ArchiveError(f"there is no archive {place(url)}; a crawl makes it")
