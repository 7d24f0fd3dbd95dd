"""Rows read in one pass and in constant memory, from either database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, RowMapping, Select

CHUNK = 100
"""Rows read at a time: 1 MB of articles."""


@contextmanager
def streamed(
    connection: Connection, statement: Select[Any], chunk: int = CHUNK
) -> Iterator[Iterator[Sequence[RowMapping]]]:
    """The rows, chunk by chunk; the server is told at the end of the block that no more are wanted."""
    result = connection.execute(statement, execution_options={"yield_per": chunk})
    try:
        yield result.mappings().partitions()
    finally:
        result.close()
