"""From the figures of a run to its verdict."""

import signal
from typing import Any

import pytest

from crawler.archive import ArchiveError
from crawler.cli.exit_codes import OUTCOMES, ExitCode
from crawler.runs.component_errors import ComponentError
from crawler.runs.signals import Stopped
from crawler.runs.verdict import Verdict, judge, judge_error

DONE = {"finish_reason": "finished", "sections_found": 14}


@pytest.mark.parametrize("reason", ["finished", "budget"])
def test_a_run_that_came_to_its_end_is_done(reason: str) -> None:
    assert judge(DONE | {"finish_reason": reason}) == Verdict(ExitCode.DONE, "")


@pytest.mark.parametrize(
    ("stats", "why"),
    [
        ({"articles_failed": 1}, "1 article failed for good"),
        ({"articles_failed": 3}, "3 articles failed for good"),
        ({"sections_failed": 2}, "2 section pages could not be read"),
        ({"sections_found": 0}, "the navigation shows no sections"),
        ({"articles_failed": 1, "sections_failed": 1}, "1 article failed for good; 1 section page could not be read"),
    ],
)
def test_what_is_not_well_is_named(stats: dict[str, int], why: str) -> None:
    assert judge(DONE | stats) == Verdict(ExitCode.NOT_WELL, why)


def test_what_is_retryable_is_well() -> None:
    assert judge(DONE | {"articles_to_retry": 5}).code is ExitCode.DONE


@pytest.mark.parametrize(("reason", "code"), [("refused", 4), ("unreachable", 5), ("archive", 6)])
def test_an_early_end_has_its_code_and_its_reason(reason: str, code: int) -> None:
    assert judge({"finish_reason": reason, "run/detail": "why", "articles_failed": 9}) == Verdict(ExitCode(code), "why")


def test_the_gate_says_why_it_refused() -> None:
    verdict = judge({"finish_reason": "refused", "gate/refusal": "the newspaper refused: 403"})
    assert verdict == Verdict(ExitCode.REFUSED, "the newspaper refused: 403")


def test_an_end_that_nobody_foresaw_is_a_failure() -> None:
    assert judge({"finish_reason": "shutdown"}) == Verdict(ExitCode.FAILED, "ended early: shutdown")
    assert judge({}).code is ExitCode.FAILED


def test_a_signal_comes_before_all_else() -> None:
    stats = DONE | {"articles_failed": 1}
    assert judge(stats, signal.SIGTERM).code is ExitCode.TERMINATED
    assert judge(stats, signal.SIGINT).code is ExitCode.INTERRUPTED


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (Stopped(signal.SIGINT), Verdict(ExitCode.INTERRUPTED, "stopped by SIGINT; the next run goes on")),
        (ArchiveError("disk full"), Verdict(ExitCode.ARCHIVE, "disk full")),
        (KeyError("x"), Verdict(ExitCode.FAILED, "KeyError: 'x'")),
    ],
)
def test_errors_have_their_code(error: BaseException, verdict: Verdict) -> None:
    assert judge_error(error) == verdict


def test_every_code_that_is_recorded_has_its_own_word() -> None:
    assert set(ExitCode) - set(OUTCOMES) == {ExitCode.WRONG_USE, ExitCode.BUSY}
    assert len(set(OUTCOMES.values())) == len(OUTCOMES)


def test_an_error_of_a_component_fails_a_run_that_is_done() -> None:
    error = ComponentError("signal handler x: ValueError: y", ValueError("y"))
    for stats in (DONE, DONE | {"articles_failed": 2}):
        assert judge(stats, None, error) == Verdict(ExitCode.FAILED, error.line)


@pytest.mark.parametrize(
    ("stats", "stopped_by", "code"), [({"finish_reason": "refused"}, None, 4), (DONE, signal.SIGTERM, 143)]
)
def test_an_error_of_a_component_leaves_other_endings_as_they_are(
    stats: dict[str, Any], stopped_by: signal.Signals | None, code: int
) -> None:
    assert judge(stats, stopped_by, ComponentError("x", ValueError("y"))).code == code
