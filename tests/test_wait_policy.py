"""How much waiting is reasonable."""

import asyncio
import os
import subprocess
import sys

import pytest
from scrapy.settings import Settings

from crawler.cli.usage import UsageError
from crawler.downloader.browser.processes import descendants, kill, wait_gone
from crawler.downloader.wait_policy import TooLong, WaitPolicy, WaitSettings

LIMITS = WaitSettings(max_seconds=100, max_per_run=5, max_in_a_row=3, unknown_seconds=10)


def test_a_wait_is_as_long_as_the_gate_asks() -> None:
    assert WaitPolicy(LIMITS).wait(13) == 13
    assert WaitPolicy(LIMITS).wait(0) == 1


def test_a_gate_that_does_not_say_how_long_gets_twice_as_long_each_time() -> None:
    patience = WaitPolicy(LIMITS)
    assert [patience.wait(None) for _ in range(3)] == [10, 20, 40]
    patience.reset()
    assert patience.wait(None) == 10


def test_a_gate_that_asks_for_too_long_says_when_to_come_back() -> None:
    with pytest.raises(TooLong, match="asks for 101 s, more than 100") as caught:
        WaitPolicy(LIMITS).wait(101)
    assert caught.value.retry_after_s == 101


def test_a_gate_that_does_not_open_is_left() -> None:
    patience = WaitPolicy(LIMITS)
    for _ in range(3):
        patience.wait(1)
    with pytest.raises(TooLong, match="did not open after 3 waits of 3 s"):
        patience.wait(1)


def test_waits_in_a_row_may_not_add_up_to_too_much() -> None:
    patience = WaitPolicy(LIMITS)
    patience.wait(60)
    with pytest.raises(TooLong, match="did not open after 1 wait of 60 s"):
        patience.wait(60)
    patience.reset()
    assert patience.wait(60) == 60


def test_a_gate_that_closes_all_the_time_is_left() -> None:
    patience = WaitPolicy(LIMITS)
    for _ in range(5):
        patience.wait(1)
        patience.reset()
    with pytest.raises(TooLong, match="more than 5 times"):
        patience.wait(1)


def test_limits_are_read_from_settings() -> None:
    assert WaitSettings.from_settings(Settings()) == WaitSettings()
    settings = Settings({"WAIT_MAX_SECONDS": "60", "WAIT_BROWSER": "off", "CHROMIUM": "/opt/chromium"})
    limits = WaitSettings.from_settings(settings)
    assert (limits.max_seconds, limits.browser, limits.chromium) == (60, False, "/opt/chromium")


@pytest.mark.parametrize(
    ("name", "word", "said"),
    [
        ("WAIT_MAX_SECONDS", "long", "WAIT_MAX_SECONDS=long is not a number of 0 or more"),
        ("WAIT_GRACE_SECONDS", "nan", "WAIT_GRACE_SECONDS=nan is not a number of 0 or more"),
        ("WAIT_MAX_PER_RUN", "1.5", "WAIT_MAX_PER_RUN=1.5 is not a whole number of 0 or more"),
        ("REFUSALS_MAX_IN_A_ROW", "-1", "REFUSALS_MAX_IN_A_ROW=-1 is not a whole number of 0 or more"),
        ("WAIT_BROWSER", "perhaps", "WAIT_BROWSER=perhaps is neither on nor off"),
    ],
)
def test_a_limit_that_is_none_is_named(name: str, word: str, said: str) -> None:
    with pytest.raises(UsageError, match=f"^{said}$"):
        WaitSettings.from_settings(Settings({name: word}))


def test_a_tree_of_processes_is_found_and_ended() -> None:
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1, flush=True); input()'])"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        assert parent.pid in descendants(os.getpid())
        below = descendants(parent.pid)
        assert len(below) == 1
        # Not all descendants of ours: the database server of other tests is one.
        tree = {parent.pid} | below
        assert asyncio.run(wait_gone(below, 0.1)) == below
        kill(tree)
        assert asyncio.run(wait_gone(tree, 5)) == set()
