"""Runs one crawl: lock, run record, verdict, report of the result, exit code."""

import logging
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from scrapy.crawler import Crawler, CrawlerProcessBase

from crawler.archive import Archive, ArchiveError
from crawler.archive.frontier import entries, sections
from crawler.cli.exit import print_error, print_if_read, print_line
from crawler.cli.exit_codes import ExitCode
from crawler.cli.node import node_name
from crawler.cli.secrets import Secrets, split_urls
from crawler.cli.setting_values import user_agent
from crawler.cli.usage import UsageError
from crawler.frontier.seeds import Seeds, read_seeds
from crawler.monitoring import progress
from crawler.monitoring.coverage.figures import recent
from crawler.monitoring.metrics import write_metrics
from crawler.monitoring.notify import NotSent, notify
from crawler.newspapers import Newspaper
from crawler.newspapers.site import Site
from crawler.runs import record
from crawler.runs.arguments import Arguments, parse_arguments
from crawler.runs.component_errors import ComponentErrors
from crawler.runs.context import RunContext
from crawler.runs.lock import RunLocked, run_lock
from crawler.runs.record import RunResult, summary
from crawler.runs.signals import CrawlRun, Stopped, finish_despite_signals
from crawler.runs.stats import run_stats
from crawler.runs.verdict import Verdict, judge, judge_error

logger = logging.getLogger(__name__)


class StartFailed(Exception):
    """The crawl could not be started."""


class CrawlTask:
    """One run of a newspaper, from the lock to the exit code."""

    def __init__(
        self,
        process: CrawlerProcessBase,
        create_crawler: Callable[[str], Crawler],
        newspaper: Newspaper,
        *,
        with_bar: bool,
    ) -> None:
        self._process = process
        self._create_crawler = create_crawler
        self._settings = process.settings
        self._newspaper = newspaper
        self._with_bar = with_bar

    def run(self, words: dict[str, str]) -> ExitCode:
        """Run to the end and report the result; ``words`` are the spider arguments.

        :raises UsageError: for a wrong argument, or a wrong NODE.
        """
        self._settings.set("USER_AGENT", user_agent(self._settings), priority="project")
        self._settings.set("NODE", node_name(self._settings), priority="project")
        try:
            ended = self._attempt(words)
        except RunLocked as error:
            print_line("crawl", error)
            return ExitCode.BUSY
        finish_despite_signals()
        self._report(ended)
        if not self._write_metrics(ended) and ended.verdict.code is ExitCode.DONE:
            return ExitCode.NOT_WELL
        return ended.verdict.code

    def _attempt(self, words: dict[str, str]) -> RunResult:
        try:
            with Archive.open(self._settings["ARCHIVE_URL"]) as archive:
                arguments, seeds = _read_words(archive, self._newspaper, words)
                site = Site(self._newspaper, arguments.base_url)
                context = RunContext(self._newspaper, site, archive, arguments)
                folder = Path(self._settings["DATA_DIR"])
                with run_lock(archive, folder, self._newspaper.name):
                    return self._recorded(context, seeds)
        except (UsageError, RunLocked):
            raise
        except (Exception, Stopped) as error:
            logger.debug("the run failed", exc_info=True)
            return RunResult(self._redacted(judge_error(error)))

    def _recorded(self, context: RunContext, seeds: Seeds) -> RunResult:
        archive = context.archive
        number = record.begin(archive, self._newspaper.name, context.arguments.mode)
        try:
            verdict, figures = self._run(context, seeds)
        except Stopped as stopped:
            # An archive that did not respond in time may not respond now either.
            with suppress(Stopped, ArchiveError):
                self._record_error(archive, number, stopped)
            raise
        except BaseException as error:
            self._record_error(archive, number, error)
            raise
        result = record.end(archive, self._newspaper.name, number, verdict, figures)
        return replace(result, coverage=self._coverage(archive)) if self._settings["METRICS_FILE"] else result

    def _coverage(self, archive: Archive) -> tuple[float, float, float] | None:
        """For the metrics; the run is recorded, so an archive that fails now changes nothing of it."""
        try:
            with archive.read() as connection:
                return recent(connection, self._newspaper, datetime.now(UTC)).ratio
        except ArchiveError as error:
            logger.warning("the coverage is not in the metrics: %s", error)
            return None

    def _record_error(self, archive: Archive, number: int, error: BaseException) -> None:
        record.end(archive, self._newspaper.name, number, self._redacted(judge_error(error)), run_stats({}))

    def _run(self, context: RunContext, seeds: Seeds) -> tuple[Verdict, dict[str, Any]]:
        crawler = self._create_crawler(self._newspaper.name)
        run, errors = CrawlRun(self._process, crawler), ComponentErrors()
        began = time.monotonic()
        with errors.collected(), self._bar(crawler, context):
            run.run(context=context, seeds=seeds)
        if self._process.bootstrap_failed:
            raise StartFailed("the crawl could not be started; -L DEBUG shows why")
        stats = crawler.stats.get_stats()
        return self._redacted(judge(stats, run.stopped_by, errors.first)), run_stats(stats, time.monotonic() - began)

    def _bar(self, crawler: Crawler, context: RunContext) -> AbstractContextManager[None]:
        return progress.shown(crawler, partial(_count_left, context)) if self._with_bar else nullcontext()

    def _redacted(self, verdict: Verdict) -> Verdict:
        return replace(verdict, reason=Secrets.of(self._settings).redact(" ".join(verdict.reason.split())))

    def _report(self, ended: RunResult) -> None:
        """Print the result: to stdout when the run went well, else to stderr; also to the log file."""
        line = summary(self._newspaper.name, ended)
        if ended.verdict.code:
            print_error(line)
        else:
            # With `-o -` stdout holds only the articles.
            print_if_read(line, sys.stderr if "stdout:" in self._settings["FEEDS"] else sys.stdout)
        if self._settings["LOG_FILE"]:
            logger.log(logging.ERROR if ended.verdict.code else logging.INFO, "%s", line)
        self._send_word(ended)

    def _write_metrics(self, ended: RunResult) -> bool:
        """Write METRICS_FILE, if it is set; False when it cannot be written."""
        if path := self._settings["METRICS_FILE"]:
            try:
                write_metrics(Path(path), self._newspaper.name, ended, node=self._settings["NODE"])
            except OSError as error:
                print_line("crawl", f"METRICS_FILE={path} cannot be written: {error.strerror}")
                return False
        return True

    def _send_word(self, ended: RunResult) -> None:
        try:
            notify(split_urls(self._settings["NOTIFY"]), Path(self._settings["DATA_DIR"]), self._newspaper, ended)
        except (NotSent, OSError) as error:
            print_line("crawl", Secrets.of(self._settings).redact(str(error)))


def _read_words(archive: Archive, newspaper: Newspaper, words: dict[str, str]) -> tuple[Arguments, Seeds]:
    with archive.read() as connection:
        known = newspaper.sections.union(sections.known_sections(connection, newspaper.name))
    # scrapyd gives each spider the name of its job as `_job`.
    arguments = parse_arguments({name: word for name, word in words.items() if not name.startswith("_")}, known)
    return arguments, read_seeds(arguments, newspaper)


def _count_left(context: RunContext) -> int | None:
    """Number of articles that this run would still fetch; None when unknown."""
    chosen = context.arguments
    if chosen.mode == "recheck" or chosen.sections or chosen.since or chosen.until:
        return None
    with context.archive.read() as connection:
        pending = entries.count_pending(connection, context.newspaper.name)
    return pending["due"] + (pending["old"] if chosen.mode == "backfill" else 0)
