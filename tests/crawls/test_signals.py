"""SIGTERM and SIGINT: what is in flight is stored, and the run ends within 10 s with its own exit code."""

import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import make_url, select

from crawler.archive.database.schema import articles, frontier
from crawler.newspapers.builtin import Newspaper, Options
from crawler.newspapers.builtin.http import Answer, Request
from tests.altered import serve_altered
from tests.crawling import Desk, spider_arguments


def wait_until(happened: Callable[[], bool], seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def start(desk: Desk, base_url: str) -> subprocess.Popen[str]:
    return desk.start("crawl", "khanhhoa", *spider_arguments(base_url, {}))


def stop(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str, float]:
    """Send the signal; exit code, what was said, and the seconds it took."""
    began = time.monotonic()
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    return process.returncode, said, time.monotonic() - began


def is_article(site: Newspaper, request: Request) -> bool:
    return request.address.path.rstrip("/")[-7:] in site.links.stories


def test_what_is_in_flight_is_stored(desk: Desk) -> None:
    site = Newspaper(Options(seed=3, articles=60))

    def slow(request: Request, answer: Answer) -> Answer | None:
        return replace(answer, delay=0.5) if is_article(site, request) else None

    with serve_altered(site, slow) as server:
        process = start(desk, server.base_url)
        wait_until(lambda: server.log.count("article") >= 3)
        returned, said, seconds = stop(process, signal.SIGTERM)
        stored = {row.article_id for row in desk.rows(select(articles.c.article_id))}
        assert (returned, seconds < 10) == (143, True), said
        assert stored == set(server.log.article_ids())
    assert "left to fetch" in said
    assert "Traceback" not in said
    assert (desk.last_run().outcome, desk.last_run().exit_code) == ("terminated", 143)
    others = [row for row in desk.rows(frontier) if row.article_id not in stored]
    assert {(row.state, row.attempts) for row in others} == {("pending", 0)}


def test_a_server_that_hangs_does_not_hold_the_run(desk: Desk) -> None:
    site = Newspaper(Options(seed=3, articles=60))

    def silent(request: Request, answer: Answer) -> Answer | None:
        return replace(answer, silent=True) if is_article(site, request) else None

    with serve_altered(site, silent) as server:
        process = start(desk, server.base_url)
        wait_until(lambda: server.log.count("article") >= 1)
        returned, said, seconds = stop(process, signal.SIGINT)
        assert (returned, seconds < 10) == (130, True), said
        assert server.log.count("article") == 1
    assert desk.last_run().outcome == "interrupted"
    assert {row.state for row in desk.rows(frontier)} == {"pending"}


def test_a_second_signal_ends_the_run_at_once(desk: Desk) -> None:
    def silent(request: Request, answer: Answer) -> Answer | None:
        return replace(answer, silent=True) if request.target == "/xa-hoi/" else None

    with serve_altered(Newspaper(Options(seed=3, articles=60)), silent) as server:
        process = start(desk, server.base_url)
        wait_until(lambda: "/xa-hoi/" in server.log.paths())
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        returned, said, seconds = stop(process, signal.SIGINT)
    assert (returned, seconds < 4) == (130, True), said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_waits_for_sqlite_hears_signals(number: signal.Signals, desk: Desk) -> None:
    site = Newspaper(Options(seed=3, articles=60))
    with serve_altered(site, lambda request, answer: None) as server:
        process = start(desk, server.base_url)
        wait_until(lambda: server.log.count("article") >= 3)
        with closing(sqlite3.connect(desk.folder / "archive.db", timeout=20)) as other:
            other.execute("BEGIN IMMEDIATE")
            seen = server.log.count("article")
            returned, said, seconds = stop(process, number)
            assert server.log.count("article") <= seen + 1
    assert (returned, seconds < 10) == (143, True), said
    assert "Traceback" not in said
    assert [row[0] for row in desk.query("PRAGMA integrity_check")] == ["ok"]


def test_a_run_that_waits_for_postgresql_hears_signals(desk: Desk, postgres_url: str) -> None:
    desk.archive_url = postgres_url
    with serve_altered(Newspaper(Options(seed=3, articles=60)), lambda request, answer: None) as server:
        process = start(desk, server.base_url)
        wait_until(lambda: server.log.count("article") >= 3)
        with psycopg.connect(make_url(postgres_url).set(drivername="postgresql").render_as_string(False)) as other:
            other.execute("LOCK TABLE frontier IN ACCESS EXCLUSIVE MODE")
            returned, said, seconds = stop(process, signal.SIGTERM)
    assert (returned, seconds < 10) == (143, True), said
    assert "Traceback" not in said
