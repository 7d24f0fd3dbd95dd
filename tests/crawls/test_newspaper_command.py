"""``scrapy newspaper``: the built-in newspaper as a process of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import get_args

import pytest

from crawler.commands.newspaper import SWITCHES
from crawler.newspapers.builtin import Newspaper, Options
from crawler.newspapers.builtin.asking import paths
from crawler.newspapers.builtin.log import Kind
from crawler.newspapers.builtin.options import Fault, GateKind, Pager
from crawler.newspapers.builtin.switches import read_switches
from tests.crawling import ROOT

COMMAND = (sys.executable, "-m", "scrapy", "newspaper")


@contextmanager
def running(*words: str) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    """The command, serving, and its port."""
    process = subprocess.Popen([*COMMAND, *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("Serving "), line
        yield process, int(line.rsplit(":", 1)[1].strip(" /\n"))
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def get(connection: HTTPConnection, path: str) -> int:
    """Status of a page, read to its end."""
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    return response.status


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_the_signal_and_sums_up(number: signal.Signals, tmp_path: Path) -> None:
    log = tmp_path / "hits.jsonl"
    with running("--articles", "12", "--gate", "30:2", "--gate-status", "429", "--log", str(log)) as (process, port):
        connection = HTTPConnection("127.0.0.1", port)
        assert [get(connection, "/") for _ in range(3)] == [200, 200, 429]
        connection.close()
        assert [json.loads(line)["kind"] for line in log.read_text().splitlines()] == ["home", "home", "wait"]
        process.send_signal(number)
        out, err = process.communicate(timeout=10)
        assert (process.returncode, err) == (0, "")
        assert out == "3 requests (3 home); requests while closed: 1\n"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--gate", "60"), "--gate 60: give rules as SECONDS:REQUESTS, e.g. 60:40,300:150"),
        (("--papers", "x"), "unknown argument '--papers'"),
        (("--log", "/no/such/folder/x"), "[Errno 2] No such file or directory: '/no/such/folder/x'"),
    ],
)
def test_wrong_use_is_refused_in_one_line(words: tuple[str, ...], complaint: str) -> None:
    done = subprocess.run([*COMMAND, *words], cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"scrapy newspaper: {complaint}\n"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ({"--articles": "none"}, "--articles none: give a number (1 to 20000)"),
        ({"--articles": "0"}, "--articles 0: give a number (1 to 20000)"),
        ({"--port": "70000"}, "--port 70000: give a number (0 to 65535)"),
        ({"--gate": "60:x"}, "--gate 60:x: give rules as SECONDS:REQUESTS, e.g. 60:40,300:150"),
        ({"--gate": "0:40"}, "--gate 0:40: give rules as SECONDS:REQUESTS, e.g. 60:40,300:150"),
        ({"--gate-status": "418"}, "--gate-status 418: give a number (200, 429, 503)"),
        ({"--edition": "fr"}, "--edition fr: give one of vi, en"),
        ({"--crawl-delay": "soon"}, "--crawl-delay soon: give seconds"),
        ({"--crawl-delay": "inf"}, "--crawl-delay inf: give seconds"),
    ],
)
def test_wrong_words_name_what_is_right(words: dict[str, str], complaint: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(complaint) + "$"):
        read_switches(words)


def test_switches_are_the_options() -> None:
    words = {
        "--port": "8080",
        "--articles": "30",
        "--seed": "9",
        "--edition": "en",
        "--gate": "60:40,300:150",
        "--gate-status": "503",
        "--gate-kind": "cookie",
        "--crawl-delay": "1.5",
        "--pager": "loops",
        "--log": "x",
    }
    options, port = read_switches(words)
    assert port == 8080
    assert options == Options(
        articles=30,
        seed=9,
        edition="en",
        gate=((60, 40), (300, 150)),
        gate_status=503,
        gate_kind="cookie",
        crawl_delay=1.5,
        pager="loops",
    )
    assert read_switches({}) == (Options(), 0)


def test_the_documentation_names_every_switch_gate_fault_and_kind() -> None:
    text = (ROOT / "docs" / "newspaper.md").read_text()
    words = [switch for switch, _, _ in SWITCHES]
    for literal in (GateKind, Fault, Kind, Pager):
        words.extend(get_args(literal))
    assert [word for word in words if f"`{word}" not in text] == []


def test_a_thousand_articles_start_in_less_than_a_second_of_processor_time() -> None:
    before = time.process_time()
    Newspaper(Options(articles=1000))
    assert time.process_time() - before < 1


def test_it_bears_300_requests_a_second_on_one_core() -> None:
    site = Newspaper(Options(articles=300))
    pages = [*paths(site), *(f"/{section.path}/" for section in site.edition.sections)]
    with running("--articles", "300") as (process, port):
        started = processor_seconds(process.pid)

        def read(share: list[str]) -> list[int]:
            connection = HTTPConnection("127.0.0.1", port)
            statuses = [get(connection, path) for path in share]
            connection.close()
            return statuses

        with ThreadPoolExecutor(8) as readers:
            statuses = [status for part in readers.map(read, [pages[at::8] * 3 for at in range(8)]) for status in part]
        spent = processor_seconds(process.pid) - started
    assert set(statuses) == {200}
    assert len(statuses) / spent > 300


def processor_seconds(pid: int) -> float:
    """What a process has used of the processor so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
