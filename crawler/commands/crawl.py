"""``scrapy crawl``: Scrapy's command with a lock, a run record, a verdict and an exit code."""

import argparse
import logging
import os
from typing import Any, ClassVar

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.settings import Settings

from crawler.cli import logs
from crawler.cli.exit import ends_in_one_line
from crawler.cli.exit_codes import ExitCode
from crawler.cli.progress_bar import wants_bar
from crawler.cli.setting_values import check_settings, is_on
from crawler.cli.usage import UsageError, check_words, parse_newspaper, report_in_one_line
from crawler.downloader.wait_policy import WaitSettings
from crawler.newspapers import NEWSPAPERS, Newspaper
from crawler.runs.signals import stop_on_signal

SWITCHES = ("IMAGES", "PAGES")
"""Settings that are on or off, checked before the run begins."""

UMASK = 0o027
"""Files that a run writes are readable by its group only."""


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
            self.exitcode = self._crawl(newspaper, opts.spargs)

    def _crawl(self, newspaper: Newspaper, words: dict[str, str]) -> ExitCode:
        from crawler.tasks.crawl import CrawlTask

        assert self.crawler_process is not None
        return CrawlTask(self.crawler_process, self._create_crawler, newspaper, with_bar=self._wants_bar).run(words)


def _is_talkative(settings: Settings) -> bool:
    """Whether the log writes so much to the terminal that a bar would be unreadable."""
    return not settings["LOG_FILE"] and logs.read_level(settings) < logging.WARNING


def _newspaper(args: list[str]) -> Newspaper:
    check_words(args, "crawl")
    if len(args) != 1:
        raise UsageError(f"name one newspaper: {', '.join(NEWSPAPERS)}")
    return parse_newspaper(args[0])
