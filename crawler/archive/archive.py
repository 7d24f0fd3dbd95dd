"""The archive: one database, opened, brought up to date and shut."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import URL, Connection, Engine

from crawler.archive.database.engines import make_engine, make_folder, make_reading_engine, parse_address
from crawler.archive.database.errors import ArchiveError, place, told_in_one_line
from crawler.archive.migrations import migrate, schema_version


class Archive:
    """An open archive. Reads see what is committed; every write happens inside :meth:`begin`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reading = make_reading_engine(engine)

    @classmethod
    def open(cls, address: str) -> Self:
        """Open the archive at an SQLAlchemy URL, make it when it is not there, and bring its schema up to date.

        :raises ArchiveError: when it cannot be reached, made, read or written, or is newer than this program.
        """
        url = parse_address(address)
        if url.get_backend_name() == "sqlite":
            make_folder(url)
        return cls._open(url, may_make=True)

    @classmethod
    def open_existing(cls, address: str) -> Self:
        """Open an archive as :meth:`open` does, but make none: a name mistyped is not an empty archive.

        :raises ArchiveError: as :meth:`open`, and when there is none.
        """
        url = parse_address(address)
        if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
            raise _none_there(url)
        return cls._open(url, may_make=False)

    @classmethod
    def _open(cls, url: URL, *, may_make: bool) -> Self:
        archive = cls(make_engine(url))
        try:
            with archive.begin() as connection:
                if not may_make and schema_version(connection) is None:
                    raise _none_there(url)
                migrate(connection)
        except BaseException:
            archive.close()
            raise
        return archive

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction that may write: committed at the end of the block, rolled back when it raises.

        :raises ArchiveError: when the database cannot go on; nothing of the block is kept then.
        """
        with told_in_one_line(self.engine.url), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for statements that only read, all from one view of what is committed.

        :raises ArchiveError: when the database cannot go on.
        """
        with told_in_one_line(self.engine.url), self._reading.connect() as connection:
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


def _none_there(url: URL) -> ArchiveError:
    return ArchiveError(f"there is no archive {place(url)}; a crawl makes it")
