"""Hands out due articles in batches and keeps which are in flight."""

from datetime import UTC, date, datetime
from time import monotonic

from sqlalchemy import Connection

from crawler.archive import Archive
from crawler.archive.frontier.due import DueArticle, FrontierFilter, next_due
from crawler.archive.frontier.entries import Rank
from crawler.runs.arguments import Arguments

BATCH = 32
"""Articles read from the frontier at a time: enough for every connection, few in memory."""

REQUERY_SECONDS = 5.0
"""A rank without due articles is queried again after this time, or when something was discovered."""

RANKS = {
    "latest": (Rank.SEED, Rank.NEW, Rank.LAST),
    "recheck": (Rank.SEED, Rank.NEW, Rank.CHANGED, Rank.LAST),
    "backfill": (Rank.SEED, Rank.NEW, Rank.OLD, Rank.LAST),
}
"""Ranks that a run fetches, by mode."""


def frontier_filter(arguments: Arguments) -> FrontierFilter:
    """The articles that a run fetches by its arguments: only the named URLs, or what the mode selects."""
    if arguments.urls or arguments.urls_file:
        return FrontierFilter((Rank.SEED,))
    return FrontierFilter(RANKS[arguments.mode], arguments.since, arguments.until, arguments.sections)


class ArticleQueue:
    """The due articles of one run. Articles in flight are only kept in memory, so a killed run leaves nothing to clean
    up."""

    def __init__(self, archive: Archive, newspaper: str, only: FrontierFilter, max_articles: int | None) -> None:
        self._archive = archive
        self._newspaper = newspaper
        self._only = only
        self._remaining = max_articles
        self._empty_since: dict[Rank, float] = {}
        self._postponed: set[str] = set()
        self.in_flight: set[str] = set()

    def next_batch(self) -> list[DueArticle]:
        """The next articles to request, now in flight; empty when none is due.

        :raises ArchiveError: when the archive cannot be read.
        """
        limit = BATCH if self._remaining is None else min(BATCH, self._remaining)
        if limit <= 0:
            return []
        due = self._next_due(limit)
        self.in_flight.update(article.article_id for article in due)
        if self._remaining is not None:
            self._remaining -= len(due)
        return due

    @property
    def spent(self) -> bool:
        """Whether ``max_articles`` articles were handed out."""
        return self._remaining is not None and self._remaining <= 0

    def accepts(self, article: DueArticle, day: date) -> bool:
        """Whether an article published on this day is to be stored."""
        return self._only.accepts(article.rank, day)

    def discovered(self) -> None:
        """Query all ranks again: more articles may be due."""
        self._empty_since.clear()

    def release(self, article_id: str) -> None:
        """Release an article whose outcome is recorded."""
        self.in_flight.discard(article_id)

    def postpone(self, article_id: str) -> None:
        """Release an article that was not fetched; this run skips it, it stays pending."""
        self._postponed.add(article_id)
        self.release(article_id)

    def _next_due(self, limit: int) -> list[DueArticle]:
        for rank in self._only.ranks:
            if monotonic() - self._empty_since.get(rank, float("-inf")) < REQUERY_SECONDS:
                continue
            with self._archive.read() as connection:
                due = self._due(connection, rank, limit)
            if due:
                return due
            self._empty_since[rank] = monotonic()
        return []

    def _due(self, connection: Connection, rank: Rank, limit: int) -> list[DueArticle]:
        busy, now = self.in_flight | self._postponed, datetime.now(UTC)
        return next_due(connection, self._newspaper, rank, only=self._only, in_flight=busy, limit=limit, now=now)
