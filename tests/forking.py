"""Commands run in a process forked from one that has loaded the program already: half the time of a short crawl.

What runs is the same from ``scrapy``'s first line on. Tests that look at the start or the death of a process use
:class:`tests.crawling.Desk` itself.
"""

import atexit
import json
import os
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.crawling import FAST, ROOT, SCRAPY, Desk, Ended

LOADED = (
    "crawler.commands.crawl",
    "crawler.tasks.crawl",
    "crawler.tasks.doctor",
    "crawler.tasks.export",
    "crawler.tasks.search",
    "crawler.spiders.newspaper",
    "scrapy.cmdline",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.core.engine",
    "scrapy.extensions.remote_control",
    "sqlalchemy.dialects.sqlite",
    "pipelines.store",
)
"""Modules worth loading once; not the settings, which read the environment, nor the reactor."""


class QuickDesk(Desk):
    """A desk whose commands start at once."""

    def run(self, *words: str, settings: dict[str, str] | None = None, seconds: float = 120, **more: Any) -> Ended:
        if more:
            # A variable such as PYTHONPATH is read when a process starts.
            return super().run(*words, settings=settings, seconds=seconds, **more)
        given = FAST | (settings or {}) if words[0] == "crawl" else settings or {}
        options = [word for name, value in given.items() for word in ("-s", f"{name}={value}")]
        with TemporaryDirectory() as streams:
            out, err = Path(streams, "out"), Path(streams, "err")
            order = {
                "words": [SCRAPY, *words, *options],
                "environment": dict(os.environ)
                | {"CRAWLER_ARCHIVE_URL": self.archive_url, "CRAWLER_DATA_DIR": str(self.folder)},
                "out": str(out),
                "err": str(err),
                "seconds": int(seconds),
            }
            code = _ask(order)
            return Ended(code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))


def _ask(order: dict[str, Any]) -> int:
    """Exit code of the command; SIGALRM ends one that takes too long."""
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(json.dumps(order) + "\n")
    server.stdin.flush()
    return int(server.stdout.readline())


@cache
def _server() -> subprocess.Popen[str]:
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.forking"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(_end, server)
    return server


def _end(server: subprocess.Popen[str]) -> None:
    server.communicate()


def _serve() -> None:
    for name in LOADED:
        import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become(order: dict[str, Any]) -> None:
    """Be the process of one command, to its end."""
    import signal

    from scrapy.cmdline import execute

    with (
        Path(order["out"]).open("wb") as out,
        Path(order["err"]).open("wb") as err,
        Path(os.devnull).open("rb") as none,
    ):
        for place, file in enumerate((none, out, err)):
            os.dup2(file.fileno(), place)
    os.environ.clear()
    os.environ.update(order["environment"])
    signal.alarm(order["seconds"])
    code: Any = 0
    try:
        execute(order["words"])
    except SystemExit as end:
        code = end.code or 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)


if __name__ == "__main__":
    _serve()
