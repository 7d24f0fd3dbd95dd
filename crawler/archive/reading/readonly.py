"""A read-only archive for many readers at once; a query that takes too long is ended."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from crawler.archive.database.engines import CONNECT_SECONDS, KEEPALIVE, parse_address
from crawler.archive.database.errors import ArchiveError, archive_errors, place
from crawler.archive.database.read_only import Unlocked, make_read_only_engine, needs_no_locks
from crawler.archive.migrations import LATEST, schema_version

READERS = 8
"""Connections, and so queries at the same time."""

QUERY_SECONDS = 2.0

STEPS_BETWEEN_LOOKS = 100_000
"""Instructions of SQLite between two looks at the clock, some 3 ms: each look waits for Python's other threads."""

CANCELLED = "57014"
"""PostgreSQL's code for a statement that was ended."""


class QueryTimeout(Exception):
    """A query took longer than it may, and was ended."""


class ReadOnlyArchive:
    """An open archive in which nothing can be written."""

    def __init__(self, engine: Engine, seconds: float = QUERY_SECONDS) -> None:
        self.engine = engine
        self.seconds = seconds
        path = Path(engine.url.database or "")
        without_locks = engine.dialect.name == "sqlite" and needs_no_locks(path)
        self._unlocked = Unlocked.of(path) if without_locks else None

    @classmethod
    def open(cls, address: str, readers: int = READERS, seconds: float = QUERY_SECONDS) -> Self:
        """Open the archive at an SQLAlchemy URL; ``seconds`` is the most that its queries may take.

        :raises ArchiveError: when there is none, it cannot be read, or its schema is not that of this program.
        """
        url = parse_address(address)
        make = _sqlite if url.get_backend_name() == "sqlite" else _postgresql
        archive = cls(make(url, readers, seconds), seconds)
        try:
            with archive.read() as connection:
                _check_version(connection, url)
        except BaseException:
            archive.close()
            raise
        return archive

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of what is committed.

        :raises QueryTimeout: when a query was ended.
        :raises ArchiveError: when the database cannot go on.
        """
        self._notice_changes()
        try:
            with archive_errors(self.engine.url), self.engine.connect() as connection:
                yield connection
        except ArchiveError as error:
            if _was_ended(error.__cause__):
                raise QueryTimeout(f"a query took more than {self.seconds:g} s and was ended") from error
            raise

    def _notice_changes(self) -> None:
        """Open the file anew when it was read without locks and somebody wrote to it."""
        if self._unlocked is not None and self._unlocked.changed:
            path = self._unlocked.path
            self.engine.dispose()
            self._unlocked = Unlocked.of(path) if needs_no_locks(path) else None

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _sqlite(url: URL, readers: int, seconds: float) -> Engine:
    path = Path(url.database or "")
    if not path.is_file():
        raise ArchiveError(f"there is no archive {place(url)}; a crawl makes it")
    engine = make_read_only_engine(url, readers)
    event.listen(engine, "connect", _watch_clock)

    def set_deadline(connection: Connection, *_: object) -> None:
        connection.info["deadline"][0] = time.monotonic() + seconds

    event.listen(engine, "before_cursor_execute", set_deadline)
    return engine


def _watch_clock(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
    deadline = entry.info["deadline"] = [inf]
    connection.set_progress_handler(lambda: time.monotonic() > deadline[0], STEPS_BETWEEN_LOOKS)


def _postgresql(url: URL, readers: int, seconds: float) -> Engine:
    limits = f"-c statement_timeout={int(seconds * 1000)} -c default_transaction_read_only=on"
    own = url.query.get("options", "")
    options = f"{own if isinstance(own, str) else ' '.join(own)} {limits}".strip()
    engine = create_engine(
        url,
        connect_args={"connect_timeout": CONNECT_SECONDS, **KEEPALIVE, "options": options},
        pool_size=readers,
        max_overflow=0,
        pool_pre_ping=True,
    )
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _was_ended(error: BaseException | None) -> bool:
    if not isinstance(error, DBAPIError):
        return False
    return getattr(error.orig, "sqlstate", None) == CANCELLED or str(error.orig) == "interrupted"


def _check_version(connection: Connection, url: URL) -> None:
    version = schema_version(connection)
    if version is None:
        raise ArchiveError(f"there is no archive {place(url)}; a crawl makes it")
    if version > LATEST:
        raise ArchiveError(f"the schema of {place(url)} is version {version}, this program knows {LATEST}; update it")
    if version < LATEST:
        raise ArchiveError(
            f"the schema of {place(url)} is version {version}, this program reads {LATEST};"
            " scrapy archive stats brings it up to date"
        )
