"""Names of all statistics, and the figures of a run as stored in ``runs.stats``. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self


class _Key(StrEnum):
    def __repr__(self) -> str:
        """As a string, so that Scrapy's dump of the statistics is readable."""
        return repr(self.value)


class Stat(_Key):
    """Keys of Scrapy's statistics."""

    REQUESTS_SENT = "requests_sent"
    BROWSER_REQUESTS = "browser_requests"
    ARTICLES_NEW = "articles_new"
    ARTICLES_REVISED = "articles_revised"
    ARTICLES_UNCHANGED = "articles_unchanged"
    ARTICLES_GONE = "articles_gone"
    ARTICLES_DISCOVERED = "articles_discovered"
    ARTICLES_TO_RETRY = "articles_to_retry"
    ARTICLES_FAILED = "articles_failed"
    ARTICLES_REVIVED = "articles_revived"
    ARTICLES_OF_OTHER_DAYS = "articles_of_other_days"
    DUPLICATES_EXACT = "duplicates_exact"
    DUPLICATES_NEAR = "duplicates_near"
    SECTIONS_FOUND = "sections_found"
    SECTIONS_LEFT_OUT = "sections_left_out"
    SECTIONS_FAILED = "sections_failed"
    SECTIONS_CUT = "sections_cut"
    SECTIONS_GONE = "sections_gone"
    CATALOGUES_FAILED = "catalogues_failed"
    CATALOGUES_CUT = "catalogues_cut"
    CATALOGUES_GONE = "catalogues_gone"
    CATALOGUE_ADDRESSES_BAD = "catalogue_addresses_bad"
    CATALOGUE_DATES_BAD = "catalogue_dates_bad"
    PAGER_TRAPS = "pager_traps"
    WAIT_PAGES = "wait_pages"
    WAIT_SECONDS = "wait_seconds"
    WAIT_BLOCKS_STRIPPED = "wait_blocks_stripped"
    FOREIGN_HOSTS_REFUSED = "foreign_hosts_refused"
    TITLES_DISAGREE = "titles_disagree"
    IMAGES_KEPT = "images_kept"
    IMAGES_FAILED = "images_failed"
    GATE_WAITS = "gate/waits"
    GATE_LEARNED = "gate/learned"
    GATE_UNEXPLAINED = "gate/unexplained"
    GATE_REFUSAL = "gate/refusal"
    GATE_BROWSER_FAILURES = "gate/browser_failures"
    ROBOTS_COPIES_USED = "robotstxt/copies_used"
    RUN_DETAIL = "run/detail"
    RUN_FOUND = "run/found"
    RUN_BREACHES = "run/breaches"
    RUN_LEFT = "run/left"
    # Scrapy's own.
    FINISH_REASON = "finish_reason"
    SPIDER_EXCEPTIONS = "spider_exceptions/count"
    ROBOTS_REQUESTS = "robotstxt/request_count"

    @classmethod
    def of_articles(cls, outcome: str) -> Self:
        """Articles with this outcome: new, revised, unchanged, gone, failed."""
        return cls(f"articles_{outcome}")

    @classmethod
    def of_duplicates(cls, kind: str) -> Self:
        """Duplicates of this kind: exact, near."""
        return cls(f"duplicates_{kind}")


class StatGroup(_Key):
    """Prefixes of counts by a name in Scrapy's statistics."""

    REFUSED = "refused/"
    """Pages without an article, by reason."""
    REJECTED = "rejected/"
    """Articles that are not stored, by reason."""
    REQUESTS = "requests/"
    """Requests by purpose."""
    ROBOTS_STATUSES = "robotstxt/response_status_count/"
    """Scrapy's own: answers for robots.txt, by status."""

    def key(self, name: object) -> str:
        """The key of one count."""
        return f"{self}{name}"

    def counts(self, stats: Mapping[str, Any]) -> dict[str, Any]:
        """All counts of the group, by name."""
        return {key.removeprefix(self): count for key, count in stats.items() if key.startswith(self)}


class Figure(_Key):
    """Keys of ``runs.stats``."""

    REQUESTS = "requests"
    BROWSER_REQUESTS = "browser_requests"
    ARTICLES_NEW = "articles_new"
    ARTICLES_REVISED = "articles_revised"
    ARTICLES_UNCHANGED = "articles_unchanged"
    ARTICLES_GONE = "articles_gone"
    ARTICLES_DISCOVERED = "articles_discovered"
    ARTICLES_TO_RETRY = "articles_to_retry"
    ARTICLES_FAILED = "articles_failed"
    DUPLICATES_EXACT = "duplicates_exact"
    DUPLICATES_NEAR = "duplicates_near"
    SECTIONS = "sections"
    SECTIONS_FAILED = "sections_failed"
    SECTIONS_CUT = "sections_cut"
    SECTIONS_GONE = "sections_gone"
    CATALOGUES_FAILED = "catalogues_failed"
    CATALOGUES_CUT = "catalogues_cut"
    CATALOGUES_GONE = "catalogues_gone"
    CATALOGUE_ADDRESSES_BAD = "catalogue_addresses_bad"
    CATALOGUE_DATES_BAD = "catalogue_dates_bad"
    PAGER_TRAPS = "pager_traps"
    WAIT_PAGES = "wait_pages"
    WAIT_SECONDS = "wait_seconds"
    WAIT_BLOCKS_STRIPPED = "wait_blocks_stripped"
    FOREIGN_HOSTS_REFUSED = "foreign_hosts_refused"
    TITLES_DISAGREE = "titles_disagree"
    IMAGES_KEPT = "images_kept"
    IMAGES_FAILED = "images_failed"
    REFUSED = "refused"
    REJECTED = "rejected"
    REQUESTS_BY_KIND = "requests_by_kind"
    SECONDS = "seconds"
    FOUND = "found"
    LEFT = "left"
    DETAIL = "detail"

    @classmethod
    def of_articles(cls, outcome: str) -> Self:
        """Articles with this outcome: new, revised, unchanged, gone, failed."""
        return cls(f"articles_{outcome}")


_STATS = {stat.value: stat for stat in Stat}

COUNTS = {Figure.REQUESTS: Stat.REQUESTS_SENT, Figure.SECTIONS: Stat.SECTIONS_FOUND} | {
    figure: _STATS[figure] for figure in Figure if figure in _STATS
}
"""Figures that are counts, and the key of Scrapy's statistics that each is taken from; most have one name."""

GROUPS = {
    Figure.REFUSED: StatGroup.REFUSED,
    Figure.REJECTED: StatGroup.REJECTED,
    Figure.REQUESTS_BY_KIND: StatGroup.REQUESTS,
}
"""Figures that are counts by a name."""


def run_stats(stats: Mapping[str, Any], seconds: float = 0.0) -> dict[str, Any]:
    """The figures of a run: every count, also when it is 0, and counts by reason where there are any.

    ``seconds`` is how long the run took by a clock that is never set.
    """
    figures: dict[str, Any] = {figure: stats.get(stat, 0) for figure, stat in COUNTS.items()}
    figures |= {figure: group.counts(stats) for figure, group in GROUPS.items()}
    figures[Figure.SECONDS] = round(seconds, 1)
    if found := stats.get(Stat.RUN_FOUND):
        figures[Figure.FOUND] = found
    if left := stats.get(Stat.RUN_LEFT):
        figures[Figure.LEFT] = left
    return figures
