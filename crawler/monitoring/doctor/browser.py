"""Chromium: whether it starts and loads a page."""

from collections.abc import Iterator

from scrapy.settings import BaseSettings

from crawler.downloader.browser.chromium import launch_options, runs_as_root
from crawler.monitoring.doctor.check_result import CheckResult, good, warn

PAGE = "data:text/html,<title>well</title>"
TIMEOUT_MS = 20_000
MEND = "sudo apt-get install chromium"


def chromium(settings: BaseSettings) -> Iterator[CheckResult]:
    """Start it as a run would; without it wait pages are slept out, which most gates accept."""
    from playwright.sync_api import Error, sync_playwright  # starts nothing, but takes 0.2 s to import

    options = launch_options(settings.get("CHROMIUM"), ())
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**options, timeout=TIMEOUT_MS)
            try:
                page = browser.new_page()
                page.goto(PAGE, timeout=TIMEOUT_MS)
                title, version = page.title(), browser.version
            finally:
                browser.close()
    except Error as error:
        said = (error.message.strip().splitlines() or ["it does not start"])[0]
        yield warn("Chromium", f"{said}; wait pages will be slept out", MEND)
        return
    if title != "well":
        yield warn("Chromium", f"{version} starts but loads no page; wait pages will be slept out", MEND)
        return
    sandbox = ", without its sandbox because this is root" if runs_as_root() else ", in its sandbox"
    yield good("Chromium", f"{version} starts and loads a page{sandbox}")
