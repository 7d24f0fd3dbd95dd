"""All newspapers of an archive at a glance, the worst first, and one notification about them."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from crawler.archive.runs import KILLED, LatestRun, latest_runs
from crawler.cli.exit_codes import ExitCode
from crawler.cli.wording import counted, duration
from crawler.monitoring.notify import Notification, NotSent, send
from crawler.runs.stats import Figure

STALE = timedelta(hours=36)
"""A nightly crawl has missed a night when the last run is older."""

STOPPED = {ExitCode.INTERRUPTED, ExitCode.TERMINATED}

STATE_FILE = "fleet.notified"
"""Below ``DATA_DIR``: the newspapers last reported, with the reason of each."""


@dataclass(frozen=True, slots=True)
class NewspaperState:
    """How a newspaper's latest run ended."""

    latest: LatestRun
    problem: str
    """As ``refused`` or ``no run``; empty when it is well."""
    age: timedelta
    """Since the last success; since the latest run began when there was none."""

    @property
    def name(self) -> str:
        name: str = self.latest.run.newspaper
        return name

    @property
    def line(self) -> str:
        run = self.latest.run
        detail = run.stats.get(Figure.DETAIL)
        since = (
            f"last success {duration(self.age.total_seconds())} ago" if self.latest.last_success else "no success yet"
        )
        new = counted(run.stats.get(Figure.ARTICLES_NEW, 0), "new article")
        outcome = self.problem or run.outcome or "running"
        return f"{self.name}: {outcome}{f': {detail}' if detail else ''} (run {run.id}, {new}; {since})"


def fleet(connection: Connection, now: datetime) -> list[NewspaperState]:
    """The state of every newspaper that was ever crawled, the worst first: longest without success."""
    states = [_state(latest, now) for latest in latest_runs(connection, STOPPED)]
    return sorted(states, key=lambda state: (not state.problem, -state.age, state.name))


def fleet_text(states: Sequence[NewspaperState]) -> str:
    """One line a newspaper, below how many are well."""
    well = sum(not state.problem for state in states)
    return "\n".join([f"{well} of {counted(len(states), 'newspaper')} well", *(state.line for state in states)]) + "\n"


def notify_fleet(urls: Sequence[str], folder: Path, states: Sequence[NewspaperState]) -> bool:
    """Send one notification of all newspapers that are not well, if they changed since the last one; whether it did.

    :raises NotSent: when a service failed; when all failed, the next call tries again.
    :raises OSError: when the state cannot be written.
    """
    path = folder / STATE_FILE
    now = "".join(sorted(f"{state.name} {state.problem}\n" for state in states if state.problem))
    if not urls or now == (path.read_text("utf-8") if path.exists() else ""):
        return False
    failed = send(urls, _compose(states))
    if len(failed) < len(urls):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(now, "utf-8")
    if failed:
        raise NotSent(f"the notification could not be sent by {', '.join(failed)}: check NOTIFY")
    return True


def _compose(states: Sequence[NewspaperState]) -> Notification:
    bad = [state for state in states if state.problem]
    where = f"On: {socket.gethostname()}\nNext: scrapy doctor --all"
    if not bad:
        return Notification("all newspapers: well again", f"{fleet_text(states)}\n{where}", "success")
    title = f"{len(bad)} of {counted(len(states), 'newspaper')} not well"
    return Notification(title, "\n".join([*(state.line for state in bad), "", where]), "failure")


def _state(latest: LatestRun, now: datetime) -> NewspaperState:
    run = latest.run
    return NewspaperState(latest, _problem(latest, now), now - (latest.last_success or run.started_at))


def _problem(latest: LatestRun, now: datetime) -> str:
    run = latest.run
    if run.exit_code not in {None, ExitCode.DONE, *STOPPED} or run.outcome == KILLED:
        return str(run.outcome)
    return "no run for a day and a half" if now - latest.last_start > STALE else ""
