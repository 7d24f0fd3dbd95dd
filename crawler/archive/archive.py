"""The archive: opens, migrates and closes one database."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from crawler.archive.database.engines import create_folder, make_engine, make_reading_engine, parse_address
from crawler.archive.database.errors import ArchiveError, NoArchive, archive_errors, place
from crawler.archive.database.read_only import Unlocked, make_read_only_engine, may_write, needs_no_locks
from crawler.archive.migrations import LATEST, migrate, refuse_newer, schema_version


class Archive:
    """An open archive. Reads see committed data; every write happens inside :meth:`begin`."""

    def __init__(self, engine: Engine, unlocked: Unlocked | None = None) -> None:
        self.engine = engine
        self._reading = make_reading_engine(engine)
        self._unlocked = unlocked

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

        Where this process may only read it, it is opened for reading alone.

        :raises ArchiveError: as :meth:`open`.
        :raises NoArchive: when there is none.
        """
        url = parse_address(address)
        if url.get_backend_name() == "sqlite":
            path = Path(url.database or "")
            if not path.is_file():
                raise _no_archive(url)
            if not may_write(path):
                return cls._open_to_read(url, path)
        return cls._open(url, may_create=False)

    @classmethod
    def _open_to_read(cls, url: URL, path: Path) -> Self:
        archive = cls(make_read_only_engine(url), Unlocked.of(path) if needs_no_locks(path) else None)
        try:
            with archive.read() as connection:
                _check_version(schema_version(connection), url)
        except BaseException:
            archive.close()
            raise
        return archive

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
        with archive_errors(self.engine.url), self._newer_schema_refused(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for read-only statements, which all see one snapshot.

        :raises ArchiveError: when the database fails, or was written to while it was read without locks.
        """
        with archive_errors(self.engine.url), self._newer_schema_refused(), self._reading.connect() as connection:
            yield connection
        if self._unlocked is not None and self._unlocked.changed:
            raise ArchiveError("a crawl wrote to the archive while it was read; run the command again")

    @contextmanager
    def _newer_schema_refused(self) -> Iterator[None]:
        """Report a statement that fails because a newer program has migrated the archive meanwhile as that.

        :raises SchemaTooNew: in that case.
        """
        try:
            yield
        except (ProgrammingError, OperationalError) as error:
            if isinstance(error, OperationalError) and self.engine.dialect.name == "postgresql":
                raise  # the server is not there
            with suppress(DBAPIError), self._reading.connect() as connection:
                refuse_newer(schema_version(connection) or 0)
            raise

    def close(self) -> None:
        self.engine.dispose()
        self._reading.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _check_version(version: int | None, url: URL) -> None:
    if version is None:
        raise _no_archive(url)
    refuse_newer(version)
    if version < LATEST:
        raise ArchiveError(f"the schema {place(url)} is of an earlier program; the next crawl brings it up to date")


def _no_archive(url: URL) -> NoArchive:
    return NoArchive(f"there is no archive {place(url)}; a crawl makes it")
