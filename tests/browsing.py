"""A real Chromium that looks at the archive's web site, and a listener that hears what it should not reach."""

import importlib.util
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from crawler.downloader.browser.chromium import find_chromium, runs_as_root

WIDTHS = (360, 820, 1280)
"""Of a phone, a tablet and a desktop."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser until the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(None), chromium_sandbox=not runs_as_root(), args=["--mute-audio"]
        )
        try:
            yield browser
        finally:
            browser.close()


class Visitor:
    """Opens pages and keeps what the browser said and requested meanwhile."""

    def __init__(self, browser: Browser, width: int = 1280, scheme: Any = "light", locale: str = "vi") -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale=locale, reduced_motion="reduce"
        )
        self.messages: list[str] = []
        self.dialogs: list[str] = []
        self.requested: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("dialog", self._dismiss)
        self.context.on("request", lambda request: self.requested.append(request.url))

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def open(self, url: str) -> Page:
        """The page, when all of it is there."""
        self.page.goto(url, wait_until="load")
        return self.page

    @property
    def overflows(self) -> bool:
        """Whether the page is wider than its window."""
        wider: bool = self.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        return wider

    def hosts(self) -> set[str]:
        """All hosts that anything was requested from."""
        return {urlsplit(url).netloc for url in self.requested}

    def violations(self) -> list[str]:
        """What axe-core finds on the page: rule, first element, what is wrong."""
        self.page.evaluate(_axe())
        found = self.page.evaluate("axe.run()")["violations"]
        return [f"{one['id']}: {one['nodes'][0]['html'][:200]}: {one['nodes'][0]['failureSummary']}" for one in found]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


def _axe() -> str:
    spec = importlib.util.find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("axe.min.js").read_text(encoding="utf-8")


@contextmanager
def listener() -> Iterator[tuple[int, list[str]]]:
    """A port of loopback, and all that connects to it: nothing should."""
    heard: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_listen, args=(server, heard), daemon=True)
        thread.start()
        port: int = server.getsockname()[1]
        yield port, heard
        # Ends the thread's wait.
        socket.create_connection(("127.0.0.1", port)).close()
        thread.join(5)


def _listen(server: socket.socket, heard: list[str]) -> None:
    while True:
        connection, _ = server.accept()
        with connection:
            connection.settimeout(0.5)
            try:
                first = connection.recv(200)
            except TimeoutError:
                first = b"(connected, and said nothing)"
            if not first:
                return
            heard.append(first.decode("latin-1"))
