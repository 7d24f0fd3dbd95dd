"""Why a page did not arrive. Pure."""

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.archive import ArchiveError
from crawler.downloader.errors import BudgetSpent, GateRefused, HostNotAllowed, RobotsUnreachable, RunEnding

GONE = frozenset({404, 410})
FORBIDDEN = frozenset({401, 403, 451})
POSTPONED = (BudgetSpent, GateRefused, RobotsUnreachable, RunEnding)
FORBIDDEN_BY_ROBOTS = "Forbidden by robots.txt"


def describe(failure: Failure) -> str:
    """One line that says why something was not fetched."""
    if (status := _status(failure)) is not None:
        return f"HTTP {status}"
    return " ".join(f"{type(failure.value).__name__}: {failure.getErrorMessage()}".split())


def requested(failure: Failure) -> Request:
    """The request that failed; Scrapy leaves it with the failure."""
    request: Request = failure.request  # type: ignore[attr-defined]  # set by scrapy.core.scraper
    return request


def is_gone(failure: Failure) -> bool:
    """Whether the newspaper answered that there is no such page."""
    return _status(failure) in GONE


def is_postponed(failure: Failure) -> bool:
    """Whether a request was held back on our side: it stays owed as it is."""
    return isinstance(failure.value, POSTPONED)


def is_forbidden(failure: Failure) -> bool:
    """Whether the newspaper does not want the page to be requested."""
    return _status(failure) in FORBIDDEN or _by_robots(failure)


def is_miss(failure: Failure) -> bool:
    """Whether the newspaper gave no answer, or the answer of a server in distress."""
    status = _status(failure)
    return not isinstance(failure.value, IgnoreRequest) if status is None else status >= 500


def is_final(failure: Failure) -> bool:
    """Whether asking again cannot help: robots.txt forbids it, or it leads to another host."""
    return isinstance(failure.value, HostNotAllowed) or _by_robots(failure)


def _status(failure: Failure) -> int | None:
    return failure.value.response.status if isinstance(failure.value, HttpError) else None


def _by_robots(failure: Failure) -> bool:
    return isinstance(failure.value, IgnoreRequest) and str(failure.value) == FORBIDDEN_BY_ROBOTS


def raise_archive_error(failure: Failure) -> None:
    """Let the archive's failures end the run as such: the gate, too, writes to it while a page is fetched.

    :raises ArchiveError: when that is why the page did not arrive.
    """
    if isinstance(failure.value, ArchiveError):
        raise failure.value
