"""The log: what is written, to where, and what never is."""

import logging
import os
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.cli import logs
from crawler.cli.exit import print_error
from crawler.cli.secrets import Secrets, split_urls
from crawler.cli.usage import UsageError

DATABASE = "postgresql+psycopg://crawler:s3cr%40t@db.example.org/news"
TELEGRAM = "tgram://123456789:AAF_9xyzTOKENabc/-100200300"


@pytest.fixture(autouse=True)
def root_logger() -> Iterator[logging.Logger]:
    """The root logger, given back as it was."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield root
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def set_up(**settings: object) -> None:
    logs.set_up(Settings({"LOG_LEVEL": "WARNING", "LOG_FORMAT": "%(levelname)s %(message)s", **settings}))


def test_ours_are_said_in_one_line_and_nobody_elses(capsys: pytest.CaptureFixture[str]) -> None:
    set_up()
    try:
        raise ValueError("two\nlines")
    except ValueError:
        logging.getLogger("crawler.downloader").warning("it failed", exc_info=True)
        logging.getLogger("scrapy.core.scraper").error("an error", exc_info=True)
    logging.getLogger("khanhhoa").warning("first\nsecond")
    logging.getLogger("crawler.archive").info("not asked for")
    assert capsys.readouterr().err == "WARNING it failed\nWARNING first\n"


def test_debug_shows_everything_with_tracebacks(capsys: pytest.CaptureFixture[str]) -> None:
    set_up(LOG_LEVEL="DEBUG")
    try:
        raise ValueError("why")
    except ValueError:
        logging.getLogger("scrapy.core.scraper").debug("an error", exc_info=True)
    said = capsys.readouterr().err
    assert said.startswith("DEBUG an error\nTraceback")
    assert said.endswith("ValueError: why\n")


def test_follows_stderr_when_a_progress_bar_takes_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up()
    bar = StringIO()
    monkeypatch.setattr(sys, "stderr", bar)
    logging.getLogger("crawler").warning("above the bar")
    assert bar.getvalue() == "WARNING above the bar\n"


def test_a_log_file_is_renamed_when_it_is_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "FILE_BYTES", 2_000)
    set_up(LOG_FILE=str(tmp_path / "new" / "crawl.log"))
    for number in range(400):
        logging.getLogger("crawler").warning("message number %d", number)
    files = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert files == ["crawl.log", *(f"crawl.log.{number}" for number in range(1, logs.FILES_KEPT + 1))]
    assert all(path.stat().st_size <= 2_000 for path in (tmp_path / "new").iterdir())
    assert "number 399" in (tmp_path / "new" / "crawl.log").read_text()


def test_a_log_file_is_continued_unless_it_is_to_begin_anew(tmp_path: Path) -> None:
    path = tmp_path / "crawl.log"
    path.write_text("earlier\n")
    set_up(LOG_FILE=str(path))
    logging.getLogger("crawler").warning("later")
    assert path.read_text() == "earlier\nWARNING later\n"
    set_up(LOG_FILE=str(path), LOG_FILE_APPEND=False)
    assert "earlier" not in path.read_text()


def test_an_unknown_level_is_refused_with_the_valid_ones() -> None:
    with pytest.raises(UsageError, match="unknown log level 'LOUD'; valid are CRITICAL, "):
        set_up(LOG_LEVEL="LOUD")


@pytest.mark.parametrize("level", ["WARNING", "DEBUG"])
def test_secrets_are_left_out_at_every_level(level: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up(LOG_LEVEL=level, ARCHIVE_URL=DATABASE, NOTIFY=TELEGRAM)
    logger = logging.getLogger("crawler")
    logger.warning("cannot reach %s as %s", DATABASE, "crawler with s3cr@t")
    logger.warning("POST /bot123456789:AAF_9xyzTOKENabc/sendMessage")
    try:
        raise ValueError(TELEGRAM)
    except ValueError:
        logger.error("not sent", exc_info=True)
    said = capsys.readouterr().err
    assert "db.example.org" in said
    for secret in ("s3cr@t", "s3cr%40t", "AAF_9xyzTOKENabc", "123456789"):
        assert secret not in said


def test_libraries_that_write_addresses_are_silent(capsys: pytest.CaptureFixture[str]) -> None:
    set_up(LOG_LEVEL="DEBUG")
    for name in ("urllib3.connectionpool", "apprise", "requests"):
        logging.getLogger(name).error("https://hooks.example.org/T00/B00/key")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("notify", "text", "redacted"),
    [
        ("mailto://bot:hunter2@example.org", "login bot hunter2 at example.org", "login bot *** at example.org"),
        ("json://127.0.0.1:8080/hook", "GET http://127.0.0.1:8080/", "GET http://127.0.0.1:8080/"),
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", "key TIiajkdnlazkcOXrIdevi7FQ", "key ***"),
        ("", "nothing to hide", "nothing to hide"),
    ],
)
def test_redacts_what_is_secret_and_nothing_else(notify: str, text: str, redacted: str) -> None:
    assert Secrets.of({"NOTIFY": notify}).redact(text) == redacted


def test_parts_addresses_only_at_commas_that_an_address_follows() -> None:
    assert split_urls("mailto://a.org?to=x,y, json://b.org") == ["mailto://a.org?to=x,y", "json://b.org"]
    assert split_urls("") == split_urls(None) == []


@pytest.mark.parametrize("in_journal", [True, False])
def test_lines_for_the_journal_begin_with_their_priority(
    in_journal: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "journal").open("w+") as stderr:
        status = os.fstat(stderr.fileno())
        monkeypatch.setenv("JOURNAL_STREAM", f"{status.st_dev}:{status.st_ino}" if in_journal else "0:0")
        monkeypatch.setattr(sys, "stderr", stderr)
        set_up()
        logging.getLogger("crawler").error("it failed")
        logging.getLogger("crawler").warning("it is odd")
        print_error("khanhhoa: unreachable")
        stderr.flush()
        stderr.seek(0)
        marks = [line.partition("E")[0].partition("W")[0].partition("k")[0] for line in stderr.read().splitlines()]
    assert marks == (["<3>", "<4>", "<3>"] if in_journal else ["", "", ""])
