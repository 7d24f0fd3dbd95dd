"""A progress bar for commands that take long: on a terminal, unless ``PROGRESS`` says otherwise."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from scrapy.settings import BaseSettings

from crawler.progress import wants_bar


@contextmanager
def bar(settings: BaseSettings, title: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on stderr; the function given tells that so many more are done.

    :raises WrongUse: when ``PROGRESS`` is none of the known words.
    """
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    wanted = wants_bar(settings["PROGRESS"], talkative=False)
    with Progress(*columns, console=Console(stderr=True), disable=not wanted) as progress:
        task = progress.add_task(title, total=total)
        yield lambda done: progress.advance(task, done)
