"""The line at the end of a run."""

from typing import Any

import pytest

from crawler.cli.exit_codes import ExitCode
from crawler.cli.wording import duration
from crawler.runs.record import RunResult, summary
from crawler.runs.stats import run_stats
from crawler.runs.verdict import Verdict

DONE = Verdict(ExitCode.DONE, "")


def ended(verdict: Verdict = DONE, seconds: float = 0.0, **stats: Any) -> RunResult:
    return RunResult(verdict, run_stats({"run/left": "nothing left to fetch"} | stats, seconds))


def test_says_what_was_found_and_what_is_left() -> None:
    line = summary("khanhhoa", ended(articles_new=12, seconds=61.2, requests_sent=35))
    assert line == "khanhhoa: done (12 new articles; 35 requests in 1 min 1 s; nothing left to fetch)"


def test_names_only_what_there_was() -> None:
    line = summary("khanhhoa", ended(articles_new=0, articles_revised=2, articles_gone=1))
    assert "(0 new articles, 2 revised, 1 gone;" in line
    assert "failed" not in line


def test_says_how_long_the_gate_was_waited_out() -> None:
    assert "2 wait pages, 1 min 15 s waited" in summary("khanhhoa", ended(wait_pages=2, wait_seconds=75.4))


def test_every_count_has_its_number() -> None:
    verdict = ended(articles_new=1, requests_sent=1, wait_pages=1, wait_seconds=13, seconds=14)
    line = summary("khanhhoa", verdict)
    assert "(1 new article; 1 request in 14 s; 1 wait page, 13 s waited;" in line


def test_says_why_it_is_not_well() -> None:
    line = summary("khanhhoa", ended(Verdict(ExitCode.NOT_WELL, "2 articles failed for good"), articles_failed=2))
    assert line.startswith("khanhhoa: not well: 2 articles failed for good (0 new articles, 2 failed;")


def test_a_run_that_did_not_begin_has_no_figures() -> None:
    line = summary("khanhhoa", RunResult(Verdict(ExitCode.ARCHIVE, "the disk is full")))
    assert line == "khanhhoa: archive: the disk is full"


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.4, "0 s"), (59, "59 s"), (60, "1 min 0 s"), (3_599, "59 min 59 s"), (90_061, "25 h 1 min")]
)
def test_durations_as_people_say_them(seconds: float, said: str) -> None:
    assert duration(seconds) == said
