"""The record of every run."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from pipelines.store.schema import runs

KILLED = "killed"
"""Outcome of a run that never came to its end, told by the next one."""


def mark_killed(connection: Connection, newspaper: str) -> list[Row[Any]]:
    """Mark the runs that never ended as killed, and return them; the caller holds the newspaper's lock."""
    dead = (runs.c.newspaper == newspaper) & runs.c.outcome.is_(None)
    return list(connection.execute(update(runs).where(dead).values(outcome=KILLED).returning(runs)).all())


def start_run(connection: Connection, newspaper: str, mode: str, now: datetime) -> int:
    """Record that a run begins; its id."""
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
        .values(finished_at=now, outcome=outcome, exit_code=exit_code, stats=dict(stats))
    )


def last_runs(connection: Connection, newspaper: str | None = None, limit: int = 20) -> Sequence[Row[Any]]:
    """The latest runs, the newest first."""
    statement = select(runs).order_by(runs.c.id.desc()).limit(limit)
    if newspaper is not None:
        statement = statement.where(runs.c.newspaper == newspaper)
    return connection.execute(statement).all()
