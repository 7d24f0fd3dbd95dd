"""Statements for both databases: streamed reads in constant memory, inserts that leave existing rows alone."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Insert,
    RowMapping,
    Select,
    Table,
    and_,
    func,
    literal_column,
)
from sqlalchemy.dialects import postgresql, sqlite

from crawler.archive.database.postgresql_pipeline import PIPELINED
from crawler.archive.database.schema import articles
from crawler.newspapers.model import VIETNAM

CHUNK = 100
"""Rows read at a time: 1 MB of articles."""


def is_article(newspaper: str | BindParameter[str], article_id: str | BindParameter[str]) -> ColumnElement[bool]:
    """The condition that selects one row of ``articles``."""
    return and_(articles.c.newspaper == newspaper, articles.c.article_id == article_id)


def publication_day(connection: Connection) -> ColumnElement[str]:
    """The day in Vietnam on which an article was published, as ``2026-01-31``."""
    if connection.dialect.name == "postgresql":
        return func.to_char(func.timezone(VIETNAM.key, articles.c.published_at), "YYYY-MM-DD")
    # Stored as text in Vietnam time, see schema.py.
    return func.substr(literal_column("articles.published_at"), 1, 10)


@contextmanager
def streamed(
    connection: Connection, statement: Select[Any], chunk: int = CHUNK
) -> Iterator[Iterator[Sequence[RowMapping]]]:
    """The rows, chunk by chunk; the result is closed at the end of the block."""
    result = connection.execute(statement, execution_options={"yield_per": chunk})
    try:
        yield result.mappings().partitions()
    finally:
        result.close()


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[Any, Any]]) -> None:
    """Insert the rows whose keys do not exist yet."""
    if rows:
        connection.execute(_statement(connection.dialect.name, table), list(rows))


@cache
def _statement(database: str, table: Table) -> Insert:
    if database == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing().execution_options(**PIPELINED)
    return sqlite.insert(table).on_conflict_do_nothing()
