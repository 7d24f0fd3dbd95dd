"""What earlier runs of a newspaper found, from their records. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row

from crawler.cli.exit_codes import ExitCode
from crawler.monitoring.health.coverage import Baseline, together
from crawler.runs.arguments import Arguments

RECORDS = 60
"""Records to look at: those of two days when a run begins every hour."""
RUNS = 10
"""A run is compared with so many before it, so that a change that is here to stay becomes usual."""
ENOUGH_RUNS = 3
ENOUGH_ARTICLES = 20
"""A run that read fewer articles is none to be compared with."""
WATCHED = timedelta(days=7)
"""New articles are counted so far back."""

ENDED = (ExitCode.DONE, ExitCode.NOT_WELL)


@dataclass(frozen=True, slots=True)
class RunKind:
    """Only runs of one kind are compared with each other."""

    mode: str
    live: bool
    """On the newspaper itself, not on what stands in for it under ``base_url``."""
    whole: bool
    """Of all that the newspaper prints, not of a part that the operator chose."""

    @classmethod
    def by(cls, arguments: Arguments) -> "RunKind":
        """The kind of run that was asked for."""
        chosen = (arguments.sections, arguments.since, arguments.until, arguments.urls, arguments.urls_file)
        return cls(arguments.mode, arguments.base_url is None, not any(chosen))


def past_of(records: Sequence[Row[Any]], kind: RunKind) -> Baseline | None:
    """What the latest runs of a kind found; None when they are too few.

    ``records`` are rows of ``runs``, the newest first.
    """
    alike = [record.stats for record in _of_kind(records, kind) if record.stats["found"]["articles"] >= ENOUGH_ARTICLES]
    latest = alike[:RUNS]
    if len(latest) < ENOUGH_RUNS:
        return None
    return together([stats["found"] for stats in latest], [stats["sections"] for stats in latest if stats["sections"]])


def new_since(records: Sequence[Row[Any]], kind: RunKind, now: datetime) -> tuple[int, float]:
    """New articles of the runs after the oldest one watched, and the days since that; a first run looks at one day."""
    alike = _of_kind(records, kind)
    watched = [record for record in alike if record.started_at >= now - WATCHED]
    begin = watched[-1] if watched else next(iter(alike), None)
    if begin is None:
        return 0, 1.0
    new = sum(record.stats.get("articles_new", 0) for record in records if record.id > begin.id)
    return new, min(now - begin.started_at, WATCHED) / timedelta(days=1)


def _of_kind(records: Sequence[Row[Any]], kind: RunKind) -> list[Row[Any]]:
    return [
        record
        for record in records
        if record.exit_code in ENDED
        and "found" in record.stats
        and RunKind(record.mode, record.stats["found"]["live"], record.stats["found"]["whole"]) == kind
    ]
