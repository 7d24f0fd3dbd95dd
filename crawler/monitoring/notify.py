"""Notifies the operator through Apprise (NOTIFY) when a newspaper's state changes."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from crawler.cli.exit_codes import ExitCode
from crawler.newspapers import Newspaper
from crawler.runs.record import RunResult, summary

State = ExitCode | None
"""The exit code last notified; None before the first notification."""

NEXT = {
    ExitCode.FAILED: "scrapy crawl {newspaper} -L DEBUG",
    ExitCode.NOT_WELL: "scrapy report",
    ExitCode.REFUSED: "scrapy doctor",
    ExitCode.UNREACHABLE: "scrapy doctor --live",
    ExitCode.ARCHIVE: "scrapy doctor",
}
"""Exit codes that are notified, and the command to run next."""

STATE_CODES = {ExitCode.DONE, *NEXT}
"""Exit codes that define the state; a stopped run does not change it."""

STATE_LENGTH = 16


class NotSent(Exception):
    """Some services failed; the message names them without secrets."""


@dataclass(frozen=True, slots=True)
class Notification:
    """A notification."""

    title: str
    body: str
    kind: Literal["failure", "success"]


def notify(urls: Sequence[str], folder: Path, newspaper: Newspaper, ended: RunResult) -> None:
    """Send a notification if the state changed since the last one.

    :raises NotSent: when a service failed; when all failed, the next run tries again.
    """
    path = folder / f"{newspaper.name}.notified"
    code = ended.verdict.code
    if not urls or not is_change(read_state(path), code):
        return
    failed = send(urls, compose(newspaper, ended, socket.gethostname()))
    if len(failed) < len(urls):
        write_state(path, code)
    if failed:
        raise NotSent(f"the notification could not be sent by {', '.join(failed)}: check NOTIFY")


def is_change(last: State, code: ExitCode) -> bool:
    """Whether the state changed: another failure, or its end."""
    if code not in STATE_CODES:
        return False
    return code != (ExitCode.DONE if last is None else last)


def compose(newspaper: Newspaper, ended: RunResult, host: str) -> Notification:
    """The notification of a run's result."""
    code = ended.verdict.code
    line = summary(newspaper.name, ended)
    if code is ExitCode.DONE:
        return Notification(f"{newspaper.name}: well again", f"{line}\n\nOn: {host}", "success")
    command = NEXT[code].format(newspaper=newspaper.name)
    body = f"{line}\n\nAddress: {ended.address or newspaper.home}\nOn: {host}\nNext: {command}\nExit code: {code:d}"
    return Notification(f"{newspaper.name}: {ended.verdict.outcome}", body, "failure")


def read_state(path: Path) -> State:
    """The exit code last notified."""
    try:
        return ExitCode(int(path.read_text(encoding="ascii").split()[0]))
    except (OSError, ValueError, IndexError):
        return None


def write_state(path: Path, code: ExitCode) -> None:
    """Store the exit code last notified; the file keeps its length, so that this works on a full disk."""
    text = f"{code:d}".ljust(STATE_LENGTH - 1) + "\n"
    with path.open("r+" if path.exists() else "w", encoding="ascii") as file:
        file.write(text)


def send(urls: Sequence[str], notification: Notification) -> list[str]:
    """Send a notification; returns the services that failed, by number and scheme."""
    # Takes 0.4 s to import, and most runs notify nobody.
    from apprise import Apprise

    failed = []
    for number, url in enumerate(urls, start=1):
        service = Apprise()
        if not service.add(url) or not service.notify(
            title=notification.title, body=notification.body, notify_type=notification.kind
        ):
            failed.append(f"service {number} ({url.partition('://')[0]})")
    return failed
