"""The figures of a run as ``runs.stats`` keeps them. Pure."""

from collections.abc import Mapping
from typing import Any

REQUESTS_BY_PURPOSE = "requests/"
"""Prefix of the counts of requests by purpose in Scrapy's statistics."""

COUNTS = {
    "requests": "requests_sent",
    "browser_requests": "browser_requests",
    "articles_new": "articles_new",
    "articles_revised": "articles_revised",
    "articles_unchanged": "articles_unchanged",
    "articles_gone": "articles_gone",
    "articles_discovered": "articles_discovered",
    "articles_to_retry": "articles_to_retry",
    "articles_failed": "articles_failed",
    "duplicates_exact": "duplicates_exact",
    "duplicates_near": "duplicates_near",
    "sections": "sections_found",
    "sections_failed": "sections_failed",
    "sections_cut": "sections_cut",
    "sections_gone": "sections_gone",
    "catalogues_failed": "catalogues_failed",
    "catalogues_cut": "catalogues_cut",
    "catalogues_gone": "catalogues_gone",
    "catalogue_addresses_bad": "catalogue_addresses_bad",
    "catalogue_dates_bad": "catalogue_dates_bad",
    "pager_traps": "pager_traps",
    "wait_pages": "wait_pages",
    "wait_seconds": "wait_seconds",
    "wait_blocks_stripped": "wait_blocks_stripped",
    "foreign_hosts_refused": "foreign_hosts_refused",
    "titles_disagree": "titles_disagree",
    "images_kept": "images_kept",
    "images_failed": "images_failed",
}
"""Key in ``runs.stats``, and the key of Scrapy's statistics that it is taken from."""

GROUPS = {"refused": "refused/", "rejected": "rejected/", "requests_by_kind": REQUESTS_BY_PURPOSE}
"""Key in ``runs.stats`` of counts by reason, and their prefix in Scrapy's statistics."""


def run_stats(stats: Mapping[str, Any], seconds: float = 0.0) -> dict[str, Any]:
    """The figures of a run: every count, also when it is 0, and counts by reason where there are any.

    ``seconds`` is how long the run took by a clock that is never set.
    """
    figures: dict[str, Any] = {key: stats.get(source, 0) for key, source in COUNTS.items()}
    for key, prefix in GROUPS.items():
        figures[key] = {name.removeprefix(prefix): n for name, n in stats.items() if name.startswith(prefix)}
    figures["seconds"] = round(seconds, 1)
    if found := stats.get("run/found"):
        figures["found"] = found
    if left := stats.get("run/left"):
        figures["left"] = left
    return figures
