"""Checks that Chromium starts and loads a page; as a module, prints the outcome and exits with 0 or 1."""

import os
import re
import subprocess
import sys

from crawler.downloader.browser.chromium import launch_options
from crawler.downloader.errors import BrowserFailed

PAGE = "data:text/html,<title>loaded</title>"
TIMEOUT_MS = 20_000
DRIVER_TIMEOUT_S = 20

MISSING_LIBRARY = re.compile(r"error while loading shared libraries: (\S+): ")
PACKAGES = {"libatomic.so.1": "libatomic1"}
"""Debian packages of libraries that Playwright's driver needs, but neither Chromium nor a slim image includes."""
NO_SANDBOX = re.compile(
    r"No usable sandbox|Failed to move to new namespace|namespaces? .*Operation not permitted", re.I
)

INSTALL_CHROMIUM = "sudo apt-get install chromium"


def probe(configured: str | None) -> str:
    """The version of the Chromium that a run would start, after it loaded a page.

    :raises BrowserFailed: when the driver or Chromium does not start, or loads no page; ``fix`` is the command to run.
    """
    from playwright.sync_api import sync_playwright  # takes 0.2 s to import

    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**launch_options(configured), timeout=TIMEOUT_MS)
            try:
                page = browser.new_page()
                page.goto(PAGE, timeout=TIMEOUT_MS)
                title, version = page.title(), browser.version
            finally:
                browser.close()
    except Exception as error:  # a driver that dies is a bare Exception to Playwright
        raise failure(error) from error
    if title != "loaded":
        raise BrowserFailed(f"Chromium {version} starts but loads no page", INSTALL_CHROMIUM)
    return version


def failure(error: Exception) -> BrowserFailed:
    """The reason of a failure in one line, with the command that fixes it."""
    text = str(error).strip()
    if type(error) is Exception:
        text = driver_fault() or text
    if library := MISSING_LIBRARY.search(text):
        package = PACKAGES.get(library[1])
        fix = f"sudo apt-get install {package}" if package else f"install the package that holds {library[1]}"
        return BrowserFailed(f"Playwright's driver needs {library[1]}", fix)
    if NO_SANDBOX.search(text):
        reason = "Chromium's sandbox is not allowed to create namespaces here"
        return BrowserFailed(reason, "see deploy/README.md, Chromium's sandbox")
    return BrowserFailed((text.splitlines() or [type(error).__name__])[0], INSTALL_CHROMIUM)


def driver_fault() -> str | None:
    """Error output of Playwright's driver when it does not start; None when it starts."""
    command = [sys.executable, "-m", "playwright", "--version"]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=DRIVER_TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return None if ended.returncode == 0 else ended.stderr.strip() or f"the driver ends with code {ended.returncode}"


def main() -> int:
    """Probe the Chromium of the environment variable ``CHROMIUM`` or the system's."""
    try:
        print(probe(os.environ.get("CHROMIUM")))
    except BrowserFailed as error:
        print(f"{error}; {error.fix}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
