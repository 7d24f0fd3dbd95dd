"""An import that is killed goes on where it was: nothing is lost, nothing is there twice."""

import random
import signal
import subprocess
import time
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.archive.database.schema import articles, captures, imports, metadata
from crawler.newspapers.builtin import Newspaper, Options
from tests.crawling import Desk
from tests.waiting import wait_until
from tests.webarchives import THEN, Captured, capture, write

TIMES = {"discovered_at", "next_try_at", "started_at", "finished_at", "file", "start", "length"}
"""Columns that differ between two imports of one file: when they ran, and where pages lie."""


def contents(desk: Desk) -> dict[str, list[str]]:
    """The rows of all tables that do not say when they were written."""
    found = {}
    for name, table in metadata.tables.items():
        columns = [column for column in table.columns if column.name not in TIMES]
        rows = [tuple(getattr(row, column.name) for column in columns) for row in desk.rows(table)]
        found[name] = sorted(map(str, rows))
    found.pop("schema_version")
    return found


def file_of(folder: Path, number: int) -> Path:
    site = Newspaper(Options(seed=31, articles=number, portal="old"))
    pages = [capture(site, key) for key in site.truth]
    again = [Captured(page.url, page.body, THEN + timedelta(days=3)) for page in pages]
    return write(folder / "captures.warc.gz", [*pages, *again])


def imported(desk: Desk) -> int:
    with Archive.open(desk.archive_url) as archive, archive.read() as connection:
        return len(connection.execute(imports.select()).all()) and len(connection.execute(captures.select()).all())


def kill(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def test_a_killed_import_goes_on(tmp_path: Path) -> None:
    file = file_of(tmp_path, 130)
    whole, killed = Desk(tmp_path / "whole"), Desk(tmp_path / "killed")
    for desk in (whole, killed):
        desk.folder.mkdir()
    assert whole.run("import", str(file)).code == 0
    with Archive.open(killed.archive_url):
        pass
    process = killed.start("import", str(file))
    wait_until(lambda: imported(killed) > 0)
    kill(process)
    assert 0 < imported(killed) < 260
    ended = killed.run("import", str(file))
    assert ended.code == 0
    assert contents(killed) == contents(whole)
    assert killed.run("archive", "check").code == 0


@pytest.mark.soak
def test_twenty_kills_at_random_moments(tmp_path: Path) -> None:
    file = file_of(tmp_path, 1500)
    whole, killed = Desk(tmp_path / "whole"), Desk(tmp_path / "killed")
    for desk in (whole, killed):
        desk.folder.mkdir()
    assert whole.run("import", str(file), seconds=600).code == 0
    moments = random.Random(20)
    for _ in range(20):
        process = killed.start("import", str(file))
        time.sleep(moments.uniform(0.5, 8))  # the moment is what is tested
        if process.poll() is None:
            kill(process)
        else:
            process.communicate()
    ended = killed.run("import", str(file), seconds=600)
    assert ended.code == 0
    assert contents(killed) == contents(whole)
    assert len(killed.rows(articles)) == len(whole.rows(articles))
    assert killed.run("archive", "check").code == 0
