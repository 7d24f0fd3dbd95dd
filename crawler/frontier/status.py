"""Writes the status of articles and lists to the archive, and counts what remains to be fetched."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from scrapy.statscollectors import StatsCollector

from crawler.archive import Archive, quotas
from crawler.archive.frontier import entries, sections
from crawler.archive.frontier.entries import Discovery, Rank
from crawler.archive.frontier.sections import Progress
from crawler.archive.frontier.ways import Way
from crawler.archive.quotas import ObservedQuota
from crawler.cli.wording import counted, duration
from crawler.frontier.discovery import from_links
from crawler.frontier.queue import ArticleQueue
from crawler.frontier.section_walk import SectionWalk
from crawler.parse.listing import Listing, Section
from crawler.runs.stats import Stat

MAX_SEEN_LINKS = 20_000
"""Recorded links kept in memory; about 5 MB."""


class StatusUpdater:
    """Writes to the archive, one transaction per call, counts what it writes and wakes the queue after a discovery.

    Every method raises ArchiveError when the archive cannot be written.
    """

    def __init__(
        self, archive: Archive, newspaper: str, stats: StatsCollector, queue: ArticleQueue, began_at: datetime
    ) -> None:
        self._archive = archive
        self._newspaper = newspaper
        self._stats = stats
        self._queue = queue
        self._began_at = began_at
        self._seen_links: set[tuple[str, str]] = set()

    def discover(self, found: Sequence[Discovery], rank: Rank, way: Way) -> list[Discovery]:
        """Record links to articles, and the way by which they were found; those not known before."""
        if not found:
            return []
        with self._archive.begin() as connection:
            known = entries.discover(connection, self._newspaper, found, rank, datetime.now(UTC), way)
        self._count(found, known)
        return [link for link in found if link.article_id not in known]

    def discover_related(self, found: Iterable[Discovery]) -> None:
        """Record links of an article page; recently seen ones are skipped."""
        new = [link for link in found if (link.article_id, link.url) not in self._seen_links]
        self.discover(new, Rank.OLD, Way.LINK)
        if len(self._seen_links) + len(new) > MAX_SEEN_LINKS:
            self._seen_links.clear()
        self._seen_links.update((link.article_id, link.url) for link in new)

    def list_page(self, walk: SectionWalk, number: int, listing: Listing) -> int | None:
        """Record the links of a list page and the walk's progress; the next page to request."""
        listed = from_links((link for link in listing.articles if link.listed), walk.path)
        beside = from_links(link for link in listing.articles if not link.listed)
        now = datetime.now(UTC)
        with self._archive.begin() as connection:
            known = entries.discover(connection, self._newspaper, listed, walk.rank(number), now, Way.LIST)
            beside_known = entries.discover(connection, self._newspaper, beside, Rank.OLD, now, Way.LINK)
            next_page = walk.next_page(number, listed, known, now, more=listing.next_page is not None)
            sections.note_progress(connection, self._newspaper, walk.path, walk.progress)
        self._count(listed, known)
        self._count(beside, beside_known)
        return next_page

    def list_unchanged(self, walk: SectionWalk) -> int | None:
        """Record that a section's first page is unchanged; the next page to request."""
        now = datetime.now(UTC)
        next_page = walk.unchanged(now)
        self._save_progress(walk)
        return next_page

    def list_ended(self, walk: SectionWalk, number: int) -> None:
        """Record that a list page does not exist."""
        walk.missing(number, datetime.now(UTC))
        self._save_progress(walk)

    def open_walks(self, found: Sequence[Section], *, backfill: bool, since: date | None) -> dict[str, SectionWalk]:
        """Record the sections of the navigation; a walk for each, by path."""
        titles = [(section.path, section.title) for section in found]
        with self._archive.begin() as connection:
            sections.note_sections(connection, self._newspaper, titles, datetime.now(UTC))
            before = sections.all_progress(connection, self._newspaper)
        return {
            path: SectionWalk(path, backfill, self._began_at, before.get(path, Progress()), since) for path, _ in titles
        }

    def reset_far_tries(self) -> int:
        """Make due the articles whose next try a wrong clock put far ahead; how many they are."""
        with self._archive.begin() as connection:
            return entries.reset_far_tries(connection, self._newspaper, datetime.now(UTC))

    def move_last(self, article_id: str) -> None:
        """Let an article that met a closed gate be fetched after all others."""
        with self._archive.begin() as connection:
            entries.move_last(connection, self._newspaper, article_id, datetime.now(UTC))

    def add_seeds(self, links: Sequence[Discovery], named_at: datetime) -> None:
        """Make the articles that the operator named at ``named_at`` due before all others, stored or not."""
        now = datetime.now(UTC)
        with self._archive.begin() as connection:
            entries.discover(connection, self._newspaper, links, Rank.SEED, now, Way.URLS)
            keys = [link.article_id for link in links]
            entries.enqueue_seeds(connection, self._newspaper, keys, now, named_at=named_at)
        self._queue.discovered()

    def demote_seeds(self) -> None:
        """Lower the rank of articles named in earlier runs to NEW."""
        with self._archive.begin() as connection:
            entries.demote_seeds(connection, self._newspaper)
        self._queue.discovered()

    def reset_failed(self) -> None:
        """Make failed articles pending again."""
        with self._archive.begin() as connection:
            reset = entries.reset_failed(connection, self._newspaper, datetime.now(UTC))
        self._stats.set_value(Stat.ARTICLES_REVIVED, reset)
        self._queue.discovered()

    def failed(self, article_id: str, reason: str, *, retryable: bool = True, gone_at_last: bool = False) -> None:
        """Count a failed try; the article is retried later or fails for good."""
        now = datetime.now(UTC)
        how = {"retryable": retryable, "gone_at_last": gone_at_last}
        with self._archive.begin() as connection:
            given_up = entries.mark_failed(connection, self._newspaper, article_id, reason, now, **how)
        self._stats.inc_value(Stat.ARTICLES_FAILED if given_up else Stat.ARTICLES_TO_RETRY)

    def gone(self, article_id: str, reason: str) -> None:
        """The newspaper no longer has the article."""
        with self._archive.begin() as connection:
            entries.mark_gone(connection, self._newspaper, article_id, reason, datetime.now(UTC))
        self._stats.inc_value(Stat.ARTICLES_GONE)

    def unchanged(self, article_id: str) -> None:
        """The article's page has not changed since it was stored."""
        with self._archive.begin() as connection:
            entries.mark_unchanged(connection, self._newspaper, article_id, datetime.now(UTC))
        self._stats.inc_value(Stat.ARTICLES_UNCHANGED)

    def outside_dates(self, article_id: str, day: date) -> None:
        """The article was published outside the selected dates; it stays pending for other runs."""
        with self._archive.begin() as connection:
            entries.note_day(connection, self._newspaper, article_id, f"{day:%Y%m%d}")
        self._stats.inc_value(Stat.ARTICLES_OF_OTHER_DAYS)

    def keep_validators(self, article_id: str, etag: str | None, last_modified: str | None) -> None:
        """Store the validators of an article's page; the article must be stored before."""
        with self._archive.begin() as connection:
            entries.note_validators(connection, self._newspaper, article_id, etag, last_modified)

    def remaining(self, delay: float, unread: Collection[str] = ()) -> str:
        """What remains to be fetched and how long it takes.

        ``delay`` is the least number of seconds between two requests, ``unread`` names what this run did not get to.
        """
        with self._archive.read() as connection:
            pending = entries.count_pending(connection, self._newspaper)
            limits = quotas.load_quotas(connection, self._newspaper)
        requests = self._stats.get_value(Stat.REQUESTS_SENT, 0)
        seconds = (datetime.now(UTC) - self._began_at).total_seconds()
        return remaining(pending, seconds_per_page(delay, limits, requests, seconds), unread)

    def _save_progress(self, walk: SectionWalk) -> None:
        with self._archive.begin() as connection:
            sections.note_progress(connection, self._newspaper, walk.path, walk.progress)

    def _count(self, found: Sequence[Discovery], known: dict[str, datetime]) -> None:
        new = {link.article_id for link in found} - known.keys()
        self._stats.inc_value(Stat.ARTICLES_DISCOVERED, len(new))
        if found:
            self._queue.discovered()


MIN_REQUESTS = 20
"""Requests from which a run's pace is measured."""


def seconds_per_page(delay: float, quotas: Iterable[ObservedQuota], requests: int, seconds: float) -> float:
    """Seconds per page: the slowest of DOWNLOAD_DELAY, the gate's rate limits and this run's pace."""
    measured = seconds / requests if requests >= MIN_REQUESTS else 0.0
    return max(delay, measured, *(quota.window_s / quota.requests for quota in quotas))


def remaining(pending: Mapping[str, int], pace: float, unread: Collection[str] = ()) -> str:
    """One line; ``pending`` as of :func:`crawler.archive.frontier.entries.count_pending`, ``pace`` in seconds per page.

    ``unread`` names pages that say what is new and were not read.

    >>> remaining({"due": 3, "old": 7200, "failed": 0}, 2.0)
    '3 left to fetch (about 6 s), 7200 older ones known, mode=backfill fetches them (about 4 h 0 min)'
    >>> remaining({"due": 0, "old": 0, "failed": 2}, 2.0)
    'nothing left to fetch'
    >>> remaining({"due": 0, "old": 1, "failed": 0}, 2.0)
    '1 older one known, mode=backfill fetches it (about 2 s)'
    >>> remaining({"due": 0, "old": 0, "failed": 0}, 2.0, ["31 list pages"])
    'not read: 31 list pages'
    """
    parts = [f"not read: {', '.join(unread)}"] if unread else []
    parts += [f"{pending['due']} left to fetch (about {duration(pending['due'] * pace)})"] if pending["due"] else []
    if pending["old"]:
        about = duration(pending["old"] * pace)
        them = "it" if pending["old"] == 1 else "them"
        parts.append(f"{counted(pending['old'], 'older one')} known, mode=backfill fetches {them} (about {about})")
    return ", ".join(parts) or "nothing left to fetch"
