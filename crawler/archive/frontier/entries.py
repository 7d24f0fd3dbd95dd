"""What is owed: every article that was discovered, and what became of it.

A row is written before its article is requested and is done only in the transaction that stores the article. Which
articles are in flight is known to the running process alone, so a dead run leaves nothing to clean up. Whose turn it
is stands in due.py.
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
from crawler.archive.frontier.recheck import next_look
from crawler.archive.frontier.ways import Way, add_way

RETRY_AFTER = tuple(timedelta(minutes=minutes) for minutes in (5, 30, 120, 720, 1440))
"""How long a failed article waits for its next try; when all have failed it is given up."""

GONE_FOR = timedelta(days=1)
"""What was gone for so long and stands in a list again is asked for again."""

KEYS_A_STATEMENT = 500
"""SQLite takes no more than 32,766 parameters; a plan for so many keys is no faster."""


class Rank(IntEnum):
    """Whose turn comes first."""

    ASKED = 0
    """The operator asked for just this address."""
    NEW = 1
    CHANGED = 2
    """Stored, and due to be looked at again."""
    OLD = 3


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
    """Write down what links lead to; when each article that was known had been discovered, by id.

    A known article keeps its row: what is pending moves up to ``rank``; what was gone is owed again when it is linked
    under another address, or has been gone for :data:`GONE_FOR` and is new again. Other addresses and sections of an
    article are noted, and that it was found by ``way``.
    """
    first = {link.article_id: link for link in reversed(found)}
    known = _known(connection, newspaper, list(first))
    new = [link for link in dict.fromkeys(first[link.article_id] for link in found) if link.article_id not in known]
    if new:
        connection.execute(insert(frontier), [_row(newspaper, link, rank, now, way) for link in new])
    later = [key for key, row in known.items() if row.state == "pending" and row.rank > rank]
    for keys in _portions(later):
        connection.execute(update(frontier).where(_among(newspaper, keys)).values(rank=rank))
    for key, row in known.items():
        if row.state == "gone" and (row.url != first[key].url or (rank <= Rank.NEW and row.next_try_at <= now)):
            again = {"state": "pending", "rank": rank, "attempts": 0, "next_try_at": now}
            _set(connection, newspaper, key, url=first[key].url, **again)
    _note_way(connection, newspaper, known, way)
    urls = {link.article_id: link.url for link in new} | {key: row.url for key, row in known.items()}
    _note_links(connection, newspaper, found, urls)
    return {key: row.discovered_at for key, row in known.items()}


def owe_again(
    connection: Connection, newspaper: str, article_ids: Sequence[str], now: datetime, *, asked_at: datetime
) -> None:
    """Owe these articles before all others, whatever became of them, but for those fetched after ``asked_at``."""
    answered = exists().where(
        articles.c.newspaper == frontier.c.newspaper,
        articles.c.article_id == frontier.c.article_id,
        articles.c.fetched_at > asked_at,
    )
    for keys in _portions(article_ids):
        connection.execute(
            update(frontier)
            .where(_among(newspaper, keys), not_(answered))
            .values(rank=Rank.ASKED, state="pending", attempts=0, next_try_at=now)
        )


def demote_seeds(connection: Connection, newspaper: str) -> None:
    """What an earlier run was asked for and did not get is owed like all that is new."""
    connection.execute(
        update(frontier).where(in_state(newspaper, "pending"), frontier.c.rank == Rank.ASKED).values(rank=Rank.NEW)
    )


def revive_failed(connection: Connection, newspaper: str, now: datetime) -> int:
    """Owe again what had been given up; how many articles that are."""
    values = {"state": "pending", "attempts": 0, "next_try_at": now}
    return connection.execute(update(frontier).where(in_state(newspaper, "failed")).values(values)).rowcount


def mark_stored(connection: Connection, newspaper: str, article_id: str, next_look: datetime | None) -> None:
    """Mark an article done; belongs in the transaction that stores it."""
    connection.execute(MARK_STORED, stored_values(newspaper, article_id, next_look))


def stored_values(newspaper: str, article_id: str, next_look: datetime | None) -> dict[str, Any]:
    """Parameters of :data:`MARK_STORED`."""
    return {"of_newspaper": newspaper, "of_article": article_id, "next_look": next_look}


def mark_unchanged(connection: Connection, newspaper: str, article_id: str, now: datetime) -> None:
    """The newspaper answers that a stored article is as it was."""
    stored = is_article(newspaper, article_id)
    published_at = connection.scalar(select(articles.c.published_at).where(stored))
    connection.execute(update(articles).where(stored).values(fetched_at=now, gone_at=None))
    mark_stored(connection, newspaper, article_id, next_look(published_at, now))


def mark_gone(connection: Connection, newspaper: str, article_id: str, reason: str, now: datetime) -> None:
    """The newspaper answers that there is no such article (any more); a stored text stays."""
    _set(connection, newspaper, article_id, state="gone", next_try_at=now + GONE_FOR, last_error=reason[:500])
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
    """Count a failed try and set the time of the next; True when the article is given up.

    It is given up after :data:`RETRY_AFTER`, at once when the failure cannot heal, or then taken for gone. An article
    whose text the archive has stays stored, and is not looked at again.
    """
    attempts = connection.scalar(select(frontier.c.attempts).where(_key(newspaper, article_id))) or 0
    values = {"attempts": attempts + 1, "last_error": reason[:500]}
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
    """Keep what the stored page said of itself, for conditional requests; belongs after its article is stored."""
    _set(connection, newspaper, article_id, etag=etag, last_modified=last_modified)


def note_day(connection: Connection, newspaper: str, article_id: str, day: str) -> None:
    """Keep the day of publication, ``YYYYMMDD``, of an article that is not stored because of it."""
    _set(connection, newspaper, article_id, published=day)


def count_owed(connection: Connection, newspaper: str) -> dict[str, int]:
    """How many articles are owed: ``due`` to every run, ``old`` to a backfill alone; how many ``failed`` for good."""
    pending = dict.fromkeys(Rank, 0)
    ranks = select(frontier.c.rank, func.count()).where(in_state(newspaper, "pending")).group_by(frontier.c.rank)
    pending.update({Rank(rank): number for rank, number in connection.execute(ranks)})
    failed = select(func.count()).select_from(frontier).where(in_state(newspaper, "failed"))
    old = pending.pop(Rank.OLD)
    return {"due": sum(pending.values()), "old": old, "failed": connection.scalar(failed) or 0}


def in_state(newspaper: str, state: str) -> ColumnElement[bool]:
    """Rows in one state; written out, since a partial index serves no statement that has it as a parameter."""
    return and_(frontier.c.newspaper == newspaper, frontier.c.state == literal(state, literal_execute=True))


def _known(connection: Connection, newspaper: str, article_ids: Sequence[str]) -> dict[str, Row[Any]]:
    known: dict[str, Row[Any]] = {}
    for keys in _portions(article_ids):
        rows = connection.execute(_KNOWN, {"of_newspaper": newspaper, "of_articles": keys})
        known.update({row.article_id: row for row in rows})
    return known


def _note_way(connection: Connection, newspaper: str, known: Mapping[str, Row[Any]], way: Way) -> None:
    """Add a way to the known articles that had not been found by it; most had, and cost nothing."""
    changed: dict[str, list[str]] = {}
    for key, row in known.items():
        if (found_by := add_way(row.found_by, way)) != row.found_by:
            changed.setdefault(found_by, []).append(key)
    for found_by, keys in changed.items():
        for portion in _portions(keys):
            connection.execute(update(frontier).where(_among(newspaper, portion)).values(found_by=found_by))


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
        if link.url != urls[link.article_id] or not _lies_in(link.section, link.listed_in)
        for section in (link.listed_in or link.section,)
    ]
    insert_missing(connection, links, elsewhere)


def _lies_in(section: str, listed_in: str | None) -> bool:
    """Whether the address says already that the article stands in this list."""
    return listed_in is None or section == listed_in or section.startswith(f"{listed_in}/")


def _portions(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[start : start + KEYS_A_STATEMENT] for start in range(0, len(keys), KEYS_A_STATEMENT))


def _among(newspaper: str, keys: Sequence[str]) -> ColumnElement[bool]:
    return and_(frontier.c.newspaper == newspaper, frontier.c.article_id.in_(keys))


def _key(newspaper: str | BindParameter[str], article_id: str | BindParameter[str]) -> ColumnElement[bool]:
    return and_(frontier.c.newspaper == newspaper, frontier.c.article_id == article_id)


def _set(connection: Connection, newspaper: str, article_id: str, **values: Any) -> None:
    connection.execute(_SET, {"of_newspaper": newspaper, "of_article": article_id, **values})


# Built once, as docs/decisions/0006 tells.
_KNOWN = select(
    *(frontier.c[name] for name in ("article_id", "url", "state", "rank", "next_try_at", "discovered_at", "found_by"))
).where(
    frontier.c.newspaper == bindparam("of_newspaper"),
    frontier.c.article_id.in_(bindparam("of_articles", expanding=True)),
)
_SET = update(frontier).where(_key(bindparam("of_newspaper"), bindparam("of_article"))).execution_options(**PIPELINED)
MARK_STORED = _SET.values(state="stored", attempts=0, next_try_at=bindparam("next_look"), last_error=None)
