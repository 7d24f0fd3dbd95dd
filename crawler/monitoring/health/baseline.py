"""The baseline of a newspaper: what its earlier runs found, from their records. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row

from crawler.cli.exit_codes import ExitCode
from crawler.monitoring.health.coverage import Baseline, combine
from crawler.runs.arguments import Arguments
from crawler.runs.stats import Figure

RECORDS = 60
"""Records that are read: those of two days with a run every hour."""
BASELINE_RUNS = 10
"""Runs in the baseline; a lasting change becomes normal after as many."""
MIN_RUNS = 3
MIN_ARTICLES = 20
"""Runs that read fewer articles are not in the baseline."""
PERIOD = timedelta(days=7)
"""Period in which new articles are counted."""

ENDED = (ExitCode.DONE, ExitCode.NOT_WELL)


@dataclass(frozen=True, slots=True)
class RunKind:
    """The kind of a run; only runs of one kind are compared."""

    mode: str
    live: bool
    """Whether it is a run on the newspaper itself, not on another server (``base_url``)."""
    whole: bool
    """Whether it covers the whole newspaper, not a selection of the operator."""

    @classmethod
    def by(cls, arguments: Arguments) -> "RunKind":
        """The kind of a run by its arguments."""
        chosen = (arguments.sections, arguments.since, arguments.until, arguments.urls, arguments.urls_file)
        return cls(arguments.mode, arguments.base_url is None, not any(chosen))


def baseline_of(records: Sequence[Row[Any]], kind: RunKind) -> Baseline | None:
    """The baseline of the latest runs of a kind; None when they are too few.

    ``records`` are rows of ``runs``, newest first.
    """
    alike = [
        record.stats for record in _of_kind(records, kind) if record.stats[Figure.FOUND]["articles"] >= MIN_ARTICLES
    ]
    latest = alike[:BASELINE_RUNS]
    if len(latest) < MIN_RUNS:
        return None
    return combine(
        [stats[Figure.FOUND] for stats in latest],
        [stats[Figure.SECTIONS] for stats in latest if stats[Figure.SECTIONS]],
    )


def new_since(records: Sequence[Row[Any]], kind: RunKind, now: datetime) -> tuple[int, float]:
    """New articles since the oldest run of the period, and the days since then; (0, 1.0) for a first run."""
    alike = _of_kind(records, kind)
    recent = [record for record in alike if record.started_at >= now - PERIOD]
    begin = recent[-1] if recent else next(iter(alike), None)
    if begin is None:
        return 0, 1.0
    new = sum(record.stats.get(Figure.ARTICLES_NEW, 0) for record in records if record.id > begin.id)
    return new, min(now - begin.started_at, PERIOD) / timedelta(days=1)


def _of_kind(records: Sequence[Row[Any]], kind: RunKind) -> list[Row[Any]]:
    return [
        record
        for record in records
        if record.exit_code in ENDED
        and "found" in record.stats
        and RunKind(record.mode, record.stats[Figure.FOUND]["live"], record.stats[Figure.FOUND]["whole"]) == kind
    ]
