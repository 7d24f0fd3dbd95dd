"""Crawls run as an operator runs them: ``scrapy crawl`` in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Select, Table, TextClause, select, text

from crawler.archive import Archive
from crawler.archive.runs import last_runs

ROOT = Path(__file__).parents[1]
SCRAPY = str(Path(sys.executable).with_name("scrapy"))
FAST = {"DOWNLOAD_DELAY": "0"}
"""The built-in newspaper stands on this machine: no need to spare it."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


class Desk:
    """A folder with an archive, and the commands that work on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.archive_url = f"sqlite:///{folder / 'archive.db'}"

    def start(
        self, *words: str, settings: dict[str, str] | None = None, environment: dict[str, str] | None = None
    ) -> subprocess.Popen[str]:
        """Start ``scrapy`` with these words; for a crawl the settings are FAST unless given."""
        given = FAST | (settings or {}) if words[0] == "crawl" else settings or {}
        options = [word for name, value in given.items() for word in ("-s", f"{name}={value}")]
        ours = {"CRAWLER_ARCHIVE_URL": self.archive_url, "CRAWLER_DATA_DIR": str(self.folder)}
        return subprocess.Popen(
            [SCRAPY, *words, *options],
            cwd=ROOT,
            env=os.environ | ours | (environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str, settings: dict[str, str] | None = None, seconds: float = 120, **more: Any) -> Ended:
        """Run ``scrapy`` to its end."""
        process = self.start(*words, settings=settings, **more)
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            raise AssertionError(f"not ended after {seconds} s: {out}{err}") from None
        return Ended(process.returncode, out, err)

    def crawl(
        self, base_url: str, *, settings: dict[str, str] | None = None, seconds: float = 120, **arguments: Any
    ) -> Ended:
        """Run ``scrapy crawl khanhhoa`` on a server."""
        return self.run("crawl", "khanhhoa", *spider_arguments(base_url, arguments), settings=settings, seconds=seconds)

    def rows(self, what: Table | Select[Any] | TextClause) -> Sequence[Row[Any]]:
        """What the archive holds."""
        with Archive.open(self.archive_url) as archive, archive.read() as connection:
            return connection.execute(select(what) if isinstance(what, Table) else what).all()

    def query(self, sql: str) -> Sequence[Row[Any]]:
        """What an SQL statement finds in the archive."""
        return self.rows(text(sql))

    def last_run(self) -> Row[Any]:
        """The record of the latest run."""
        with Archive.open(self.archive_url) as archive, archive.read() as connection:
            return last_runs(connection, limit=1)[0]


def spider_arguments(base_url: str, arguments: dict[str, Any]) -> list[str]:
    """``-a name=value`` for each argument."""
    given = {"base_url": base_url, **arguments}
    return [word for name, value in given.items() for word in ("-a", f"{name}={value}")]
