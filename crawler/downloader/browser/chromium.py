"""Which Chromium, and how it is started."""

import os
import shutil
from collections.abc import Iterable
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

QUIET = (
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--dns-prefetch-disable",
    "--no-pings",
    "--mute-audio",
)
"""What Playwright does not switch off itself of the traffic that a browser makes on its own."""


def find_chromium(configured: str | None) -> str | None:
    """The program to start; None: Playwright's own."""
    wanted = configured or os.environ.get("CHROMIUM")
    if wanted:
        return shutil.which(wanted) or wanted
    return next(filter(None, map(shutil.which, NAMES)), None)


def launch_options(configured: str | None, hosts: Iterable[str]) -> dict[str, Any]:
    """What Playwright's ``launch`` is told; ``hosts`` are the only ones that the browser can resolve."""
    names = sorted({host.rpartition(":")[0] or host for host in hosts})
    only = ", ".join(["MAP * ~NOTFOUND", *(f"EXCLUDE {name}" for name in names)])
    options: dict[str, Any] = {
        "headless": True,
        # Chromium refuses to start its sandbox as root.
        "chromium_sandbox": not runs_as_root(),
        # Signals are the crawl command's business.
        "handle_sigint": False,
        "handle_sigterm": False,
        "handle_sighup": False,
        "args": [*QUIET, f"--host-resolver-rules={only}"],
    }
    if program := find_chromium(configured):
        options["executable_path"] = program
    return options


def runs_as_root() -> bool:
    return os.geteuid() == 0
