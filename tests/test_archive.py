"""The archive on both databases: opened, shared, locked."""

import os
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from crawler.archive import Archive, ArchiveError
from crawler.archive.articles.store import store_article
from crawler.archive.database.schema import articles, images, metadata, revisions, runs
from crawler.archive.runs import RunLocked, advisory_lock, start_run
from pipelines.store import rows
from tests.crawling import ROOT
from tests.postgres import Postgres
from tests.writing import NOW, discover, stories, write

SECRET = "xin-dung-noi"


def test_a_new_archive_has_all_tables_and_is_opened_again(archive_url: str) -> None:
    with Archive.open(archive_url) as archive, archive.begin() as connection:
        start_run(connection, "khanhhoa", "latest", NOW)
    with Archive.open(archive_url) as archive, archive.read() as connection:
        there = inspect(connection)
        assert set(metadata.tables) <= set(there.get_table_names())
        assert {"unique_articles", "addresses"} <= set(there.get_view_names())
        assert len(connection.execute(select(runs)).all()) == 1


def test_what_raises_in_a_transaction_leaves_nothing(archive: Archive) -> None:
    with pytest.raises(RuntimeError):
        _start_and_fail(archive)
    with archive.read() as connection:
        assert connection.execute(select(runs)).all() == []


def _start_and_fail(archive: Archive) -> None:
    with archive.begin() as connection:
        start_run(connection, "khanhhoa", "latest", NOW)
        raise RuntimeError


def test_plain_sql_finds_words_with_marks_among_the_tags(archive: Archive) -> None:
    item = replace(stories(1)[0], tags=("Chiếc thuyền", "Đá cây"))
    discover(archive, [item])
    write(archive, [item])
    with archive.read() as connection:
        found = text("SELECT article_id FROM articles WHERE CAST(tags AS TEXT) LIKE '%Đá cây%'")
        assert connection.execute(found).scalars().all() == [item.article_id]


def test_a_reader_sees_one_moment(archive: Archive) -> None:
    with archive.read() as reader:
        assert reader.execute(select(runs)).all() == []
        with archive.begin() as connection:
            start_run(connection, "khanhhoa", "latest", NOW)
        assert reader.execute(select(runs)).all() == []


def test_moments_keep_their_zone_and_sort_as_they_are(archive: Archive) -> None:
    hanoi = datetime(2025, 9, 20, 23, 12, tzinfo=timezone(timedelta(hours=7)))
    with archive.begin() as connection:
        start_run(connection, "khanhhoa", "latest", hanoi)
        start_run(connection, "khanhhoa", "latest", hanoi + timedelta(hours=3))
    with archive.read() as connection:
        first, second = connection.scalars(select(runs.c.started_at).order_by(runs.c.started_at))
    assert (first, second) == (hanoi, hanoi + timedelta(hours=3))
    assert first.isoformat() == "2025-09-20T16:12:00+00:00"


def test_a_moment_without_a_zone_is_refused(archive: Archive) -> None:
    with pytest.raises(StatementError, match="without a time zone"), archive.begin() as connection:
        start_run(connection, "khanhhoa", "latest", datetime(2025, 9, 20))


def test_faults_of_the_program_are_not_blamed_on_the_archive(archive: Archive) -> None:
    with archive.begin() as connection:
        number = start_run(connection, "khanhhoa", "latest", NOW)
    again = insert(runs).values(id=number, newspaper="khanhhoa", mode="latest", started_at=NOW, stats={})
    with pytest.raises(IntegrityError), archive.begin() as connection:
        connection.execute(again)


def test_an_edit_becomes_a_revision_on_both(archive: Archive) -> None:
    item = stories(20)[0]
    discover(archive, [item])
    write(archive, [item])
    before = item.body
    item.body += "\n\nThêm một đoạn."
    write(archive, [item, item])
    with archive.read() as connection:
        stored = connection.execute(select(articles)).one()
        earlier = connection.execute(select(revisions)).one()
        pictures = connection.execute(select(images.c.url).order_by(images.c.position)).scalars().all()
    assert (stored.body, stored.revision, stored.published_at) == (item.body, 2, item.published_at)
    assert (earlier.body, earlier.revision) == (before, 1)
    assert (stored.tags, stored.sources) == (list(item.tags), item.sources)
    assert pictures == [picture.url for picture in item.images]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("archive.db", "not a database address"),
        ("nonsense://somewhere", "not a database address"),
        ("mysql://somewhere/archive", "the archive lives in sqlite or postgresql"),
        ("sqlite://", "names no file"),
        (f"postgresql+psycopg://me:{SECRET}@127.0.0.1:1/archive", "archive on 127.0.0.1 cannot be used"),
        (f"postgresql+psycopg://127.0.0.1:1/archive?user=me&password={SECRET}", "archive on 127.0.0.1 cannot be used"),
    ],
)
def test_a_wrong_address_gets_one_line_without_secrets(address: str, said: str) -> None:
    with pytest.raises(ArchiveError) as raised:
        Archive.open(address)
    assert said in str(raised.value)
    assert SECRET not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_no_archive_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_text("đây không phải là kho lưu trữ\n" * 100)
    with pytest.raises(ArchiveError, match="file is not a database"):
        Archive.open(f"sqlite:///{tmp_path / 'archive.db'}")


def test_a_database_that_is_not_there_is_said_so(postgres: Postgres) -> None:
    with pytest.raises(ArchiveError, match='"no_such" does not exist'):
        Archive.open(postgres.url("no_such"))


def test_missing_rights_are_the_operators_business(postgres: Postgres, postgres_url: str) -> None:
    with Archive.open(postgres_url) as archive, archive.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS reader"))
        connection.execute(text("CREATE ROLE reader LOGIN"))
    with pytest.raises(ArchiveError, match="permission denied"):
        Archive.open(postgres_url.replace(f"//{postgres.user}@", "//reader@"))


def test_a_locked_file_is_waited_for_and_then_said_so(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(f"sqlite:///{path}?timeout=0.1") as archive:
        blocker = sqlite3.connect(path, isolation_level=None)
        blocker.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveError, match="database is locked"), archive.begin():
            pass
        blocker.close()
        with archive.begin() as connection:
            start_run(connection, "khanhhoa", "latest", NOW)


def test_two_programs_may_make_the_archive_at_once(archive_url: str) -> None:
    program = "import sys; from crawler.archive import Archive; Archive.open(sys.argv[1]).close()"
    makers = [subprocess.Popen([sys.executable, "-c", program, archive_url], cwd=ROOT) for _ in range(2)]
    assert [maker.wait(30) for maker in makers] == [0, 0]
    with Archive.open(archive_url) as archive, archive.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM schema_version")).scalar_one() == 1


def test_two_writers_lose_nothing(archive_url: str) -> None:
    halves = stories(40)[:20], stories(40)[20:]
    with Archive.open(archive_url) as one, Archive.open(archive_url) as other:
        discover(one, halves[0] + halves[1])
        writers = [threading.Thread(target=write, args=pair) for pair in zip((one, other), halves, strict=True)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(30)
        with one.read() as connection:
            stored = set(connection.scalars(select(articles.c.article_id)))
    assert stored == {item.article_id for half in halves for item in half}


def test_one_run_a_newspaper_on_one_server(postgres_url: str) -> None:
    with Archive.open(postgres_url) as here, Archive.open(postgres_url) as there:
        with advisory_lock(here.engine, "khanhhoa"):
            message = rf"at work on khanhhoa: crawl of khanhhoa, process {os.getpid()} on \S+, since 20\d\d-"
            with pytest.raises(RunLocked, match=message), advisory_lock(there.engine, "khanhhoa"):
                pass
            with advisory_lock(there.engine, "khanhhoa_en"):
                pass
        with advisory_lock(there.engine, "khanhhoa"):
            pass


def test_a_killed_holder_holds_nothing(postgres_url: str) -> None:
    program = f"""
from crawler.archive import Archive
from crawler.archive.runs import advisory_lock
with Archive.open({postgres_url!r}) as archive, advisory_lock(archive.engine, "khanhhoa"):
    print("held", flush=True)
    input()
"""
    words, pipe = [sys.executable, "-c", program], subprocess.PIPE
    with (
        subprocess.Popen(words, cwd=ROOT, text=True, stdin=pipe, stdout=pipe) as holder,
        Archive.open(postgres_url) as archive,
    ):
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(RunLocked), advisory_lock(archive.engine, "khanhhoa"):
            pass
        holder.kill()
        holder.wait(30)
        deadline = datetime.now(UTC) + timedelta(seconds=10)
        while not _can_hold(archive):
            assert datetime.now(UTC) < deadline


def _can_hold(archive: Archive) -> bool:
    try:
        with advisory_lock(archive.engine, "khanhhoa"):
            return True
    except RunLocked:
        return False


def test_the_lock_costs_nothing_in_sqlite(tmp_path: Path) -> None:
    with Archive.open(f"sqlite:///{tmp_path / 'archive.db'}") as archive, advisory_lock(archive.engine, "khanhhoa"):
        pass


def test_an_article_that_cannot_be_stored_leaves_no_part(archive: Archive) -> None:
    item = next(story for story in stories(40) if story.images)
    values, pictures = rows(item)
    with pytest.raises(IntegrityError), archive.begin() as connection:
        store_article(connection, values, [*pictures, {"url": None, "caption": None}], NOW)
    with archive.read() as connection:
        assert connection.execute(select(articles)).all() == connection.execute(select(images)).all() == []
