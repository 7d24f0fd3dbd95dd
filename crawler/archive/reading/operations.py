"""What the crawls did and what they have yet to do."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from crawler.archive.database.schema import frontier, runs


def list_runs(connection: Connection, limit: int, before: int | None = None) -> Sequence[Row[Any]]:
    """Runs, the newest first; ``before`` is the number of the last one of the page before."""
    statement = select(runs).order_by(runs.c.id.desc()).limit(limit)
    return connection.execute(statement if before is None else statement.where(runs.c.id < before)).all()


def count_states(connection: Connection) -> Sequence[Row[Any]]:
    """``newspaper``, ``state`` and ``articles``: how many known articles are in each state."""
    columns = (frontier.c.newspaper, frontier.c.state)
    statement = select(*columns, func.count().label("articles")).group_by(*columns).order_by(*columns)
    return connection.execute(statement).all()
