"""Links duplicates to the oldest article of their family.

All functions belong in the transaction that stores the article, after :func:`lock_text` or :func:`lock`.

On PostgreSQL, transactions that store texts with an index key in common wait for each other, so the second finds the
first one's article. Families that two transactions reach by different keys are protected by a lock on the row of their
oldest article. SQLite has one writer at a time, because of ``BEGIN IMMEDIATE``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, Connection, Integer, Row, Select, bindparam, case, func, or_, select, update

from crawler.archive.database.postgresql_pipeline import PIPELINED
from crawler.archive.database.schema import articles, fingerprints
from crawler.archive.duplicates.fingerprints import Fingerprint, estimate_similarity, index_keys
from crawler.archive.duplicates.index import candidates, put
from crawler.archive.duplicates.similarity import (
    NEAR,
    SAME_FAMILY,
    ComparableText,
    Kind,
    differ_in_number,
    fold_title,
    may_be_near,
    similarity,
)
from crawler.archive.text import ArticleText

CHECKED = 6
"""Most texts read for the exact check, the most similar signatures first."""

LEAST_ESTIMATE = 0.2
"""Texts below this estimate are not read; one of similarity 0.48 falls below it once in a thousand times."""

CLEARLY_NEAR = 0.8
"""Similarity from which the search stops."""

_LOCK = 0x6475706C
"""Key of PostgreSQL's advisory lock of all families: shared by transactions of one text."""

_KEYS = 0x6475706B
"""First key of PostgreSQL's advisory locks of index keys."""

_ALONE = "holds the lock of all families"
""":attr:`Connection.info`: the transaction that does."""


@dataclass(frozen=True, slots=True)
class Original:
    """The article that another one duplicates: the oldest of the family."""

    id: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Link:
    """A new link. ``copy`` is the stored article, or the one known before when that was published later."""

    copy: int
    original: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article as a member of a family of duplicates."""

    id: int
    text: ComparableText
    moment: datetime
    """When it was published; when it was first seen, if that is unknown."""
    duplicate_of: int | None = None
    duplicate_kind: Kind | None = None
    indexed: Fingerprint | None = None
    """Its fingerprint in the index; None when it is not indexed."""

    @property
    def age(self) -> tuple[datetime, int]:
        """Sort key, oldest first."""
        return self.moment, self.id

    @property
    def text_hash(self) -> int | None:
        return None if self.indexed is None else self.indexed.text_hash


def lock_text(connection: Connection, fingerprint: Fingerprint) -> None:
    """Let one transaction at a time store a text with these index keys; held until it ends.

    For a transaction that stores one article. Must come before everything read here. PostgreSQL must run at
    READ COMMITTED, its default.
    """
    if connection.dialect.name == "postgresql" and connection.info.get(_ALONE) is not connection.get_transaction():
        # In order, so that no two transactions wait for each other.
        connection.execute(_LOCK_KEYS, {"keys": sorted(set(index_keys(fingerprint)))})


def lock(connection: Connection) -> None:
    """Let no other transaction store a text; held until it ends. For a transaction that stores many."""
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK_ALL)
        connection.info[_ALONE] = connection.get_transaction()


def link_duplicates(
    connection: Connection, article: Candidate, proposed: Sequence[Row[Any]] | None = None
) -> Link | None:
    """Index a stored article and link it with the family it belongs to.

    ``proposed`` are the index's candidates for its text, queried when not given.

    Returns the link if it is new. The oldest of a family is the one published first, whichever was stored first; an
    article that no longer resembles its original becomes independent again, and those linked to it stay with it.
    """
    text = article.text
    if proposed is None:
        proposed = candidates(connection, text.fingerprint)
    found = _find_head(connection, text, proposed, article.id)
    head = None if found is None else _lock_head(connection, found, article.id)
    put(connection, article.id, text.fingerprint, article.indexed)
    if head is None:
        _stand_alone(connection, article)
        return None
    kind = _kind(text, head)
    if head.age < article.age:
        return _link(connection, article, head, kind, head.text_hash)
    _stand_alone(connection, article)
    return _link(connection, head, article, kind, text.fingerprint.text_hash)


def read(connection: Connection, article: int) -> Candidate:
    """The candidate of a stored article."""
    return _candidate(connection.execute(_READ, {"article": article}).one())


def _candidate(row: Row[Any]) -> Candidate:
    indexed = None if row.text_hash is None else Fingerprint(row.text_hash, row.signature)
    text = ComparableText(ArticleText(row.title, row.lead, row.body))
    return Candidate(row.id, text, row.published_at or row.first_seen_at, row.duplicate_of, row.duplicate_kind, indexed)


def find_original(connection: Connection, text: ComparableText, article: int | None = None) -> Original | None:
    """The oldest of the family that a text belongs to, among all indexed articles.

    ``article`` is the text's own article, if it is stored: it and its copies are skipped.
    """
    head = _find_head(connection, text, candidates(connection, text.fingerprint), article)
    return None if head is None else Original(head, _kind(text, read(connection, head)))


_LOCK_ALL = select(func.pg_advisory_xact_lock(_LOCK)).execution_options(**PIPELINED)
_LOCK_KEYS = select(
    func.pg_advisory_xact_lock_shared(_LOCK),
    func.pg_advisory_xact_lock(_KEYS, func.unnest(bindparam("keys", type_=ARRAY(Integer))).column_valued("key")),
).execution_options(**PIPELINED)

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
        fingerprints.c.signature,
    )
    .join_from(articles, fingerprints, fingerprints.c.article == articles.c.id, isouter=True)
    .where(articles.c.id == bindparam("article"))
)

_READ_LOCKED = _READ.with_for_update(of=articles, key_share=True)

_OWN_HASH = select(fingerprints.c.text_hash).where(fingerprints.c.article == articles.c.id).scalar_subquery()

_STAND_ALONE = (
    update(articles)
    .where(articles.c.id == bindparam("article"))
    .values(duplicate_of=None, duplicate_kind=None)
    .execution_options(**PIPELINED)
)

_LINK = (
    update(articles)
    .where(or_(articles.c.id == bindparam("copy"), articles.c.duplicate_of == bindparam("copy")))
    .values(
        duplicate_of=bindparam("original"),
        duplicate_kind=case((_OWN_HASH.is_not_distinct_from(bindparam("text_hash")), "exact"), else_="near"),
    )
    .execution_options(**PIPELINED)
)
"""Links a copy and all that was linked to it, each with the kind given by its fingerprint."""


def _find_head(
    connection: Connection, text: ComparableText, proposed: Sequence[Row[Any]], article: int | None
) -> int | None:
    if text.is_too_short:
        return None
    others = [row for row in proposed if article not in (row.id, _head(row))]
    for row in others:
        if row.text_hash == text.fingerprint.text_hash:
            return _head(row)
    siblings = {_head(row) for row in others if differ_in_number(text.title, fold_title(row.title))}
    for near in _near(connection, text, [row for row in others if _head(row) not in siblings]):
        if near.duplicate_of is None:
            return near.id
        if _is_family(text, read(connection, near.duplicate_of).text):
            return near.duplicate_of
    return None


def _lock_head(connection: Connection, head: int, article: int) -> Candidate | None:
    """The oldest article of a family, which no other transaction changes until this one ends.

    ``head`` was it a moment ago; None when that is ``article`` by now.
    """
    while head != article:
        found = _candidate(connection.execute(_READ_LOCKED, {"article": head}).one())
        if found.duplicate_of is None:
            return found
        head = found.duplicate_of
    return None


def _near(connection: Connection, text: ComparableText, proposed: list[Row[Any]]) -> Iterator[Candidate]:
    """The articles whose texts are near, the closest first."""
    found = []
    for candidate in proposed[:CHECKED]:
        if estimate_similarity(candidate.signature, text.fingerprint.signature) < LEAST_ESTIMATE:
            break
        article = read(connection, candidate.id)
        if may_be_near(text, article.text) and (alike := similarity(text, article.text)) >= NEAR:
            found.append((alike, article))
            if alike >= CLEARLY_NEAR:
                break
    return (article for _, article in sorted(found, key=lambda pair: -pair[0]))


def _is_family(text: ComparableText, head: ComparableText) -> bool:
    return may_be_near(text, head) and similarity(text, head) >= SAME_FAMILY


def _kind(text: ComparableText, head: Candidate) -> Kind:
    return "exact" if head.text_hash == text.fingerprint.text_hash else "near"


def _head(row: Row[Any]) -> int:
    head: int = row.id if row.duplicate_of is None else row.duplicate_of
    return head


def _stand_alone(connection: Connection, article: Candidate) -> None:
    if article.duplicate_of is not None:
        connection.execute(_STAND_ALONE, {"article": article.id})


def _link(
    connection: Connection, copy: Candidate, original: Candidate, kind: Kind, text_hash: int | None
) -> Link | None:
    """``text_hash`` is that of the original's text."""
    if (copy.duplicate_of, copy.duplicate_kind) == (original.id, kind):
        return None
    connection.execute(_LINK, {"copy": copy.id, "original": original.id, "text_hash": text_hash})
    return Link(copy.id, original.id, kind)
