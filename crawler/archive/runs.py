"""Run records, and the advisory lock that allows one run per newspaper on PostgreSQL.

For SQLite archives, which are on one machine, the lock file of ``crawler.runs.lock`` suffices.
"""

import os
import socket
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple
from zlib import crc32

from sqlalchemy import Connection, Engine, Row, case, event, func, insert, or_, select, text, update

from crawler.archive.database.errors import ArchiveError, archive_errors
from crawler.archive.database.schema import runs
from crawler.archive.text import storable

KILLED = "killed"
"""Outcome of a run that never ended, recorded by the next run."""


def mark_killed(connection: Connection, newspaper: str) -> list[Row[Any]]:
    """Mark unfinished runs as killed and return them; the caller holds the newspaper's lock."""
    unfinished = (runs.c.newspaper == newspaper) & runs.c.outcome.is_(None)
    return list(connection.execute(update(runs).where(unfinished).values(outcome=KILLED).returning(runs)).all())


def start_run(connection: Connection, newspaper: str, mode: str, now: datetime) -> int:
    """Record the start of a run; its id."""
    row = {"newspaper": newspaper, "mode": mode, "started_at": now, "stats": {}}
    number: int = connection.execute(insert(runs).values(**row).returning(runs.c.id)).scalar_one()
    return number


def finish_run(
    connection: Connection, run: int, *, outcome: str, exit_code: int, stats: Mapping[str, Any], now: datetime
) -> None:
    """Record how a run ended."""
    connection.execute(
        update(runs)
        .where(runs.c.id == run)
        .values(finished_at=now, outcome=outcome, exit_code=exit_code, stats=_storable(dict(stats)))
    )


def _storable(value: Any) -> Any:
    """Figures with all their texts as both databases take them."""
    match value:
        case str():
            return storable(value)
        case Mapping():
            return {storable(str(key)): _storable(entry) for key, entry in value.items()}
        case list() | tuple():
            return [_storable(entry) for entry in value]
    return value


def last_runs(connection: Connection, newspaper: str | None = None, limit: int = 20) -> Sequence[Row[Any]]:
    """The latest runs, the newest first."""
    statement = select(runs).order_by(runs.c.id.desc()).limit(limit)
    if newspaper is not None:
        statement = statement.where(runs.c.newspaper == newspaper)
    return connection.execute(statement).all()


class LatestRun(NamedTuple):
    """The latest run of a newspaper."""

    run: Row[Any]
    """Row of ``runs``: the latest that ended otherwise than stopped or was killed, else the latest."""
    last_start: datetime
    """When its latest run began."""
    last_success: datetime | None
    """When its last run with code 0 began."""


def latest_runs(connection: Connection, stopped: Collection[int] = ()) -> list[LatestRun]:
    """The latest run of every newspaper that was ever crawled, by name; ``stopped`` are exit codes passed over."""
    is_judged = or_(runs.c.exit_code.not_in(stopped), runs.c.outcome == KILLED)
    found = (
        select(
            func.coalesce(func.max(case((is_judged, runs.c.id))), func.max(runs.c.id)).label("latest"),
            func.max(runs.c.started_at).label("last_start"),
            func.max(case((runs.c.exit_code == 0, runs.c.started_at))).label("last_success"),
        )
        .group_by(runs.c.newspaper)
        .subquery()
    )
    statement = select(runs, found).join_from(runs, found, found.c.latest == runs.c.id).order_by(runs.c.newspaper)
    return [LatestRun(row, row.last_start, row.last_success) for row in connection.execute(statement)]


_CLASS = 0x6E657773
"""First key of our advisory locks; the second is a hash of the newspaper's name."""

_HOLDER = text(
    "SELECT application_name, backend_start FROM pg_locks JOIN pg_stat_activity USING (pid) "
    "WHERE locktype = 'advisory' AND granted AND classid = :class AND objid = :key AND objsubid = 2 "
    "AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)

_BLOCKED = text(
    "SELECT coalesce(nullif(waiting.application_name, ''), 'session ' || waiting.pid) || ' waits for '"
    " || coalesce(nullif(holding.application_name, ''), 'session ' || holding.pid)"
    " FROM pg_stat_activity AS waiting"
    " JOIN pg_stat_activity AS holding ON holding.pid = ANY (pg_blocking_pids(waiting.pid))"
    " WHERE waiting.datname = current_database() AND waiting.wait_event_type = 'Lock'"
    " AND waiting.state_change < now() - make_interval(secs => :seconds)"
)


class RunLocked(Exception):
    """Another run works on the newspaper; the message names it and its start."""


@contextmanager
def advisory_lock(engine: Engine, newspaper: str) -> Iterator[None]:
    """Lock a newspaper on the PostgreSQL server, which unlocks it when the session of this process ends.

    Does nothing on SQLite.

    :raises RunLocked: when another run holds the lock, here or on another machine.
    :raises ArchiveError: when the database fails.
    """
    if engine.dialect.name != "postgresql":
        yield
        return
    with archive_errors(engine.url), engine.begin() as connection:
        _take(connection, newspaper)

    def refuse(*_: object) -> None:
        raise ArchiveError(f"the session that held the lock of {newspaper} was lost; another run may be at work on it")

    event.listen(engine, "connect", refuse)
    try:
        yield
    finally:
        event.remove(engine, "connect", refuse)
        engine.dispose()


def lock_holder(connection: Connection, newspaper: str) -> str | None:
    """Which run holds a newspaper's lock on the PostgreSQL server, since when; None when none does."""
    if connection.dialect.name != "postgresql":
        return None
    holder = connection.execute(_HOLDER, _keys(newspaper)).one_or_none()
    return None if holder is None else f"{holder[0]}, since {_when(holder[1])}"


def blocked_sessions(connection: Connection, seconds: int) -> list[str]:
    """PostgreSQL sessions that have waited for a lock for longer, each with the session that holds it."""
    if connection.dialect.name != "postgresql":
        return []
    return list(connection.execute(_BLOCKED, {"seconds": seconds}).scalars())


def _take(connection: Connection, newspaper: str) -> None:
    keys = _keys(newspaper)
    name = f"crawl of {newspaper}, process {os.getpid()} on {socket.gethostname()}"
    connection.execute(text("SELECT set_config('application_name', left(:name, 63), false)"), {"name": name})
    # Keys are signed as parameters, but unsigned in pg_locks.
    signed = keys | {"key": keys["key"] - (1 << 32) if keys["key"] >> 31 else keys["key"]}
    if connection.scalar(text("SELECT pg_try_advisory_lock(:class, :key)"), signed):
        return
    raise RunLocked(
        f"another run is at work on {newspaper}: {lock_holder(connection, newspaper) or 'a run that just ended'}"
    )


def _keys(newspaper: str) -> dict[str, int]:
    return {"class": _CLASS, "key": crc32(newspaper.encode())}


def _when(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S %z}"
