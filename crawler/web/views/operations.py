"""What the crawls did, what is pending, what failed and why."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.archive.frontier.entries import count_pending
from crawler.archive.reading.operations import count_states, list_runs
from crawler.archive.reports import failures, one_run
from crawler.monitoring.report.data import MAX_FAILURES, gather
from crawler.monitoring.report.html_page import mood, page
from crawler.newspapers import NEWSPAPERS
from crawler.web.views.lists import with_parameter
from crawler.web.visit import BadRequest, NotFound, Visit

FAILURES_SINCE = timedelta(days=30)


def operations(visit: Visit) -> dict[str, Any]:
    limit, before = visit.limit(), visit.parameter("older")
    if before is not None and not (before.isascii() and before.isdecimal() and len(before) < 10):
        raise BadRequest("older")
    rows = list_runs(visit.connection, limit + 1, int(before) if before else None)
    return {
        "runs": rows[:limit],
        "mood": mood,
        "states": states(visit),
        "older": with_parameter(visit, "older", str(rows[limit - 1].id)) if len(rows) > limit else None,
        "newest": with_parameter(visit, "older", None) if before else None,
        "redact": visit.library.redact,
    }


def states(visit: Visit) -> list[dict[str, Any]]:
    """For each newspaper: articles by state, pending ones by rank, failures and their reasons."""
    counts = visit.library.counts.get("states", lambda: count_states(visit.connection))
    since = datetime.now(UTC) - FAILURES_SINCE
    found = []
    for name in sorted({row.newspaper for row in counts}):
        failed = failures(visit.connection, name, since, MAX_FAILURES)
        found.append(
            {
                "newspaper": name,
                "states": {row.state: row.articles for row in counts if row.newspaper == name},
                "due": count_pending(visit.connection, name),
                "failures": failed,
                "reasons": Counter(failure.reason for failure in failed).most_common(),
            }
        )
    return found


def run(visit: Visit) -> dict[str, Any]:
    """The record of one run."""
    row = one_run(visit.connection, visit.path["run"])
    if row is None:
        raise NotFound("no_run")
    plain = {name: value for name, value in row.stats.items() if not isinstance(value, Mapping)}
    nested = {name: value for name, value in row.stats.items() if isinstance(value, Mapping) and value}
    return {
        "run": row,
        "mood": mood(row),
        "stats": plain,
        "nested": nested,
        "redact": visit.library.redact,
        "has_report": row.newspaper in NEWSPAPERS,
    }


def report(visit: Visit) -> str:
    """The report of a run as ``scrapy report`` writes it: a whole page."""
    row = one_run(visit.connection, visit.path["run"])
    if row is None or row.newspaper not in NEWSPAPERS:
        raise NotFound("no_run")
    return visit.library.redact(page(gather(visit.connection, NEWSPAPERS[row.newspaper], datetime.now(UTC), row)))
