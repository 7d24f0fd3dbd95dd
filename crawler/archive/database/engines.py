"""Creates the engines of each database."""

import json
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from crawler.archive.database.errors import ArchiveError
from crawler.archive.database.postgresql_pipeline import send_without_waiting
from crawler.archive.database.word_vector import send_word_vectors

if TYPE_CHECKING:
    import psycopg

BUSY_SECONDS = 30
"""Longest wait for another process's transaction; ``?timeout=`` in the address overrides it."""

STEP_MS = 200
"""Of a wait for SQLite's write lock."""

CONNECT_SECONDS = 10

KEEPALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2, "tcp_user_timeout": 20_000}
"""libpq's: a server that vanished without closing the connection is noticed within 20 s."""

SESSION = {
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "2",
    "tcp_user_timeout": "20000",
    "client_connection_check_interval": "5000",
    "lock_timeout": str(BUSY_SECONDS * 1000),
}
"""The server's: it ends the session of a client that vanished, and with it its locks, within 20 s instead of two hours;
no statement waits for a lock without end."""

_SET_UP_SESSION = (
    "SELECT set_config(ours.name, ours.value, false) FROM unnest(%s::text[], %s::text[]) AS ours (name, value) "
    "JOIN pg_settings ON pg_settings.name = ours.name"
)


def parse_address(address: str) -> URL:
    """The URL of an archive.

    :raises ArchiveError: when it is invalid, or of an unsupported database.
    """
    try:
        url = make_url(address)
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise ArchiveError("ARCHIVE_URL is not a database address like sqlite:///var/archive.db") from None
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise ArchiveError(f"ARCHIVE_URL names {url.get_backend_name()}; the archive lives in sqlite or postgresql")
    return url


def create_folder(url: URL) -> None:
    """Create the folder of an SQLite file.

    :raises ArchiveError: when it cannot be created.
    """
    if not url.database or url.database == ":memory:":
        raise ArchiveError("ARCHIVE_URL names no file; write sqlite:///var/archive.db")
    folder = Path(url.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"the folder {folder} cannot be created: {error.strerror}") from None


def make_engine(url: URL) -> Engine:
    """An engine configured for the archive's write transactions."""
    if url.get_backend_name() == "postgresql":
        # One session for all writes, which holds the lock of a run as well: see crawler.archive.runs.
        engine = _make_postgresql_engine(url, pool_reset_on_return=None, pool_size=1, max_overflow=0)
        send_without_waiting(engine)
        send_word_vectors(engine)
        return engine
    timeout = {} if "timeout" in url.query else {"timeout": BUSY_SECONDS}
    engine = create_engine(url, connect_args=timeout, json_serializer=_as_json)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def make_reading_engine(engine: Engine) -> Engine:
    """An engine of the same database for read transactions, each of which sees one snapshot."""
    if engine.dialect.name == "postgresql":
        # Separate connections: rows cannot be streamed in a pipeline. Closed after use: a run reads every half minute,
        # and a server has a hundred connections for all runs.
        apart = _make_postgresql_engine(engine.url, poolclass=NullPool)
        return apart.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine.execution_options(reading=True)


def _make_postgresql_engine(url: URL, **options: Any) -> Engine:
    engine = create_engine(url, connect_args={"connect_timeout": CONNECT_SECONDS, **KEEPALIVE}, **options)
    event.listen(engine, "connect", _set_up_postgresql)
    return engine


def _set_up_postgresql(connection: "psycopg.Connection", _: ConnectionPoolEntry) -> None:
    # One round trip, instead of three with a transaction.
    connection.autocommit = True
    # Older servers do not know every setting.
    connection.execute(_SET_UP_SESSION, [list(SESSION), list(SESSION.values())])
    connection.autocommit = False


def _as_json(value: object) -> str:
    # As printed, so that plain SQL finds «Chiếc thuyền» among the tags.
    return json.dumps(value, ensure_ascii=False)


def _set_up_sqlite(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    # SQLAlchemy begins transactions itself, see _begin_sqlite.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    # FULL survives a power cut with the last commit; 0.5 ms a commit instead of 0.04 ms, measured on an SSD.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("reading", False):
        connection.exec_driver_sql("BEGIN")
    else:
        _begin_writing(connection)


def _begin_writing(connection: Connection) -> None:
    """Wait for the write lock in steps: while SQLite waits, Python runs no signal handler.

    A transaction that begins reading and then writes fails at once when another process wrote in between.
    """
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    (patience_ms,) = driver.execute("PRAGMA busy_timeout").fetchone()
    deadline = time.monotonic() + patience_ms / 1000
    try:
        driver.execute(f"PRAGMA busy_timeout = {min(STEP_MS, patience_ms)}")
        while _is_busy(driver) and time.monotonic() < deadline:
            pass
        if not driver.in_transaction:
            # Raises what SQLite says, as SQLAlchemy words it.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        driver.execute(f"PRAGMA busy_timeout = {patience_ms}")


def _is_busy(driver: sqlite3.Connection) -> bool:
    """Whether another process holds the write lock; if not, this one begins its transaction, or fails to."""
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return False
