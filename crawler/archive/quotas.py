"""Stores the learned rate limits, and the requests that still count against them in the next run."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from crawler.archive.database.schema import pace, quotas


class ObservedQuota(NamedTuple):
    """A rate limit: requests let through per window."""

    window_s: int
    requests: int
    learned_at: datetime


class Reservation(NamedTuple):
    """Requests that may be sent before the next write; if the program dies, they count as sent."""

    second: int
    requests: int


def load_quotas(connection: Connection, newspaper: str) -> list[ObservedQuota]:
    """The known rate limits of a newspaper's gate, shortest window first."""
    columns = (quotas.c.window_s, quotas.c.requests, quotas.c.learned_at)
    rows = connection.execute(select(*columns).where(quotas.c.newspaper == newspaper).order_by(quotas.c.window_s))
    return [ObservedQuota(*row) for row in rows]


def save_quotas(connection: Connection, newspaper: str, observed: Iterable[ObservedQuota]) -> None:
    """Replace the known rate limits of a newspaper's gate."""
    connection.execute(delete(quotas).where(quotas.c.newspaper == newspaper))
    rows = [{"newspaper": newspaper, **quota._asdict()} for quota in observed]
    if rows:
        connection.execute(insert(quotas), rows)


def load_pace(connection: Connection, newspaper: str, since: int) -> dict[int, int]:
    """Requests sent in each second of Unix time, from ``since`` on."""
    columns = (pace.c.second, pace.c.requests)
    rows = connection.execute(select(*columns).where(pace.c.newspaper == newspaper, pace.c.second >= since))
    return {second: requests for second, requests in rows}  # noqa: C416


def save_pace(
    connection: Connection,
    newspaper: str,
    sent: Mapping[int, int],
    *,
    released: Reservation | None,
    reserved: Reservation | None,
    forget_before: int,
) -> None:
    """Add sent requests, replace the reservation, and drop entries too old to count."""
    if released:
        _add(connection, newspaper, {released.second: -released.requests})
    reservation = {reserved.second: reserved.requests} if reserved else {}
    _add(connection, newspaper, reservation)
    _add(connection, newspaper, sent)
    gone = (pace.c.second < forget_before) | (pace.c.requests <= 0)
    connection.execute(delete(pace).where(pace.c.newspaper == newspaper, gone))


def _add(connection: Connection, newspaper: str, sent: Mapping[int, int]) -> None:
    rows = [{"newspaper": newspaper, "second": second, "requests": requests} for second, requests in sent.items()]
    if not rows:
        return
    # Same syntax, but each dialect has its own class.
    if connection.dialect.name == "postgresql":
        new = postgresql.insert(pace)
        both = pace.c.requests + new.excluded.requests
        connection.execute(
            new.on_conflict_do_update(index_elements=["newspaper", "second"], set_={"requests": both}), rows
        )
    else:
        fresh = sqlite.insert(pace)
        both = pace.c.requests + fresh.excluded.requests
        connection.execute(
            fresh.on_conflict_do_update(index_elements=["newspaper", "second"], set_={"requests": both}), rows
        )
