"""What a run with nothing new costs on a small and on a large archive.

    python -m tests.bench.frontier [ROWS]

Both archives know the same built-in newspaper; the rest of their rows is made up.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import insert, select

from pipelines.store import Archive
from pipelines.store.frontier import Rank
from pipelines.store.schema import articles, frontier
from tests.crawling import Desk, spider_arguments
from tests.newspaper import Newspaper, Options, serve
from tests.newspaper.server import Server

SMALL, LARGE = 1_000, 1_000_000
ROUNDS = 3
"""Runs on each archive; the fastest counts, because other work on the machine only slows them."""
NOW = datetime.now(UTC)
BODY = "Đoạn văn này lấp đầy kho lưu trữ để đo thời gian. " * 6


@dataclass(frozen=True, slots=True)
class Cost:
    """One run with nothing new."""

    seconds: float
    peak: int
    """Resident memory, bytes."""
    requests: int


def fill(archive: Archive, rows: int) -> None:
    """Add made-up articles until the frontier has ``rows`` rows; their texts are short."""
    with archive.read() as connection:
        known = set(connection.scalars(select(frontier.c.article_id)))
    numbers = (number for number in range(1 << 24, 1 << 28) if f"{number:07x}" not in known)
    wanted = islice(numbers, rows - len(known))
    while made := [_article(number) for number in islice(wanted, 10_000)]:
        with archive.begin() as connection:
            connection.execute(insert(frontier), [row for row, _ in made])
            connection.execute(insert(articles), [row for _, row in made if row])


def _article(number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of 100 articles 87 are stored, 10 are owed to a backfill, 2 failed for good and one is gone."""
    place = number % 100
    state = "stored" if place < 87 else "pending" if place < 97 else "failed" if place < 99 else "gone"
    day = NOW - timedelta(days=number % 8000)
    key = {"newspaper": "khanhhoa", "article_id": f"{number:07x}"}
    url = f"https://baokhanhhoa.vn/xa-hoi/giao-duc/{day:%Y%m}/bai-viet-so-{number}-{number:07x}/"
    owed = key | {
        "url": url,
        "section": "xa-hoi/giao-duc",
        "published": f"{day:%Y%m}",
        "rank": Rank.OLD,
        "state": state,
        "attempts": 0,
        "next_try_at": NOW + timedelta(days=20) if place == 0 else NOW if state == "pending" else None,
        "discovered_at": day,
        "listed_title": f"Bài viết số {number}",
    }
    if state != "stored":
        return owed, {}
    return owed, key | {
        "url": url,
        "section": "xa-hoi",
        "language": "vi",
        "title": f"Bài viết số {number}",
        "body": BODY,
        "published_at": day,
        "published_precision": "minute",
        "tags": [],
        "content_hash": f"{number:x}",
        "revision": 1,
        "sources": {},
        "first_seen_at": day,
        "fetched_at": day,
    }


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
