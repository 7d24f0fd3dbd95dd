"""Runs the checks of ``scrapy doctor`` and prints their results."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict

from rich.console import Console
from rich.text import Text
from scrapy.settings import BaseSettings

from crawler.cli.secrets import Secrets
from crawler.monitoring.doctor import machine
from crawler.monitoring.doctor.archive import archive
from crawler.monitoring.doctor.browser import chromium
from crawler.monitoring.doctor.check_result import CheckResult
from crawler.monitoring.doctor.module import unproven
from crawler.newspapers import KHANHHOA, Newspaper

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
)

MARKS = {"good": ("ok  ", "green"), "warn": ("warn", "yellow"), "bad": ("BAD ", "bold red")}


WORST_FIRST = ("bad", "warn", "good")


def examine(
    settings: BaseSettings,
    newspaper: Newspaper | None,
    base_url: str | None,
    *,
    ask: bool = False,
    as_json: bool = False,
    worst_first: bool = False,
) -> bool:
    """Print the result of each check of all newspapers, or of one; whether any is bad.

    With ``ask``, the newspaper, or else the first, is also checked live.
    """
    secrets = Secrets.of(settings)
    found = _findings(settings, newspaper, base_url, ask=ask)
    findings = []
    for finding in sorted(found, key=lambda finding: WORST_FIRST.index(finding.state)) if worst_first else found:
        if finding in findings:
            continue
        findings.append(finding)
        if not as_json:
            _show(finding, secrets)
    if as_json:
        print(secrets.redact(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2)))
    return any(finding.state == "bad" for finding in findings)


def _findings(
    settings: BaseSettings, newspaper: Newspaper | None, base_url: str | None, *, ask: bool
) -> Iterator[CheckResult]:
    for check in CHECKS:
        yield from check(settings)
    yield from archive(settings, newspaper.name if newspaper else None)
    yield from unproven(newspaper or KHANHHOA)
    if ask:
        # Reading pages takes a while to import, and only this needs it.
        from crawler.monitoring.doctor.newspaper import live

        yield from live(settings, newspaper or KHANHHOA, base_url)


def _show(finding: CheckResult, secrets: Secrets) -> None:
    mark, style = MARKS[finding.state]
    line = Text.assemble((mark, style), f"  {finding.subject}: {secrets.redact(finding.message)}")
    if finding.fix is not None:
        line.append(f"\n      → {finding.fix}")
    Console(soft_wrap=True).print(line)
