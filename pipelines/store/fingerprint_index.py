"""The index of fingerprints: which stored articles a text may repeat. It grows with the number of articles alone."""

from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Row,
    Select,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    union_all,
)

from pipelines.fingerprints import BANDS, Fingerprint, estimate_similarity, index_keys
from pipelines.store.pipelining import UNANSWERED
from pipelines.store.schema import articles, fingerprint_keys, fingerprints

BUCKET = 64
"""How many articles one key proposes, the newest: boilerplate and serial items fill some keys without end."""

PROPOSED = 32
"""How many of the proposed are looked at, those with the most keys in common first."""


def propose(connection: Connection, fingerprint: Fingerprint) -> list[Row[Any]]:
    """The stored articles that share keys with a text, the most similar by estimate first.

    Rows have ``id``, ``title`` and ``duplicate_of`` of the article, ``text_hash`` and ``signature``.
    """
    keys: list[int | None] = [*index_keys(fingerprint), *[None] * BANDS][: BANDS + 1]
    found = connection.execute(_PROPOSED, {f"key_{place}": key for place, key in enumerate(keys)}).all()
    return sorted(found, key=lambda row: (-estimate_similarity(row.signature, fingerprint.signature), -row.id))


def put(connection: Connection, article: int, fingerprint: Fingerprint, earlier: Fingerprint | None) -> None:
    """Index an article under its fingerprint, in place of the one it is indexed under, if any."""
    if earlier == fingerprint:
        return
    if earlier is not None:
        _remove(connection, article, earlier)
    new = {"article": article, "text_hash": fingerprint.text_hash, "signature": fingerprint.signature}
    keys = sorted(set(index_keys(fingerprint)))
    if connection.dialect.name == "postgresql":
        # One message to the server instead of fourteen.
        connection.execute(_INSERT_WITH_KEYS, new | {"keys": keys})
    else:
        connection.execute(_INSERT, new)
        connection.execute(_INSERT_KEYS, [{"key": key, "article": article} for key in keys])


def _remove(connection: Connection, article: int, fingerprint: Fingerprint) -> None:
    connection.execute(_DELETE_KEYS, {"id": article, "keys": index_keys(fingerprint)})
    connection.execute(_DELETE, {"id": article})


def _newest_of_each_key() -> CompoundSelect[Any]:
    keys = fingerprint_keys.c
    buckets = [
        select(keys.article).where(keys.key == bindparam(f"key_{place}")).order_by(keys.article.desc()).limit(BUCKET)
        for place in range(BANDS + 1)
    ]
    # SQLite takes no parentheses round the members of a UNION, PostgreSQL asks for them: a subquery suits both.
    return union_all(*(select(bucket.subquery().c.article) for bucket in buckets))


def _most_keys_in_common() -> Select[Any]:
    buckets = _newest_of_each_key().subquery()
    in_common = func.count().label("in_common")
    ranked = (
        select(buckets.c.article, in_common)
        .group_by(buckets.c.article)
        .order_by(in_common.desc(), buckets.c.article.desc())
        .limit(PROPOSED)
        .subquery()
    )
    columns = (articles.c.id, articles.c.title, articles.c.duplicate_of)
    return (
        select(*columns, fingerprints.c.text_hash, fingerprints.c.signature)
        .join_from(ranked, articles, articles.c.id == ranked.c.article)
        .join(fingerprints, fingerprints.c.article == ranked.c.article)
    )


_PROPOSED = _most_keys_in_common()
_DELETE = delete(fingerprints).where(fingerprints.c.article == bindparam("id")).execution_options(**UNANSWERED)
_DELETE_KEYS = (
    delete(fingerprint_keys)
    .where(fingerprint_keys.c.key.in_(bindparam("keys", expanding=True)), fingerprint_keys.c.article == bindparam("id"))
    .execution_options(**UNANSWERED)
)
_INSERT = insert(fingerprints)
_INSERT_KEYS = insert(fingerprint_keys)
_INSERT_WITH_KEYS = text(
    "WITH one AS (INSERT INTO fingerprints (article, text_hash, signature) "
    "VALUES (CAST(:article AS integer), CAST(:text_hash AS bigint), CAST(:signature AS bytea))) "
    "INSERT INTO fingerprint_keys (key, article) SELECT unnest(CAST(:keys AS integer[])), CAST(:article AS integer)"
).execution_options(**UNANSWERED)
