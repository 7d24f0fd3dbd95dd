"""Opens an SQLite archive without the right to write to it or to its folder."""

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Engine, QueuePool, create_engine, event

from crawler.archive.database.engines import BUSY_SECONDS


def may_write(path: Path) -> bool:
    """Whether this process may write the database and, for its write-ahead log, its folder."""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A database read without locks, since its folder cannot take their files: it must not change meanwhile."""

    path: Path
    size: int
    modified_ns: int

    @classmethod
    def of(cls, path: Path) -> "Unlocked":
        found = path.stat()
        return cls(path, found.st_size, found.st_mtime_ns)

    @property
    def changed(self) -> bool:
        """Whether it was written to since."""
        return Unlocked.of(self.path) != self


def connect_read_only(path: Path) -> sqlite3.Connection:
    """A connection that cannot write.

    While a crawl is at work its log beside the file is read as well. Without a log, in a folder that cannot be
    written, SQLite opens the file only when it is told that nothing changes it.

    :raises sqlite3.OperationalError: when the file cannot be opened.
    """
    try:
        return _connect(path, "mode=ro")
    except sqlite3.OperationalError:
        if _has_log(path):
            raise
        return _connect(path, "immutable=1")


def needs_no_locks(path: Path) -> bool:
    """Whether :func:`connect_read_only` reads without locks."""
    return not may_write(path) and not _has_log(path)


def make_read_only_engine(url: URL, readers: int = 5) -> Engine:
    """An engine of an existing SQLite file in which every transaction reads one snapshot."""
    path = Path(url.database or "")
    engine = create_engine(
        url, creator=lambda: connect_read_only(path), poolclass=QueuePool, pool_size=readers, max_overflow=0
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _connect(path: Path, how: str) -> sqlite3.Connection:
    name = f"file:{quote(str(path.absolute()))}?{how}"
    connection = sqlite3.connect(name, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)
    # SQLAlchemy begins transactions itself.
    connection.isolation_level = None
    connection.execute("PRAGMA query_only = ON")
    # Opens the file, which connecting does not.
    connection.execute("SELECT 1 FROM sqlite_master").fetchall()
    return connection


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.is_file() and log.stat().st_size > 0
