"""How far a section's list is walked, and how pager traps are detected. Pure.

A list shows the newest articles first. A walk goes from the top down to what earlier runs had seen; a backfill then
skips to where earlier runs stopped and continues to the end of the list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from statistics import median_low

from crawler.archive.frontier.entries import Discovery, Rank
from crawler.archive.frontier.sections import Pager, Progress

LATEST_PAGES = 10
"""Most pages of a section's first walk in mode latest: about 190 articles."""

STALE_PAGES = 3
"""Pages without new articles after which the pager is taken for a trap."""

MAX_UNCHANGED = 6
"""Answers 304 in a row after which a first page is requested unconditionally: some servers never stop giving them."""


@dataclass(slots=True)
class SectionWalk:
    """One section's list in one run."""

    path: str
    """The section's path, e.g. ``xa-hoi/y-te-suc-khoe``."""
    backfill: bool
    began_at: datetime
    """When the run began."""
    before: Progress = field(default_factory=Progress)
    """Progress of earlier runs."""
    since: date | None = None
    """Older articles are not needed."""
    progress: Progress = field(init=False)
    """Progress of this run."""
    trap: str | None = None
    """What is wrong with the pager; None while it works."""
    cut: bool = False
    """Whether the walk stopped at :data:`LATEST_PAGES` with more pages left."""
    _deep: bool = False
    """Whether the walk is below the part that earlier runs had seen from the top."""
    _shown: set[str] = field(default_factory=set)
    _pages: set[int] = field(default_factory=set)
    _middle: str = ""
    """Month of the median article of the previous page."""
    _stale: int = 0
    _validators: tuple[str | None, str | None] = field(init=False)

    def __post_init__(self) -> None:
        self.progress = self.before
        self._validators = (self.before.etag, self.before.last_modified)

    def rank(self, page: int) -> Rank:
        """Rank of a page's articles: OLD in a backfill below what earlier runs had seen, else NEW."""
        top = page == 1 or (self.before.caught_up_at is not None and not self._deep)
        return Rank.NEW if top or not self.backfill else Rank.OLD

    def set_validators(self, etag: str | None, last_modified: str | None) -> None:
        """Set the first page's validators, stored when the section is caught up."""
        self._validators = (etag, last_modified)
        self.progress = replace(self.progress, unchanged_answers=0)

    @property
    def validators(self) -> tuple[str | None, str | None]:
        """What to send with the request for the first page; nothing after :data:`MAX_UNCHANGED` answers 304."""
        if self.before.unchanged_answers >= MAX_UNCHANGED:
            return None, None
        return self.before.etag, self.before.last_modified

    def unchanged(self, now: datetime) -> int | None:
        """The next page when the first one is unchanged since the section was caught up; None at the end."""
        self.progress = replace(self.progress, unchanged_answers=self.before.unchanged_answers + 1)
        return self._skip_known(1, now)

    def next_page(
        self, page: int, listed: Sequence[Discovery], known: Mapping[str, datetime], now: datetime, *, more: bool
    ) -> int | None:
        """The page to request after ``page``; None when the walk is over.

        ``listed`` are the page's articles in the order printed, ``known`` says when those that the archive knew were
        discovered, ``more`` whether the pager links to a further page.
        """
        if not listed:
            # An empty page where earlier runs saw articles is a temporary error.
            if page > max(self.before.pages_done, 1):
                self._stop("ended", page - 1, now)
            return None
        if (ending := self._ending(page, listed, known, more=more)) is not None:
            self._stop(*ending, now)
            return None
        self.progress = replace(self.progress, pages_done=max(self.progress.pages_done, page))
        if self._deep:
            return page + 1
        return self._skip_known(page, now) if self._reaches_known(page, listed, known) else self._go_deeper(page, now)

    def missing(self, page: int, now: datetime) -> None:
        """A later page does not exist: the list ended before it."""
        self._stop("ended", page - 1, now)

    def _ending(
        self, page: int, listed: Sequence[Discovery], known: Mapping[str, datetime], *, more: bool
    ) -> tuple[Pager, int] | None:
        """The pager state and pages done to record when the walk ends with this page; None when it continues."""
        if self._is_trapped(page, listed, known):
            return "trap", max(page - self._stale, self.before.pages_done)
        done = max(self.progress.pages_done, page)
        if not more:
            return "ended", done
        if self.since is not None and max(link.published for link in listed) < f"{self.since:%Y%m}":
            return self.progress.pager, done
        return None

    def _reaches_known(self, page: int, listed: Sequence[Discovery], known: Mapping[str, datetime]) -> bool:
        """Whether the rest of the list is known: the page's last article was there when the list was walked before.

        At least half of the page must be known, because a page may end with a box that never changes.
        """
        moment = self.before.caught_up_at
        if moment is None:
            if page >= self.before.pages_done:
                return False
            moment = self.began_at - timedelta(seconds=1)
        seen = [link.article_id in known and known[link.article_id] <= moment for link in listed]
        return seen[-1] and 2 * sum(seen) >= len(seen)

    def _skip_known(self, page: int, now: datetime) -> int | None:
        done = self.before.pages_done
        if self.before.caught_up_at is None:
            return done + 1
        self._catch_up(now)
        if not self.backfill:
            return None
        self._deep = True
        # The last page is walked again while the list continues: removed articles have moved others up.
        return max(page + 1, done if self.before.pager == "open" else done + 1)

    def _go_deeper(self, page: int, now: datetime) -> int | None:
        if self.before.caught_up_at is None and page >= LATEST_PAGES:
            self._catch_up(now)
            self.cut = not self.backfill
        return None if self.cut else page + 1

    def _is_trapped(self, page: int, listed: Sequence[Discovery], known: Mapping[str, datetime]) -> bool:
        ids = [link.article_id for link in listed]
        page_hash = hash(tuple(ids))
        middle = median_low(link.published for link in listed)
        jumps_back = bool(self._middle) and middle > self._middle and known.keys() >= set(ids)
        if page_hash in self._pages:
            self._stale += 1
            self.trap = f"page {page} repeats an earlier one"
        elif jumps_back or self._shown.issuperset(ids):
            self._stale += 1
            if self._stale >= (1 if self.before.pager == "trap" else STALE_PAGES):
                self.trap = f"nothing new on {self._stale} pages up to page {page}, in no order"
        self._pages.add(page_hash)
        self._shown.update(ids)
        self._middle = middle
        return self.trap is not None

    def _stop(self, pager: Pager, done: int, now: datetime) -> None:
        self.progress = replace(self.progress, pager=pager, pages_done=done)
        self._catch_up(now)

    def _catch_up(self, now: datetime) -> None:
        """Set once per run: articles published hours later are not on the pages walked before."""
        if self.progress.caught_up_at == self.before.caught_up_at:
            etag, last_modified = self._validators
            self.progress = replace(self.progress, caught_up_at=now, etag=etag, last_modified=last_modified)
