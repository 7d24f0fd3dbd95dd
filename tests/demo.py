"""``make demo``: the built-in newspaper behind its gate, a real crawl of it, and what the archive holds afterwards."""

import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

from sqlalchemy import func, select

from crawler.archive import Archive
from crawler.archive.database.schema import articles, sections
from crawler.archive.runs import last_runs
from crawler.archive.text import strip_marks
from crawler.cli.wording import counted

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
            .where(articles.c.duplicate_of.is_(None))
            .order_by(articles.c.published_at.desc())
            .limit(5)
        ).all()
        figures = last_runs(connection)[0].stats
    print(f"\nIn {seconds:.0f} s: {known} sections walked, {stored} articles stored, each once.")
    if figures["wait_pages"]:
        asked = counted(figures["wait_pages"], "time")
        print(f"The newspaper asked to wait {asked}; it was waited {figures['wait_seconds']:.0f} s.")
    print("\nThe newest:")
    for row in newest:
        title = textwrap.shorten(row.title, 70, placeholder=" …")
        print(f"  {row.published_at:%Y-%m-%d}  {row.section:<18} {title} ({row.author or 'no byline'})")
    print(f"\nEverything lies in {FOLDER}/archive.db. Go on with:")
    for command in next_commands(FOLDER, newest[0].title):
        print(f"  {command}")


def next_commands(folder: Path, title: str) -> tuple[str, ...]:
    """What to paste into a shell next, for the archive in a folder that holds an article of this title."""
    ours = f"CRAWLER_ARCHIVE_URL=sqlite:///{folder}/archive.db CRAWLER_DATA_DIR={folder} .venv/bin/scrapy"
    # Without its marks, as one types it; the search finds it with them.
    word = strip_marks(max(re.findall(r"[^\W\d_]+", title), key=len).lower())
    place = ours.removesuffix(" .venv/bin/scrapy")
    return f"{ours} search {word}", f"{ours} export {folder}/articles.csv", f"{ours} report", f"{place} make serve"


if __name__ == "__main__":
    sys.exit(main())
