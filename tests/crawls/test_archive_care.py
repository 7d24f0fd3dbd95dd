"""``scrapy archive``: what is not well is found, backups and copies are whole, on both databases."""

import json
import shutil
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text, update

from crawler.archive import Archive
from crawler.archive.database.schema import articles, images, pages
from crawler.archive.maintenance.backup import back_up
from crawler.archive.maintenance.check import check_tables
from crawler.archive.maintenance.copy import TABLES, CopyFailed, copy_archive, count_rows, fingerprint
from crawler.archive.pages.file_names import file_name, host_node
from crawler.archive.pages.places import PagePlace, note_page
from crawler.archive.pages.warc_files import FOLDER
from crawler.archive.reports import figures
from crawler.archive.search.query import Query, read_phrases, search
from crawler.tasks.kept_files import check_files
from tests.crawling import Desk
from tests.postgres import Postgres, new_address
from tests.writing import discover, fill, stories, write

pytestmark = pytest.mark.quick

BROKEN = {
    "DELETE FROM frontier WHERE article_id = '{0.article_id}'": "1 articles not in the frontier (1)",
    "UPDATE articles SET revision = 3 WHERE id = 1": "1 articles that lack earlier revisions (1)",
    "DELETE FROM fingerprints WHERE article = 2": "1 articles without fingerprint (2)",
    "UPDATE frontier SET article_id = 'x' WHERE article_id = '{0.article_id}'": (
        "1 articles done in the frontier that are not stored (x)"
    ),
}


@pytest.fixture
def filled(archive: Archive) -> Archive:
    items = stories(30)
    fill(archive, items)
    items[0].body += "\n\nThêm một đoạn."
    write(archive, items[:1])
    return archive


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where to copy to."""
    (tmp_path / "target").mkdir()
    return new_address(request, tmp_path / "target")


def found(archive: Archive) -> list[str]:
    with archive.read() as connection:
        return [str(finding) for finding in check_tables(connection)]


def prints(archive: Archive) -> dict[str, Any]:
    with archive.read() as connection:
        return {table.name: fingerprint(connection, table) for table in TABLES}


def test_a_sound_archive_has_no_findings(filled: Archive) -> None:
    assert found(filled) == []


@pytest.mark.parametrize("statement", BROKEN)
def test_each_contradiction_is_found(filled: Archive, statement: str) -> None:
    with filled.begin() as connection:
        first = connection.execute(select(articles).order_by(articles.c.id).limit(1)).one()
        connection.execute(text(statement.format(first)))
    assert BROKEN[statement] in found(filled)


def test_an_article_that_search_does_not_know_is_found(filled: Archive) -> None:
    with filled.begin() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        connection.execute(text("INSERT INTO search(search) VALUES ('delete-all')" if is_sqlite else "TRUNCATE search"))
    assert "full-text index" in found(filled)[0]


def test_a_damaged_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(f"sqlite:///{path}") as archive:
        fill(archive, stories(60))
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    name = "articles_by_publication"
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    connection.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096 + 3)
        # An index that tells of one article less: no statement fails, but answers are wrong.
        cells = int.from_bytes(file.read(2))
        file.seek((page - 1) * 4096 + 3)
        file.write((cells - 1).to_bytes(2))
    with Archive.open(f"sqlite:///{path}") as archive:
        assert "faults in the file" in found(archive)[0]


def test_a_copy_is_the_same_in_either_database(filled: Archive, target: str) -> None:
    with Archive.open(target) as copied:
        copy_archive(filled, copied)
        assert prints(copied) == prints(filled)
        assert found(copied) == []
        for archive in (filled, copied):
            with archive.read() as connection:
                assert len(search(connection, Query(read_phrases('"thêm một đoạn"')), 5)) == 1
        fill(copied, stories(40))
        assert found(copied) == []


def test_a_copy_that_was_stopped_goes_on(filled: Archive, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.archive.maintenance.copy.COPIED_AT_A_TIME", 7)
    copied_rows = 0

    def stop(rows: int) -> None:
        nonlocal copied_rows
        copied_rows += rows
        if copied_rows > count_before // 2:
            raise KeyboardInterrupt

    with filled.read() as connection:
        count_before = count_rows(connection)
    with Archive.open(target) as copied:
        with pytest.raises(KeyboardInterrupt):
            copy_archive(filled, copied, stop)
        with copied.read() as connection:
            assert 0 < count_rows(connection) < count_before
        copy_archive(filled, copied)
        assert prints(copied) == prints(filled)
        assert found(copied) == []


def test_a_copy_into_another_archive_is_refused(filled: Archive, target: str) -> None:
    with Archive.open(target) as other:
        fill(other, stories(20, seed=99))
        before = prints(other)
        with pytest.raises(CopyFailed, match="holds another archive"):
            copy_archive(filled, other)
        assert prints(other) == before


def test_a_copy_that_was_changed_is_reported(filled: Archive, target: str) -> None:
    with Archive.open(target) as copied:
        copy_archive(filled, copied)
        with copied.begin() as connection:
            connection.execute(text("UPDATE articles SET title = 'khác' WHERE id = 1"))
        with pytest.raises(CopyFailed, match="differs in articles: other contents"):
            copy_archive(filled, copied)


def test_a_backup_is_an_archive_of_one_moment(filled: Archive, tmp_path: Path) -> None:
    path = tmp_path / "backup.db"
    before = prints(filled)
    back_up(filled, path)
    with Archive.open(f"sqlite:///{path}") as backup:
        assert prints(backup) == before
        assert found(backup) == []


def test_a_backup_is_made_while_articles_are_stored(filled: Archive, tmp_path: Path) -> None:
    stop = threading.Event()
    items = stories(20)
    discover(filled, items)

    def write_on() -> None:
        while not stop.is_set():
            for item in items:
                item.body += "\n\nThêm."
            write(filled, items)

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        back_up(filled, tmp_path / "backup.db")
    finally:
        stop.set()
        writer.join()
    with Archive.open(f"sqlite:///{tmp_path / 'backup.db'}") as backup:
        assert found(backup) == []


def test_figures_tell_what_is_there(filled: Archive) -> None:
    with filled.read() as connection:
        shown = figures(connection)
        stored = connection.execute(select(articles)).all()
    assert (shown["articles"], shown["revisions"], shown["bytes"] > 100_000) == (len(stored), 1, True)
    paper = shown["newspapers"]["khanhhoa"]
    assert paper["articles"] == len(stored)
    assert paper["newest"] == max(row.published_at for row in stored if row.published_at)
    assert paper["duplicates"] == sum(row.duplicate_of is not None for row in stored)


def test_the_command_checks_pages_too(spare: Desk) -> None:
    ended = spare.run("archive", "check")
    assert (ended.code, ended.out, ended.err) == (0, "all is well\n", "")
    file = next((spare.folder / FOLDER).iterdir())
    file.write_bytes(file.read_bytes()[:-100])
    ended = spare.run("archive", "check")
    assert ended.code == 3
    assert ended.out.startswith("1 kept pages that cannot be read (")


def test_files_of_other_nodes_are_no_fault_and_lost_ones_are(spare: Desk) -> None:
    shutil.rmtree(spare.folder / FOLDER)
    number, node = len(spare.rows(pages)), host_node()
    ended = spare.run("archive", "check")
    assert (ended.code, ended.out.splitlines()[0].split(" (")[0]) == (3, f"{number} kept pages whose file is missing")
    ended = spare.run("archive", "check", settings={"NODE": "another"})
    said = f"{number} kept pages on other nodes, not checked ({node}: {number})\nall is well on this machine\n"
    assert (ended.code, ended.out) == (0, said)
    with Archive.open(spare.archive_url) as archive, archive.begin() as connection:
        connection.execute(update(pages).values(file="khanhhoa-202511-0001.warc.gz"))
    assert spare.run("archive", "check", settings={"NODE": "another"}).code == 3, "a name that says no node"


@pytest.mark.parametrize(("node", "faults", "elsewhere"), [("here", 1, 0), ("there", 0, 1)])
def test_pictures_are_on_the_node_that_stored_the_article(
    archive: Archive, tmp_path: Path, node: str, faults: int, elsewhere: int
) -> None:
    fill(archive, stories(5))
    with archive.begin() as connection:
        kept = connection.execute(select(images.c.article).limit(1)).scalar_one()
        connection.execute(update(images).where(images.c.article == kept).values(path="images/a.jpg"))
        name = file_name("khanhhoa", datetime(2025, 11, 25, tzinfo=UTC), node, 1)
        note_page(connection, kept, 1, PagePlace(name, 0, 1))
    with archive.read() as connection:
        found = check_files(connection, tmp_path, "here")
    assert [finding.what for finding in found.faults if "pictures" in finding.what] == faults * [
        "kept pictures whose file is missing"
    ]
    assert [finding.what for finding in found.elsewhere if "pictures" in finding.what] == elsewhere * [
        "kept pictures on other nodes, not checked"
    ]


def test_the_command_backs_up_copies_and_counts(spare: Desk, postgres: Postgres) -> None:
    rows = len(spare.rows(articles))
    backup = spare.folder / "backup.db"
    assert spare.run("archive", "backup", str(backup)).code == 0
    target = postgres.new_database()
    ended = spare.run("archive", "copy", target)
    assert (ended.code, "rows copied and verified" in ended.out) == (0, True)
    shown = spare.run("archive", "stats", "--json", settings={"ARCHIVE_URL": target})
    assert json.loads(shown.out)["articles"] == rows
    assert f"articles    {rows:>14,}" in spare.run("archive", "stats").out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["chek"], 2, "did you mean 'check'?"),
        (["backup", "/no/such/folder/b.db"], 2, "there is no such folder"),
        (["backup", "/proc"], 2, "/proc cannot be written: it is a folder"),
        (["backup", "/proc/b.db"], 6, "cannot be written: unable to open database file"),
        (["copy", "b.db"], 2, "copy needs the address of a database, like sqlite:///copy.db"),
        (["copy", "sqlite:///{folder}/archive.db"], 2, "copy needs another archive"),
    ],
)
def test_wrong_use_is_reported_in_one_line(crawled: Desk, words: list[str], code: int, said: str) -> None:
    ended = crawled.run("archive", *(word.format(folder=crawled.folder) for word in words))
    assert (ended.code, len(ended.err.splitlines())) == (code, 1)
    assert said in ended.err
