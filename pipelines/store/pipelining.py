"""PostgreSQL's pipeline: statements sent to the server without waiting for the answer to each.

A message to the server and its answer take as long as three statements in SQLite. ``BEGIN`` travels with the first
statement, and a commit with the statements before it.
"""

import logging
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext, ExecutionContext
from sqlalchemy.pool import ConnectionPoolEntry

if TYPE_CHECKING:
    # 9 MB of memory, which those with SQLite do without.
    import psycopg

UNANSWERED: Mapping[str, Any] = {"unanswered": True}
"""Execution options of a statement of whose answer nothing is needed, not even a count. What the server says against
it is raised by a later statement, at the latest by the next one that is waited for or the commit."""


def send_without_waiting(engine: Engine) -> None:
    """Let an engine for PostgreSQL wait for the answers of all statements but those that are :data:`UNANSWERED`.

    Its connections cannot stream rows.
    """
    # Of a connection that was lost it warns when the pipeline is left, beside the error that was raised.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    event.listen(engine, "connect", _enter_pipeline)
    event.listen(engine, "close", _leave_pipeline)
    event.listen(engine, "after_cursor_execute", _wait_for_answer)
    event.listen(engine, "handle_error", _pass_over_the_rest)


def _enter_pipeline(connection: "psycopg.Connection", entry: ConnectionPoolEntry) -> None:
    # For as long as the connection lives: to leave a pipeline takes a message and its answer.
    entry.info["in_pipeline"] = stack = ExitStack()
    entry.info["pipeline"] = stack.enter_context(connection.pipeline())


def _leave_pipeline(connection: "psycopg.Connection", entry: ConnectionPoolEntry) -> None:
    with suppress(connection.OperationalError):  # lost: nothing is left to leave
        entry.info["in_pipeline"].close()


def _wait_for_answer(
    connection: Connection, cursor: object, statement: str, parameters: object, context: ExecutionContext, many: bool
) -> None:
    if not context.execution_options.get("unanswered", False):
        connection.info["pipeline"].sync()


def _pass_over_the_rest(failure: ExceptionContext) -> None:
    """Let the error be told, and not that the server took no notice of the statements sent after it."""
    connection = failure.connection
    if connection is not None and not connection.closed and not failure.is_disconnect:
        with suppress(failure.dialect.loaded_dbapi.Error):
            connection.info["pipeline"].sync()
