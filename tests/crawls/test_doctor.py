"""The doctor: each fault is found, with what mends it."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.http import Response
from scrapy.settings import Settings
from sqlalchemy import insert

from crawler.archive import Archive, NoArchive
from crawler.archive.database.schema import runs
from crawler.archive.frontier.entries import Discovery, Rank, discover, mark_gone
from crawler.archive.frontier.ways import Way
from crawler.archive.quotas import ObservedQuota, save_quotas
from crawler.downloader.single_requests import server_clock
from crawler.monitoring.doctor import machine
from crawler.monitoring.doctor.archive import archive as check_archive
from crawler.monitoring.doctor.browser import chromium
from crawler.monitoring.doctor.check_result import CheckResult
from crawler.monitoring.doctor.newspaper import live
from crawler.newspapers import KHANHHOA
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.http import Answer, Request
from crawler.runs.lock import file_lock
from crawler.tasks.doctor import CHECKS
from tests.altered import redirect, serve_altered
from tests.crawling import Desk

SETTINGS = {
    "BOT_NAME": "khanhhoa-crawler",
    "USER_AGENT": "khanhhoa-crawler",
    "ROBOTSTXT_OBEY": True,
    "DOWNLOAD_DELAY": 1,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "CONTACT": "archive@example.org",
    "NOTIFY": "",
    "METRICS_FILE": "",
}


def settings(**changed: Any) -> Settings:
    return Settings(SETTINGS | changed)


def only(findings: Any) -> CheckResult:
    (finding,) = findings
    assert isinstance(finding, CheckResult)
    assert (finding.fix is None) is (finding.state == "good")
    return finding


def test_a_new_machine_is_well_but_for_the_operators_words(desk: Desk) -> None:
    ended = desk.run("doctor", "--json")
    found = {finding["subject"]: finding for finding in json.loads(ended.out)}
    assert (ended.code, ended.err) == (0, "")
    assert {subject for subject, finding in found.items() if finding["state"] != "good"} == {"contact", "notices"}
    assert "starts and loads a page" in found["Chromium"]["message"]
    assert found["archive"]["message"] == "none yet: the first crawl creates it"
    assert not (desk.folder / "archive.db").exists()


def test_an_empty_database_of_a_server_is_no_archive_and_stays_empty(desk: Desk, postgres_url: str) -> None:
    ended = desk.run("doctor", "--json", settings={"ARCHIVE_URL": postgres_url})
    found = {finding["subject"]: finding for finding in json.loads(ended.out)}
    assert (ended.code, found["archive"]["message"]) == (0, "none yet: the first crawl creates it")
    with pytest.raises(NoArchive):
        Archive.open_existing(postgres_url)


def test_what_is_bad_is_said_with_what_mends_it_and_ends_with_3(desk: Desk) -> None:
    settings = {"ARCHIVE_URL": "sqlite:////proc/version", "CHROMIUM": "/nonexistent/chromium"}
    ended = desk.run("doctor", settings=settings)
    assert ended.code == 3
    assert "BAD   archive: the archive /proc/version cannot be used" in ended.out
    assert "→ see docs/operate.md, exit code 6" in ended.out
    assert "warn  Chromium: " in ended.out
    assert "→ sudo apt-get install chromium" in ended.out


def test_a_driver_that_lacks_a_library_is_named_with_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = tmp_path / "node"
    driver.write_text(
        "#!/bin/sh\necho 'node: error while loading shared libraries: libatomic.so.1: gone' >&2\nexit 127\n"
    )
    driver.chmod(0o755)
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", str(driver))
    found = only(chromium(settings()))
    assert (found.state, found.fix) == ("warn", "sudo apt-get install libatomic1")
    assert found.message == "Playwright's driver needs libatomic.so.1; runs sleep through their waits"


def test_chromium_that_hangs_or_is_none(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    assert only(chromium(settings(CHROMIUM=str(program)))).state == "warn"


def test_packages_that_are_not_as_pinned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("lxml==0.1 \\\n    --hash=sha256:00\nnosuch-package==1\n")
    monkeypatch.setattr(machine, "ROOT", tmp_path)
    finding = only(machine.packages(settings()))
    assert (finding.state, finding.fix) == ("bad", "make setup")
    assert ", not 0.1, nosuch-package is missing" in finding.message


def test_packages_of_neither_a_checkout_nor_an_installed_copy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "ROOT", tmp_path)
    monkeypatch.setattr(machine, "DISTRIBUTION", "no-such-distribution")
    assert only(machine.packages(settings())).state == "warn"


@pytest.mark.parametrize(("free", "state"), [(5 * 10**9, "good"), (5 * 10**8, "warn"), (10**6, "bad")])
def test_disk_that_fills_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free: int, state: str) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    assert only(machine.disk(settings(DATA_DIR=str(tmp_path / "new" / "folder")))).state == state


def test_a_folder_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert only(machine.disk(settings(DATA_DIR=str(tmp_path / "file" / "var")))).state == "bad"


def test_settings_that_are_impolite_or_miss_somebody() -> None:
    assert only(machine.contact(settings(CONTACT=""))).fix == "export CRAWLER_CONTACT=you@example.org"
    assert only(machine.politeness(settings())).state == "good"
    rude = only(machine.politeness(settings(DOWNLOAD_DELAY=0.1, ROBOTSTXT_OBEY=False)))
    assert rude.state == "bad"
    assert rude.message == "robots.txt is not obeyed, DOWNLOAD_DELAY is 0.1"
    wrong = only(machine.politeness(settings(DOWNLOAD_DELAY="much")))
    assert (wrong.state, "could not convert string to float: 'much'" in wrong.message) == ("bad", True)


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # Apprise, before Python 3.13
def test_notices_that_reach_nobody() -> None:
    assert only(machine.notices(settings())).state == "warn"
    assert only(machine.notices(settings(NOTIFY="json://127.0.0.1/x"))).state == "good"
    wrong = only(machine.notices(settings(NOTIFY="json://127.0.0.1/x, nosuch://secret-9xQ")))
    assert (wrong.state, wrong.message) == ("bad", "address 2 of NOTIFY is unknown to Apprise")


def test_metrics_that_cannot_be_written(tmp_path: Path) -> None:
    assert list(machine.metrics(settings())) == []
    assert only(machine.metrics(settings(METRICS_FILE=str(tmp_path / "a.prom")))).state == "good"
    assert only(machine.metrics(settings(METRICS_FILE=str(tmp_path / "no" / "a.prom")))).state == "bad"


def about_runs(tmp_path: Path, *rows: dict[str, Any]) -> dict[str, CheckResult]:
    """What is said of an archive with these runs."""
    address = f"sqlite:///{tmp_path / 'archive.db'}"
    with Archive.open(address) as archive, archive.begin() as connection:
        now = datetime.now(UTC)
        for row in rows:
            connection.execute(
                insert(runs).values({"newspaper": "khanhhoa", "mode": "latest", "started_at": now, "stats": {}} | row)
            )
        save_quotas(connection, "khanhhoa", [ObservedQuota(60, 40, now)])
    found = check_archive(settings(ARCHIVE_URL=address, DATA_DIR=str(tmp_path)))
    return {finding.subject: finding for finding in found}


def test_the_last_run_that_says_something_is_judged(tmp_path: Path) -> None:
    refused = {"outcome": "refused", "exit_code": 4, "stats": {"detail": "the newspaper refused: 403"}}
    found = about_runs(tmp_path, refused, {"outcome": "terminated", "exit_code": 143})
    last = found["khanhhoa: last run"]
    assert (last.state, last.fix) == ("bad", "see docs/operate.md, exit code 4")
    assert last.message.startswith("run 1, ")
    assert last.message.endswith(" ago: refused: the newspaper refused: 403")
    assert found["khanhhoa: gate"].message == "learned limits: 40 requests in 60 s"


def test_a_newspaper_that_is_named_is_checked_alone(desk: Desk) -> None:
    with Archive.open(desk.archive_url) as archive, archive.begin() as connection:
        for name, code in (("khanhhoa", 0), ("khanhhoa_en", 5)):
            row = {"mode": "latest", "started_at": datetime.now(UTC), "exit_code": code, "outcome": "x", "stats": {}}
            connection.execute(insert(runs).values({"newspaper": name} | row))
    named, every = desk.run("doctor", "khanhhoa"), desk.run("doctor")
    assert (named.code, every.code) == (0, 3)
    assert ("khanhhoa: last run" in named.out, "khanhhoa_en" in named.out) == (True, False)
    assert "BAD   khanhhoa_en: last run" in every.out


@pytest.mark.parametrize(("missing", "state"), [(0, "good"), (100, "warn")])
def test_low_coverage_of_the_last_30_days(tmp_path: Path, missing: int, state: str) -> None:
    now = datetime.now(UTC)
    with Archive.open(f"sqlite:///{tmp_path / 'archive.db'}") as archive, archive.begin() as connection:
        found = [Discovery(f"{n:07x}", f"/xa-hoi/{n}/", f"{now:%Y%m%d}", "xa-hoi") for n in range(200)]
        for way in (Way.LIST, Way.LINK):
            discover(connection, "khanhhoa", found, Rank.NEW, now, way)
        for each in found[missing:]:
            mark_gone(connection, "khanhhoa", each.article_id, "HTTP 404", now)
    line = about_runs(tmp_path, {"outcome": "done", "exit_code": 0})["khanhhoa: coverage"]
    assert (line.state, line.fix) == (state, "scrapy coverage khanhhoa" if state == "warn" else None)


def test_a_night_that_was_missed(tmp_path: Path) -> None:
    long_ago = datetime.now(UTC) - timedelta(hours=40)
    found = about_runs(tmp_path, {"outcome": "done", "exit_code": 0, "started_at": long_ago})
    assert found["khanhhoa: last run"].state == "good"
    assert found["khanhhoa: schedule"].state == "bad"


def test_a_killed_run_is_distinguished_from_one_at_work(tmp_path: Path) -> None:
    with file_lock(tmp_path, "khanhhoa"):
        at_work = about_runs(tmp_path, {})["khanhhoa: lock"]
    assert (at_work.state, f"process {os.getpid()} on " in at_work.message) == ("good", True)
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    host = at_work.message.split(" on ")[1].split(" since ")[0]
    (tmp_path / "khanhhoa.lock").write_text(f"{dead.stdout.strip()} {host} 2026-01-31 04:00:00 +0700\n")
    killed = about_runs(tmp_path)["khanhhoa: lock"]
    assert (killed.state, killed.fix) == ("warn", "scrapy crawl khanhhoa")
    assert "was killed; it holds nothing" in killed.message


@pytest.mark.parametrize(
    ("options", "state", "said"),
    [
        (Options(articles=40), "good", "31 sections in the navigation"),
        (Options(articles=40, gate=((60.0, 1),)), "warn", "its gate is closed"),
        (Options(articles=40, gate=((60.0, 0),), gate_kind="403"), "bad", "its gate is closed"),
    ],
)
def test_the_newspaper_is_asked_for_one_page(options: Options, state: str, said: str) -> None:
    with serve(Newspaper(options)) as server:
        found = list(live(settings(DOWNLOAD_DELAY=0, DEFAULT_REQUEST_HEADERS={}), KHANHHOA, server.base_url))
        assert len(server.log) <= 2
        assert {hit.user_agent for hit in server.log} == {"khanhhoa-crawler (+archive@example.org)"}
    finding = next(finding for finding in found if finding.subject == "newspaper")
    assert finding.state == state
    assert said in finding.message


def test_a_newspaper_that_cannot_be_reached() -> None:
    finding = only(live(settings(DEFAULT_REQUEST_HEADERS={}), KHANHHOA, "http://127.0.0.1:1/"))
    assert (finding.state, finding.fix) == ("bad", "curl -sI http://127.0.0.1:1/")


def test_every_check_is_made_by_the_command() -> None:
    made = {check.__name__ for check in CHECKS}
    public = {name for name, check in vars(machine).items() if callable(check) and check.__module__ == machine.__name__}
    assert {name for name in public if not name.startswith("_")} <= made


def test_says_which_modules_are_unproven(desk: Desk) -> None:
    ended = desk.run("doctor", "thainguyen")
    assert "warn  thainguyen: module: unproven: it rests on" in ended.out
    assert "→ scrapy survey thainguyen" in ended.out
    assert "unproven" not in desk.run("doctor", "khanhhoa").out


def check_front_page(base_url: str) -> list[CheckResult]:
    return list(live(settings(DOWNLOAD_DELAY=0, DEFAULT_REQUEST_HEADERS={}), KHANHHOA, base_url))


def test_a_redirect_to_another_host_is_said_and_not_followed() -> None:
    with serve(Newspaper(Options(articles=5))) as other:

        def away(request: Request, answer: Answer) -> Answer | None:
            return redirect(other.base_url) if request.target == "/" else None

        with serve_altered(Newspaper(Options(articles=5)), away) as server:
            _, finding = check_front_page(server.base_url)
        assert (finding.state, finding.message) == ("bad", f"it redirects to {other.base_url}")
        assert len(other.log) == 0


def test_a_redirect_on_the_newspapers_own_host_is_followed() -> None:
    def onward(request: Request, answer: Answer) -> Answer | None:
        return redirect("/trang-chu") if request.target == "/" else None

    with serve_altered(Newspaper(Options(articles=5)), onward) as server:
        check_front_page(server.base_url)
        assert server.log.paths() == ["/robots.txt", "/", "/trang-chu"]


def test_a_clock_that_cannot_be_read_is_none() -> None:
    assert server_clock(Response("https://baokhanhhoa.vn/", headers={"Date": "soon"})) is None
