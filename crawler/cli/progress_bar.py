"""A progress bar for commands that take long: on a terminal, unless ``PROGRESS`` says otherwise."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from scrapy.settings import BaseSettings

from crawler.cli.usage import UsageError, nearest


@contextmanager
def bar(settings: BaseSettings, title: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on stderr; the function given tells that so many more are done.

    :raises UsageError: when ``PROGRESS`` is none of the known words.
    """
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    wanted = wants_bar(settings["PROGRESS"], talkative=False)
    with Progress(*columns, console=Console(stderr=True), disable=not wanted) as progress:
        task = progress.add_task(title, total=total)
        yield lambda done: progress.advance(task, done)


CHOICES = ("auto", "on", "off")


def wants_bar(choice: str, *, talkative: bool) -> bool:
    """Whether a bar is to be shown; ``talkative`` is a log on the same terminal that would drown it.

    :raises UsageError: when ``choice`` is none of :data:`CHOICES`.
    """
    if choice not in CHOICES:
        raise UsageError(f"unknown PROGRESS {choice!r}{nearest(choice, CHOICES)}")
    return choice == "on" or (choice == "auto" and sys.stderr.isatty() and not talkative)
