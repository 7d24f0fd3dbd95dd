"""Every newspaper of an archive at a glance: the worst first, and one notification a night."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.archive.runs import finish_run, mark_killed, start_run
from crawler.cli.exit_codes import OUTCOMES, ExitCode
from crawler.monitoring.fleet import NewspaperState, fleet, fleet_text, notify_fleet
from crawler.monitoring.notify import NotSent
from tests.crawling import Desk
from tests.crawls.test_notify import NOWHERE, serve_words

pytestmark = [pytest.mark.quick, pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")]

NOW = datetime(2025, 11, 30, 21, tzinfo=UTC)


def record(archive: Archive, newspaper: str, hours_ago: float, code: ExitCode | None, reason: str = "") -> None:
    """A run that began so many hours ago; without a code it has not ended."""
    with archive.begin() as connection:
        began = NOW - timedelta(hours=hours_ago)
        number = start_run(connection, newspaper, "latest", began)
        if code is not None:
            stats = {"articles_new": 3, "requests": 9, "detail": reason}
            finish_run(connection, number, outcome=OUTCOMES[code], exit_code=code, stats=stats, now=began)


def states(archive: Archive) -> list[NewspaperState]:
    with archive.read() as connection:
        return fleet(connection, NOW)


def problems(found: Sequence[NewspaperState]) -> list[tuple[str, str]]:
    return [(state.name, state.problem) for state in found]


def a_night(archive: Archive) -> None:
    record(archive, "khanhhoa", 50, ExitCode.DONE)
    record(archive, "khanhhoa", 26, ExitCode.REFUSED, "five 403s")
    record(archive, "khanhhoa", 2, ExitCode.REFUSED, "five 403s")
    record(archive, "khanhhoa_en", 26, ExitCode.NOT_WELL)
    record(archive, "khanhhoa_en", 2, ExitCode.DONE)
    record(archive, "daklak", 40, ExitCode.DONE)
    record(archive, "phuyen", 30, ExitCode.DONE)
    record(archive, "phuyen", 3, None)
    record(archive, "running", 26, ExitCode.UNREACHABLE)
    record(archive, "running", 1, None)
    record(archive, "stopped", 26, ExitCode.DONE)
    record(archive, "stopped", 2, ExitCode.TERMINATED)
    with archive.begin() as connection:
        mark_killed(connection, "phuyen")


def test_the_worst_is_first_and_what_ended_last_counts(archive: Archive) -> None:
    a_night(archive)
    assert problems(states(archive)) == [
        ("khanhhoa", "refused"),
        ("daklak", "no run for a day and a half"),
        ("phuyen", "killed"),
        ("running", "unreachable"),
        ("stopped", ""),
        ("khanhhoa_en", ""),
    ]
    text = fleet_text(states(archive)).splitlines()
    assert text[0] == "2 of 6 newspapers well"
    assert text[1] == "khanhhoa: refused: five 403s (run 3, 3 new articles; last success 50 h 0 min ago)"
    assert text[4].endswith("; no success yet)")


def test_an_empty_archive_has_no_newspapers(archive: Archive) -> None:
    assert fleet_text(states(archive)) == "0 of 0 newspapers well\n"


def test_one_notification_for_all_and_only_when_something_changed(archive: Archive, tmp_path: Path) -> None:
    with serve_words() as service:
        urls = [service.url]
        record(archive, "khanhhoa", 3, ExitCode.DONE)
        assert not notify_fleet(urls, tmp_path, states(archive)), "all is well, and was"
        record(archive, "khanhhoa", 2, ExitCode.REFUSED, "five 403s")
        record(archive, "daklak", 2, ExitCode.UNREACHABLE)
        record(archive, "phuyen", 2, ExitCode.DONE)
        assert notify_fleet(urls, tmp_path, states(archive))
        record(archive, "khanhhoa", 1, ExitCode.REFUSED, "another reason")
        assert not notify_fleet(urls, tmp_path, states(archive))
        record(archive, "daklak", 1, ExitCode.DONE)
        assert notify_fleet(urls, tmp_path, states(archive))
        record(archive, "khanhhoa", 0.5, ExitCode.DONE)
        assert notify_fleet(urls, tmp_path, states(archive))
    assert service.titles == ["2 of 3 newspapers not well", "1 of 3 newspapers not well", "all newspapers: well again"]
    assert "daklak: unreachable" in service.words[0]["message"]
    assert "phuyen" not in service.words[0]["message"]


def test_a_notification_that_could_not_be_sent_is_sent_the_next_time(archive: Archive, tmp_path: Path) -> None:
    record(archive, "khanhhoa", 2, ExitCode.REFUSED)
    with pytest.raises(NotSent):
        notify_fleet([NOWHERE], tmp_path, states(archive))
    with serve_words() as service:
        assert notify_fleet([service.url], tmp_path, states(archive))


def test_the_commands_show_all_newspapers(desk: Desk) -> None:
    with Archive.open(desk.archive_url) as archive:
        a_night(archive)
    shown = json.loads(desk.run("runs", "--all", "--json").out)
    assert {run["newspaper"] for run in shown} == {
        "khanhhoa", "khanhhoa_en", "daklak", "phuyen", "running", "stopped"
    }  # fmt: skip
    assert len(desk.run("runs", "--all").out.splitlines()) == 7
    with serve_words() as service:
        ended = desk.run("report", "--all", "--send", environment={"CRAWLER_NOTIFY": service.url})
        assert (ended.code, len(ended.out.splitlines()), len(service.titles)) == (0, 7, 1)
    lines = json.loads(desk.run("doctor", "--all", "--json").out)
    order = [line["state"] for line in lines]
    assert order == sorted(order, key=("bad", "warn", "good").index)
    assert {"running: module", "stopped: module"} <= {line["subject"] for line in lines}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["report", "--all", "khanhhoa"], "--all takes no newspaper"),
        (["report", "--send"], "--send needs --all and NOTIFY"),
        (["report", "--all", "--send"], "--send needs --all and NOTIFY"),
        (["runs", "--all", "--newspaper", "khanhhoa"], "--all takes no --newspaper"),
        (["doctor", "--all", "--live"], "--all takes neither"),
    ],
)
def test_options_that_do_not_go_together_are_refused(desk: Desk, words: list[str], said: str) -> None:
    ended = desk.run(*words)
    assert (ended.code, said in ended.err) == (2, True)
