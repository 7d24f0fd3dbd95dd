"""Checks whether Chromium starts and loads a page."""

from collections.abc import Iterator

from scrapy.settings import BaseSettings

from crawler.downloader.browser.chromium import runs_as_root
from crawler.downloader.browser.probe import INSTALL_CHROMIUM, probe
from crawler.downloader.errors import BrowserFailed
from crawler.monitoring.doctor.check_result import CheckResult, good, warn


def chromium(settings: BaseSettings) -> Iterator[CheckResult]:
    """Start Chromium as a run would; without it a run sleeps through waits, which most gates accept."""
    try:
        version = probe(settings.get("CHROMIUM"))
    except BrowserFailed as error:
        yield warn("Chromium", f"{error}; runs sleep through their waits", error.fix or INSTALL_CHROMIUM)
        return
    sandbox = ", without its sandbox because this is root" if runs_as_root() else ", in its sandbox"
    yield good("Chromium", f"{version} starts and loads a page{sandbox}")
