"""Checks the machine: Python, packages, disk, clock, settings."""

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from scrapy.settings import BaseSettings

from crawler.cli.secrets import split_urls
from crawler.monitoring.doctor.check_result import CheckResult, bad, good, warn
from crawler.newspapers.model import VIETNAM

ROOT = Path(__file__).parents[3]
DISTRIBUTION = "khanhhoa-crawler"
OLDEST_PYTHON = (3, 11)

GIGABYTE = 10**9
LOW_SPACE = GIGABYTE
"""Free bytes below which a warning is given: a month has 1,200 articles of 60 kB and their pictures."""
NO_SPACE = GIGABYTE // 10

EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
"""A clock that shows an earlier time was never set: the program is younger."""


def python(_: BaseSettings) -> Iterator[CheckResult]:
    """Check the Python version."""
    if sys.version_info < OLDEST_PYTHON:
        yield bad("Python", f"{platform.python_version()}, but 3.11 or newer is needed", "make setup PYTHON=python3.12")
    else:
        yield good("Python", platform.python_version())


def packages(_: BaseSettings) -> Iterator[CheckResult]:
    """Compare the installed packages with requirements.txt of a checkout, or with an installed copy's requirements."""
    pins = ROOT / "requirements.txt"
    if pins.exists():
        required, source, fix = _pinned(pins.read_text(encoding="utf-8")), "requirements.txt pins them", "make setup"
    else:
        required, source, fix = _required(), f"{DISTRIBUTION} requires them", "pip install ."
    wrong = list(_unmet(required))
    if wrong:
        more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        yield bad("packages", ", ".join(wrong[:3]) + more, fix)
    elif required:
        yield good("packages", f"{len(required)}, as {source}")
    else:
        yield warn("packages", "not known which are needed: neither a checkout nor an installed copy", "pip install .")


def _unmet(required: Iterable[Requirement]) -> Iterator[str]:
    for requirement in required:
        try:
            installed = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            yield f"{requirement.name} is missing"
            continue
        if not requirement.specifier.contains(installed, prereleases=True):
            yield f"{requirement.name} is {installed}, not {str(requirement.specifier).removeprefix('==')}"


def disk(settings: BaseSettings) -> Iterator[CheckResult]:
    """Check space and write permission where runs write."""
    folder = Path(settings["DATA_DIR"])
    existing = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        yield bad("disk", f"{folder} cannot be written", f"sudo chown -R $(id -un) {existing}")
        return
    free = shutil.disk_usage(existing).free
    message = f"{free / GIGABYTE:.1f} GB free in {folder}"
    if free < LOW_SPACE:
        yield (bad if free < NO_SPACE else warn)("disk", message, f"du -xh --max-depth=2 {existing} | sort -h | tail")
    else:
        yield good("disk", message)


def clock(_: BaseSettings) -> Iterator[CheckResult]:
    """Check the clock and the time zone that cron uses."""
    now = datetime.now().astimezone()
    if now < EARLIEST:
        yield bad("clock", f"it shows {now:%Y-%m-%d %H:%M}", "sudo timedatectl set-ntp true")
        return
    there = now.astimezone(VIETNAM)
    yield good("clock", f"{now:%Y-%m-%d %H:%M %Z}, cron's time; in Vietnam it is {there:%H:%M}")


def contact(settings: BaseSettings) -> Iterator[CheckResult]:
    """Check that the newspaper can reach the operator."""
    if settings["CONTACT"]:
        yield good("contact", settings["CONTACT"])
    else:
        yield warn("contact", "none: the newspaper cannot reach you", "export CRAWLER_CONTACT=you@example.org")


def politeness(settings: BaseSettings) -> Iterator[CheckResult]:
    """Check the settings of politeness."""
    try:
        faults = _impolite(settings)
    except ValueError as error:
        faults = [f"ROBOTSTXT_OBEY, DOWNLOAD_DELAY or CONCURRENT_REQUESTS_PER_DOMAIN is wrong: {error}"]
    if faults:
        yield bad("politeness", ", ".join(faults), "remove these settings")
    else:
        yield good("politeness", f"robots.txt obeyed, one request every {settings.getfloat('DOWNLOAD_DELAY'):g} s")


def _impolite(settings: BaseSettings) -> list[str]:
    faults = []
    if not settings.getbool("ROBOTSTXT_OBEY"):
        faults.append("robots.txt is not obeyed")
    if settings.getfloat("DOWNLOAD_DELAY") < 1:
        faults.append(f"DOWNLOAD_DELAY is {settings['DOWNLOAD_DELAY']}")
    if settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") > 1:
        faults.append(f"{settings['CONCURRENT_REQUESTS_PER_DOMAIN']} requests at a time")
    return faults


def notices(settings: BaseSettings) -> Iterator[CheckResult]:
    """Check the notifications of failed runs."""
    urls = split_urls(settings["NOTIFY"])
    if not urls:
        yield warn("notices", "nobody is notified when a run fails", "export CRAWLER_NOTIFY=mailto://…")
        return
    from apprise import Apprise  # takes 0.4 s to import

    wrong = [str(number) for number, url in enumerate(urls, start=1) if not Apprise().add(url)]
    if wrong:
        yield bad("notices", f"address {', '.join(wrong)} of NOTIFY is unknown to Apprise", "check NOTIFY")
    else:
        yield good("notices", f"{len(urls)} services are notified when a run fails")


def metrics(settings: BaseSettings) -> Iterator[CheckResult]:
    """Check that METRICS_FILE can be written."""
    if not settings["METRICS_FILE"]:
        return
    folder = Path(settings["METRICS_FILE"]).absolute().parent
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        yield good("metrics", settings["METRICS_FILE"])
    else:
        yield bad("metrics", f"{folder} cannot be written", f"sudo install -d -o $(id -un) {folder}")


def _required() -> list[Requirement]:
    """Requirements of the installed copy on this platform; empty when there is none."""
    try:
        lines = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return []
    required = map(Requirement, lines)
    return [requirement for requirement in required if not requirement.marker or requirement.marker.evaluate()]


def _pinned(requirements: str) -> list[Requirement]:
    """The requirements pinned for all platforms.

    >>> _pinned("lxml==6.1.3 \\\\\\n    --hash=sha256:00\\npywin32==1 ; sys_platform == 'win32' \\\\\\n")
    [<Requirement('lxml==6.1.3')>]
    """
    found = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)(?: ; (.+?))?(?: \\)?$", requirements, re.MULTILINE)
    return [Requirement(f"{name}=={version}") for name, version, marker in found if not marker]
