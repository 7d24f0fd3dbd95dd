"""Crawls of the built-in newspaper with hostile cases: each run ends by itself, within bounds, with the right code."""

import sys
from subprocess import run

import pytest

from crawler.newspapers.builtin.hostile.cases import CASES
from tests.hostile.trial import ROOT, try_case

SOME = {
    "answer: headers without end": {0, 3},
    "answer: 100 Continue without end": {0, 3},
    "gate: Retry-After past 9999": {4},
    "robots: crawl-delay of 1e9": {4},
    "front: 20,000 sections": {3},
}
"""A case of each kind that broke a bound, and the codes it may end with."""


@pytest.mark.parametrize("name", SOME)
def test_a_hostile_newspaper_is_crawled_within_bounds(name: str) -> None:
    trial = try_case(name)
    assert trial.problems() == []
    assert trial.code in SOME[name]


@pytest.mark.soak
@pytest.mark.parametrize("name", CASES)
def test_every_hostile_case_is_crawled_within_bounds(name: str) -> None:
    assert try_case(name).problems() == []


@pytest.mark.parametrize("number", ["9" * 5_000, "1" * 19])
@pytest.mark.parametrize("argument", ["max_articles", "max_requests"])
def test_a_number_of_thousands_of_digits_is_wrong_use(argument: str, number: str) -> None:
    command = [sys.executable, "-m", "scrapy", "crawl", "khanhhoa", "-a", f"{argument}={number}"]
    ended = run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert "is not a whole number above 0" in ended.stderr


def test_there_are_as_many_cases_as_the_docs_say() -> None:
    assert 150 <= len(CASES) <= 180
