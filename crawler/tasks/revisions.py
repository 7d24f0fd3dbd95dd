"""Shows the edits of an article, word by word."""

from collections.abc import Iterator
from itertools import pairwise

from rich.console import Console
from rich.text import Text as Printed

from crawler.archive import Archive
from crawler.archive.articles.edits import Segment, word_diff
from crawler.archive.articles.revisions import History, Version, read_history
from crawler.archive.text import ArticleText
from crawler.cli.usage import UsageError
from crawler.cli.word_diff import printed_segment


def show_revisions(archive: Archive, article: str) -> None:
    """Print the revisions of an article, given by id or URL, word by word.

    :raises UsageError: when the archive has no such article.
    """
    with archive.read() as connection:
        history = read_history(connection, article)
    if history is None:
        raise UsageError(f"the archive has no article {article}")
    console = Console(highlight=False, soft_wrap=True)
    for line in _lines(history, coloured=console.is_terminal):
        console.print(line)


def _lines(history: History, *, coloured: bool) -> Iterator[Printed]:
    yield Printed(f"{history.newspaper} {history.article_id}  {history.url}", "bold")
    if len(history.versions) == 1:
        yield Printed("never changed since it was first fetched")
    for older, newer in pairwise(history.versions):
        yield Printed(_heading(older, newer), "bold")
        for segments in _changes(older.text, newer.text):
            yield Printed.assemble(*(printed_segment(segment, coloured=coloured) for segment in segments))


def _heading(older: Version, newer: Version) -> str:
    between = f"{older.seen_at.astimezone():%Y-%m-%d %H:%M} and {newer.seen_at.astimezone():%Y-%m-%d %H:%M}"
    return f"\nrevision {newer.revision} ({older.edit}), between {between}"


def _changes(older: ArticleText, newer: ArticleText) -> Iterator[list[Segment]]:
    """The word diff of each field that changed."""
    for before, after in ((older.title, newer.title), (older.lead or "", newer.lead or ""), (older.body, newer.body)):
        segments = word_diff(before, after)
        if any(segment.change != "same" for segment in segments):
            yield segments
