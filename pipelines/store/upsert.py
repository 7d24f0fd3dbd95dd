"""Inserts that leave alone what is there, in the words of either database."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite

from pipelines.store.pipelining import UNANSWERED


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[Any, Any]]) -> None:
    """Insert the rows whose keys are not there yet."""
    if rows:
        connection.execute(_statement(connection.dialect.name, table), list(rows))


@cache
def _statement(database: str, table: Table) -> Insert:
    if database == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing().execution_options(**UNANSWERED)
    return sqlite.insert(table).on_conflict_do_nothing()
