"""The record of a run in the archive, and the line printed at its end."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.archive import Archive, ArchiveError
from crawler.archive.frontier import entries
from crawler.archive.reports import failures
from crawler.archive.runs import finish_run, mark_killed, start_run
from crawler.cli.exit_codes import ExitCode
from crawler.cli.wording import counted, duration
from crawler.runs.stats import Figure
from crawler.runs.verdict import Verdict

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RunResult:
    """The result of a run."""

    verdict: Verdict
    figures: Mapping[str, Any] = field(default_factory=dict)
    """Figures as in ``runs.stats``; empty when the run did not begin."""
    pending: Mapping[str, int] = field(default_factory=dict)
    """Articles left to fetch, as of :func:`crawler.archive.frontier.entries.count_pending`; empty when unknown."""
    address: str | None = None
    """URL of a failed article, as an example."""
    coverage: tuple[float, float, float] | None = None
    """Share of the articles of the last 30 days that is stored, 0 to 1, and its 95 % interval; None when unknown."""


def begin(archive: Archive, newspaper: str, mode: str) -> int:
    """Record the start of a run and return its number; log earlier runs that were killed."""
    with archive.begin() as connection:
        killed = mark_killed(connection, newspaper)
        number = start_run(connection, newspaper, mode, datetime.now(UTC))
    for run in killed:
        logger.warning(
            "run %d of %s, begun %s, was killed; its remaining articles are fetched now",
            run.id,
            newspaper,
            f"{run.started_at.astimezone():%Y-%m-%d %H:%M:%S %z}",
        )
    return number


def end(archive: Archive, newspaper: str, number: int, verdict: Verdict, figures: Mapping[str, Any]) -> RunResult:
    """Record the result of a run.

    :raises ArchiveError: when it cannot be written, unless the verdict already is an archive error.
    """
    now = datetime.now(UTC)
    try:
        with archive.begin() as connection:
            finish_run(
                connection,
                number,
                outcome=verdict.outcome,
                exit_code=verdict.code,
                stats=dict(figures) | ({Figure.DETAIL: verdict.reason} if verdict.reason else {}),
                now=now,
            )
            found = failures(connection, newspaper, now - timedelta(days=1), 1)
            return RunResult(
                verdict, figures, entries.count_pending(connection, newspaper), found[0].url if found else None
            )
    except ArchiveError:
        if verdict.code is not ExitCode.ARCHIVE:
            raise
        return RunResult(verdict, figures)


SHOWN_IF_ANY = ("revised", "unchanged", "gone", "failed")


def summary(newspaper: str, result: RunResult) -> str:
    """The line printed at the end of a run."""
    parts = _work_done(result.figures)
    reason = f": {result.verdict.reason}" if result.verdict.reason else ""
    work = f" ({'; '.join(parts)})" if parts else ""
    return f"{newspaper}: {result.verdict.outcome}{reason}{work}"


def _work_done(figures: Mapping[str, Any]) -> list[str]:
    if not figures:
        return []
    articles = [counted(figures[Figure.ARTICLES_NEW], "new article")]
    others = {name: figures[Figure.of_articles(name)] for name in SHOWN_IF_ANY}
    articles += [f"{number} {name}" for name, number in others.items() if number]
    seconds, waits = figures[Figure.SECONDS], figures[Figure.WAIT_PAGES]
    parts = [", ".join(articles), f"{counted(figures[Figure.REQUESTS], 'request')} in {duration(seconds)}"]
    if waits:
        parts.append(f"{counted(waits, 'wait page')}, {duration(figures[Figure.WAIT_SECONDS])} waited")
    return [*parts, figures[Figure.LEFT]] if Figure.LEFT in figures else parts
