"""What a run with nothing new costs on a small and on a large archive.

    python -m tests.bench.frontier [ROWS]

Both archives know the same built-in newspaper; the rest of their rows is made up.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from sqlalchemy import text

from crawler.archive import Archive
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.server import Server
from tests.crawling import Desk, spider_arguments

SMALL, LARGE = 1_000, 1_000_000
ROUNDS = 3
"""Runs on each archive; the fastest counts, because other work on the machine only slows them."""
FIRST = 1 << 24
"""The first made-up id, as a number; the newspaper's own are all over the place."""
BODY = "Đoạn văn này lấp đầy kho lưu trữ để đo thời gian. " * 6


@dataclass(frozen=True, slots=True)
class Cost:
    """One run with nothing new."""

    seconds: float
    peak: int
    """Resident memory, bytes."""
    requests: int


# Of 100 articles 87 are stored, one due for a recheck; 10 are pending for a backfill, 2 failed, one is gone.
FRONTIER = """
WITH RECURSIVE numbers(n) AS (VALUES(:first) UNION ALL SELECT n + 1 FROM numbers WHERE n < :last),
made(id, place, day) AS (
    SELECT printf('%07x', n), n % 100, date('now', '-' || (n % 8000) || ' days') FROM numbers
)
INSERT OR IGNORE INTO frontier
    (newspaper, article_id, url, section, published, rank, state, attempts, next_try_at, discovered_at, listed_title)
SELECT 'khanhhoa', id, 'https://baokhanhhoa.vn/xa-hoi/giao-duc/' || replace(substr(day, 1, 7), '-', '') || '/bai-viet-'
    || id || '/', 'xa-hoi/giao-duc', replace(substr(day, 1, 7), '-', ''), 3,
    CASE WHEN place < 87 THEN 'stored' WHEN place < 97 THEN 'pending' WHEN place < 99 THEN 'failed' ELSE 'gone' END, 0,
    CASE WHEN place = 0 THEN date('now', '+20 days') || 'T00:00:00+00:00'
         WHEN place BETWEEN 87 AND 96 THEN day || 'T00:00:00+00:00' END,
    day || 'T00:00:00+00:00', 'Bài viết số ' || id
FROM made
"""
ARTICLES = """
INSERT OR IGNORE INTO articles
    (newspaper, article_id, url, section, language, title, body, published_at, published_precision, tags, content_hash,
     revision, sources, first_seen_at, fetched_at)
SELECT newspaper, article_id, url, 'xa-hoi', 'vi', listed_title, :body, discovered_at, 'minute', '[]', article_id, 1,
    '{}', discovered_at, discovered_at
FROM frontier WHERE state = 'stored'
"""


def fill(archive: Archive, rows: int) -> None:
    """Add a number of generated articles, with short texts, to an archive in SQLite."""
    with archive.begin() as connection:
        connection.execute(text(FRONTIER), {"first": FIRST, "last": FIRST + rows - 1})
        connection.execute(text(ARTICLES), {"body": BODY})


def prepare(desk: Desk, server: Server, rows: int) -> None:
    """Crawl the newspaper, so that nothing in it is new, and fill the archive."""
    ended = desk.crawl(server.base_url)
    assert ended.code == 0, ended.err
    with Archive.open(desk.archive_url) as archive:
        fill(archive, rows)


def measure(desk: Desk, server: Server) -> Cost:
    """Run once, with nothing new."""
    server.log.clear()
    began = perf_counter()
    process = desk.start("crawl", "khanhhoa", *spider_arguments(server.base_url, {}))
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    _, said = process.communicate()
    assert process.returncode == 0, said
    assert server.log.articles() == []
    return Cost(seconds, usage.ru_maxrss * 1024, len(server.log))


def compare(folder: Path, small: int, large: int) -> tuple[Cost, Cost]:
    """The cheapest run on each of two archives, measured in turns."""
    with serve(Newspaper(Options(seed=3, articles=60))) as server:
        desks = []
        for rows in (small, large):
            place = folder / str(rows)
            place.mkdir()
            desks.append(Desk(place))
            prepare(desks[-1], server, rows)
        rounds = [[measure(desk, server) for desk in desks] for _ in range(ROUNDS)]
    return _cheapest(costs[0] for costs in rounds), _cheapest(costs[1] for costs in rounds)


def _cheapest(costs: Iterator[Cost]) -> Cost:
    return min(costs, key=lambda cost: cost.seconds)


def main() -> None:
    large = int(sys.argv[1]) if len(sys.argv) > 1 else LARGE
    with tempfile.TemporaryDirectory() as folder:
        first, second = compare(Path(folder), SMALL, large)
    print(f"{'rows':>10}  {'seconds':>8}  {'memory MB':>10}  {'requests':>8}")
    for rows, cost in ((SMALL, first), (large, second)):
        print(f"{rows:>10}  {cost.seconds:>8.2f}  {cost.peak / 1e6:>10.1f}  {cost.requests:>8}")
    print(f"time: {second.seconds / first.seconds:.2f} times, memory: {(second.peak - first.peak) / 1e6:+.1f} MB")


if __name__ == "__main__":
    main()
