"""Copies a whole archive into another one, of either database: resumable, in constant memory, verified."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Integer, RowMapping, Select, Table, bindparam, func, select, text, update

from crawler.archive.archive import Archive
from crawler.archive.database.schema import articles, metadata, schema_version
from crawler.archive.database.statements import insert_missing, streamed
from crawler.archive.search import index as search_index

COPIED_AT_A_TIME = 500
"""Rows per transaction; a killed copy repeats at most these."""

LINKS = ("duplicate_of", "duplicate_kind")
"""Columns that may refer to articles copied later; written after all articles."""

TABLES: tuple[Table, ...] = tuple(table for table in metadata.sorted_tables if table is not schema_version)


class CopyFailed(Exception):
    """The copy differs from the source; the message says where."""


def count_rows(connection: Connection) -> int:
    """Number of rows that a copy takes."""
    return sum(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES)


def copy_archive(source: Archive, target: Archive, advance: Callable[[int], None] = lambda rows: None) -> None:
    """Copy a snapshot of all rows and verify it; ``advance`` is called with the number of rows copied.

    A stopped copy can be resumed.

    :raises CopyFailed: when the target holds another archive, or the copy differs.
    """
    with source.read() as reading:
        with target.begin() as writing:
            _check_same(reading, writing)
        for table in TABLES:
            _copy_table(reading, target, table, advance)
        _copy_links(reading, target)
        with target.begin() as writing:
            _set_sequences(writing)
        _verify(reading, target)


def fingerprint(connection: Connection, table: Table) -> tuple[int, str]:
    """Number of rows, and a hash of their contents that does not depend on their order or the database."""
    number, mixed = 0, 0
    with streamed(connection, select(table)) as chunks:
        for row in chain.from_iterable(chunks):
            digest = hashlib.blake2b(_as_text(row).encode(), digest_size=16).digest()
            mixed = (mixed + int.from_bytes(digest)) & ((1 << 128) - 1)
            number += 1
    return number, f"{mixed:032x}"


def _check_same(reading: Connection, writing: Connection) -> None:
    first = select(articles.c.id, articles.c.newspaper, articles.c.article_id).order_by(articles.c.id).limit(1)
    there = writing.execute(first).one_or_none()
    if there is not None and there != reading.execute(first).one_or_none():
        raise CopyFailed("the target holds another archive; copy into an empty one")


def _copy_table(reading: Connection, target: Archive, table: Table, advance: Callable[[int], None]) -> None:
    with target.read() as connection:
        done = _last_key(connection, table)
    with streamed(reading, _rest(table, done), COPIED_AT_A_TIME) as chunks:
        for rows in chunks:
            with target.begin() as writing:
                _insert(writing, table, rows)
            advance(len(rows))


def _insert(writing: Connection, table: Table, rows: Sequence[RowMapping]) -> None:
    if table is not articles:
        insert_missing(writing, table, rows)
        return
    insert_missing(writing, table, [{**row, **dict.fromkeys(LINKS)} for row in rows])
    for row in rows:
        search_index.add(writing, search_index.key_of(row), search_index.Document.of(row))


def _last_key(connection: Connection, table: Table) -> int | None:
    """The largest leading key that was copied; None when keys are not numbers."""
    leading = next(iter(table.primary_key))
    if not isinstance(leading.type, Integer):
        return None
    last: int | None = connection.execute(select(func.max(leading))).scalar_one()
    return last


def _rest(table: Table, after: int | None) -> Select[Any]:
    keys = list(table.primary_key)
    statement = select(table).order_by(*keys)
    if after is not None:
        # Rows with the same leading key may have been split; existing rows are left alone.
        statement = statement.where(keys[0] > after if len(keys) == 1 else keys[0] >= after)
    return statement


def _copy_links(reading: Connection, target: Archive) -> None:
    columns = [articles.c[name].label(f"to_{name}") for name in ("id", *LINKS)]
    statement = select(*columns).where(articles.c.duplicate_of.is_not(None)).order_by(articles.c.id)
    link = (
        update(articles)
        .where(articles.c.id == bindparam("to_id"))
        .values({name: bindparam(f"to_{name}") for name in LINKS})
    )
    with streamed(reading, statement, COPIED_AT_A_TIME) as chunks:
        for rows in chunks:
            with target.begin() as writing:
                writing.execute(link, [dict(row) for row in rows])


def _set_sequences(connection: Connection) -> None:
    """Set PostgreSQL's sequences after the copied keys; SQLite does so itself."""
    if connection.dialect.name != "postgresql":
        return
    for name in ("articles", "runs"):
        number = f"(SELECT max(id) FROM {name})"
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {number}) WHERE {number} > 0"))


def _verify(reading: Connection, target: Archive) -> None:
    with target.read() as copied:
        for table in TABLES:
            ours, theirs = fingerprint(reading, table), fingerprint(copied, table)
            if ours != theirs:
                rows = f"{ours[0]} and {theirs[0]} rows" if ours[0] != theirs[0] else "other contents"
                raise CopyFailed(f"the copy differs in {table.name}: {rows}; copy into an empty archive")


def _as_text(row: RowMapping) -> str:
    return json.dumps([_plain(value) for value in row.values()], sort_keys=True, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.hex() if isinstance(value, bytes | memoryview) else value
