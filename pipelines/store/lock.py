"""One run per newspaper on one PostgreSQL archive, whichever machines they start on.

SQLite's archive lies on one machine, where the command's lock file does.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zlib import crc32

from sqlalchemy import Connection, Engine, text

from pipelines.store.errors import told_in_one_line

_CLASS = 0x6E657773
"""First key of our advisory locks; the second is made of the newspaper's name."""

_HOLDER = text(
    "SELECT application_name, backend_start FROM pg_locks JOIN pg_stat_activity USING (pid) "
    "WHERE locktype = 'advisory' AND granted AND classid = :class AND objid = :key AND objsubid = 2 "
    "AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


class Held(Exception):
    """Another run holds the newspaper; the message says which, since when."""


@contextmanager
def hold(engine: Engine, newspaper: str) -> Iterator[None]:
    """Hold a newspaper until the block ends; the server lets go of it when the holder dies.

    :raises Held: when another run, here or on another machine, is at work on it.
    :raises ArchiveError: when the database cannot go on.
    """
    if engine.dialect.name != "postgresql":
        yield
        return
    with told_in_one_line(engine.url):
        # Not one of the pool's: its session must live as long as the run, and no longer.
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    try:
        with told_in_one_line(engine.url):
            _take(connection, newspaper)
        yield
    finally:
        connection.invalidate()
        connection.close()


def _take(connection: Connection, newspaper: str) -> None:
    keys = {"class": _CLASS, "key": crc32(newspaper.encode())}
    name = f"crawl of {newspaper}, process {os.getpid()} on {socket.gethostname()}"
    connection.execute(text("SELECT set_config('application_name', left(:name, 63), false)"), {"name": name})
    # Keys are signed on this side, and unsigned in pg_locks.
    signed = keys | {"key": keys["key"] - (1 << 32) if keys["key"] >> 31 else keys["key"]}
    if connection.scalar(text("SELECT pg_try_advisory_lock(:class, :key)"), signed):
        return
    holder = connection.execute(_HOLDER, keys).one_or_none()
    who = "a run that just ended" if holder is None else f"{holder[0]}, since {_when(holder[1])}"
    raise Held(f"another run is at work on {newspaper}: {who}")


def _when(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S %z}"
