"""Progress bar of long commands: on a terminal, unless ``PROGRESS`` says otherwise."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from scrapy.settings import BaseSettings

from crawler.cli.usage import UsageError, nearest


@contextmanager
def bar(settings: BaseSettings, title: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show a bar on stderr; the yielded function advances it by a number of items.

    :raises UsageError: for an unknown value of ``PROGRESS``.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    wanted = wants_bar(settings["PROGRESS"], talkative=False)
    with Progress(*columns, console=Console(stderr=True), disable=not wanted) as progress:
        task = progress.add_task(title, total=total)
        yield lambda done: progress.advance(task, done)


CHOICES = ("auto", "on", "off")


def wants_bar(choice: str, *, talkative: bool) -> bool:
    """Whether to show a bar; ``talkative``: the log writes much to the same terminal.

    :raises UsageError: when ``choice`` is not one of :data:`CHOICES`.
    """
    if choice not in CHOICES:
        raise UsageError(f"unknown PROGRESS {choice!r}{nearest(choice, CHOICES)}")
    return choice == "on" or (choice == "auto" and sys.stderr.isatty() and not talkative)
