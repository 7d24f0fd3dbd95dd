"""A simulated fleet: many small newspapers on several nodes over one PostgreSQL, for one night.

A queue stands for what schedules the crawls; some newspapers are in it twice, as when two schedulers start them.
"""

import os
import queue
import statistics
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text

from crawler.archive import Archive
from crawler.archive.database.schema import articles, pages, runs
from crawler.archive.pages.file_names import node_of
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.server import Server
from tests.crawling import ROOT
from tests.many_newspapers import name_of

ARTICLES = 12
MEMORY_MB = 250
"""Most that a running crawl may take."""

EVERY_THIRD = 3
"""Newspapers of which one is scheduled twice."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How one crawl ended."""

    newspaper: str
    node: str
    code: int
    peak_mb: float
    cpu_s: float
    """Processor time that it took."""
    said: str


class Fleet:
    """Nodes that take newspapers from one queue, each node one at a time, with a folder of its own."""

    def __init__(self, folder: Path, archive_url: str, servers: list[Server], nodes: int) -> None:
        self._folder = folder
        self._archive_url = archive_url
        self._servers = servers
        self._names = [f"node-{number}" for number in range(nodes)]
        self._queue: queue.SimpleQueue[int] = queue.SimpleQueue()
        for number in range(len(servers)):
            for _ in range(1 + (number % EVERY_THIRD == 0)):
                self._queue.put(number)
        self.ended: list[Ended] = []

    def run(self) -> None:
        """Run all nodes until the queue is empty."""
        threads = [threading.Thread(target=self._work, args=(name,)) for name in self._names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def on(self, node: str, *words: str) -> subprocess.Popen[str]:
        """Start ``scrapy`` on a node."""
        ours = {"ARCHIVE_URL": self._archive_url, "DATA_DIR": str(self._folder / node), "NODE": node}
        return subprocess.Popen(
            [sys.executable, "-m", "tests.many_newspapers", str(len(self._servers)), *words],
            cwd=ROOT,
            env=os.environ
            | {f"CRAWLER_{name}": value for name, value in ours.items()}
            | {"PEAK_FILE": str(self._peak_file(node))},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def _work(self, node: str) -> None:
        while True:
            try:
                number = self._queue.get_nowait()
            except queue.Empty:
                return
            self.ended.append(self._crawl(node, number))

    def _crawl(self, node: str, number: int) -> Ended:
        address = f"base_url={self._servers[number].base_url}"
        process = self.on(node, "crawl", name_of(number), "-a", address, "-s", "DOWNLOAD_DELAY=0")
        assert process.stderr is not None
        with process.stderr as stderr:
            said = stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = float(self._peak_file(node).read_text("ascii"))
        return Ended(name_of(number), node, process.returncode, peak, usage.ru_utime + usage.ru_stime, said)

    def _peak_file(self, node: str) -> Path:
        return self._folder / f"{node}.peak"


@contextmanager
def most_connections(archive_url: str) -> Iterator[list[int]]:
    """A list that in the end holds the most connections seen at once, the observer's left out."""
    found, stop = [0], threading.Event()
    engine = create_engine(archive_url, isolation_level="AUTOCOMMIT")
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )

    def observe() -> None:
        with engine.connect() as connection:
            while not stop.wait(0.02):
                found[0] = max(found[0], connection.execute(others).scalar_one())

    observer = threading.Thread(target=observe)
    observer.start()
    try:
        yield found
    finally:
        stop.set()
        observer.join()
        engine.dispose()


@pytest.mark.parametrize(
    ("newspapers", "nodes"),
    [
        pytest.param(3, 2, id="small"),
        pytest.param(24, 4, id="evening", marks=pytest.mark.soak),
        pytest.param(200, 4, id="night", marks=pytest.mark.soak),
    ],
)
def test_every_article_of_every_newspaper_is_fetched_once(
    postgres_url: str, tmp_path: Path, newspapers: int, nodes: int
) -> None:
    sites = [
        Newspaper(Options(seed=seed, articles=ARTICLES, hidden=0, twins=0, dead_links=0, pager="works"))
        for seed in range(newspapers)
    ]
    with ExitStack() as stack:
        servers = [stack.enter_context(serve(site)) for site in sites]
        fleet = Fleet(tmp_path, postgres_url, servers, nodes)
        Archive.open(postgres_url).close()
        with most_connections(postgres_url) as connections:
            fleet.run()
        requested = [Counter(hit.article_id for hit in server.log if hit.kind == "article") for server in servers]
        checked = [fleet.on(f"node-{number}", "archive", "check") for number in range(nodes)]
        assert [process.wait(60) for process in checked] == [0] * nodes
        for process in checked:
            process.communicate()
    assert {ended.code for ended in fleet.ended} <= {0, 75}, [
        ended for ended in fleet.ended if ended.code not in (0, 75)
    ]
    with Archive.open(postgres_url) as archive, archive.read() as connection:
        stored = connection.execute(select(articles.c.newspaper, articles.c.article_id)).all()
        kept = connection.execute(select(pages.c.file, articles.c.newspaper).join(articles)).all()
        assert connection.execute(select(runs).where(runs.c.exit_code != 0)).all() == []
    expected = {(name_of(number), article) for number, site in enumerate(sites) for article in site.truth}
    assert sorted(tuple(row) for row in stored) == sorted(expected)
    assert [counts for counts in requested if set(counts.values()) != {1}] == []
    assert connections[0] <= 2 * nodes, "a run holds one connection, and two while it reads"
    assert max(ended.peak_mb for ended in fleet.ended) < MEMORY_MB
    assert {node_of(file) for file, _ in kept} == {ended.node for ended in fleet.ended if ended.code == 0}
    peak, cpu = max(ended.peak_mb for ended in fleet.ended), statistics.median(ended.cpu_s for ended in fleet.ended)
    print(
        f"{len(fleet.ended)} runs, {connections[0]} connections, at most {peak:.0f} MB, median {cpu:.1f} s of processor"
    )
