"""PostgreSQL's pipeline: sends statements without waiting for each response.

A round trip to the server takes as long as three statements in SQLite. ``BEGIN`` is sent with the first statement,
and a commit with the statements before it.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext, ExecutionContext
from sqlalchemy.pool import ConnectionPoolEntry, PoolResetState

if TYPE_CHECKING:
    # Takes 9 MB of memory, not needed with SQLite.
    import psycopg

PIPELINED: Mapping[str, Any] = {"unanswered": True}
"""Execution options of a statement whose result is not needed, not even a row count. Its error is raised by a later
statement, at the latest by the next one that is waited for, or by the commit."""


def meanwhile(work: Callable[[], object]) -> Mapping[str, Any]:
    """Execution options of a statement during which ``work`` is computed while PostgreSQL executes it.

    SQLite never calls ``work``, so it must be a cached value that is computed on first use anyway.
    """
    return {"meanwhile": work}


def send_without_waiting(engine: Engine) -> None:
    """Let a PostgreSQL engine wait for the results of all statements except :data:`PIPELINED` ones.

    Its connections cannot stream rows. The engine must be created with ``pool_reset_on_return=None``.
    """
    # When a connection was lost, psycopg also warns on leaving the pipeline.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    event.listen(engine, "connect", _enter_pipeline)
    event.listen(engine, "close", _leave_pipeline)
    event.listen(engine, "after_cursor_execute", _sync_or_continue)
    event.listen(engine, "handle_error", _skip_the_rest)
    event.listen(engine, "rollback", _send_all)
    event.listen(engine, "reset", _roll_back)


def _enter_pipeline(connection: "psycopg.Connection", entry: ConnectionPoolEntry) -> None:
    # Kept while the connection lives: leaving a pipeline takes a round trip.
    entry.info["in_pipeline"] = stack = ExitStack()
    entry.info["pipeline"] = stack.enter_context(connection.pipeline())


def _leave_pipeline(connection: "psycopg.Connection", entry: ConnectionPoolEntry) -> None:
    from psycopg.pq import TransactionStatus

    if connection.info.transaction_status != TransactionStatus.IDLE:
        # A statement may still wait for a lock: leaving the pipeline would wait for its answer.
        connection.close()
    with suppress(connection.OperationalError):  # lost: nothing is left to leave
        entry.info["in_pipeline"].close()


def _sync_or_continue(
    connection: Connection,
    cursor: "psycopg.Cursor",
    statement: str,
    parameters: object,
    context: ExecutionContext,
    many: bool,
) -> None:
    _send_whole(cursor.connection)
    options = context.execution_options
    if options.get("unanswered", False):
        return
    if "meanwhile" in options:
        options["meanwhile"]()
    connection.info["pipeline"].sync()


def _send_all(connection: Connection) -> None:
    if not connection.invalidated:
        driver: psycopg.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        _send_whole(driver)


def _send_whole(connection: "psycopg.Connection") -> None:
    # What does not fit into the socket stays in libpq, and psycopg waits for a response to what was never sent:
    # https://github.com/psycopg/psycopg/issues/685, fixed there only for the end of a pipeline.
    if connection.pgconn.flush():
        from psycopg.generators import send

        connection.wait(send(connection.pgconn))


def _roll_back(connection: "psycopg.Connection", entry: ConnectionPoolEntry, state: PoolResetState) -> None:
    from psycopg.pq import TransactionStatus

    # Only after a failed commit: a rollback of an ended transaction takes a round trip.
    if state.terminate_only or connection.info.transaction_status == TransactionStatus.IDLE:
        return
    if connection.closed:  # lost, already reported
        entry.invalidate()
        return
    _send_whole(connection)
    connection.rollback()


def _skip_the_rest(failure: ExceptionContext) -> None:
    """Report the error itself, not that the server ignored the statements sent after it."""
    connection = failure.connection
    if connection is not None and not connection.closed and not failure.is_disconnect:
        with suppress(failure.dialect.loaded_dbapi.Error):
            _send_all(connection)  # of a statement that failed before it was sent, too
            connection.info["pipeline"].sync()
