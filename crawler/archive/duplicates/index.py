"""The index of fingerprints, which finds stored articles that a text may duplicate. It grows with their number."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnClause,
    CompoundSelect,
    Connection,
    Integer,
    Row,
    Select,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    union_all,
)

from crawler.archive.database.postgresql_pipeline import PIPELINED
from crawler.archive.database.schema import articles, fingerprint_keys, fingerprints
from crawler.archive.duplicates.fingerprints import BANDS, Fingerprint, estimate_similarity, index_keys

BUCKET = 64
"""Most candidates per key, the newest: boilerplate and serial items fill some keys without limit."""

MAX_CANDIDATES = 32
"""Most candidates per text, those with the most keys in common first."""


def candidates(connection: Connection, fingerprint: Fingerprint) -> list[Row[Any]]:
    """Stored articles that share keys with a text, the most similar by estimate first.

    Rows have ``id``, ``title`` and ``duplicate_of`` of the article, ``text_hash`` and ``signature``.
    """
    return most_similar_first(connection.execute(CANDIDATES, key_parameters(fingerprint)), fingerprint)


def key_parameters(fingerprint: Fingerprint) -> dict[str, int | None]:
    """Parameters of :data:`CANDIDATES`."""
    keys: list[int | None] = [*index_keys(fingerprint), *[None] * BANDS][: BANDS + 1]
    return {f"key_{place}": key for place, key in enumerate(keys)}


def most_similar_first(proposed: Iterable[Row[Any]], fingerprint: Fingerprint) -> list[Row[Any]]:
    """Rows of :data:`CANDIDATES`, the most similar by estimate first."""
    return sorted(proposed, key=lambda row: (-estimate_similarity(row.signature, fingerprint.signature), -row.id))


def put(connection: Connection, article: int, fingerprint: Fingerprint, earlier: Fingerprint | None) -> None:
    """Index an article under its fingerprint, replacing ``earlier``, if any."""
    if earlier == fingerprint:
        return
    if earlier is not None:
        _remove(connection, article, earlier)
    values = index_values(article, fingerprint)
    connection.execute(INSERT, values)
    if connection.dialect.name == "postgresql":
        connection.execute(INSERT_KEYS, values)
    else:
        connection.execute(_INSERT_KEY, [{"key": key, "article": article} for key in values["keys"]])


def index_values(article: int, fingerprint: Fingerprint) -> dict[str, Any]:
    """Parameters of :data:`INSERT` and :data:`INSERT_KEYS`."""
    keys = sorted(set(index_keys(fingerprint)))
    return {"article": article, "text_hash": fingerprint.text_hash, "signature": fingerprint.signature, "keys": keys}


def _remove(connection: Connection, article: int, fingerprint: Fingerprint) -> None:
    connection.execute(_DELETE_KEYS, {"id": article, "keys": index_keys(fingerprint)})
    connection.execute(_DELETE, {"id": article})


def _newest_of_each_key() -> CompoundSelect[Any]:
    # psycopg parses statements above 4,096 letters each time: hence a short name and no parameters for limits.
    keys = fingerprint_keys.alias("k").c
    most: ColumnClause[int] = literal_column(str(BUCKET))
    buckets = [
        select(keys.article).where(keys.key == bindparam(f"key_{place}")).order_by(keys.article.desc()).limit(most)
        for place in range(BANDS + 1)
    ]
    # SQLite accepts no parentheses around members of a UNION, PostgreSQL requires them: a subquery suits both.
    return union_all(*(select(bucket.subquery().c.article) for bucket in buckets))


def _most_keys_in_common() -> Select[Any]:
    buckets = _newest_of_each_key().subquery()
    in_common = func.count().label("in_common")
    ranked = (
        select(buckets.c.article, in_common)
        .group_by(buckets.c.article)
        .order_by(in_common.desc(), buckets.c.article.desc())
        .limit(literal_column(str(MAX_CANDIDATES)))
        .subquery()
    )
    columns = (articles.c.id, articles.c.title, articles.c.duplicate_of)
    return (
        select(*columns, fingerprints.c.text_hash, fingerprints.c.signature)
        .join_from(ranked, articles, articles.c.id == ranked.c.article)
        .join(fingerprints, fingerprints.c.article == ranked.c.article)
    )


CANDIDATES = _most_keys_in_common()
"""The statement of :func:`candidates`."""

_DELETE = delete(fingerprints).where(fingerprints.c.article == bindparam("id")).execution_options(**PIPELINED)
_DELETE_KEYS = (
    delete(fingerprint_keys)
    .where(fingerprint_keys.c.key.in_(bindparam("keys", expanding=True)), fingerprint_keys.c.article == bindparam("id"))
    .execution_options(**PIPELINED)
)
_INSERT_KEY = insert(fingerprint_keys)
INSERT = (
    insert(fingerprints)
    .values({name: bindparam(name) for name in ("article", "text_hash", "signature")})
    .execution_options(**PIPELINED)
)
INSERT_KEYS = (
    insert(fingerprint_keys)
    .from_select(
        ["key", "article"],
        select(func.unnest(bindparam("keys", type_=ARRAY(Integer))), bindparam("article", type_=Integer)),
    )
    .execution_options(**PIPELINED)
)
"""All keys of an article in one message to PostgreSQL."""
