"""A read-only archive for many readers at once; a query that takes too long is ended."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError

from crawler.archive.database.engines import CONNECT_SECONDS, KEEPALIVE, parse_address
from crawler.archive.database.errors import ArchiveError, archive_errors, place
from crawler.archive.database.read_only import make_read_only_engine
from crawler.archive.migrations import LATEST, schema_version

READERS = 8
"""Connections, and so queries at the same time."""

QUERY_SECONDS = 2.0

STEPS_BETWEEN_LOOKS = 1000
"""Instructions of SQLite between two looks at the clock: some 20 microseconds."""

CANCELLED = "57014"
"""PostgreSQL's code for a statement that was ended."""


class QueryTimeout(Exception):
    """A query took longer than it may, and was ended."""


class ReadOnlyArchive:
    """An open archive in which nothing can be written."""

    def __init__(self, engine: Engine, seconds: float = QUERY_SECONDS) -> None:
        self.engine = engine
        self.seconds = seconds

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
        try:
            with archive_errors(self.engine.url), self.engine.connect() as connection:
                _set_deadline(connection, self.seconds)
                yield connection
        except ArchiveError as error:
            if _was_ended(error.__cause__):
                raise QueryTimeout(f"a query took more than {self.seconds:g} s and was ended") from error
            raise

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
    return make_read_only_engine(url, readers)


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


def _set_deadline(connection: Connection, seconds: float) -> None:
    if connection.dialect.name != "sqlite":
        return
    deadline = time.monotonic() + seconds
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(lambda: time.monotonic() > deadline, STEPS_BETWEEN_LOOKS)


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
