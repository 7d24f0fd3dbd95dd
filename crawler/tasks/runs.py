"""Shows past runs as a table or JSON."""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import Row

from crawler.archive import Archive
from crawler.archive.runs import last_runs
from crawler.cli.wording import duration
from crawler.monitoring.fleet import fleet
from crawler.runs.stats import Figure

COLUMNS = ("run", "newspaper", "mode", "started", "took", "outcome", "exit", "new", "requests", "waited")
RIGHT = {"run", "exit", "new", "requests", "waited"}

WIDTH = 120
"""Width of the table without a terminal."""


def show_runs(archive: Archive, limit: int, newspaper: str | None = None, *, as_json: bool) -> None:
    """Print the latest runs, of one newspaper or of all, newest first."""
    with archive.read() as connection:
        runs = last_runs(connection, newspaper, limit)
    _show(runs, as_json=as_json)


def show_fleet(archive: Archive, *, as_json: bool) -> None:
    """Print the latest run of every newspaper, the worst first."""
    with archive.read() as connection:
        runs = [state.latest.run for state in fleet(connection, datetime.now(UTC))]
    _show(runs, as_json=as_json)


def _show(runs: Sequence[Row[Any]], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([_as_json(row) for row in runs], ensure_ascii=False, indent=2))
    else:
        Console(width=None if sys.stdout.isatty() else WIDTH).print(_table(runs))
    sys.stdout.flush()


def _as_json(row: Row[Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row._mapping.items()}


def _table(runs: Sequence[Row[Any]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in COLUMNS:
        table.add_column(name, justify="right" if name in RIGHT else "left", no_wrap=True)
    for row in runs:
        took = duration(_seconds(row)) if row.finished_at else ""
        started = f"{row.started_at.astimezone():%Y-%m-%d %H:%M}"
        code = "" if row.exit_code is None else str(row.exit_code)
        figures = [str(row.stats.get(name, "")) for name in (Figure.ARTICLES_NEW, Figure.REQUESTS)]
        waited = duration(row.stats[Figure.WAIT_SECONDS]) if row.stats.get(Figure.WAIT_SECONDS) else ""
        table.add_row(
            str(row.id), row.newspaper, row.mode, started, took, row.outcome or "running", code, *figures, waited
        )
    return table


def _seconds(row: Row[Any]) -> float:
    """How long a finished run took; its own count is not affected when the clock is set."""
    counted: float = row.stats.get(Figure.SECONDS) or (row.finished_at - row.started_at).total_seconds()
    return counted
