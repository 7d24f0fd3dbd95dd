"""Checks the archive: whether it opens, the last runs, the known rate limits, the lock."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings
from sqlalchemy import Connection, Row

from crawler.archive import Archive, ArchiveError, NoArchive
from crawler.archive.frontier import entries
from crawler.archive.quotas import load_quotas
from crawler.archive.runs import blocked_sessions, last_runs, latest_runs, lock_holder
from crawler.cli.exit_codes import ExitCode
from crawler.cli.wording import counted, duration
from crawler.monitoring.coverage.figures import recent
from crawler.monitoring.coverage.methods import recent_in_words
from crawler.monitoring.doctor.check_result import CheckResult, bad, good, warn
from crawler.monitoring.doctor.module import unproven
from crawler.monitoring.fleet import STALE, STOPPED
from crawler.newspapers import NEWSPAPERS
from crawler.runs.lock import Holder, lock_path
from crawler.runs.stats import Figure

BLOCKED_S = 10
"""Sessions that wait longer than this for a lock are reported."""

LOW_COVERAGE = 0.95
"""A coverage whose whole interval is below this is reported."""


def archive(settings: BaseSettings, only: str | None = None) -> Iterator[CheckResult]:
    """Open the archive and check the runs of each newspaper, or of the one named; creates nothing."""
    try:
        with Archive.open_existing(settings["ARCHIVE_URL"]) as opened, opened.read() as connection:
            yield good("archive", "opens, and its schema is this program's")
            yield from _blocked(connection)
            for name in [only] if only else NEWSPAPERS:
                yield from _newspaper(connection, name, Path(settings["DATA_DIR"]), datetime.now(UTC))
            if only is None:
                yield from _unknown(connection)
    except NoArchive:
        yield good("archive", "none yet: the first crawl creates it")
    except ArchiveError as error:
        yield bad("archive", str(error), "see docs/operate.md, exit code 6")


def _unknown(connection: Connection) -> Iterator[CheckResult]:
    for latest in latest_runs(connection):
        if (name := latest.run.newspaper) not in NEWSPAPERS:
            message = f"in the archive, last run {_when(latest.run.started_at)}, and unknown to this program"
            yield warn(f"{name}: module", message, "update the program")


def _blocked(connection: Connection) -> Iterator[CheckResult]:
    for session in blocked_sessions(connection, BLOCKED_S):
        yield bad("archive", session, "end that program, or SELECT pg_terminate_backend(…) on the server")


def _newspaper(connection: Connection, name: str, folder: Path, now: datetime) -> Iterator[CheckResult]:
    runs = last_runs(connection, name, limit=10)
    if not runs:
        return
    holder = Holder.read(lock_path(folder, name))
    here = None if holder is None or holder.is_gone else str(holder)
    yield from _lock(name, here or lock_holder(connection, name), runs[0])
    ended = next((run for run in runs if run.exit_code is not None and run.exit_code not in STOPPED), None)
    if ended is not None:
        yield _last_run(name, ended, now)
    if now - runs[0].started_at > STALE:
        yield bad(f"{name}: schedule", f"no run since {_when(runs[0].started_at)}", "crontab -l; systemctl list-timers")
    yield _gate(connection, name)
    yield from unproven(NEWSPAPERS[name])
    pending = entries.count_pending(connection, name)
    yield good(
        f"{name}: left to fetch",
        f"{pending['due']} due, {counted(pending['old'], 'older one')}, {pending['failed']} given up",
    )
    yield _coverage(connection, name, now)


def _lock(name: str, holder: str | None, last: Row[Any]) -> Iterator[CheckResult]:
    """``holder`` is the run that holds the lock, on this machine or as reported by the server."""
    if holder is not None:
        yield good(f"{name}: lock", f"a run is at work: {holder}")
    elif last.outcome is None:
        message = f"run {last.id} of {_when(last.started_at)} was killed; it holds nothing, and the next run goes on"
        yield warn(f"{name}: lock", message, f"scrapy crawl {name}")


def _last_run(name: str, run: Row[Any], now: datetime) -> CheckResult:
    ago = duration((now - run.started_at).total_seconds())
    message = f"run {run.id}, {ago} ago: {run.outcome}"
    if run.exit_code == ExitCode.DONE:
        return good(f"{name}: last run", message)
    detail = run.stats.get(Figure.DETAIL, "")
    return bad(f"{name}: last run", f"{message}: {detail}", f"see docs/operate.md, exit code {run.exit_code}")


def _gate(connection: Connection, name: str) -> CheckResult:
    limits = load_quotas(connection, name)
    known = ", ".join(f"{counted(limit.requests, 'request')} in {limit.window_s} s" for limit in limits)
    return good(f"{name}: gate", f"learned limits: {known}" if known else "no limit learned")


def _coverage(connection: Connection, name: str, now: datetime) -> CheckResult:
    part = recent(connection, NEWSPAPERS[name], now)
    words = f"of the last 30 days: {recent_in_words(part)}"
    if part.ratio is not None and part.ratio[2] < LOW_COVERAGE:
        return warn(f"{name}: coverage", words, f"scrapy coverage {name}")
    return good(f"{name}: coverage", words)


def _when(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
