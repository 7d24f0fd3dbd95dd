"""Who may only read the archive can use every command that reads it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from crawler.archive import Archive, ArchiveError
from crawler.archive.database.read_only import Unlocked
from tests.crawling import ROOT, SCRAPY, Desk, Ended
from tests.writing import fill, stories

COMMANDS = (
    ("search", "khánh"),
    ("runs",),
    ("export", "{out}/articles.jsonl"),
    ("report", "--text"),
    ("report", "--output", "{out}/report.html"),
    ("archive", "stats"),
    ("archive", "check"),
    ("archive", "backup", "{out}/copy.db"),
    ("archive", "copy", "sqlite:///{out}/other.db"),
    ("revisions", "{article}"),
    ("coverage",),
    ("reparse", "--dry-run"),
)


def without_privilege() -> list[str]:
    """What lets the rights of files bind root as well."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root, and no setpriv to give up its privilege")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Desk]:
    """A desk whose folder and archive nobody may write."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    desk = Desk(folder)
    with Archive.open(desk.archive_url) as archive:
        fill(archive, stories(5))
    (folder / "archive.db").chmod(0o444)
    folder.chmod(0o555)
    yield desk
    folder.chmod(0o755)


def _filled(words: tuple[str, ...], out: Path) -> list[str]:
    return [word.format(out=out, article=stories(1)[0].article_id) for word in words]


def run(desk: Desk, out: Path, words: tuple[str, ...]) -> Ended:
    ours = {"CRAWLER_ARCHIVE_URL": desk.archive_url, "CRAWLER_DATA_DIR": str(desk.folder)}
    done = subprocess.run(
        [*without_privilege(), SCRAPY, *_filled(words, out)],
        cwd=ROOT,
        env=os.environ | ours,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words[:2]))
def test_reading_commands_need_no_right_to_write(read_only: Desk, tmp_path: Path, words: tuple[str, ...]) -> None:
    ended = run(read_only, tmp_path, words)
    assert (ended.code, ended.err) == (0, ""), ended
    assert [path.name for path in read_only.folder.iterdir()] == ["archive.db"]


def test_commands_that_write_say_that_they_may_not(read_only: Desk, tmp_path: Path) -> None:
    ended = run(read_only, tmp_path, ("crawl", "khanhhoa", "-a", "base_url=http://127.0.0.1:1/"))
    assert (ended.code, ended.err.count("\n")) == (6, 1)


def test_while_a_crawl_is_at_work_its_log_is_read_as_well(read_only: Desk, tmp_path: Path) -> None:
    read_only.folder.chmod(0o755)
    (read_only.folder / "archive.db").chmod(0o644)
    with Archive.open(read_only.archive_url) as crawling, crawling.read():
        fill(crawling, stories(9)[5:])
        assert (read_only.folder / "archive.db-wal").stat().st_size > 0
        for path in read_only.folder.iterdir():
            path.chmod(0o444)
        read_only.folder.chmod(0o555)
        ended = run(read_only, tmp_path, ("export", "{out}/articles.jsonl"))
        read_only.folder.chmod(0o755)
        for path in read_only.folder.iterdir():
            path.chmod(0o644)
    assert ended.code == 0, ended.err
    assert len((tmp_path / "articles.jsonl").read_text("utf-8").splitlines()) >= 8


def test_what_was_written_while_it_was_read_without_locks_is_not_passed_on(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'archive.db'}"
    with Archive.open(address) as archive:
        fill(archive, stories(3))
        engine = archive.engine
        reading = Archive(engine, Unlocked(tmp_path / "archive.db", 0, 0))
        with pytest.raises(ArchiveError, match="run the command again"), reading.read():
            pass


@pytest.fixture
def reader_url(postgres_url: str) -> str:
    """The address of an archive in PostgreSQL for a role that may only SELECT."""
    with Archive.open(postgres_url) as archive:
        fill(archive, stories(5))
    url = make_url(postgres_url)
    with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)) as owner:
        owner.execute("DO $$ BEGIN CREATE ROLE reader LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
        owner.execute("GRANT USAGE ON SCHEMA public TO reader")
        owner.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    return url.set(username="reader").render_as_string(hide_password=False)


@pytest.mark.quick
def test_a_role_that_may_only_select_is_enough(reader_url: str, desk: Desk, tmp_path: Path) -> None:
    desk.archive_url = reader_url
    for words in COMMANDS:
        ended = desk.run(*_filled(words, tmp_path))
        assert (ended.code, ended.err) == (0, ""), (words, ended)
