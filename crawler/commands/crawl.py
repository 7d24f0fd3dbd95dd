"""``scrapy crawl``: Scrapy's own, with one run at a time, a record of each, a verdict and an exit code."""

import argparse
import logging
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from crawler.archive import Archive
from crawler.archive.frontier import entries, sections
from crawler.cli import logs
from crawler.cli.exit import ends_in_one_line, print_line
from crawler.cli.exit_codes import ExitCode
from crawler.cli.progress_bar import wants_bar
from crawler.cli.secrets import Secrets, split_urls
from crawler.cli.setting_values import check_settings, is_on, user_agent
from crawler.cli.usage import UsageError, check_words, nearest, report_in_one_line
from crawler.downloader.wait_policy import WaitSettings
from crawler.frontier.seeds import Seeds, read_seeds
from crawler.monitoring import progress
from crawler.monitoring.notify import NotSent, notify
from crawler.newspapers import NEWSPAPERS, Newspaper
from crawler.runs import record
from crawler.runs.arguments import Arguments, parse_arguments
from crawler.runs.component_errors import ComponentErrors
from crawler.runs.lock import RunLocked, run_lock
from crawler.runs.record import RunResult, summary
from crawler.runs.signals import CrawlRun, Stopped, finish_despite_signals, stop_on_signal
from crawler.runs.stats import run_stats
from crawler.runs.verdict import Verdict, judge, judge_error

logger = logging.getLogger(__name__)

SWITCHES = ("IMAGES", "PAGES")
"""Settings that are on or off, checked before the run begins."""

UMASK = 0o027
"""What a run writes may be read by its group and by nobody else."""


class StartFailed(Exception):
    """The crawl did not come to its start."""


class Command(ScrapyCrawl):
    """Crawls one newspaper into the archive."""

    default_settings: ClassVar[dict[str, Any]] = {"LOG_INSTALL_ROOT_HANDLER": False}

    def short_desc(self) -> str:
        return "Crawl a newspaper into the archive (try: scrapy crawl khanhhoa)"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        report_in_one_line(parser, "crawl")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        stop_on_signal()
        os.umask(os.umask(0) | UMASK)
        assert self.settings is not None
        super().process_options(args, opts)
        check_settings(self.settings)
        self._wants_bar = wants_bar(self.settings["PROGRESS"], talkative=_is_talkative(self.settings))
        for name in SWITCHES:
            is_on(self.settings, name)
        WaitSettings.from_settings(self.settings)
        logs.set_up(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        with ends_in_one_line(self, "crawl"):
            newspaper = _newspaper(args)
            self._introduce()
            try:
                ended = self._attempt(newspaper, opts.spargs)
            except RunLocked as error:
                print_line("crawl", error)
                self.exitcode = ExitCode.BUSY
            else:
                finish_despite_signals()
                self._tell(newspaper, ended)
                self.exitcode = ended.verdict.code

    @property
    def _settings(self) -> Settings:
        assert self.crawler_process is not None
        return self.crawler_process.settings

    def _introduce(self) -> None:
        self._settings.set("USER_AGENT", user_agent(self._settings), priority="project")

    def _attempt(self, newspaper: Newspaper, words: dict[str, str]) -> RunResult:
        try:
            with Archive.open(self._settings["ARCHIVE_URL"]) as archive:
                arguments, seeds = _read_words(archive, newspaper, words)
                folder = Path(self._settings["DATA_DIR"])
                with run_lock(archive, folder, newspaper.name):
                    return self._recorded(newspaper, archive=archive, arguments=arguments, seeds=seeds)
        except (UsageError, RunLocked):
            raise
        except (Exception, Stopped) as error:
            logger.debug("the run failed", exc_info=True)
            return RunResult(self._discreet(judge_error(error)))

    def _recorded(self, newspaper: Newspaper, archive: Archive, arguments: Arguments, seeds: Seeds) -> RunResult:
        number = record.begin(archive, newspaper.name, arguments.mode)
        try:
            verdict, figures = self._run(newspaper, archive=archive, arguments=arguments, seeds=seeds)
        except BaseException as error:
            record.end(archive, newspaper.name, number, self._discreet(judge_error(error)), run_stats({}))
            raise
        return record.end(archive, newspaper.name, number, verdict, figures)

    def _run(self, newspaper: Newspaper, **parts: Any) -> tuple[Verdict, dict[str, Any]]:
        assert self.crawler_process is not None
        crawler = self._create_crawler(newspaper.name)
        run, errors = CrawlRun(self.crawler_process, crawler), ComponentErrors()
        with errors.collected(), self._bar(crawler, newspaper, parts["archive"], parts["arguments"]):
            run.run(**parts)
        if self.crawler_process.bootstrap_failed:
            raise StartFailed("the crawl could not be started; -L DEBUG shows why")
        stats = crawler.stats.get_stats()
        return self._discreet(judge(stats, run.stopped_by, errors.first)), run_stats(stats)

    def _bar(
        self, crawler: Crawler, newspaper: Newspaper, archive: Archive, arguments: Arguments
    ) -> AbstractContextManager[None]:
        if not self._wants_bar:
            return nullcontext()
        return progress.shown(crawler, partial(_count_left, archive, newspaper, arguments))

    def _discreet(self, verdict: Verdict) -> Verdict:
        return replace(verdict, reason=Secrets.of(self._settings).redact(" ".join(verdict.reason.split())))

    def _tell(self, newspaper: Newspaper, ended: RunResult) -> None:
        """Say how it ended: on stdout when all is well, else on stderr; in the log file as well."""
        line = summary(newspaper.name, ended)
        # With `-o -` the articles have stdout for themselves.
        print(line, file=sys.stderr if ended.verdict.code or "stdout:" in self._settings["FEEDS"] else sys.stdout)
        if self._settings["LOG_FILE"]:
            logger.log(logging.ERROR if ended.verdict.code else logging.INFO, "%s", line)
        self._write_metrics(newspaper, ended)
        self._send_word(newspaper, ended)

    def _write_metrics(self, newspaper: Newspaper, ended: RunResult) -> None:
        if path := self._settings["METRICS_FILE"]:
            # Scrapy loads the modules of all commands for each; what this needs is not for all.
            from crawler.monitoring.metrics import write_metrics

            try:
                write_metrics(Path(path), newspaper.name, ended)
            except OSError as error:
                print_line("crawl", f"METRICS_FILE={path} cannot be written: {error.strerror}")

    def _send_word(self, newspaper: Newspaper, ended: RunResult) -> None:
        try:
            notify(split_urls(self._settings["NOTIFY"]), Path(self._settings["DATA_DIR"]), newspaper, ended)
        except (NotSent, OSError) as error:
            print_line("crawl", Secrets.of(self._settings).redact(str(error)))


def _is_talkative(settings: Settings) -> bool:
    """Whether the log would drown a bar on the same terminal."""
    return not settings["LOG_FILE"] and logs.read_level(settings) < logging.WARNING


def _newspaper(args: list[str]) -> Newspaper:
    check_words(args, "crawl")
    if len(args) != 1:
        raise UsageError(f"name one newspaper: {', '.join(NEWSPAPERS)}")
    if args[0] not in NEWSPAPERS:
        raise UsageError(f"unknown newspaper {args[0]!r}{nearest(args[0], NEWSPAPERS)}")
    return NEWSPAPERS[args[0]]


def _read_words(archive: Archive, newspaper: Newspaper, words: dict[str, str]) -> tuple[Arguments, Seeds]:
    with archive.read() as connection:
        known = newspaper.sections.union(sections.known_sections(connection, newspaper.name))
    # scrapyd gives each spider the name of its job as `_job`.
    arguments = parse_arguments({name: word for name, word in words.items() if not name.startswith("_")}, known)
    return arguments, read_seeds(arguments, newspaper)


def _count_left(archive: Archive, newspaper: Newspaper, arguments: Arguments) -> int | None:
    """So many articles this run would still fetch; None when that is not known."""
    if arguments.mode == "recheck" or arguments.sections or arguments.since or arguments.until:
        return None
    with archive.read() as connection:
        pending = entries.count_pending(connection, newspaper.name)
    return pending["due"] + (pending["old"] if arguments.mode == "backfill" else 0)
