"""Finds Chromium and builds its launch options."""

import os
import shutil
from collections.abc import Iterable
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

NO_BACKGROUND_TRAFFIC = (
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--dns-prefetch-disable",
    "--no-pings",
    "--mute-audio",
)
"""Switches against background traffic that Playwright does not set itself."""


def find_chromium(configured: str | None) -> str | None:
    """Path of the program; None for Playwright's own."""
    wanted = configured or os.environ.get("CHROMIUM")
    if wanted:
        return shutil.which(wanted) or wanted
    return next(filter(None, map(shutil.which, NAMES)), None)


def launch_options(configured: str | None, hosts: Iterable[str]) -> dict[str, Any]:
    """Options of Playwright's ``launch``; the browser resolves no host but ``hosts``."""
    names = sorted({host.rpartition(":")[0] or host for host in hosts})
    only = ", ".join(["MAP * ~NOTFOUND", *(f"EXCLUDE {name}" for name in names)])
    options: dict[str, Any] = {
        "headless": True,
        # Chromium refuses to start its sandbox as root.
        "chromium_sandbox": not runs_as_root(),
        # The crawl command handles signals.
        "handle_sigint": False,
        "handle_sigterm": False,
        "handle_sighup": False,
        "args": [*NO_BACKGROUND_TRAFFIC, f"--host-resolver-rules={only}"],
    }
    if program := find_chromium(configured):
        options["executable_path"] = program
    return options


def runs_as_root() -> bool:
    return os.geteuid() == 0
