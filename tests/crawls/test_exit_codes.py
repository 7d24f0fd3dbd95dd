"""Each exit code of ``scrapy crawl``, brought about by its cause; what is said is one line."""

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from sqlalchemy import create_engine, insert, text

from crawler.archive import Archive
from crawler.archive.database.schema import runs
from crawler.archive.runs import advisory_lock
from crawler.cli.usage import UsageError
from crawler.commands.crawl import _newspaper
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.server import Server
from tests.crawling import Desk, Ended
from tests.waiting import wait_until

pytestmark = pytest.mark.quick

NOTHING_LISTENS = "http://127.0.0.1:1/"

BROKEN = """
class Pipeline:
    def process_item(self, item):
        raise ZeroDivisionError("broken on purpose")
"""

TERMINATED_AT_START = """
import os, signal

class Extension:
    def __init__(self):
        os.kill(os.getpid(), signal.SIGTERM)
"""


@pytest.fixture
def small() -> Iterator[Server]:
    """A newspaper of 12 articles."""
    with serve(Newspaper(Options(seed=5, articles=12, twins=0, dead_links=0, pager="works"))) as server:
        yield server


@pytest.fixture
def slow() -> Iterator[Server]:
    """A newspaper that takes its time, so that a run is at work when something happens to it."""
    with serve(Newspaper(Options(seed=5, articles=60, pager="works", latency=0.15))) as server:
        yield server


def assert_one_line(ended: Ended, *, has: str) -> None:
    assert ended.out == ""
    assert ended.err.count("\n") == 1, ended.err
    assert has in ended.err


def test_0_done_and_done_again_when_nothing_is_new(desk: Desk, small: Server) -> None:
    first, second = desk.crawl(small.base_url), desk.crawl(small.base_url)
    assert (first.code, first.err, second.code, second.err) == (0, "", 0, "")
    assert first.out.startswith("khanhhoa: done (")
    assert first.out.count("\n") == 1
    assert "0 new articles" in second.out
    assert [(row.outcome, row.exit_code) for row in desk.rows(runs)] == [("done", 0)] * 2
    assert all(row.finished_at >= row.started_at for row in desk.rows(runs))


def test_1_the_program_failed(desk: Desk, small: Server, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text(BROKEN)
    words = ("crawl", "khanhhoa", "-a", f"base_url={small.base_url}", "-s", 'ITEM_PIPELINES={"broken.Pipeline": 1}')
    ended = desk.run(*words, environment={"PYTHONPATH": str(tmp_path)})
    assert ended.code == 1
    assert_one_line(ended, has="khanhhoa: failed: ZeroDivisionError: broken on purpose")
    assert desk.last_run().outcome == "failed"


def test_1_the_crawl_does_not_come_to_its_start(desk: Desk) -> None:
    ended = desk.crawl(NOTHING_LISTENS, settings={"STATS_CLASS": "no.such.Collector"})
    assert ended.code == 1
    assert_one_line(ended, has="khanhhoa: failed: ModuleNotFoundError")
    assert (desk.last_run().outcome, desk.last_run().exit_code) == ("failed", 1)


@pytest.mark.parametrize(
    ("words", "has"),
    [
        (["khanhoa"], "did you mean 'khanhhoa'?"),
        (["khanhhoa", "-a", "sections=xa-hio"], "unknown section 'xa-hio'; did you mean 'xa-hoi'?"),
        (["khanhhoa", "--logfile", "/proc/none/log"], "/proc/none"),
        (["khanhhoa", "-s", "PAGES=sometimes"], "PAGES=sometimes is neither on nor off"),
        (["khanhhoa", "-s", "WAIT_MAX_SECONDS=long"], "WAIT_MAX_SECONDS=long is not a number"),
        (["khanhhoa", "-s", "CONCURRENT_REQUESTS=many"], "CONCURRENT_REQUESTS=many is not a number"),
        (["khanhhoa", "-s", "ROBOTSTXT_OBEY=maybe"], "ROBOTSTXT_OBEY=maybe is neither True nor False"),
        (["khanhhoa", "-s", "PAGES"], "Invalid -s value, use -s NAME=VALUE"),
        (["khanhhoa", "-a"], "argument -a: expected one argument"),
    ],
)
def test_2_wrong_use(desk: Desk, words: list[str], has: str) -> None:
    ended = desk.run("crawl", *words)
    assert ended.code == 2
    assert_one_line(ended, has=has)


@pytest.mark.parametrize(
    ("args", "has"),
    [
        ([], "name one newspaper: khanhhoa, khanhhoa_en"),
        (["khanhhoa", "khanhhoa_en"], "name one newspaper"),
        (["khanhhoa", "--deep"], "unknown option --deep"),
    ],
)
def test_2_a_newspaper_and_nothing_else(args: list[str], has: str) -> None:
    with pytest.raises(UsageError, match=has):
        _newspaper(args)


def test_3_an_article_failed_for_good(desk: Desk, small: Server) -> None:
    small.site.break_article(sorted(small.site.reachable("latest"))[0], "foreign-redirect")
    ended = desk.crawl(small.base_url)
    assert ended.code == 3
    assert_one_line(ended, has="khanhhoa: not well: 1 article failed for good")


@pytest.mark.parametrize("gate", ["403", "captcha"])
def test_4_the_newspaper_refuses(desk: Desk, gate: Literal["403", "captcha"]) -> None:
    with serve(Newspaper(Options(seed=5, articles=30, pager="works", gate=((600.0, 10),), gate_kind=gate))) as server:
        ended = desk.crawl(server.base_url)
        refused = len(server.log.while_closed())
    assert ended.code == 4
    assert ended.out == ""
    assert ended.err.splitlines()[-1].startswith("khanhhoa: refused: ")
    assert "; try again after 20" in ended.err
    assert refused <= 6
    assert (desk.last_run().outcome, desk.last_run().exit_code) == ("refused", 4)


def test_5_nothing_listens(desk: Desk) -> None:
    ended = desk.crawl(NOTHING_LISTENS)
    assert ended.code == 5
    assert_one_line(ended, has=f"khanhhoa: unreachable: {NOTHING_LISTENS}robots.txt did not answer")
    assert desk.last_run().outcome == "unreachable"


def test_6_the_archive_is_newer_than_the_program(desk: Desk) -> None:
    Archive.open(desk.archive_url).close()
    engine = create_engine(desk.archive_url)
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO schema_version (version, applied_at) VALUES (999, '2030-01-01T00:00:00Z')")
        )
    engine.dispose()
    ended = desk.crawl(NOTHING_LISTENS)
    assert ended.code == 6
    assert_one_line(ended, has="update the program")


def test_6_the_folder_cannot_be_written(desk: Desk) -> None:
    ended = desk.crawl(NOTHING_LISTENS, settings={"DATA_DIR": "/proc/none"})
    assert ended.code == 6
    assert_one_line(ended, has="the folder /proc/none cannot be written")


def test_75_another_run_is_at_work(desk: Desk, slow: Server) -> None:
    first = desk.start("crawl", "khanhhoa", "-a", f"base_url={slow.base_url}", "-a", "max_articles=8")
    wait_until(lambda: slow.log.count("section") > 0)
    second = desk.crawl(slow.base_url)
    out, err = first.communicate(timeout=60)
    assert second.code == 75
    assert_one_line(second, has=f"another run is at work on khanhhoa: process {first.pid} on ")
    assert (first.returncode, err, len(desk.rows(runs))) == (0, "", 1)
    assert "8 new articles" in out


def test_75_another_machine_is_at_work_on_the_same_postgresql(desk: Desk, postgres_url: str) -> None:
    with Archive.open(postgres_url) as elsewhere, advisory_lock(elsewhere.engine, "khanhhoa"):
        ended = desk.crawl(NOTHING_LISTENS, settings={"ARCHIVE_URL": postgres_url})
    assert ended.code == 75
    assert_one_line(ended, has=f"another run is at work on khanhhoa: crawl of khanhhoa, process {os.getpid()} on ")


@pytest.mark.parametrize(
    ("number", "code", "outcome"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")]
)
def test_130_and_143_stopped_by_a_signal(desk: Desk, slow: Server, number: int, code: int, outcome: str) -> None:
    process = desk.start("crawl", "khanhhoa", "-a", f"base_url={slow.base_url}")
    wait_until(lambda: slow.log.count("article") > 0)
    process.send_signal(number)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err.count("\n")) == (code, "", 1)
    assert "the next run goes on" in err
    assert (desk.last_run().outcome, desk.last_run().exit_code) == (outcome, code)


def test_143_stopped_before_the_run_is_recorded(desk: Desk, tmp_path: Path) -> None:
    fifo = tmp_path / "urls.txt"
    os.mkfifo(fifo)
    process = desk.start("crawl", "khanhhoa", "-a", f"urls_file={fifo}")
    with fifo.open("w"):  # opens as soon as the command has begun to read it
        process.terminate()
        _, err = process.communicate(timeout=10)
    assert process.returncode == 143
    assert err == "khanhhoa: terminated: stopped by SIGTERM; the next run goes on\n"


def test_143_stopped_while_the_crawl_is_being_set_up(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "eager.py").write_text(TERMINATED_AT_START)
    ended = desk.run(
        *("crawl", "khanhhoa", "-a", f"base_url={NOTHING_LISTENS}", "-s", 'EXTENSIONS={"eager.Extension": 1}'),
        environment={"PYTHONPATH": str(tmp_path)},
    )
    assert ended.code == 143
    assert (desk.last_run().outcome, desk.last_run().exit_code) == ("terminated", 143)


def test_a_killed_run_is_reported_by_the_next(desk: Desk, small: Server) -> None:
    with Archive.open(desk.archive_url) as archive, archive.begin() as connection:
        started = {"newspaper": "khanhhoa", "mode": "latest", "started_at": datetime.now(UTC), "stats": {}}
        connection.execute(insert(runs).values(**started))
    ended = desk.crawl(small.base_url)
    assert ended.code == 0
    assert "run 1 of khanhhoa, begun " in ended.err
    assert [row.outcome for row in desk.rows(runs)] == ["killed", "done"]
