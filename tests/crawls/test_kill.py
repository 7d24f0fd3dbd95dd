"""Runs that are killed, and power that is cut: nothing is lost but what was in flight, nothing is there twice."""

import shutil
import signal
import sqlite3
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from crawler.archive import Archive
from crawler.archive.database.schema import articles, frontier
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.log import Hit
from crawler.newspapers.builtin.server import Server
from tests.crawling import Desk, spider_arguments
from tests.writing import discover, stories, write

CONNECTIONS = 4
SETTINGS = {"DOWNLOAD_DELAY": "0", "CONCURRENT_REQUESTS_PER_DOMAIN": str(CONNECTIONS)}


def killed(desk: Desk, server: Server, after: int) -> list[Hit]:
    """A run killed when the server has received a number of requests, or ended before; what the server saw."""
    server.log.clear()
    process = desk.start(
        "crawl", "khanhhoa", *spider_arguments(server.base_url, {"mode": "backfill"}), settings=SETTINGS
    )
    deadline = time.monotonic() + 60
    while len(server.log) < after and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.002)
    process.kill()
    _, said = process.communicate()
    assert process.returncode in {-signal.SIGKILL, 0}, said
    time.sleep(0.05)  # what was sent before the kill is still being answered
    return server.log.select()


def crawl_with_kills(desk: Desk, site: Newspaper, kills: int, random: Random) -> None:
    """Kill run after run, let the last one end, and look at everything that the server saw."""
    with serve(site) as server:
        runs = [killed(desk, server, random.randrange(1, 90)) for _ in range(kills)]
        server.log.clear()
        assert desk.crawl(server.base_url, mode="backfill", settings=SETTINGS).code == 0
        runs.append(server.log.select())
    seen: set[str] = set()
    for run in runs:
        asked = [hit.article_id for hit in run if hit.kind == "article" and hit.article_id]
        assert max(Counter(asked).values(), default=0) <= 1
        # `seen`: answered in earlier runs, but for what was in flight when they were killed.
        assert not seen & set(asked)
        requests = [hit for hit in run if hit.kind != "robots"]
        in_flight = {hit.article_id for hit in requests[-CONNECTIONS:]}
        seen |= set(asked) - in_flight
    check(desk, site.reachable("backfill"))


def check(desk: Desk, expected: set[str]) -> None:
    stored = Counter(row.article_id for row in desk.rows(select(articles.c.article_id)))
    assert stored == dict.fromkeys(expected, 1)
    done = desk.rows(select(frontier.c.article_id).where(frontier.c.state == "stored"))
    assert {row.article_id for row in done} == expected
    assert not desk.rows(select(frontier).where(frontier.c.state == "pending"))
    path = desk.archive_url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_runs_that_are_killed_lose_nothing_and_ask_nothing_twice(desk: Desk) -> None:
    crawl_with_kills(desk, Newspaper(Options(seed=7, articles=70)), kills=5, random=Random(20))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3))
def test_thirty_kills_of_crawls_of_300_articles(desk: Desk, seed: int) -> None:
    crawl_with_kills(desk, Newspaper(Options(seed=seed, articles=300)), kills=30, random=Random(seed))


class Disk:
    """The files of an archive in use, and what a power cut would leave of them.

    What was synced is there; of what was written after, any part may be, in any order and damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.database = folder / "archive.db"
        self._copies = folder / "copies"
        self._copies.mkdir()
        self._number = 0

    def snapshot(self) -> tuple[bytes, bytes]:
        wal = self.database.with_name("archive.db-wal")
        return self.database.read_bytes(), wal.read_bytes() if wal.exists() else b""

    def restore(self, database: bytes, wal: bytes) -> Archive:
        """The archive as a program finds it when the power is back."""
        self._number += 1
        place = self._copies / f"{self._number}.db"
        place.write_bytes(database)
        place.with_name(f"{place.name}-wal").write_bytes(wal)
        return Archive.open(f"sqlite:///{place}")

    def forget(self) -> None:
        shutil.rmtree(self._copies)
        self._copies.mkdir()


def look(archive: Archive) -> set[str]:
    """Ids of the articles; the archive must be sound and the frontier agree with it."""
    with archive, archive.read() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        stored = set(connection.scalars(select(articles.c.article_id)))
        done = set(connection.scalars(select(frontier.c.article_id).where(frontier.c.state == "stored")))
    assert stored == done
    return stored


def torn(synced: bytes, written: bytes, random: Random) -> bytes:
    """``written`` with any part of what came after ``synced`` missing or damaged, a disk's sector at a time."""
    tail = bytearray(written[len(synced) :][: random.randrange(len(written) - len(synced) + 1)])
    for sector in range(0, len(tail), 512):
        if random.random() < 0.3:
            tail[sector : sector + 512] = bytes(min(512, len(tail) - sector))
    return synced + bytes(tail)


def test_every_commit_waits_until_it_is_on_the_disk(tmp_path: Path) -> None:
    with Archive.open(f"sqlite:///{tmp_path / 'archive.db'}") as archive, archive.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_a_power_cut_between_write_and_sync_leaves_what_was_committed(tmp_path: Path) -> None:
    disk, random = Disk(tmp_path), Random(5)
    items = stories(12)
    with Archive.open(f"sqlite:///{disk.database}") as archive:
        discover(archive, items)
        for count, item in enumerate(items, start=1):
            database, synced = disk.snapshot()
            write(archive, [item])
            _, written = disk.snapshot()
            before = {item.article_id for item in items[: count - 1]}
            assert look(disk.restore(database, synced)) == before
            assert look(disk.restore(database, written)) == before | {item.article_id}
            for _ in range(6):
                assert look(disk.restore(database, torn(synced, written, random))) - before <= {item.article_id}
            disk.forget()


def test_a_power_cut_while_the_log_is_carried_over_leaves_what_was_committed(tmp_path: Path) -> None:
    disk, random = Disk(tmp_path), Random(6)
    items = stories(20)
    with Archive.open(f"sqlite:///{disk.database}") as archive:
        discover(archive, items)
        write(archive, items)
        before, wal = disk.snapshot()
        with archive.begin() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(FULL)")
            connection.exec_driver_sql("BEGIN")
        after, _ = disk.snapshot()
    pages = range(0, len(after), 4096)
    for _ in range(10):
        halves = (random.choice((before, after))[page : page + 4096].ljust(4096, b"\0") for page in pages)
        assert look(disk.restore(b"".join(halves), wal)) == {item.article_id for item in items}
