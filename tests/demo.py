"""``make demo``: the built-in newspaper behind its gate, a real crawl of it, and what the archive holds afterwards."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

from sqlalchemy import func, select

from pipelines.store import Archive
from pipelines.store.runs import last_runs
from pipelines.store.schema import articles, sections

FOLDER = Path("var/demo")
ARCHIVE_URL = f"sqlite:///{FOLDER}/archive.db"
SCRAPY = str(Path(sys.executable).with_name("scrapy"))
ARTICLES = 45
GATE = "60:40"
"""NukeViet's own rule, 40 requests in 60 s: a run of about 80 requests at one a second meets it once."""


def main() -> int:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    newspaper = subprocess.Popen(
        [SCRAPY, "newspaper", "--articles", str(ARTICLES), "--gate", GATE, "--log", str(FOLDER / "requests.jsonl")],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert newspaper.stdout is not None
        address = newspaper.stdout.readline().split()[-1]
        print(f"The built-in newspaper is open at {address} (its gate: {GATE.replace(':', ' s, ')} requests).")
        print("Crawling it as the live one would be: one request a second, robots.txt obeyed …", flush=True)
        started = time.monotonic()
        code = _crawl(address)
        if code == 0:
            _show(time.monotonic() - started)
        return code
    finally:
        newspaper.send_signal(signal.SIGTERM)
        newspaper.wait(10)


def _crawl(address: str) -> int:
    settings = {"CRAWLER_ARCHIVE_URL": ARCHIVE_URL, "CRAWLER_DATA_DIR": str(FOLDER)}
    command = [SCRAPY, "crawl", "khanhhoa", "-a", f"base_url={address}"]
    return subprocess.run(command, env=os.environ | settings, check=False).returncode


def _show(seconds: float) -> None:
    with Archive.open(ARCHIVE_URL) as archive, archive.read() as connection:
        stored = connection.scalar(select(func.count()).select_from(articles))
        known = connection.scalar(select(func.count()).select_from(sections))
        newest = connection.execute(
            select(articles.c.published_at, articles.c.section, articles.c.title, articles.c.author)
            .order_by(articles.c.published_at.desc())
            .limit(5)
        ).all()
        figures = last_runs(connection)[0].stats
    print(f"\nIn {seconds:.0f} s: {known} sections walked, {stored} articles stored, each once.")
    if figures["wait_pages"]:
        print(
            f"The newspaper asked to wait {figures['wait_pages']} times; it was waited {figures['wait_seconds']:.0f} s."
        )
    print("\nThe newest:")
    for row in newest:
        title = textwrap.shorten(row.title, 70, placeholder=" …")
        print(f"  {row.published_at:%Y-%m-%d}  {row.section:<14} {title} ({row.author or 'no byline'})")
    print(f"\nEverything lies in {FOLDER}/archive.db. Go on with:")
    for command in (
        f"CRAWLER_ARCHIVE_URL={ARCHIVE_URL} .venv/bin/scrapy runs",
        "make crawl          # the live newspaper",
        ".venv/bin/scrapy newspaper --help",
    ):
        print(f"  {command}")


if __name__ == "__main__":
    sys.exit(main())
