"""The lock of a newspaper: one holder, whoever else tries; none when the holder is dead."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from crawler.archive import Archive, ArchiveError
from crawler.archive.runs import start_run
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.runs.lock import Holder, RunLocked, file_lock, lock_path, run_lock
from tests.crawling import ROOT, Desk, spider_arguments
from tests.waiting import wait_until

TAKER = """
import sys
from pathlib import Path
from crawler.runs.lock import RunLocked, file_lock
print("ready", flush=True)
sys.stdin.readline()
try:
    with file_lock(Path(sys.argv[1]), "khanhhoa"):
        print("taken", flush=True)
        sys.stdin.readline()
except RunLocked as error:
    print(error, flush=True)
"""


class Taker:
    """A process that takes the lock on request, reports the result, and holds it until the next request."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", TAKER, str(folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.hear() == "ready"

    def tell(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@contextmanager
def takers(folder: Path, number: int) -> Iterator[list[Taker]]:
    """So many takers, which are gone afterwards."""
    all_of_them = [Taker(folder) for _ in range(number)]
    try:
        yield all_of_them
    finally:
        for taker in all_of_them:
            taker.process.kill()
            taker.process.communicate()


def test_one_of_many_that_start_in_the_same_millisecond(tmp_path: Path) -> None:
    with takers(tmp_path, 5) as started:
        for taker in started:
            taker.tell()
        heard = {taker.hear(): taker for taker in started}
        holder = heard.pop("taken").process.pid
        assert len({taker.process.pid for taker in heard.values()} | {holder}) == len(heard) + 1
        for said in heard:
            assert said.startswith("another run is at work on khanhhoa: ")
            assert f"process {holder} on " in said or "has just started" in said


def test_a_killed_holder_keeps_nothing(tmp_path: Path) -> None:
    with takers(tmp_path, 1) as (taker,):
        taker.tell()
        assert taker.hear() == "taken"
        with pytest.raises(RunLocked, match=rf"process {taker.process.pid} on \S+ since \d{{4}}-\d\d-\d\d \d\d:\d\d"):
            file_lock(tmp_path, "khanhhoa").__enter__()
        taker.process.kill()
        taker.process.wait()
        left = Holder.read(lock_path(tmp_path, "khanhhoa"))
        assert left is not None
        assert left.is_gone
        with file_lock(tmp_path, "khanhhoa"):
            now = Holder.read(lock_path(tmp_path, "khanhhoa"))
            assert now is not None
            assert not now.is_gone


def test_a_dead_holder_is_not_taken_for_the_living_one(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    with file_lock(tmp_path, "khanhhoa"):
        holder = Holder.this_process()
        lock_path(tmp_path, "khanhhoa").write_text(f"{dead.pid} {holder.host} {holder.since}\n")
        with pytest.raises(RunLocked, match="a process that has just started"):
            file_lock(tmp_path, "khanhhoa").__enter__()


def test_a_holder_on_another_machine_is_believed(tmp_path: Path) -> None:
    lock_path(tmp_path, "khanhhoa").write_text("1 elsewhere.example.org 2026-01-31 04:00:00 +0700\n")
    holder = Holder.read(lock_path(tmp_path, "khanhhoa"))
    assert holder is not None
    assert not holder.is_gone
    assert str(holder) == "process 1 on elsewhere.example.org since 2026-01-31 04:00:00 +0700"


def test_newspapers_do_not_wait_for_each_other(tmp_path: Path) -> None:
    with file_lock(tmp_path, "khanhhoa"), file_lock(tmp_path, "khanhhoa_en"):
        assert sorted(path.name for path in tmp_path.iterdir()) == ["khanhhoa.lock", "khanhhoa_en.lock"]


@pytest.mark.parametrize("end_badly", [True, False])
def test_nobody_is_named_when_the_run_has_ended(tmp_path: Path, end_badly: bool) -> None:
    try:
        with file_lock(tmp_path, "khanhhoa"):
            if end_badly:
                raise KeyError
    except KeyError:
        assert end_badly
    assert Holder.read(lock_path(tmp_path, "khanhhoa")) is None
    assert lock_path(tmp_path, "khanhhoa").read_text() == ""


def test_a_folder_that_cannot_be_written_is_said_in_one_line() -> None:
    with pytest.raises(ArchiveError, match="the folder /proc/none cannot be written: No such file or directory"):
        file_lock(Path("/proc/none"), "khanhhoa").__enter__()


def test_the_lock_of_a_run_keeps_out_both_this_machine_and_others(archive_url: str, tmp_path: Path) -> None:
    here, elsewhere = tmp_path / "here", tmp_path / "elsewhere"
    with Archive.open(archive_url) as archive, run_lock(archive, here, "khanhhoa"):
        with pytest.raises(RunLocked, match=rf"process {os.getpid()} on \S+ since"):
            run_lock(archive, here, "khanhhoa").__enter__()
        if archive.engine.dialect.name == "postgresql":
            with (
                Archive.open(archive_url) as another,
                pytest.raises(RunLocked, match=rf"crawl of khanhhoa, process {os.getpid()} on \S+, since"),
            ):
                run_lock(another, elsewhere, "khanhhoa").__enter__()
            assert lock_path(elsewhere, "khanhhoa").read_text() == ""
    with Archive.open(archive_url) as archive, run_lock(archive, here, "khanhhoa"):
        pass


def sessions(connection: psycopg.Connection, name: str) -> list[int]:
    found = "SELECT pid FROM pg_stat_activity WHERE application_name LIKE %s AND datname = current_database()"
    return [row[0] for row in connection.execute(found, [name])]


def test_a_run_that_lost_the_session_of_its_lock_stops(desk: Desk, postgres_url: str, tmp_path: Path) -> None:
    """Another run of the same newspaper may have begun: nothing more is requested, nothing is stored twice."""
    desk.archive_url = postgres_url
    site = Newspaper(Options(seed=3, articles=60))
    address = make_url(postgres_url).set(drivername="postgresql").render_as_string(False)
    other = Desk(tmp_path / "other")
    other.archive_url = postgres_url
    with serve(site) as server, psycopg.connect(address, autocommit=True) as connection:
        first = desk.start(
            "crawl", "khanhhoa", *spider_arguments(server.base_url, {}), settings={"DOWNLOAD_DELAY": "0.2"}
        )
        wait_until(lambda: server.log.count("article") >= 3)
        (holder,) = sessions(connection, "crawl of khanhhoa%")
        connection.execute("SELECT pg_terminate_backend(%s)", [holder])
        second = other.crawl(server.base_url)
        _, said = first.communicate(timeout=30)
        requested = server.log.article_ids()
    assert first.returncode == 6, said
    assert "Traceback" not in said
    assert second.code == 0, second.err
    # One page was in flight when the session was lost.
    assert len(requested) - len(set(requested)) <= 1
    assert {row.article_id for row in desk.query("SELECT article_id FROM articles")} == site.reachable("latest")


def test_a_lock_held_on_another_machine_is_seen_by_the_doctor(desk: Desk, postgres_url: str, tmp_path: Path) -> None:
    desk.archive_url = postgres_url
    with Archive.open(postgres_url) as archive:
        with archive.begin() as connection:
            start_run(connection, "khanhhoa", "latest", datetime.now(UTC))
        with run_lock(archive, tmp_path / "elsewhere", "khanhhoa"):
            said = desk.run("doctor").out
    assert f"khanhhoa: lock: a run is at work: crawl of khanhhoa, process {os.getpid()} on " in " ".join(said.split())
