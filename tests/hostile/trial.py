"""One crawl of the built-in newspaper with a hostile case."""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from crawler.newspapers.builtin import Newspaper, Options, serve

ROOT = Path(__file__).parents[2]
LONGEST_STALL_S = 2.0
MOST_MEMORY_MB = 200
LONGEST_S = 120
CODES = frozenset({0, 3, 4, 5})
"""Exit codes of a run that met a hostile newspaper: done, not well, refused, unreachable."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What one crawl showed."""

    code: int
    took_s: float
    stall_s: float
    """The longest time without a turn for anybody else."""
    grown_mb: float
    """Memory beyond that of the process when the crawl began."""
    strangers: int
    """Stored articles that the newspaper does not have."""
    verdict: str
    """The run's last line."""

    def problems(self) -> list[str]:
        """The bounds that were broken."""
        return [
            *([f"code {self.code}"] if self.code not in CODES else []),
            *([f"{self.stall_s} s without a turn"] if self.stall_s > LONGEST_STALL_S else []),
            *([f"{self.grown_mb:.0f} MB"] if self.grown_mb > MOST_MEMORY_MB else []),
            *([f"{self.strangers} articles that were not printed"] if self.strangers else []),
        ]


def try_case(name: str) -> Trial:
    """Crawl with a case, up to three articles and twelve requests."""
    options = Options(articles=100, twins=0, hostile=name, sitemap=name.startswith("sitemap:"))
    with tempfile.TemporaryDirectory() as folder, serve(Newspaper(options)) as server:
        began = time.monotonic()
        whole = name.startswith("front:")
        code, output = _crawl(server.base_url, Path(folder), "backfill" if options.sitemap else "latest", whole)
        took = time.monotonic() - began
        figures = Path(folder, "heartbeat.json")
        measured = json.loads(figures.read_text()) if figures.exists() else {"stall_s": 99.0, "grown_kb": 0}
        strangers = _strangers(Path(folder, "archive.db"), set(server.site.truth))
    last = next((line for line in reversed(output.splitlines()) if line.startswith("khanhhoa:")), output[-200:])
    return Trial(code, took, measured["stall_s"], measured["grown_kb"] / 1024, strangers, last)


def _crawl(base_url: str, folder: Path, mode: str, whole: bool) -> tuple[int, str]:
    settings = {
        "ARCHIVE_URL": f"sqlite:///{folder / 'archive.db'}",
        "DATA_DIR": str(folder),
        "DOWNLOAD_DELAY": "0",
        "DOWNLOAD_TIMEOUT": "10",
        "RETRY_TIMES": "0",
        "WAIT_MAX_SECONDS": "5",
        "HEARTBEAT_FILE": str(folder / "heartbeat.json"),
        "EXTENSIONS": json.dumps(_extensions()),
    }
    arguments = {"base_url": base_url, "mode": mode, "max_articles": "3", "max_requests": "12"}
    if not whole:
        arguments["sections"] = "xa-hoi"
    command = [sys.executable, "-m", "scrapy", "crawl", "khanhhoa"]
    command += [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    command += [word for name, value in arguments.items() for word in ("-a", f"{name}={value}")]
    try:
        ended = subprocess.run(
            command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, timeout=LONGEST_S, check=False
        )
    except subprocess.TimeoutExpired:
        return -1, f"no end within {LONGEST_S} s"
    return ended.returncode, ended.stdout + ended.stderr


def _extensions() -> dict[str, int | None]:
    from crawler.settings import EXTENSIONS

    return {**EXTENSIONS, "tests.hostile.heartbeat.Heartbeat": 0}


def _strangers(archive: Path, known: set[str]) -> int:
    """Articles under ids that the newspaper does not have."""
    if not archive.exists():
        return 0
    with sqlite3.connect(archive) as connection:
        stored = {article_id for (article_id,) in connection.execute("SELECT article_id FROM articles")}
    return len(stored - known)
