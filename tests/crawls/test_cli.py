"""The commands as an operator meets them: tables, pipes, permissions, and what must never be seen."""

import json
import os
import signal
import stat
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scrapy.settings import Settings
from sqlalchemy import insert

from crawler.archive import Archive, ArchiveError
from crawler.archive.database.schema import runs
from crawler.cli.exit import ends_in_one_line
from crawler.cli.usage import UsageError
from crawler.commands.runs import Command as Runs
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.server import Server
from tests.crawling import ROOT, SCRAPY, Desk, spider_arguments
from tests.waiting import wait_until

BEGAN = datetime(2026, 1, 31, 4, 0, tzinfo=UTC)


@pytest.fixture
def slow() -> Iterator[Server]:
    """A newspaper that takes its time."""
    with serve(Newspaper(Options(seed=5, articles=40, pager="works", latency=0.15))) as server:
        yield server


@pytest.fixture
def two_runs(desk: Desk) -> Desk:
    """A desk after a run of 25 hours that was well, and one that was killed."""
    done = {"finished_at": BEGAN + timedelta(hours=25), "outcome": "done", "exit_code": 0}
    figures = {"articles_new": 12, "requests": 150, "wait_seconds": 75.5}
    base = {"newspaper": "khanhhoa", "mode": "latest", "started_at": BEGAN}
    with Archive.open(desk.archive_url) as archive, archive.begin() as connection:
        connection.execute(insert(runs).values(**base, **done, stats=figures))
        connection.execute(insert(runs).values(**base, outcome="killed", stats={}))
    return desk


def test_runs_as_a_table_that_is_not_cut_in_a_pipe(two_runs: Desk) -> None:
    ended = two_runs.run("runs")
    assert (ended.code, ended.err) == (0, "")
    head, killed, done = (line.split() for line in ended.out.splitlines())
    assert head == ["run", "newspaper", "mode", "started", "took", "outcome", "exit", "new", "requests", "waited"]
    assert killed[0] == "2"
    assert killed[-1] == "killed"
    assert done[5:] == ["25", "h", "0", "min", "done", "0", "12", "150", "1", "min", "16", "s"]


def test_runs_as_json_with_all_figures(two_runs: Desk) -> None:
    ended = two_runs.run("runs", "--json", "--limit", "2")
    killed, done = json.loads(ended.out)
    assert done["stats"] == {"articles_new": 12, "requests": 150, "wait_seconds": 75.5}
    assert done["started_at"] == "2026-01-31T04:00:00+00:00"
    assert (killed["outcome"], killed["finished_at"], killed["exit_code"]) == ("killed", None, None)


def test_a_reader_that_has_seen_enough_is_no_error(two_runs: Desk) -> None:
    process = subprocess.Popen(
        [SCRAPY, "runs", "--json"],
        cwd=ROOT,
        env=os.environ | {"CRAWLER_ARCHIVE_URL": two_runs.archive_url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr as errors:
        assert errors.read() == ""
    assert process.wait(60) == 0


def unread(desk: Desk, *words: str) -> int:
    """Exit code of a command whose output and errors nobody reads."""
    process = desk.start(*words)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    process.stderr.close()
    return process.wait(60)


def test_the_code_of_a_run_is_right_when_nobody_reads_what_it_says(desk: Desk) -> None:
    with serve(Newspaper(Options(seed=5, articles=10))) as server:
        assert unread(desk, "crawl", "khanhhoa", *spider_arguments(server.base_url, {"max_requests": 4})) == 0
    assert unread(desk, "crawl", "khanhhoa", *spider_arguments(server.base_url, {})) == 5
    assert [row.exit_code for row in desk.rows(runs)] == [0, 5]


def test_findings_that_nobody_reads_are_no_success(two_runs: Desk) -> None:
    assert unread(two_runs, "archive", "check") == 1


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (UsageError("there is no run 7"), 2, "scrapy runs: there is no run 7\n"),
        (ArchiveError("the disk\nis full"), 6, "scrapy runs: the disk is full\n"),
        (KeyError("s3cr@t-pa55"), 1, "scrapy runs: KeyError: '***'\n"),
    ],
)
def test_every_error_is_one_line_and_a_code(
    error: Exception, code: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = Runs()
    command.settings = Settings({"ARCHIVE_URL": "postgresql://me:s3cr%40t-pa55@127.0.0.1/news"})

    def fail() -> None:
        raise error

    with ends_in_one_line(command, "runs"):
        fail()
    assert (command.exitcode, capsys.readouterr().err) == (code, line)


def test_a_run_listens_on_no_port_and_writes_for_nobody_else(desk: Desk, slow: Server) -> None:
    log = desk.folder / "log" / "crawl.log"
    words = ("-a", f"base_url={slow.base_url}", "--logfile", str(log), "-L", "DEBUG")
    process = desk.start("crawl", "khanhhoa", *words)
    wait_until(lambda: slow.log.count("article") > 0)
    listening = _listening(process.pid)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert listening == set()
    files = [path for path in desk.folder.rglob("*") if path.is_file()]
    assert {"archive.db", "crawl.log", "khanhhoa.lock"} <= {path.name for path in files}
    modes = {str(path): stat.filemode(path.stat().st_mode) for path in files}
    assert {path: mode for path, mode in modes.items() if mode.endswith("---") is False} == {}


def test_secrets_are_not_seen_even_with_debug(desk: Desk) -> None:
    archive_url = "postgresql+psycopg://crawler:s3cr%40t-pa55@127.0.0.1:1/news"
    settings = {"ARCHIVE_URL": archive_url, "NOTIFY": "tgram://123456789:AAF_9xyzTOKENabc/-100200300x"}
    ended = desk.run(
        "crawl", "khanhhoa", "-L", "DEBUG", settings=settings, environment={"https_proxy": "http://127.0.0.1:1"}
    )
    assert ended.code == 6
    assert "khanhhoa: archive: the archive news on 127.0.0.1 cannot be used" in ended.err
    assert "Traceback" in ended.err
    for secret in ("s3cr%40t", "s3cr@t", "AAF_9xyzTOKENabc", "123456789"):
        assert secret not in ended.out + ended.err


def _listening(pid: int) -> set[str]:
    """Addresses of the sockets on which a process listens (Linux)."""
    links = [str(fd.readlink()) for fd in Path(f"/proc/{pid}/fd").iterdir()]
    inodes = {link.removeprefix("socket:[").rstrip("]") for link in links if link.startswith("socket:[")}
    found = set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for row in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = row.split()
            if fields[9] in inodes and (fields[3] == "0A" or table.startswith("udp")):
                found.add(f"{table} {fields[1]}")
    return found
