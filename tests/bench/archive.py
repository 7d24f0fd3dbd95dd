"""The archive on both databases, side by side: ``python -m tests.bench.archive [--articles N] [WHAT …]``.

``storing``: milliseconds of storing one article, with fsync on in both. ``search``: milliseconds of one search.
``export``: peak memory and articles a second of each format, and of a copy of the archive.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import insert, text

from crawler.archive import Archive
from crawler.archive.database.schema import articles
from crawler.archive.pages.warc_files import PageArchive
from crawler.archive.search.index import ADD_TO_POSTGRESQL, ADD_TO_SQLITE, Document, key_of, postgresql_row, sqlite_row
from crawler.archive.search.query import Query, read_phrases, search
from crawler.archive.selection import Selection
from crawler.items import Article, Page
from crawler.newspapers.builtin import Newspaper, Options
from pipelines.store import store_item
from tests.bench.corpus import article_row
from tests.bench.generated import Newsroom
from tests.crawling import ROOT, SCRAPY
from tests.postgres import SETTINGS, running
from tests.writing import NOW, discover

DURABLE = ("listen_addresses=", "log_min_messages=fatal", "dynamic_shared_memory_type=mmap")
STORED, WARM_UP = 400, 50
GENERATED = 4000
"""Different texts; the further articles have the same words in turn."""
BATCH = 1000
SEARCHES = 30
FIRST = datetime(2010, 1, 1, tzinfo=UTC)


@contextmanager
def both(settings: tuple[str, ...] = DURABLE) -> Iterator[dict[str, str]]:
    """The address of a new archive on each database, both on the same disk."""
    with tempfile.TemporaryDirectory() as folder, running(settings, Path(tempfile.gettempdir())) as server:
        yield {"sqlite": f"sqlite:///{folder}/archive.db", "postgresql": server.new_database()}


def storing() -> None:
    """What the last pipeline does of an article: with its page kept, as runs do by default, and without."""
    items = fetched(STORED + WARM_UP)
    for title, pages_too in (("an article and its page", True), ("an article alone", False)):
        times = _store_in_turns(items, pages_too)
        medians = {name: statistics.median(taken[WARM_UP:]) * 1000 for name, taken in times.items()}
        means = {name: statistics.fmean(taken[WARM_UP:]) * 1000 for name, taken in times.items()}
        for name in times:
            print(f"storing {title} in {name:<10} median {medians[name]:5.2f} ms, mean {means[name]:5.2f} ms")
        ratio = medians["postgresql"] / medians["sqlite"]
        print(f"PostgreSQL / SQLite: median {ratio:.2f}, mean {means['postgresql'] / means['sqlite']:.2f}")


def fetched(number: int, seed: int = 7) -> list[Article]:
    """Articles with the pages they were read from."""
    site = Newspaper(Options(seed=seed, articles=number))
    items = list(site.truth.values())
    headers = ((b"Content-Type", b"text/html; charset=UTF-8"), (b"Server", b"built-in newspaper"))
    for item in items:
        item.page = Page(item.url, 200, headers, site.press.article(site.links.stories[item.article_id]))
    return items


def _store_in_turns(items: list[Article], pages_too: bool) -> dict[str, list[float]]:
    """Both store the same articles, in turns of ten, so that what else the machine does hits both; seconds of each."""
    times: dict[str, list[float]] = {"sqlite": [], "postgresql": []}
    with both() as addresses, tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        archives = {name: stack.enter_context(Archive.open(address)) for name, address in addresses.items()}
        pages = {name: stack.enter_context(PageArchive(Path(folder, name), "khanhhoa")) for name in addresses}
        for archive in archives.values():
            discover(archive, items)
        for start in range(0, len(items), 10):
            for name, archive in archives.items():
                for item in items[start : start + 10]:
                    begun = time.perf_counter()
                    store_item(archive, pages[name] if pages_too else None, item, NOW)
                    times[name].append(time.perf_counter() - begun)
    return times


def fill(archive: Archive, number: int) -> None:
    """So many articles, with the full-text index."""
    newsroom = Newsroom(1)
    missing = dict.fromkeys(("kicker", "author", "subsection"))
    rows = [missing | article_row(key, newsroom.write(), FIRST) for key in range(1, min(GENERATED, number) + 1)]
    is_sqlite = archive.engine.dialect.name == "sqlite"
    statement = ADD_TO_SQLITE if is_sqlite else ADD_TO_POSTGRESQL
    words = [_indexed(row, is_sqlite) for row in rows]
    for start in range(0, number, BATCH):
        keys = range(start, min(start + BATCH, number))
        moments = [FIRST + timedelta(minutes=80 * key) for key in keys]
        new = [
            rows[key % len(rows)] | {"id": key + 1, "article_id": f"{key:07x}", "published_at": moment}
            for key, moment in zip(keys, moments, strict=True)
        ]
        indexed = [words[key % len(rows)] | {"key": key_of(row)} for key, row in zip(keys, new, strict=True)]
        with archive.begin() as connection:
            connection.execute(insert(articles), new)
            connection.execute(statement, indexed)
    with archive.begin() as connection:
        connection.execute(text("ANALYZE"))


def _indexed(row: dict[str, object], is_sqlite: bool) -> dict[str, object]:
    document = Document.of(row)
    return (sqlite_row if is_sqlite else postgresql_row)(0, document)


def searching(number: int) -> None:
    """Words from the commonest to the rarest, phrases, a section, days."""
    newsroom = Newsroom(1)
    body = [newsroom.write() for _ in range(20)][7].body.split()
    common, rare = newsroom._words[0], newsroom._words[-1]
    queries = {
        "the commonest word": Query(read_phrases(common)),
        "a rare word": Query(read_phrases(rare)),
        "two words": Query(read_phrases(f"{body[3]} {body[30]}")),
        "a phrase": Query(read_phrases(f'"{" ".join(body[10:13])}"')),
        "a phrase of common words": Query(read_phrases(f'"{common} {common} {common}"')),
        "a word in a section": Query(read_phrases(common), Selection(section="xa-hoi")),
        "a word on old days": Query(read_phrases(common), Selection(until=FIRST.date() + timedelta(days=30))),
        "no such word": Query(read_phrases("khôngcótừnày")),
    }
    with both(SETTINGS) as addresses:
        for name, address in addresses.items():
            with Archive.open(address) as archive:
                taken = _timed(partial(fill, archive, number))
                print(f"{name}: {number} articles, filled in {taken:.0f} s")
                for title, query in queries.items():
                    _search(archive, title, query)


def _search(archive: Archive, title: str, query: Query) -> None:
    times = []
    for _ in range(SEARCHES):
        begun = time.perf_counter()
        with archive.read() as connection:
            found = search(connection, query, 20)
        times.append((time.perf_counter() - begun) * 1000)
    first, median, worst = times[0], statistics.median(times), max(times[1:])
    print(f"  {title:<42} first {first:6.1f} ms, median {median:6.1f} ms, worst {worst:6.1f} ms, {len(found)} shown")


def exporting(number: int) -> None:
    """Each format from each database, and a copy, in processes of their own."""
    with both(SETTINGS) as addresses:
        for name, address in addresses.items():
            with Archive.open(address) as archive:
                fill(archive, number)
            for ending in ("jsonl", "csv", "parquet"):
                _export(name, address, ending, number)
        _copy("sqlite", addresses["sqlite"], f"{addresses['sqlite']}.copy", number)


def _export(name: str, address: str, ending: str, number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"all.{ending}")
        begun = time.perf_counter()
        peak = peak_megabytes("export", str(path), "--with-duplicates", "-s", f"ARCHIVE_URL={address}")
        taken = time.perf_counter() - begun
        size = path.stat().st_size / 1e6
    print(f"{name:<10} {ending:<7} {number / taken:7.0f} articles/s, {size:6.0f} MB, peak {peak:4.0f} MB of memory")


def _copy(name: str, address: str, target: str, number: int) -> None:
    begun = time.perf_counter()
    peak = peak_megabytes("archive", "copy", target, "-s", f"ARCHIVE_URL={address}")
    taken = time.perf_counter() - begun
    print(f"{name:<10} copy    {number / taken:7.0f} articles/s, verified, peak {peak:4.0f} MB of memory")


_MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""
"""A process counts as its own what its parent held when it was started, so the parent is a small one."""


def peak_megabytes(*words: str) -> float:
    """The most memory that a command of ours holds."""
    measured = [sys.executable, "-c", _MEASURE, SCRAPY, *words]
    return float(subprocess.run(measured, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def _timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("what", nargs="*", default=["storing", "search"], help="storing, search, export")
    options = parser.parse_args()
    if "storing" in options.what:
        storing()
    if "search" in options.what:
        searching(options.articles)
    if "export" in options.what:
        exporting(options.articles)
    return 0


if __name__ == "__main__":
    sys.exit(main())
