"""Word of failure to the operator through Apprise (NOTIFY): once when a newspaper's state changes, not every hour."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from crawler.cli.exit_codes import ExitCode
from crawler.newspapers import Newspaper
from crawler.runs.record import RunResult, summary

State = ExitCode | None
"""The code that the operator was told of last; None before the first word."""

NEXT = {
    ExitCode.FAILED: "scrapy crawl {newspaper} -L DEBUG",
    ExitCode.NOT_WELL: "scrapy report",
    ExitCode.REFUSED: "scrapy doctor",
    ExitCode.UNREACHABLE: "scrapy doctor --live",
    ExitCode.ARCHIVE: "scrapy doctor",
}
"""The codes that are trouble, and the command to run next."""

SETTLED = {ExitCode.DONE, *NEXT}
"""The codes that say how things are; a run that was stopped says nothing of it."""

STATE_LENGTH = 16


class NotSent(Exception):
    """Some services did not take the word; the message names them without their secrets."""


@dataclass(frozen=True, slots=True)
class Word:
    """What the operator is told."""

    title: str
    body: str
    kind: Literal["failure", "success"]


def notify(urls: Sequence[str], folder: Path, newspaper: Newspaper, ended: RunResult) -> None:
    """Send word if the state changed since the last word.

    :raises NotSent: when a service did not take it; when none did, the next run tries again.
    """
    path = folder / f"{newspaper.name}.told"
    code = ended.verdict.code
    if not urls or not is_news(read_state(path), code):
        return
    failed = _send(urls, compose(newspaper, ended, socket.gethostname()))
    if len(failed) < len(urls):
        write_state(path, code)
    if failed:
        raise NotSent(f"word of it could not be sent by {', '.join(failed)}: check NOTIFY")


def is_news(told: State, code: ExitCode) -> bool:
    """Whether the operator does not know this yet: trouble of another kind, or its end."""
    if code not in SETTLED:
        return False
    return code != (ExitCode.DONE if told is None else told)


def compose(newspaper: Newspaper, ended: RunResult, host: str) -> Word:
    """The word on how a run ended."""
    code = ended.verdict.code
    line = summary(newspaper.name, ended)
    if code is ExitCode.DONE:
        return Word(f"{newspaper.name}: well again", f"{line}\n\nOn: {host}", "success")
    command = NEXT[code].format(newspaper=newspaper.name)
    body = f"{line}\n\nAddress: {ended.address or newspaper.home}\nOn: {host}\nNext: {command}\nExit code: {code:d}"
    return Word(f"{newspaper.name}: {ended.verdict.outcome}", body, "failure")


def read_state(path: Path) -> State:
    """What the operator was told last."""
    try:
        return ExitCode(int(path.read_text(encoding="ascii").split()[0]))
    except (OSError, ValueError, IndexError):
        return None


def write_state(path: Path, code: ExitCode) -> None:
    """Remember what the operator was told, also on a full disk: the file keeps its length and place there."""
    text = f"{code:d}".ljust(STATE_LENGTH - 1) + "\n"
    with path.open("r+" if path.exists() else "w", encoding="ascii") as file:
        file.write(text)


def _send(urls: Sequence[str], word: Word) -> list[str]:
    """The services that did not take it, by their number and scheme."""
    # Takes 0.4 s to import, and most runs have no news.
    from apprise import Apprise

    failed = []
    for number, url in enumerate(urls, start=1):
        service = Apprise()
        if not service.add(url) or not service.notify(title=word.title, body=word.body, notify_type=word.kind):
            failed.append(f"service {number} ({url.partition('://')[0]})")
    return failed
