"""Read-only queries for coverage: what was found, by which ways, and what became of it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Date,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
)

from crawler.archive.database.schema import articles, frontier
from crawler.archive.frontier.entries import in_state
from crawler.archive.frontier.ways import Way, read_ways
from crawler.newspapers.model import VIETNAM

Outcome = Literal["stored", "taken down", "pending", "given up", "refused", "gone"]
"""``stored``: the archive has its text; ``taken down``: it has, and the newspaper no longer; ``pending``: to be
fetched; ``given up``: it could not be fetched; ``refused``: its page holds no article that can be read; ``gone``: the
newspaper had no such page when it was requested."""

_REFUSAL = re.compile(r"[a-z]+(-[a-z]+)*: ")
"""How the errors of pages begin that were fetched and not read: with a reason in lower case."""


class Group(NamedTuple):
    """Articles that agree in all this."""

    published: str
    """``YYYYMM``, or ``YYYYMMDD`` when the day was known before the article was fetched."""
    section: str
    outcome: Outcome
    ways: frozenset[Way]
    articles: int
    decimal: int
    """Of these, how many have an id of decimal digits alone."""
    decimal_sum: int
    """Sum of these ids."""


class Day(NamedTuple):
    """Stored articles of one day of publication, Vietnam time."""

    day: date
    stored: int
    taken_down: int
    """Of these, how many the newspaper no longer has."""


def found_groups(connection: Connection, newspaper: str) -> Iterator[Group]:
    """Everything in the frontier of a newspaper, grouped."""
    # Whether there is a text is asked of few rows: as part of the groups' key it makes PostgreSQL sort all of them.
    with_text = _grouped(connection, newspaper, ("pending", "gone"), with_text=True)
    for key, sums in _grouped(connection, newspaper, ("stored", "pending", "gone")).items():
        published, section, state, found_by = key
        held = with_text.get(key, (0, 0, 0))
        for outcome, counts in ((_WITHOUT_TEXT[state], _less(sums, held)), (_WITH_TEXT[state], held)):
            if counts[0]:
                yield Group(published, section, outcome, read_ways(found_by), *counts)
    yield from _failed(connection, newspaper)


_WITHOUT_TEXT: dict[str, Outcome] = {"stored": "stored", "pending": "pending", "gone": "gone"}
_WITH_TEXT: dict[str, Outcome] = {"stored": "stored", "pending": "stored", "gone": "taken down"}
"""An article whose text is stored may be pending again, or gone: its text stays."""

_Sums = tuple[int, int, int]
"""Articles, those of them with a decimal id, and the sum of these ids."""


def _grouped(
    connection: Connection, newspaper: str, states: Sequence[str], *, with_text: bool = False
) -> dict[tuple[str, str, str, str], _Sums]:
    is_decimal = _is_decimal(connection)
    ids = case((is_decimal, cast(frontier.c.article_id, BigInteger)), else_=0)
    keys = (frontier.c.published, frontier.c.section, frontier.c.state, frontier.c.found_by)
    statement = (
        select(*keys, func.count(), func.sum(case((is_decimal, 1), else_=0)), func.sum(ids))
        .where(frontier.c.newspaper == newspaper, frontier.c.state.in_(states), *([_has_text()] if with_text else []))
        .group_by(*keys)
    )
    rows = connection.execute(statement)
    return {tuple(row[:4]): (row[4], row[5], int(row[6])) for row in rows}


def _less(sums: _Sums, held: _Sums) -> _Sums:
    return sums[0] - held[0], sums[1] - held[1], sums[2] - held[2]


def _failed(connection: Connection, newspaper: str) -> Iterator[Group]:
    names = ("published", "section", "last_error", "found_by", "article_id")
    failed = select(*(frontier.c[name] for name in names)).where(in_state(newspaper, "failed"))
    for row in connection.execute(failed):
        outcome: Outcome = "refused" if _REFUSAL.match(row.last_error or "") else "given up"
        number = int(row.article_id) if row.article_id.isdecimal() else None
        is_decimal = number is not None
        yield Group(row.published, row.section, outcome, read_ways(row.found_by), 1, int(is_decimal), number or 0)


def days(connection: Connection, newspaper: str) -> list[Day]:
    """Days that have stored articles, in their order."""
    day = _day(connection)
    # Row by row and of all newspapers: SQLite would else look into every row on the way along another index.
    gone = connection.execute(select(articles.c.newspaper, day).where(articles.c.gone_at.is_not(None)))
    taken_down = Counter(_as_date(found) for of, found in gone if of == newspaper and found)
    if connection.dialect.name == "postgresql":
        of_newspaper = articles.c.newspaper == newspaper, articles.c.published_at.is_not(None)
        stored = connection.execute(select(day, func.count()).where(*of_newspaper).group_by(day))
    else:
        stored = connection.execute(_DAYS_IN_SQLITE, {"newspaper": newspaper})
    found = {_as_date(found): number for found, number in stored}
    return [Day(each, found[each], taken_down[each]) for each in sorted(found)]


# SQLite groups by sorting, 0.6 s for a million articles; from day to day along the index they take 0.05 s.
_DAYS_IN_SQLITE = text(
    """
WITH RECURSIVE days (day) AS (
    SELECT substr(min(published_at), 1, 10) FROM articles WHERE newspaper = :newspaper
    UNION ALL
    SELECT (
        SELECT substr(min(published_at), 1, 10) FROM articles
        WHERE newspaper = :newspaper AND published_at >= date(days.day, '+1 day')
    )
    FROM days WHERE days.day IS NOT NULL
)
SELECT day, (
    SELECT count(*) FROM articles
    WHERE newspaper = :newspaper AND published_at >= day AND published_at < date(day, '+1 day')
)
FROM days WHERE day IS NOT NULL
"""
)


def found_since(connection: Connection, newspaper: str, since: datetime) -> list[tuple[frozenset[Way], Outcome, int]]:
    """Articles published since a moment, by ways and outcome.

    Of an article that is not stored only the month may be known; then it counts when it was discovered since.
    """
    day, month = f"{since.astimezone(VIETNAM):%Y%m%d}", f"{since.astimezone(VIETNAM):%Y%m}"
    stored = and_(articles.c.newspaper == frontier.c.newspaper, articles.c.article_id == frontier.c.article_id)
    undated = and_(func.length(frontier.c.published) == len("YYYYMM"), frontier.c.discovered_at >= since)
    recent = or_(
        articles.c.published_at >= since,
        and_(articles.c.id.is_(None), or_(frontier.c.published >= day, undated)),
    )
    statement = (
        select(frontier.c.found_by, _outcome().label("outcome"), frontier.c.last_error, func.count())
        .select_from(frontier.outerjoin(articles, stored))
        .where(frontier.c.newspaper == newspaper, frontier.c.published >= month, recent)
        .group_by(literal_column("1"), literal_column("2"), frontier.c.last_error)
    )
    return [
        (read_ways(ways), _read_outcome(outcome, error), number)
        for ways, outcome, error, number in connection.execute(statement)
    ]


def _read_outcome(outcome: str, error: str | None) -> Outcome:
    if outcome == "given up" and _REFUSAL.match(error or ""):
        return "refused"
    known: dict[str, Outcome] = {"stored": "stored", "taken down": "taken down", "pending": "pending", "gone": "gone"}
    return known.get(outcome, "given up")


def _outcome() -> ColumnElement[str]:
    state, has_text = frontier.c.state, _has_text()
    return case(
        (state == "stored", literal("stored", literal_execute=True)),
        (state == "failed", literal("given up", literal_execute=True)),
        (and_(state == "pending", has_text), literal("stored", literal_execute=True)),
        (state == "pending", literal("pending", literal_execute=True)),
        (has_text, literal("taken down", literal_execute=True)),
        else_=literal("gone", literal_execute=True),
    )


def _has_text() -> ColumnElement[bool]:
    return (
        exists()
        .where(articles.c.newspaper == frontier.c.newspaper, articles.c.article_id == frontier.c.article_id)
        .correlate(frontier)
    )


def _is_decimal(connection: Connection) -> ColumnElement[bool]:
    if connection.dialect.name == "postgresql":
        return frontier.c.article_id.regexp_match("^[0-9]+$")
    return frontier.c.article_id.op("NOT GLOB")("*[^0-9]*")


def _day(connection: Connection) -> ColumnElement[Any]:
    if connection.dialect.name == "postgresql":
        return cast(func.timezone(VIETNAM.key, articles.c.published_at), Date)
    # Stored as text in Vietnam time, see schema.py.
    return func.substr(literal_column("articles.published_at"), 1, 10)


def _as_date(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
