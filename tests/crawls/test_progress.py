"""The progress bar, on a real pseudo-terminal."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios

import pytest
from scrapy import Request

from crawler.archive.frontier.due import DueArticle
from crawler.archive.frontier.entries import Rank
from crawler.cli.progress_bar import wants_bar
from crawler.cli.usage import UsageError
from crawler.frontier.requests import ListPage, article_request, list_request
from crawler.monitoring.progress import Pace, _section
from crawler.newspapers import KHANHHOA
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.site import Site
from tests.crawling import ROOT, SCRAPY, Desk

CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def on_terminal(desk: Desk, base_url: str, *words: str) -> tuple[int, str]:
    """Exit code of a crawl on a terminal of 120 columns, and all that it showed there."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    settings = {"CRAWLER_ARCHIVE_URL": desk.archive_url, "CRAWLER_DATA_DIR": str(desk.folder), "TERM": "xterm"}
    process = subprocess.Popen(
        [SCRAPY, "crawl", "khanhhoa", "-a", f"base_url={base_url}", "-s", "DOWNLOAD_DELAY=0", *words],
        cwd=ROOT,
        env=os.environ | settings,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        shown = _read_all(terminal.fileno())
    return process.wait(60), CONTROL.sub("", shown)


def _read_all(terminal: int) -> str:
    parts: list[bytes] = []
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux says so when the other side is closed
            part = b""
        if not part:
            return b"".join(parts).decode()
        parts.append(part)


def test_shows_where_it_is_how_fast_and_the_gates_countdown(desk: Desk) -> None:
    options = Options(seed=5, articles=25, gate_kind="cookie", gate_wait=3, pager="works")
    with serve(Newspaper(options)) as server:
        # Slow enough for what is left to be counted while articles arrive.
        code, shown = on_terminal(desk, server.base_url, "-s", "DOWNLOAD_DELAY=0.2")
    assert code == 0
    assert re.search(r"xa-hoi\b.* \d+/\d+ articles, \d+ a minute", shown)
    assert re.search(r"the gate opens in [0-3] s", shown)
    assert re.search(r"articles, \d+ a minute +\d+ s left", shown)
    lines = [line for line in shown.split("\r\n") if line.strip()]
    assert lines[-1].strip().startswith("khanhhoa: done (")


def test_is_shown_without_a_terminal_when_asked_for(desk: Desk) -> None:
    ended = desk.crawl("http://127.0.0.1:1/", settings={"PROGRESS": "on"})
    assert ended.code == 5
    assert "articles, 0 a minute" in CONTROL.sub("", ended.err)
    assert ended.out == ""


def test_is_not_shown_without_a_terminal_nor_below_a_talkative_log(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not wants_bar("auto", talkative=False)  # pytest has taken stderr
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert wants_bar("auto", talkative=False)
    assert not wants_bar("auto", talkative=True)
    assert wants_bar("on", talkative=True)
    assert not wants_bar("off", talkative=False)


def test_an_unknown_choice_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="unknown PROGRESS 'of'; did you mean 'off'"):
        wants_bar("of", talkative=False)


def test_the_pace_is_that_of_the_last_two_minutes() -> None:
    pace = Pace(now=0)
    assert pace.per_minute(1) == 0
    for second in range(60):
        pace.note(second)
    assert pace.per_minute(60) == pytest.approx(60)
    assert pace.per_minute(150) == pytest.approx(15)
    assert pace.per_minute(1_000) == 0
    assert pace.done == 60


def test_the_section_is_the_lists_or_that_of_the_articles_address() -> None:
    site = Site(KHANHHOA)
    article = DueArticle("8219345", "https://baokhanhhoa.vn/xa-hoi/giao-duc/202511/mot-bai-8219345/", None, Rank.NEW)
    assert _section(list_request(site, ListPage("the-thao", 2), print, print)) == "the-thao"
    assert _section(article_request(site, article, print, print)) == "xa-hoi/giao-duc"
    assert _section(Request("http://x/robots.txt")) is None
