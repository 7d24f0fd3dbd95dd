"""Turns database errors into one line without secrets."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError, StatementError

OUR_FAULT = (DataError, IntegrityError, ProgrammingError)
"""Errors caused by a faulty statement; only missing rights concern the operator."""

LACKS_RIGHTS = "42501"

LOCK_TIMEOUT = "55P03"

DEADLOCK = "40P01"

TOO_LARGE = "54"
"""Class of PostgreSQL's codes for values that exceed a limit: one article fails, not the archive."""


class ArchiveError(Exception):
    """The archive cannot be used; the message is one line for the operator, without secrets."""


class NoArchive(ArchiveError):
    """There is no archive yet at this address."""


class Deadlock(ArchiveError):
    """PostgreSQL ended a transaction because it and another one waited for each other; it can be repeated."""


@contextmanager
def archive_errors(url: URL) -> Iterator[None]:
    """Turn database errors into an ArchiveError of one line.

    :raises ArchiveError: when the database cannot be used; errors of the program itself pass.
    """
    try:
        yield
    except DBAPIError as error:
        if _is_our_fault(error):
            raise
        kind = Deadlock if getattr(error.orig, "sqlstate", None) == DEADLOCK else ArchiveError
        raise kind(f"the archive {place(url)} cannot be used: {_first_line(error)}") from error
    except SchemaTooNew as error:
        raise ArchiveError(f"the archive {place(url)} is too new: {error}") from error


def without_sql(error: BaseException | None) -> str:
    """What an error says, without the statement and its parameters that SQLAlchemy adds."""
    return str(error.orig) if isinstance(error, StatementError) and error.orig is not None else str(error)


def place(url: URL) -> str:
    """The archive's place for messages, without user name and password.

    >>> from sqlalchemy import make_url
    >>> place(make_url("postgresql+psycopg://me:secret@db.example.org/news?password=secret"))
    'news on db.example.org'
    """
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    host = url.host or url.query.get("host") or "this machine"
    return f"{url.database} on {host}"


def _is_our_fault(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None) or ""
    return state.startswith(TOO_LARGE) or (isinstance(error, OUR_FAULT) and state != LACKS_RIGHTS)


def _first_line(error: DBAPIError) -> str:
    if getattr(error.orig, "sqlstate", None) == LOCK_TIMEOUT:
        return "another program has held a lock for too long; scrapy doctor names it"
    lines = str(error.orig).strip().splitlines()
    return lines[0] if lines else type(error.orig).__name__


class SchemaTooNew(Exception):
    """The archive was made by a newer program."""
