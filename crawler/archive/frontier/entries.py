"""The status of every discovered article: pending, stored, failed or gone.

A row is written before its article is requested, and marked stored only in the transaction that stores the article.
Articles in flight are only known to the running process, so a killed run leaves nothing to clean up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal,
    not_,
    select,
    update,
)

from crawler.archive.database.postgresql_pipeline import PIPELINED
from crawler.archive.database.schema import articles, frontier, links
from crawler.archive.database.statements import insert_missing, is_article
from crawler.archive.frontier.recheck import next_recheck
from crawler.archive.frontier.ways import Way, add_way
from crawler.archive.text import storable

RETRY_AFTER = tuple(timedelta(minutes=minutes) for minutes in (5, 30, 120, 720, 1440))
"""Waits before each retry of a failed article; after the last it is given up."""

RETRY_GONE_AFTER = timedelta(days=1)
"""An article gone for this long that is listed again is fetched again."""

KEYS_PER_STATEMENT = 500
"""SQLite accepts at most 32,766 parameters; more keys per statement are no faster."""


class Rank(IntEnum):
    """Order in which pending articles are fetched, lowest first."""

    SEED = 0
    """Named by the operator (``urls``, ``urls_file``)."""
    NEW = 1
    CHANGED = 2
    """Stored, and due for a recheck."""
    OLD = 3
    LAST = 4
    """Its page met a gate that did not open: fetched after all others, so that it stops nothing but itself."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """A link to an article."""

    article_id: str
    url: str
    published: str
    """``YYYYMM`` of the address, or ``YYYYMMDD`` when the day is known."""
    section: str
    """Path of the section in the address."""
    title: str | None = None
    """As printed with the link."""
    listed_in: str | None = None
    """Path of the section whose list links to it."""


def discover(
    connection: Connection, newspaper: str, found: Sequence[Discovery], rank: Rank, now: datetime, way: Way
) -> dict[str, datetime]:
    """Record links to articles; when each article that was already known was discovered, by id.

    A known article keeps its row: a pending one moves up to ``rank`` unless it is the last; a gone one becomes
    pending when it is linked under another address, or when it has been gone for :data:`RETRY_GONE_AFTER` and is
    listed as new. Other addresses and sections of an article, and the ``way``, are recorded.
    """
    first = {link.article_id: link for link in reversed(found)}
    known = _known(connection, newspaper, list(first))
    new = [link for link in dict.fromkeys(first[link.article_id] for link in found) if link.article_id not in known]
    if new:
        connection.execute(insert(frontier), [_row(newspaper, link, rank, now, way) for link in new])
    later = [key for key, row in known.items() if row.state == "pending" and rank < row.rank < Rank.LAST]
    for keys in _batches(later):
        connection.execute(update(frontier).where(_among(newspaper, keys)).values(rank=rank))
    for key, row in known.items():
        if row.state == "gone" and (row.url != first[key].url or (rank <= Rank.NEW and row.next_try_at <= now)):
            again = {"state": "pending", "rank": rank, "attempts": 0, "next_try_at": now}
            _set(connection, newspaper, key, url=first[key].url, **again)
    _note_way(connection, newspaper, known, way)
    urls = {link.article_id: link.url for link in new} | {key: row.url for key, row in known.items()}
    _note_links(connection, newspaper, found, urls)
    return {key: row.discovered_at for key, row in known.items()}


def enqueue_seeds(
    connection: Connection, newspaper: str, article_ids: Sequence[str], now: datetime, *, named_at: datetime
) -> None:
    """Make these articles due before all others, whatever their state, except those fetched after ``named_at``."""
    fetched = exists().where(
        articles.c.newspaper == frontier.c.newspaper,
        articles.c.article_id == frontier.c.article_id,
        articles.c.fetched_at > named_at,
    )
    for keys in _batches(article_ids):
        connection.execute(
            update(frontier)
            .where(_among(newspaper, keys), not_(fetched))
            .values(rank=Rank.SEED, state="pending", attempts=0, next_try_at=now)
        )


def demote_seeds(connection: Connection, newspaper: str) -> None:
    """Lower the rank of articles named in earlier runs to NEW."""
    connection.execute(
        update(frontier).where(in_state(newspaper, "pending"), frontier.c.rank == Rank.SEED).values(rank=Rank.NEW)
    )


def reset_failed(connection: Connection, newspaper: str, now: datetime) -> int:
    """Make failed articles pending again; how many."""
    values = {"state": "pending", "attempts": 0, "next_try_at": now}
    return connection.execute(update(frontier).where(in_state(newspaper, "failed")).values(values)).rowcount


LONGEST_PENDING = timedelta(days=2)
"""No pending article waits longer for its next try."""
LONGEST_STORED = timedelta(days=33)
"""No stored article waits longer for its next recheck."""


def reset_far_tries(connection: Connection, newspaper: str, now: datetime) -> int:
    """Make due what waits for a time that a clock set wrongly ahead has written; how many articles that are."""
    return sum(
        connection.execute(
            update(frontier)
            .where(in_state(newspaper, state), frontier.c.next_try_at > now + longest)
            .values(next_try_at=now)
        ).rowcount
        for state, longest in (("pending", LONGEST_PENDING), ("stored", LONGEST_STORED))
    )


def move_last(connection: Connection, newspaper: str, article_id: str, now: datetime) -> None:
    """Let an article be fetched after all others that are due, without counting a failed try."""
    of_article = _key(newspaper, article_id)
    pending = update(frontier).where(of_article, frontier.c.state == "pending").values(rank=Rank.LAST)
    stored = update(frontier).where(of_article, frontier.c.state == "stored").values(next_try_at=now)
    connection.execute(pending)
    connection.execute(stored)


def mark_stored(connection: Connection, newspaper: str, article_id: str, recheck_at: datetime | None) -> None:
    """Mark an article stored; belongs in the transaction that stores it."""
    connection.execute(MARK_STORED, stored_values(newspaper, article_id, recheck_at))


def stored_values(newspaper: str, article_id: str, recheck_at: datetime | None) -> dict[str, Any]:
    """Parameters of :data:`MARK_STORED`."""
    return {"of_newspaper": newspaper, "of_article": article_id, "recheck_at": recheck_at}


def state_of(connection: Connection, newspaper: str, article_id: str) -> Row[Any]:
    """The frontier's row of a discovered article."""
    return connection.execute(_STATE, {"of_newspaper": newspaper, "of_article": article_id}).one()


def await_check(
    connection: Connection, newspaper: str, article_id: str, before: Row[Any], due_at: datetime
) -> datetime | None:
    """Restore the state of an article whose text a web archive gave: the newspaper is still to be asked.

    ``before`` is its row before the text was stored. One given up is tried again, one that a crawl stored is
    rechecked, both when ``due_at`` has passed. Returns when the newspaper no longer had it, if that is known.
    """
    if before.state == "stored":
        _set(connection, newspaper, article_id, next_try_at=due_at)
        return None
    values = {name: getattr(before, name) for name in ("state", "attempts", "next_try_at", "last_error")}
    if before.state == "failed":
        values |= {"state": "pending", "rank": Rank.OLD, "attempts": 0, "next_try_at": due_at}
    _set(connection, newspaper, article_id, **values)
    return before.next_try_at - RETRY_GONE_AFTER if before.state == "gone" else None


def mark_unchanged(connection: Connection, newspaper: str, article_id: str, now: datetime) -> None:
    """Mark a stored article unchanged; the next request for it is unconditional.

    Some servers answer 304 whatever changed: an edit is then found by the next recheck.
    """
    stored = is_article(newspaper, article_id)
    published_at = connection.scalar(select(articles.c.published_at).where(stored))
    connection.execute(update(articles).where(stored).values(fetched_at=now, gone_at=None))
    mark_stored(connection, newspaper, article_id, next_recheck(published_at, now))
    note_validators(connection, newspaper, article_id, None, None)


def mark_gone(connection: Connection, newspaper: str, article_id: str, reason: str, now: datetime) -> None:
    """Mark an article gone; a stored text stays."""
    _set(
        connection,
        newspaper,
        article_id,
        state="gone",
        next_try_at=now + RETRY_GONE_AFTER,
        last_error=storable(reason[:500]),
    )
    still_there = and_(is_article(newspaper, article_id), articles.c.gone_at.is_(None))
    connection.execute(update(articles).where(still_there).values(gone_at=now))


def mark_failed(
    connection: Connection,
    newspaper: str,
    article_id: str,
    reason: str,
    now: datetime,
    *,
    retryable: bool = True,
    gone_at_last: bool = False,
) -> bool:
    """Count a failed try and set the time of the next; True when the article fails for good.

    It does so after :data:`RETRY_AFTER`, or at once when not ``retryable``; with ``gone_at_last`` it is marked gone
    instead. An article whose text is stored stays stored and is not rechecked any more.
    """
    attempts = connection.scalar(select(frontier.c.attempts).where(_key(newspaper, article_id))) or 0
    values = {"attempts": attempts + 1, "last_error": storable(reason[:500])}
    if retryable and attempts < len(RETRY_AFTER):
        _set(connection, newspaper, article_id, next_try_at=now + RETRY_AFTER[attempts], **values)
        return False
    if gone_at_last:
        mark_gone(connection, newspaper, article_id, reason, now)
        return False
    has_text = connection.scalar(select(exists().where(is_article(newspaper, article_id))))
    _set(connection, newspaper, article_id, state="stored" if has_text else "failed", next_try_at=None, **values)
    return not has_text


def note_validators(
    connection: Connection, newspaper: str, article_id: str, etag: str | None, last_modified: str | None
) -> None:
    """Store the validators of an article's page, for conditional requests; the article must be stored before."""
    _set(connection, newspaper, article_id, etag=etag, last_modified=last_modified)


def note_day(connection: Connection, newspaper: str, article_id: str, day: str) -> None:
    """Store the day of publication, ``YYYYMMDD``, of an article that is outside the selected dates."""
    _set(connection, newspaper, article_id, published=day)


def count_pending(connection: Connection, newspaper: str) -> dict[str, int]:
    """Pending articles by when they are fetched: ``due`` by every run, ``old`` only by a backfill; and those that
    ``failed``."""
    pending = dict.fromkeys(Rank, 0)
    ranks = select(frontier.c.rank, func.count()).where(in_state(newspaper, "pending")).group_by(frontier.c.rank)
    pending.update({Rank(rank): number for rank, number in connection.execute(ranks)})
    failed = select(func.count()).select_from(frontier).where(in_state(newspaper, "failed"))
    old = pending.pop(Rank.OLD)
    return {"due": sum(pending.values()), "old": old, "failed": connection.scalar(failed) or 0}


def in_state(newspaper: str, state: str) -> ColumnElement[bool]:
    """Rows in one state; the state is a literal, because a partial index is not used for a parameter."""
    return and_(frontier.c.newspaper == newspaper, frontier.c.state == literal(state, literal_execute=True))


def _known(connection: Connection, newspaper: str, article_ids: Sequence[str]) -> dict[str, Row[Any]]:
    known: dict[str, Row[Any]] = {}
    for keys in _batches(article_ids):
        rows = connection.execute(_KNOWN, {"of_newspaper": newspaper, "of_articles": keys})
        known.update({row.article_id: row for row in rows})
    return known


def _note_way(connection: Connection, newspaper: str, known: Mapping[str, Row[Any]], way: Way) -> None:
    """Add a way to the known articles that had not been found by it; most had, and cost nothing."""
    changed = [
        {"of_newspaper": newspaper, "of_article": key, "ways": add_way(row.found_by, way)}
        for key, row in known.items()
        if way not in row.found_by
    ]
    if changed:
        connection.execute(_NOTE_WAY, changed)


def _row(newspaper: str, link: Discovery, rank: Rank, now: datetime, way: Way) -> dict[str, Any]:
    return {
        "newspaper": newspaper,
        "article_id": link.article_id,
        "url": link.url,
        "section": link.section,
        "published": link.published,
        "rank": rank,
        "state": "pending",
        "attempts": 0,
        "next_try_at": now,
        "discovered_at": now,
        "listed_title": link.title,
        "found_by": way,
    }


def _note_links(connection: Connection, newspaper: str, found: Iterable[Discovery], urls: Mapping[str, str]) -> None:
    elsewhere = [
        {"newspaper": newspaper, "article_id": link.article_id, "url": link.url, "section": section}
        for link in found
        if link.url != urls[link.article_id] or not _is_below(link.section, link.listed_in)
        for section in (link.listed_in or link.section,)
    ]
    insert_missing(connection, links, elsewhere)


def _is_below(section: str, listed_in: str | None) -> bool:
    """Whether the article's own section is this list's or below it."""
    return listed_in is None or section == listed_in or section.startswith(f"{listed_in}/")


def _batches(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[start : start + KEYS_PER_STATEMENT] for start in range(0, len(keys), KEYS_PER_STATEMENT))


def _among(newspaper: str, keys: Sequence[str]) -> ColumnElement[bool]:
    return and_(frontier.c.newspaper == newspaper, frontier.c.article_id.in_(keys))


def _key(newspaper: str | BindParameter[str], article_id: str | BindParameter[str]) -> ColumnElement[bool]:
    return and_(frontier.c.newspaper == newspaper, frontier.c.article_id == article_id)


def _set(connection: Connection, newspaper: str, article_id: str, **values: Any) -> None:
    connection.execute(_SET, {"of_newspaper": newspaper, "of_article": article_id, **values})


# Built once, see docs/decisions/0006.
_STATE = select(frontier).where(_key(bindparam("of_newspaper"), bindparam("of_article")))
_KNOWN = select(
    *(frontier.c[name] for name in ("article_id", "url", "state", "rank", "next_try_at", "discovered_at", "found_by"))
).where(
    frontier.c.newspaper == bindparam("of_newspaper"),
    frontier.c.article_id.in_(bindparam("of_articles", expanding=True)),
)
_SET = update(frontier).where(_key(bindparam("of_newspaper"), bindparam("of_article"))).execution_options(**PIPELINED)
_NOTE_WAY = _SET.values(found_by=bindparam("ways"))
MARK_STORED = _SET.values(state="stored", attempts=0, next_try_at=bindparam("recheck_at"), last_error=None)
