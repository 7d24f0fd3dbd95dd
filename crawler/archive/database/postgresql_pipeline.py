"""PostgreSQL's pipeline: statements sent to the server without waiting for the answer to each.

A message to the server and its answer take as long as three statements in SQLite. ``BEGIN`` travels with the first
statement, and a commit with the statements before it.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext, ExecutionContext
from sqlalchemy.pool import ConnectionPoolEntry, PoolResetState

if TYPE_CHECKING:
    # 9 MB of memory, which those with SQLite do without.
    import psycopg

PIPELINED: Mapping[str, Any] = {"unanswered": True}
"""Execution options of a statement of whose answer nothing is needed, not even a count. What the server says against
it is raised by a later statement, at the latest by the next one that is waited for or the commit."""


def meanwhile(work: Callable[[], object]) -> Mapping[str, Any]:
    """Execution options of a statement beside which something is worked out, as long as PostgreSQL works on it.

    SQLite, which answers at once, has nothing worked out: ``work`` is for what is kept when it was first asked for.
    """
    return {"meanwhile": work}


def send_without_waiting(engine: Engine) -> None:
    """Let an engine for PostgreSQL wait for the answers of all statements but those that are :data:`UNANSWERED`.

    Its connections cannot stream rows. The engine is to be made with ``pool_reset_on_return=None``.
    """
    # Of a connection that was lost it warns when the pipeline is left, beside the error that was raised.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    event.listen(engine, "connect", _enter_pipeline)
    event.listen(engine, "close", _leave_pipeline)
    event.listen(engine, "after_cursor_execute", _go_on)
    event.listen(engine, "handle_error", _pass_over_the_rest)
    event.listen(engine, "rollback", _send_all)
    event.listen(engine, "reset", _roll_back)


def _enter_pipeline(connection: "psycopg.Connection", entry: ConnectionPoolEntry) -> None:
    # For as long as the connection lives: to leave a pipeline takes a message and its answer.
    entry.info["in_pipeline"] = stack = ExitStack()
    entry.info["pipeline"] = stack.enter_context(connection.pipeline())


def _leave_pipeline(connection: "psycopg.Connection", entry: ConnectionPoolEntry) -> None:
    from psycopg.pq import TransactionStatus

    if connection.info.transaction_status != TransactionStatus.IDLE:
        # A statement may still wait for a lock: leaving the pipeline would wait for its answer.
        connection.close()
    with suppress(connection.OperationalError):  # lost: nothing is left to leave
        entry.info["in_pipeline"].close()


def _go_on(
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
    # What does not fit into the socket stays with libpq, and psycopg waits for an answer to what was never sent:
    # https://github.com/psycopg/psycopg/issues/685, mended there for the end of a pipeline alone.
    if connection.pgconn.flush():
        from psycopg.generators import send

        connection.wait(send(connection.pgconn))


def _roll_back(connection: "psycopg.Connection", entry: ConnectionPoolEntry, state: PoolResetState) -> None:
    from psycopg.pq import TransactionStatus

    # Only after a commit that failed: to roll back what is ended takes a message and its answer.
    if state.terminate_only or connection.info.transaction_status == TransactionStatus.IDLE:
        return
    if connection.closed:  # lost, which was told already
        entry.invalidate()
        return
    _send_whole(connection)
    connection.rollback()


def _pass_over_the_rest(failure: ExceptionContext) -> None:
    """Let the error be told, and not that the server took no notice of the statements sent after it."""
    connection = failure.connection
    if connection is not None and not connection.closed and not failure.is_disconnect:
        with suppress(failure.dialect.loaded_dbapi.Error):
            _send_all(connection)  # of a statement that failed before it was sent, too
            connection.info["pipeline"].sync()
