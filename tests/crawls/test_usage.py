"""Wrong words on the command line: one line on stderr, code 2, and nothing done."""

from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from crawler import settings
from tests.crawling import Desk

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("runs --limit many", "scrapy runs: argument --limit: many is not a whole number of 1 or more"),
        ("runs --limit 0", "scrapy runs: argument --limit: 0 is not a whole number of 1 or more"),
        ("runs --limit", "scrapy runs: argument --limit: expected one argument"),
        ("runs khanhhoa", "scrapy runs: unknown argument 'khanhhoa'; see scrapy runs --help"),
        ("runs --every", "scrapy runs: unknown option --every; see scrapy runs --help"),
        ("runs -L LOUD", "scrapy runs: unknown log level 'LOUD'; valid are CRITICAL, FATAL, ERROR, WARN"),
        ("runs --logfile /proc/none/log", "scrapy runs: /proc/none cannot be written: No such file or directory"),
        ("runs -s PROGRESS", "scrapy runs: Invalid -s value, use -s NAME=VALUE"),
        ("search --all bao", "scrapy search: unknown option --all; see scrapy search --help"),
        ("search bao --limit -1", "scrapy search: argument --limit: -1 is not a whole number of 1 or more"),
        ("export all.csv --all", "scrapy export: unknown option --all; see scrapy export --help"),
        ("reparse --processes -1", "scrapy reparse: argument --processes: -1 is not a whole number of 1 or more"),
        ("reparse --show some", "scrapy reparse: argument --show: some is not a whole number of 0 or more"),
        ("report --run x", "scrapy report: argument --run: x is not a whole number of 1 or more"),
        ("report khanhhoa khanhhoa_en", "scrapy report: unknown argument 'khanhhoa_en'; see scrapy report --help"),
        ("doctor khanhhoa khanhhoa_en", "scrapy doctor: unknown argument 'khanhhoa_en'; see scrapy doctor --help"),
        ("doctor --base-url http://127.0.0.1:1/", "scrapy doctor: --base-url needs --live"),
        ("doctor --live --base-url paper", "scrapy doctor: --base-url paper is not an address; write it as http://"),
        ("archive check --all", "scrapy archive: unknown option --all; see scrapy archive --help"),
        ("revisions", "scrapy revisions: name one article by its id (e4914ab) or address"),
        ("newspaper --lo", "scrapy newspaper: ambiguous option: --lo"),
    ],
)
def test_wrong_words_are_reported_in_one_line(desk: Desk, words: str, said: str) -> None:
    ended = desk.run(*words.split())
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1), ended
    assert ended.err.startswith(said)


@pytest.mark.parametrize(
    "words", ["runs", "report", "search bao", "export all.csv", "reparse", "revisions e4914ab", "archive check"]
)
def test_a_name_mistyped_is_no_empty_archive(desk: Desk, tmp_path: Path, words: str) -> None:
    path = tmp_path / "mistyped" / "archive.db"
    ended = desk.run(*words.split(), settings={"ARCHIVE_URL": f"sqlite:///{path}"})
    assert (ended.code, ended.out) == (6, "")
    assert ended.err == f"scrapy {words.split()[0]}: there is no archive {path}; a crawl makes it\n"
    assert not path.parent.exists()


def test_an_empty_database_is_no_archive(desk: Desk, postgres_url: str) -> None:
    ended = desk.run("runs", settings={"ARCHIVE_URL": postgres_url})
    assert (ended.code, ended.out, ended.err.count("\n")) == (6, "", 1)
    assert "; a crawl makes it" in ended.err
    engine = create_engine(postgres_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_the_way_to_an_error_is_shown_when_asked_for(desk: Desk) -> None:
    nowhere = {"ARCHIVE_URL": "sqlite:////proc/archive.db"}
    quiet, talkative = desk.run("runs", settings=nowhere), desk.run("runs", "-L", "DEBUG", settings=nowhere)
    assert (quiet.code, quiet.err.count("\n"), talkative.code) == (6, 1, 6)
    assert "Traceback" in talkative.err
    assert talkative.err.endswith(quiet.err)


def test_an_empty_variable_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRAWLER_DATA_DIR", "")
    assert settings._ours("DATA_DIR", "var") == "var"
    monkeypatch.setenv("CRAWLER_DATA_DIR", "there")
    assert settings._ours("DATA_DIR", "var") == "there"


def test_no_line_of_the_help_is_taken_for_a_heading(desk: Desk) -> None:
    lines = desk.run("newspaper", "--help").out.splitlines()
    headings = [line for line, below in pairwise(lines) if line and below in {"=" * len(line), "-" * len(line)}]
    assert headings == ["Usage", "Options", "Global Options", "Newspaper"]
