"""Classifies failed requests. Pure."""

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.archive import ArchiveError
from crawler.archive.database.errors import without_sql
from crawler.downloader.errors import BudgetSpent, GateRefused, HostNotAllowed, RobotsUnreachable, RunEnding

GONE = frozenset({404, 410})
FORBIDDEN = frozenset({401, 403, 451})
POSTPONED = (BudgetSpent, GateRefused, RobotsUnreachable, RunEnding)
FORBIDDEN_BY_ROBOTS = "Forbidden by robots.txt"


def describe(failure: Failure) -> str:
    """One line with the reason of a failed request."""
    if (status := _status(failure)) is not None:
        return f"HTTP {status}"
    return " ".join(f"{type(failure.value).__name__}: {without_sql(failure.value)}".split())


def requested(failure: Failure) -> Request:
    """The request that failed; Scrapy attaches it to the failure."""
    request: Request = failure.request  # type: ignore[attr-defined]  # set by scrapy.core.scraper
    return request


def is_gone(failure: Failure) -> bool:
    """Whether the newspaper answers that there is no such page."""
    return _status(failure) in GONE


def is_postponed(failure: Failure) -> bool:
    """Whether the request was not sent by our own decision; its article stays pending."""
    return isinstance(failure.value, POSTPONED)


def met_closed_gate(failure: Failure) -> bool:
    """Whether this very page showed the gate that ended the run."""
    return isinstance(failure.value, GateRefused) and failure.value.on_this_page


def is_forbidden(failure: Failure) -> bool:
    """Whether the newspaper or its robots.txt forbids the page."""
    return _status(failure) in FORBIDDEN or _by_robots(failure)


def is_outage(failure: Failure) -> bool:
    """Whether the server did not answer, or answered with a server error."""
    status = _status(failure)
    return not isinstance(failure.value, IgnoreRequest) if status is None else status >= 500


def is_final(failure: Failure) -> bool:
    """Whether a retry cannot help: robots.txt forbids the page, or it is on another host."""
    return isinstance(failure.value, HostNotAllowed) or _by_robots(failure)


def _status(failure: Failure) -> int | None:
    return failure.value.response.status if isinstance(failure.value, HttpError) else None


def _by_robots(failure: Failure) -> bool:
    return isinstance(failure.value, IgnoreRequest) and str(failure.value) == FORBIDDEN_BY_ROBOTS


def raise_archive_error(failure: Failure) -> None:
    """Raise the archive's error that made a request fail, so that it ends the run: the gate writes to the archive, too.

    :raises ArchiveError: when the archive made the request fail.
    """
    if isinstance(failure.value, ArchiveError):
        raise failure.value
