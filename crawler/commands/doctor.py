"""``scrapy doctor``: what is not well, and the command that mends it."""

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict

from rich.console import Console
from rich.text import Text
from scrapy.settings import BaseSettings

from crawler.cli.base import ArchiveCommand
from crawler.cli.exit_codes import ExitCode
from crawler.cli.secrets import Secrets
from crawler.cli.usage import UsageError, nearest, parse_base_url
from crawler.monitoring.doctor import machine
from crawler.monitoring.doctor.archive import archive
from crawler.monitoring.doctor.browser import chromium
from crawler.monitoring.doctor.check_result import CheckResult
from crawler.newspapers import KHANHHOA, NEWSPAPERS

Check = Callable[[BaseSettings], Iterator[CheckResult]]

CHECKS: tuple[Check, ...] = (
    machine.python,
    machine.packages,
    chromium,
    machine.disk,
    machine.clock,
    machine.contact,
    machine.politeness,
    machine.notices,
    machine.metrics,
    archive,
)

MARKS = {"good": ("ok  ", "green"), "warn": ("warn", "yellow"), "bad": ("BAD ", "bold red")}


class Command(ArchiveCommand):
    """Ends with 0 when nothing is bad, else with 3; asks the newspaper nothing unless told to."""

    max_words = 1

    def syntax(self) -> str:
        return "[options] [newspaper]"

    def short_desc(self) -> str:
        return "Say what is not well, and the command that mends it"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--live", action="store_true", help="ask the newspaper for robots.txt and its front page")
        parser.add_argument("--base-url", metavar="URL", help="with --live: ask this address instead")
        parser.add_argument("--json", action="store_true", help="as JSON")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        secrets = Secrets.of(self.settings)
        findings = []
        for finding in self._findings(args, opts):
            findings.append(finding)
            if not opts.json:
                _show(finding, secrets)
        if opts.json:
            print(secrets.redact(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2)))
        if any(finding.state == "bad" for finding in findings):
            self.exitcode = ExitCode.NOT_WELL

    def _findings(self, args: list[str], opts: argparse.Namespace) -> Iterator[CheckResult]:
        assert self.settings is not None
        name = args[0] if args else KHANHHOA.name
        if name not in NEWSPAPERS:
            raise UsageError(f"unknown newspaper {name!r}{nearest(name, NEWSPAPERS)}")
        base_url = _base_url(opts)
        for check in CHECKS:
            yield from check(self.settings)
        if opts.live:
            # Reading pages takes a while to import, and only this needs it.
            from crawler.monitoring.doctor.newspaper import live

            yield from live(self.settings, NEWSPAPERS[name], base_url)


def _base_url(opts: argparse.Namespace) -> str | None:
    if opts.base_url is None:
        return None
    if not opts.live:
        raise UsageError("--base-url says whom to ask, and only --live asks")
    return parse_base_url(f"--base-url {opts.base_url}", opts.base_url)


def _show(finding: CheckResult, secrets: Secrets) -> None:
    mark, style = MARKS[finding.state]
    line = Text.assemble((mark, style), f"  {finding.subject}: {secrets.redact(finding.message)}")
    if finding.fix is not None:
        line.append(f"\n      → {finding.fix}")
    Console(soft_wrap=True).print(line)
