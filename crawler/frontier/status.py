"""Writes the status of articles and lists to the archive, and counts what remains to be fetched."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from scrapy.statscollectors import StatsCollector

from crawler.archive import Archive, quotas
from crawler.archive.frontier import entries as frontier
from crawler.archive.frontier import sections
from crawler.archive.frontier.entries import Discovery, Rank
from crawler.archive.frontier.sections import Progress
from crawler.archive.frontier.ways import Way
from crawler.archive.quotas import ObservedQuota
from crawler.cli.wording import counted, duration
from crawler.frontier.discovery import from_links
from crawler.frontier.section_walk import SectionWalk
from crawler.parse.listing import Listing, Section

MOST_REMEMBERED = 20_000
"""Links that are remembered; some 5 MB."""


class StatusUpdater:
    """Writes to the archive, one transaction a call, and counts what it writes.

    Every call raises ArchiveError when the archive cannot be written.
    """

    def __init__(self, archive: Archive, newspaper: str, stats: StatsCollector, began_at: datetime) -> None:
        self._archive = archive
        self._newspaper = newspaper
        self._stats = stats
        self._began_at = began_at
        self._written: set[tuple[str, str]] = set()

    def discover(self, found: Sequence[Discovery], rank: Rank, way: Way) -> None:
        """Write down links to articles, and the way by which they were found."""
        if found:
            with self._archive.begin() as connection:
                known = frontier.discover(connection, self._newspaper, found, rank, datetime.now(UTC), way)
            self._count(found, known)

    def discover_related(self, found: Iterable[Discovery]) -> None:
        """Write down links that an article's page shows; the same ones stand on hundreds of pages."""
        new = [link for link in found if (link.article_id, link.url) not in self._written]
        self.discover(new, Rank.OLD, Way.LINK)
        if len(self._written) + len(new) > MOST_REMEMBERED:
            self._written.clear()
        self._written.update((link.article_id, link.url) for link in new)

    def list_page(self, walk: SectionWalk, number: int, listing: Listing) -> int | None:
        """Write down what a page of a section's list links to and how far the walk came; the page to request next."""
        listed = from_links((link for link in listing.articles if link.listed), walk.path)
        beside = from_links(link for link in listing.articles if not link.listed)
        now = datetime.now(UTC)
        with self._archive.begin() as connection:
            known = frontier.discover(connection, self._newspaper, listed, walk.rank(number), now, Way.LIST)
            also_known = frontier.discover(connection, self._newspaper, beside, Rank.OLD, now, Way.LINK)
            following = walk.next_page(number, listed, known, now, more=listing.next_page is not None)
            sections.note_progress(connection, self._newspaper, walk.path, walk.progress)
        self._count(listed, known)
        self._count(beside, also_known)
        return following

    def list_unchanged(self, walk: SectionWalk) -> int | None:
        """Write down that a section's first page is as it was; the page to request next."""
        now = datetime.now(UTC)
        following = walk.unchanged(now)
        self._note(walk)
        return following

    def list_ended(self, walk: SectionWalk, number: int) -> None:
        """Write down that a page of a section's list does not exist."""
        walk.missing(number, datetime.now(UTC))
        self._note(walk)

    def open_walks(self, found: Sequence[Section], *, backfill: bool, since: date | None) -> dict[str, SectionWalk]:
        """Write down the sections of the navigation; a walk for each, by path."""
        titles = [(section.path, section.title) for section in found]
        with self._archive.begin() as connection:
            sections.note_sections(connection, self._newspaper, titles, datetime.now(UTC))
            before = sections.all_progress(connection, self._newspaper)
        return {
            path: SectionWalk(path, backfill, self._began_at, before.get(path, Progress()), since) for path, _ in titles
        }

    def add_seeds(self, links: Sequence[Discovery], at: datetime) -> None:
        """Owe articles that the operator named at that moment, stored or not, before all others."""
        now = datetime.now(UTC)
        with self._archive.begin() as connection:
            frontier.discover(connection, self._newspaper, links, Rank.ASKED, now, Way.URLS)
            keys = [link.article_id for link in links]
            frontier.owe_again(connection, self._newspaper, keys, now, asked_at=at)

    def demote_seeds(self) -> None:
        """Let what earlier runs were asked for wait its turn."""
        with self._archive.begin() as connection:
            frontier.demote_seeds(connection, self._newspaper)

    def revive(self) -> None:
        """Owe again what had been given up."""
        with self._archive.begin() as connection:
            revived = frontier.revive_failed(connection, self._newspaper, datetime.now(UTC))
        self._stats.set_value("articles_revived", revived)

    def failed(self, article_id: str, reason: str, *, retryable: bool = True, gone_at_last: bool = False) -> None:
        """Count a failed try of an article."""
        now = datetime.now(UTC)
        how = {"retryable": retryable, "gone_at_last": gone_at_last}
        with self._archive.begin() as connection:
            given_up = frontier.mark_failed(connection, self._newspaper, article_id, reason, now, **how)
        self._stats.inc_value("articles_failed" if given_up else "articles_to_retry")

    def gone(self, article_id: str, reason: str) -> None:
        """The newspaper has no such article (any more)."""
        with self._archive.begin() as connection:
            frontier.mark_gone(connection, self._newspaper, article_id, reason, datetime.now(UTC))
        self._stats.inc_value("articles_gone")

    def unchanged(self, article_id: str) -> None:
        """A stored article is as it was."""
        with self._archive.begin() as connection:
            frontier.mark_unchanged(connection, self._newspaper, article_id, datetime.now(UTC))
        self._stats.inc_value("articles_unchanged")

    def not_wanted(self, article_id: str, day: date) -> None:
        """The article is of another day than was asked for; it stays owed to other runs."""
        with self._archive.begin() as connection:
            frontier.note_day(connection, self._newspaper, article_id, f"{day:%Y%m%d}")
        self._stats.inc_value("articles_of_other_days")

    def keep_validators(self, article_id: str, etag: str | None, last_modified: str | None) -> None:
        """Keep what a page said of itself; its article must have been stored."""
        with self._archive.begin() as connection:
            frontier.note_validators(connection, self._newspaper, article_id, etag, last_modified)

    def remaining(self, delay: float) -> str:
        """What is left to fetch and how long it will take; ``delay`` is our own, in seconds between two requests."""
        with self._archive.read() as connection:
            owed = frontier.count_owed(connection, self._newspaper)
            rules = quotas.load_quotas(connection, self._newspaper)
        requests = self._stats.get_value("requests_sent", 0)
        seconds = (datetime.now(UTC) - self._began_at).total_seconds()
        return remaining(owed, seconds_a_page(delay, rules, requests, seconds))

    def _note(self, walk: SectionWalk) -> None:
        with self._archive.begin() as connection:
            sections.note_progress(connection, self._newspaper, walk.path, walk.progress)

    def _count(self, found: Sequence[Discovery], known: dict[str, datetime]) -> None:
        new = {link.article_id for link in found} - known.keys()
        self._stats.inc_value("articles_discovered", len(new))


ENOUGH_REQUESTS = 20
"""A run of fewer requests does not show a pace."""


def seconds_a_page(delay: float, quotas: Iterable[ObservedQuota], requests: int, seconds: float) -> float:
    """Seconds that a page takes in the long run: by our own delay, the gate's rules, and as this run went."""
    measured = seconds / requests if requests >= ENOUGH_REQUESTS else 0.0
    return max(delay, measured, *(quota.window_s / quota.requests for quota in quotas))


def remaining(owed: Mapping[str, int], pace: float) -> str:
    """One line; ``owed`` as :func:`crawler.archive.frontier.entries.count_owed` counts, ``pace`` in seconds a page.

    >>> remaining({"due": 3, "old": 7200, "failed": 0}, 2.0)
    '3 left to fetch (about 6 s), 7200 older ones known, mode=backfill fetches them (about 4 h 0 min)'
    >>> remaining({"due": 0, "old": 0, "failed": 2}, 2.0)
    'nothing left to fetch'
    >>> remaining({"due": 0, "old": 1, "failed": 0}, 2.0)
    '1 older one known, mode=backfill fetches it (about 2 s)'
    """
    told = [f"{owed['due']} left to fetch (about {duration(owed['due'] * pace)})"] if owed["due"] else []
    if owed["old"]:
        about = duration(owed["old"] * pace)
        them = "it" if owed["old"] == 1 else "them"
        told.append(f"{counted(owed['old'], 'older one')} known, mode=backfill fetches {them} (about {about})")
    return ", ".join(told) or "nothing left to fetch"
