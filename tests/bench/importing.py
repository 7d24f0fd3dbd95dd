"""Imports a WARC file of the built-in newspaper's pages: ``python -m tests.bench.importing [RECORDS]``.

Beside it, in the same run, warcio's bare iteration over the same file, which reads every record's content and does
nothing with it. ``RECORDS`` (default 4,000) of articles that are all different, each captured twice.
"""

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from crawler.newspapers.builtin import Newspaper, Options
from tests.crawling import Desk
from tests.webarchives import THEN, Captured, capture, write

ARTICLES_A_SITE = 2_000


def captures(records: int) -> Iterator[Captured]:
    """Captures of newspapers from as many seeds as it takes, each page twice, ten days apart."""
    seed = 0
    while records > 0:
        seed += 1
        site = Newspaper(Options(seed=seed, articles=min(ARTICLES_A_SITE, -(-records // 2)), portal="old"))
        pages = [capture(site, key) for key in site.truth]
        yield from pages
        yield from (Captured(page.url, page.body, THEN + timedelta(days=10)) for page in pages)
        records -= 2 * len(pages)


def bare(path: Path) -> tuple[int, float]:
    """Records of the file and seconds that warcio takes to read them."""
    began, number = time.perf_counter(), 0
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            record.content_stream().read()
            number += 1
    return number, time.perf_counter() - began


def write_captures(path: Path, records: int) -> None:
    """Write the file."""
    write(path, captures(records))


def used() -> float:
    """Seconds of processor time of the programs that ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def main() -> None:
    """Print records a second of both, by the clock and by processor time, and the memory of the largest process.

    Processor time does not depend on what else the machine does: on two free cores an import takes half of it.
    """
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 4_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "captures.warc.gz")
        # In a process of its own: a child's memory counts from that of its parent.
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            pool.apply(write_captures, (path, records))
        for _ in range(3 if records <= 10_000 else 1):
            number, seconds = bare(path)
            with tempfile.TemporaryDirectory() as other:
                began, before = time.perf_counter(), used()
                ended = Desk(Path(other)).run("import", str(path), seconds=36_000)
                took = time.perf_counter() - began
                worked = used() - before
                assert ended.code == 0, ended.err
            print(f"{path.stat().st_size / 1e6:.0f} MB, {number} records")
            print(f"warcio alone: {number / seconds:8.0f} records a second")
            print(
                f"scrapy import:{number / took:8.0f} records a second, {seconds / took:.2f} of warcio alone;"
                f" {number / worked:.0f} a second of processor time"
            )
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        print(f"largest process: {memory:.0f} MB")
        print(ended.out)


if __name__ == "__main__":
    main()
