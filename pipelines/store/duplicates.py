"""Copies of articles: the links from a copy to the oldest of its family.

All functions belong into the transaction that stores the article, after :func:`lock`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, case, delete, func, or_, select, update

from pipelines.comparable import Text
from pipelines.fingerprints import estimate_similarity
from pipelines.likeness import (
    NEAR,
    SAME_FAMILY,
    Comparable,
    Kind,
    differ_in_number,
    fold_title,
    may_be_near,
    similarity,
)
from pipelines.store.fingerprint_index import propose, put
from pipelines.store.schema import articles, fingerprints

CHECKED = 6
"""How many texts are read for the exact check, the most similar signatures first."""

LEAST_ESTIMATE = 0.2
"""Below this estimate a text is not read; a text of similarity 0.48 falls below it once in a thousand times."""

CLEARLY_NEAR = 0.8
"""From this similarity on no closer text is looked for."""

_LOCK = 0x6475706C
"""Key of PostgreSQL's advisory lock."""


@dataclass(frozen=True, slots=True)
class Original:
    """What an article repeats: the oldest of the family."""

    id: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Link:
    """A link that was made. ``copy`` is the article settled, or the one known before when that was printed later."""

    copy: int
    original: int
    kind: Kind


def lock(connection: Connection) -> None:
    """Let one transaction at a time decide who is first; held until it ends.

    It must be the transaction's first statement. SQLite has one writer at a time: here its write lock is taken, if
    ``BEGIN IMMEDIATE`` has not. PostgreSQL must run at READ COMMITTED, its default.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    else:
        connection.execute(delete(fingerprints).where(fingerprints.c.article.is_(None)))


def settle(connection: Connection, article: int) -> Link | None:
    """Index an article just stored or changed, and link it with the family it belongs to.

    Returns the link if it is new. The oldest of a family is the one printed first, whichever was stored first; an
    article that no longer resembles its original stands for itself again, and those linked to it stay with it.
    """
    row = _read(connection, article)
    text = _comparable(row)
    head = _find_head(connection, text, article)
    put(connection, article, text.fingerprint, is_indexed=row.text_hash is not None)
    if head is None:
        _stand_alone(connection, row)
        return None
    kind = _kind(text, head)
    if _age(head) < _age(row):
        return _link(connection, row, head.id, kind, head.text_hash)
    _stand_alone(connection, row)
    return _link(connection, head, row.id, kind, text.fingerprint.text_hash)


def find_original(connection: Connection, text: Comparable, article: int | None = None) -> Original | None:
    """The oldest of the family that a text belongs to, among all indexed articles.

    ``article`` is the text's own article, if it is stored: it and its copies are passed over.
    """
    head = _find_head(connection, text, article)
    return None if head is None else Original(head.id, _kind(text, head))


_READ: Select[Any] = (
    select(
        articles.c.id,
        articles.c.title,
        articles.c.lead,
        articles.c.body,
        articles.c.published_at,
        articles.c.first_seen_at,
        articles.c.duplicate_of,
        articles.c.duplicate_kind,
        fingerprints.c.text_hash,
    )
    .join_from(articles, fingerprints, fingerprints.c.article == articles.c.id, isouter=True)
    .where(articles.c.id == bindparam("article"))
)

_OWN_HASH = select(fingerprints.c.text_hash).where(fingerprints.c.article == articles.c.id).scalar_subquery()

_LINK = (
    update(articles)
    .where(or_(articles.c.id == bindparam("copy"), articles.c.duplicate_of == bindparam("copy")))
    .values(
        duplicate_of=bindparam("original"),
        duplicate_kind=case((_OWN_HASH.is_not_distinct_from(bindparam("text_hash")), "exact"), else_="near"),
    )
)
"""Links a copy and all that was linked to it, each by the kind that its own fingerprint tells."""


def _find_head(connection: Connection, text: Comparable, article: int | None) -> Row[Any] | None:
    if text.says_too_little:
        return None
    proposed = [row for row in propose(connection, text.fingerprint) if article not in (row.id, _head(row))]
    for row in proposed:
        if row.text_hash == text.fingerprint.text_hash:
            return _read(connection, _head(row))
    siblings = {_head(row) for row in proposed if differ_in_number(text.title, fold_title(row.title))}
    for row in _near(connection, text, [row for row in proposed if _head(row) not in siblings]):
        if row.duplicate_of is None:
            return row
        head = _read(connection, row.duplicate_of)
        if _is_family(text, _comparable(head)):
            return head
    return None


def _near(connection: Connection, text: Comparable, proposed: list[Row[Any]]) -> Iterator[Row[Any]]:
    """The articles whose texts are near, the closest first."""
    found = []
    for candidate in proposed[:CHECKED]:
        if estimate_similarity(candidate.signature, text.fingerprint.signature) < LEAST_ESTIMATE:
            break
        row = _read(connection, candidate.id)
        other = _comparable(row)
        if may_be_near(text, other) and (alike := similarity(text, other)) >= NEAR:
            found.append((alike, row))
            if alike >= CLEARLY_NEAR:
                break
    return (row for _, row in sorted(found, key=lambda pair: -pair[0]))


def _is_family(text: Comparable, head: Comparable) -> bool:
    return may_be_near(text, head) and similarity(text, head) >= SAME_FAMILY


def _kind(text: Comparable, head: Row[Any]) -> Kind:
    return "exact" if head.text_hash == text.fingerprint.text_hash else "near"


def _head(row: Row[Any]) -> int:
    head: int = row.id if row.duplicate_of is None else row.duplicate_of
    return head


def _read(connection: Connection, article: int) -> Row[Any]:
    return connection.execute(_READ, {"article": article}).one()


def _comparable(row: Row[Any]) -> Comparable:
    return Comparable(Text(row.title, row.lead, row.body))


def _age(row: Row[Any]) -> tuple[Any, int]:
    return row.published_at or row.first_seen_at, row.id


def _stand_alone(connection: Connection, row: Row[Any]) -> None:
    if row.duplicate_of is not None:
        alone = update(articles).where(articles.c.id == row.id).values(duplicate_of=None, duplicate_kind=None)
        connection.execute(alone)


def _link(connection: Connection, copy: Row[Any], original: int, kind: Kind, text_hash: int) -> Link | None:
    if (copy.duplicate_of, copy.duplicate_kind) == (original, kind):
        return None
    connection.execute(_LINK, {"copy": copy.id, "original": original, "text_hash": text_hash})
    return Link(copy.id, original, kind)
