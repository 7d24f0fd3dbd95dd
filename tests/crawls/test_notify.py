"""Notification of failure, received by a real server."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from crawler.cli.exit_codes import ExitCode
from crawler.monitoring.notify import NotSent, compose, is_change, notify, read_state, write_state
from crawler.newspapers import KHANHHOA
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.runs.record import RunResult
from crawler.runs.verdict import Verdict
from tests.crawling import Desk

# Apprise imports a module that Python 3.13 no longer has, and does without it there.
pytestmark = [pytest.mark.quick, pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")]

UNREACHABLE = RunResult(Verdict(ExitCode.UNREACHABLE, "https://baokhanhhoa.vn/ could not be fetched"))
REFUSED = RunResult(Verdict(ExitCode.REFUSED, "the newspaper refused"))
DONE = RunResult(Verdict(ExitCode.DONE, ""))
STOPPED = RunResult(Verdict(ExitCode.TERMINATED, "stopped by SIGTERM"))
NOWHERE = "json://127.0.0.1:1/hook"


class Service:
    """A notification service: the words that it received."""

    def __init__(self, port: int) -> None:
        self.url = f"json://127.0.0.1:{port}/hook-7Fa9Qz81"
        self.words: list[dict[str, Any]] = []
        self.on_word: Callable[[], None] = lambda: None
        """Called before a word is answered."""

    @property
    def titles(self) -> list[str]:
        return [word["title"] for word in self.words]


@contextmanager
def serve_words() -> Iterator[Service]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # http.server's name
            here.words.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            here.on_word()
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        here = Service(server.server_port)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield here
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def service() -> Iterator[Service]:
    with serve_words() as service:
        yield service


def test_the_first_failure_is_reported_with_reason_address_and_command(service: Service, tmp_path: Path) -> None:
    notify([service.url], tmp_path, KHANHHOA, UNREACHABLE)
    (word,) = service.words
    assert word["title"] == "khanhhoa: unreachable"
    assert word["type"] == "failure"
    for part in ("https://baokhanhhoa.vn/ could not be fetched", "Next: scrapy doctor --live", "Exit code: 5"):
        assert part in word["message"]


def test_once_for_each_change_of_state(service: Service, tmp_path: Path) -> None:
    for ended in (DONE, UNREACHABLE, UNREACHABLE, STOPPED, UNREACHABLE, REFUSED, REFUSED, DONE, DONE, UNREACHABLE):
        notify([service.url], tmp_path, KHANHHOA, ended)
    assert service.titles == [
        "khanhhoa: unreachable",
        "khanhhoa: refused",
        "khanhhoa: well again",
        "khanhhoa: unreachable",
    ]


def test_what_no_service_took_is_reported_by_the_next_run(service: Service, tmp_path: Path) -> None:
    with pytest.raises(NotSent, match=r"by service 1 \(json\)"):
        notify([NOWHERE], tmp_path, KHANHHOA, UNREACHABLE)
    notify([service.url], tmp_path, KHANHHOA, UNREACHABLE)
    assert service.titles == ["khanhhoa: unreachable"]


def test_what_one_of_two_took_is_reported_once_and_the_other_named(service: Service, tmp_path: Path) -> None:
    urls = [service.url, "nosuch://host-9Xk2"]
    with pytest.raises(NotSent, match=r"by service 2 \(nosuch\): check NOTIFY"):
        notify(urls, tmp_path, KHANHHOA, UNREACHABLE)
    notify(urls, tmp_path, KHANHHOA, UNREACHABLE)
    assert len(service.words) == 1


@pytest.mark.parametrize("code", list(ExitCode))
@pytest.mark.parametrize("last", [None, ExitCode.DONE, ExitCode.REFUSED])
def test_news_is_another_trouble_or_its_end(last: ExitCode | None, code: ExitCode) -> None:
    trouble = {1, 3, 4, 5, 6}
    if code in trouble:
        assert is_change(last, code) is (code != last)
    else:
        assert is_change(last, code) is (code == 0 and last in trouble)


def test_every_trouble_has_a_command_to_run_next() -> None:
    for code in (1, 3, 4, 5, 6):
        word = compose(KHANHHOA, RunResult(Verdict(ExitCode(code), "why"), address="https://baokhanhhoa.vn/a/"), "host")
        assert "Next: scrapy " in word.body
        assert "Address: https://baokhanhhoa.vn/a/" in word.body
        assert "On: host" in word.body


def test_the_state_is_kept_in_place_whatever_it_is(tmp_path: Path) -> None:
    path = tmp_path / "khanhhoa.notified"
    assert read_state(path) is None
    write_state(path, ExitCode.TERMINATED)
    length, place = path.stat().st_size, path.stat().st_ino
    write_state(path, ExitCode.DONE)
    assert (path.stat().st_size, path.stat().st_ino, read_state(path)) == (length, place, ExitCode.DONE)
    path.write_text("what?")
    assert read_state(path) is None


def test_a_run_tells_and_keeps_the_secret(desk: Desk, service: Service) -> None:
    metrics = desk.folder / "crawl.prom"
    settings = {"NOTIFY": f"{service.url}, json://user:pa55w0rd@127.0.0.1:1/", "METRICS_FILE": str(metrics)}
    ended = desk.run("crawl", "khanhhoa", "-a", "base_url=http://127.0.0.1:1/", "-L", "DEBUG", settings=settings)
    assert ended.code == 5
    assert service.titles == ["khanhhoa: unreachable"]
    assert "the notification could not be sent by service 2 (json)" in ended.err
    assert 'crawler_exit_code{newspaper="khanhhoa"} 5.0' in metrics.read_text()
    record = json.dumps(desk.last_run().stats)
    for secret in ("pa55w0rd", "hook-7Fa9Qz81"):
        assert secret not in ended.err + ended.out + record


def test_metrics_that_cannot_be_written_keep_no_word_back(desk: Desk, service: Service) -> None:
    settings = {
        "NOTIFY": service.url,
        "METRICS_FILE": "/proc/none/crawl.prom",
        "ARCHIVE_URL": "sqlite:////proc/version",
    }
    ended = desk.run("crawl", "khanhhoa", settings=settings)
    assert (ended.code, service.titles) == (6, ["khanhhoa: archive"])
    assert ended.err.endswith(
        "\nscrapy crawl: METRICS_FILE=/proc/none/crawl.prom cannot be written: No such file or directory\n"
    )


def test_a_run_whose_metrics_cannot_be_written_is_not_well(desk: Desk) -> None:
    with serve(Newspaper(Options(seed=5, articles=5, pager="works"))) as server:
        ended = desk.crawl(server.base_url, settings={"METRICS_FILE": "/proc/none/crawl.prom"})
    assert (ended.code, ended.out.startswith("khanhhoa: done")) == (3, True)
    assert ended.err.startswith("scrapy crawl: METRICS_FILE=/proc/none/crawl.prom cannot be written")


def test_an_address_that_is_none_is_not_logged(desk: Desk) -> None:
    settings = {"NOTIFY": "tgram:/hook-7Fa9Qz81", "ARCHIVE_URL": "sqlite:////proc/version"}
    ended = desk.run("crawl", "khanhhoa", settings=settings)
    assert (ended.code, "by service 1 (***): check NOTIFY" in ended.err) == (6, True)


def test_a_signal_that_comes_when_all_is_over_changes_nothing(desk: Desk, service: Service) -> None:
    settings = {"NOTIFY": service.url, "ARCHIVE_URL": "sqlite:////proc/version"}
    process = desk.start("crawl", "khanhhoa", settings=settings)
    service.on_word = process.terminate
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err.count("\n")) == (6, 1)
    assert service.titles == ["khanhhoa: archive"]
    assert read_state(desk.folder / "khanhhoa.notified") is ExitCode.ARCHIVE
