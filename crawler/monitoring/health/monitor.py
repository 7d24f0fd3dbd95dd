"""Counts what a run reads, and reports breached health rules at its end."""

import logging
from contextlib import suppress
from datetime import UTC, datetime
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from crawler.archive import ArchiveError
from crawler.archive.frontier.entries import Rank
from crawler.archive.reports import failures
from crawler.archive.runs import last_runs
from crawler.frontier.requests import requested_article
from crawler.items import Article
from crawler.monitoring.health.baseline import RECORDS, RunKind, baseline_of, new_since
from crawler.monitoring.health.coverage import RunCoverage
from crawler.monitoring.health.rules import Breach, Numbers, judge_numbers, judge_reading
from crawler.monitoring.health.selector_hints import describe
from crawler.runs.context import RunContext, run_context
from crawler.runs.finish import FinishReason
from crawler.runs.stats import Stat, StatGroup

LATEST = RunKind("latest", live=True, whole=True)
"""The kind of run whose numbers of articles are checked."""

logger = logging.getLogger(__name__)


class HealthMonitor:
    """Extension that compares a run with its newspaper's expectations and earlier runs.

    Sets the statistics ``titles_disagree``, ``run/found`` as in ``runs.stats``, and ``run/breaches``, lines of text.
    """

    def __init__(self, crawler: Crawler, run: RunContext) -> None:
        self._crawler = crawler
        self._run = run
        self._coverage = RunCoverage()
        self._began_at = datetime.now(UTC)
        crawler.signals.connect(self._count, signals.item_scraped)
        crawler.signals.connect(self._end, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if (run := run_context(crawler)) is None:
            raise NotConfigured
        return cls(crawler, run)

    def _count(self, item: Article, response: Response) -> None:
        self._coverage.add(item, self._run.newspaper)
        assert response.request is not None
        due = requested_article(response.request)
        # A rechecked article was listed long ago; its headline may have been edited since.
        if due is not None and due.listed_title and due.rank is not Rank.CHANGED:
            self._coverage.compare_titles(due.listed_title, item)

    def _end(self, reason: str) -> None:
        kind, stats = RunKind.by(self._run.arguments), self._crawler.stats
        stats.set_value(Stat.RUN_FOUND, self._coverage.figures() | {"live": kind.live, "whole": kind.whole})
        stats.set_value(Stat.TITLES_DISAGREE, self._coverage.titles_disagree)
        self._warn_about_titles()
        with suppress(ArchiveError):  # the run ends with this error and reports it
            breaches = self._breaches(kind, finished=reason == FinishReason.FINISHED)
            stats.set_value(Stat.RUN_BREACHES, list(describe(breaches, self._coverage, self._run.newspaper)))

    def _warn_about_titles(self) -> None:
        if self._coverage.other_title is not None:
            listed, article = self._coverage.other_title
            number, of = self._coverage.titles_disagree, self._coverage.titles_compared
            message = "%d of %d titles differ from those of the lists: «%s» in a list, «%s» at %s"
            logger.warning(message, number, of, listed, article.title, article.url)

    def _breaches(self, kind: RunKind, *, finished: bool) -> list[Breach]:
        newspaper, coverage, stats = self._run.newspaper, self._coverage, self._crawler.stats
        expectations = newspaper.expectations
        coverage.refused = sum(StatGroup.REFUSED.counts(stats.get_stats()).values())
        with self._run.archive.read() as connection:
            records = last_runs(connection, newspaper.name, RECORDS)
            refused = failures(connection, newspaper.name, self._began_at, 1) if coverage.refused else []
        coverage.refused_url = refused[0].url if refused else None
        baseline = baseline_of(records, kind) if kind.whole else None
        breaches = judge_reading(coverage, expectations, baseline, whole=kind.whole)
        if kind == LATEST and finished:
            earlier, days = new_since(records, kind, self._began_at)
            new = earlier + stats.get_value(Stat.ARTICLES_NEW, 0)
            breaches += judge_numbers(
                coverage, Numbers(stats.get_value(Stat.SECTIONS_FOUND, 0), new, days), expectations, baseline
            )
        return breaches
