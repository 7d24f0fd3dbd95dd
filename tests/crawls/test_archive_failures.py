"""Disk full, folder read-only, server gone, process killed: one line, exit code 6, nothing half written."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from crawler.archive import Archive, ArchiveError
from crawler.archive.database.schema import articles, frontier, revisions
from crawler.items import Article
from crawler.newspapers.builtin import Newspaper, Options, serve
from tests.crawling import FAST, ROOT, SCRAPY, Desk, spider_arguments
from tests.postgres import SETTINGS, Missing, Postgres, do_without, running
from tests.writing import discover, stories, write

NAMESPACE = ["unshare", "--map-root-user", "--mount", "sh", "-ec"]
"""A shell whose mounts are its own, and end with it."""

needs_namespace = pytest.mark.skipif(
    shutil.which("unshare") is None or subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode != 0,
    reason="mounting needs user namespaces or root",
)


def assert_sound(archive: Archive) -> None:
    """Every article is whole, done in the frontier, and has all its earlier texts."""
    with archive.read() as connection:
        if archive.engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        stored = set(connection.scalars(select(articles.c.article_id)))
        done = set(connection.scalars(select(frontier.c.article_id).where(frontier.c.state == "stored")))
        lacking = connection.execute(
            select(articles.c.id)
            .join_from(articles, revisions, revisions.c.article == articles.c.id, isouter=True)
            .group_by(articles.c.id)
            .having(func.count(revisions.c.article) != articles.c.revision - 1)
        ).all()
    assert stored == done
    assert lacking == []


def kill_while_writing(address: str, rounds: int) -> None:
    """Kill a writer at a random moment, again and again; the archive must be sound each time."""
    dice = random.Random(rounds)
    Archive.open(address).close()
    for _ in range(rounds):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.writing", address], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "0\n"
            time.sleep(dice.uniform(0, 0.3))
            writer.kill()
        with Archive.open(address) as archive:
            assert_sound(archive)


def test_kills_leave_the_archive_sound(archive_url: str) -> None:
    kill_while_writing(archive_url, rounds=2)


@pytest.mark.soak
def test_a_hundred_kills_leave_the_archive_sound(archive_url: str) -> None:
    kill_while_writing(archive_url, rounds=100)


def test_a_server_that_crashes_loses_nothing_that_was_committed() -> None:
    items = stories(30)
    with _own_server((*SETTINGS, "fsync=on")) as server:
        address = server.new_database()
        with Archive.open(address) as archive:
            discover(archive, items)
            write(archive, items[:10])
            server.stop(signal.SIGQUIT)
            with pytest.raises(ArchiveError, match=r"archive_0 on \S+ cannot be used: "):
                write(archive, items[10:])
            with pytest.raises(ArchiveError):
                Archive.open(address)
            server.start()
        with Archive.open(address) as archive:
            assert_sound(archive)
            write(archive, items[10:])
            assert_sound(archive)


def test_a_crawl_whose_server_stops_ends_with_6_and_the_next_goes_on(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with _own_server(SETTINGS) as server, serve(Newspaper(Options(articles=36, latency=0.05))) as site:
        desk.archive_url = server.new_database()
        crawl = desk.start("crawl", "khanhhoa", *spider_arguments(site.base_url, {}))
        _wait_for(lambda: len(site.log.articles()) > 10)
        server.stop()
        _, said = crawl.communicate(timeout=60)
        assert crawl.returncode == 6
        assert "the archive archive_0 on " in said.splitlines()[-1]
        assert "Traceback" not in said
        server.start()
        with Archive.open(desk.archive_url) as archive:
            assert_sound(archive)
        assert desk.crawl(site.base_url).code == 0
        assert {row.article_id for row in desk.rows(articles)} == site.site.reachable("latest")


def test_a_full_server_says_so_and_keeps_what_was_committed() -> None:
    if os.getuid() != 0:
        pytest.skip("a small file system for the server can only be mounted by root")
    items = stories(60)
    with _own_server(SETTINGS) as server:
        server.stop()
        small = server.folder / "small"
        small.mkdir()
        server.start(mount=f"mount -t tmpfs -o size=9m,uid=$(id -u {server.account}),mode=0700 small {small}")
        with Archive.open(server.new_database(tablespace=small)) as archive:
            discover(archive, items)
            with pytest.raises(ArchiveError, match="No space left on device"):
                _write_for_ever(archive, items)
            assert_sound(archive)


def _write_for_ever(archive: Archive, items: list[Article]) -> None:
    for edition in count():
        for item in items:
            item.body += f"\n\nBản {edition}."
        write(archive, items)


def _crawl_in(mount: str, folder: Path, base_url: str, *, then: str = "true") -> subprocess.CompletedProcess[str]:
    """A crawl into ``folder/small``, over which something was mounted."""
    options = [word for name, value in FAST.items() for word in ("-s", f"{name}={value}")]
    words = [SCRAPY, "crawl", "khanhhoa", *spider_arguments(base_url, {}), *options]
    ours = {"CRAWLER_ARCHIVE_URL": f"sqlite:///{folder}/small/archive.db", "CRAWLER_DATA_DIR": str(folder)}
    script = f'{mount}; code=0; "$@" || code=$?; {then}; exit $code'
    return subprocess.run(
        [*NAMESPACE, script, "sh", *words], cwd=ROOT, env=os.environ | ours, capture_output=True, text=True, timeout=120
    )


@needs_namespace
def test_a_full_disk_ends_a_crawl_with_6_and_the_next_goes_on(tmp_path: Path) -> None:
    small, kept = tmp_path / "small", tmp_path / "kept"
    small.mkdir()
    kept.mkdir()
    with serve(Newspaper(Options(articles=40))) as site:
        ended = _crawl_in(
            f"mount -t tmpfs -o size=900k small {small}", tmp_path, site.base_url, then=f"cp {small}/* {kept}"
        )
        assert ended.returncode == 6
        assert "/small/archive.db cannot be used: database or disk is full" in ended.stderr.splitlines()[-1]
        assert "Traceback" not in ended.stderr
        desk = Desk(kept)
        with Archive.open(desk.archive_url) as archive:
            assert_sound(archive)
        assert 0 < len(desk.rows(articles)) < 36
        assert desk.crawl(site.base_url).code == 0
        assert {row.article_id for row in desk.rows(articles)} == site.site.reachable("latest")


@needs_namespace
def test_a_read_only_folder_ends_a_crawl_with_6(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    with serve(Newspaper(Options(articles=10))) as site:
        ended = _crawl_in(f"mount --bind {small} {small}; mount -o remount,bind,ro {small}", tmp_path, site.base_url)
        assert len(site.log.articles()) == 0
    assert (ended.returncode, len(ended.stderr.splitlines())) == (6, 1)
    assert "unable to open database file" in ended.stderr


def _wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@contextmanager
def _own_server(settings: tuple[str, ...]) -> Iterator[Postgres]:
    """A server that a test may stop."""
    try:
        with running(settings) as server:
            yield server
    except Missing as reason:
        do_without(reason)
