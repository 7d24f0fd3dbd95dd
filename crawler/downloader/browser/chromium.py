"""Finds Chromium and builds its launch options."""

import os
import shutil
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

PROXY_ONLY = (
    # Loopback addresses, too.
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
)
"""Switches that leave the browser no way past its proxy: no names resolved, no UDP."""

LITTLE_MEMORY = ("--js-flags=--max-old-space-size=256", "--renderer-process-limit=1")


def find_chromium(configured: str | None) -> str | None:
    """Path of the program; None for Playwright's own."""
    wanted = configured or os.environ.get("CHROMIUM")
    if wanted:
        return shutil.which(wanted) or wanted
    return next(filter(None, map(shutil.which, NAMES)), None)


NO_PROXY = "http://127.0.0.1:9"
"""The discard port, where nothing listens: a browser that is to load nothing."""


def launch_options(configured: str | None, proxy: str = NO_PROXY) -> dict[str, Any]:
    """Options of Playwright's ``launch``; the browser connects to nothing but ``proxy``, an address on loopback."""
    options: dict[str, Any] = {
        "headless": True,
        # Chromium refuses to start its sandbox as root.
        "chromium_sandbox": not runs_as_root(),
        # The crawl command handles signals.
        "handle_sigint": False,
        "handle_sigterm": False,
        "handle_sighup": False,
        "args": [*NO_BACKGROUND_TRAFFIC, *PROXY_ONLY, *LITTLE_MEMORY, f"--proxy-server={proxy}"],
    }
    if program := find_chromium(configured):
        options["executable_path"] = program
    return options


def runs_as_root() -> bool:
    return os.geteuid() == 0
