"""Hands out the articles that are owed, and remembers which are in flight."""

from datetime import UTC, date, datetime
from time import monotonic

from sqlalchemy import Connection

from crawler.archive import Archive
from crawler.archive.frontier.due import DueArticle, FrontierFilter, next_due
from crawler.archive.frontier.entries import Rank
from crawler.runs.arguments import Arguments

BATCH = 32
"""Articles read from the frontier at a time: enough for every connection, little to hold in memory."""

LOOK_AGAIN_SECONDS = 5.0
"""A rank that had nothing is asked again after so long, or when something was discovered."""

RANKS = {
    "latest": (Rank.ASKED, Rank.NEW),
    "recheck": (Rank.ASKED, Rank.NEW, Rank.CHANGED),
    "backfill": (Rank.ASKED, Rank.NEW, Rank.OLD),
}
"""By mode: what a run fetches."""


def frontier_filter(arguments: Arguments) -> FrontierFilter:
    """What a run fetches by its arguments: only the named URLs, or what the mode stands for."""
    if arguments.urls or arguments.urls_file:
        return FrontierFilter((Rank.ASKED,))
    return FrontierFilter(RANKS[arguments.mode], arguments.since, arguments.until, arguments.sections)


class ArticleQueue:
    """The run's view of the frontier. What is in flight is known here alone, so a killed run leaves no trace."""

    def __init__(self, archive: Archive, newspaper: str, only: FrontierFilter, most: int | None) -> None:
        self._archive = archive
        self._newspaper = newspaper
        self._only = only
        self._left = most
        self._had_nothing: dict[Rank, float] = {}
        self._set_aside: set[str] = set()
        self.in_flight: set[str] = set()

    def next_batch(self) -> list[DueArticle]:
        """The next articles to request, now in flight; empty when nothing is owed at this moment.

        :raises ArchiveError: when the archive cannot be read.
        """
        limit = BATCH if self._left is None else min(BATCH, self._left)
        if limit <= 0:
            return []
        owed = self._next(limit)
        self.in_flight.update(article.article_id for article in owed)
        if self._left is not None:
            self._left -= len(owed)
        return owed

    @property
    def spent(self) -> bool:
        """Whether as many articles were handed out as the operator allowed."""
        return self._left is not None and self._left <= 0

    def accepts(self, article: DueArticle, day: date) -> bool:
        """Whether an article published on this day is to be stored."""
        return self._only.accepts(article.rank, day)

    def discovered(self) -> None:
        """Something may be owed that was not before."""
        self._had_nothing.clear()

    def release(self, article_id: str) -> None:
        """An article is no longer in flight, and the archive knows what became of it."""
        self.in_flight.discard(article_id)

    def postpone(self, article_id: str) -> None:
        """An article is no longer in flight, and nothing became of it: it stays owed, but not to this run."""
        self._set_aside.add(article_id)
        self.release(article_id)

    def _next(self, limit: int) -> list[DueArticle]:
        for rank in self._only.ranks:
            if monotonic() - self._had_nothing.get(rank, float("-inf")) < LOOK_AGAIN_SECONDS:
                continue
            with self._archive.read() as connection:
                owed = self._owed(connection, rank, limit)
            if owed:
                return owed
            self._had_nothing[rank] = monotonic()
        return []

    def _owed(self, connection: Connection, rank: Rank, limit: int) -> list[DueArticle]:
        busy, now = self.in_flight | self._set_aside, datetime.now(UTC)
        return next_due(connection, self._newspaper, rank, only=self._only, in_flight=busy, limit=limit, now=now)
