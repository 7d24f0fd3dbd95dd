"""Exports from both databases: complete, typed, harmless in a spreadsheet, whole or not at all."""

import argparse
import csv
import json
import os
import pty
import subprocess
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from crawler.archive import Archive
from crawler.archive.atomic_files import written_when_complete
from crawler.archive.database.schema import articles
from crawler.archive.export.formats import FORMATS, spreadsheet_cell, writing_rows
from crawler.archive.export.rows import count_articles, read_articles
from crawler.archive.selection import Selection
from crawler.cli.selection import add_selection, parse_selection
from crawler.cli.usage import UsageError
from crawler.newspapers.model import VIETNAM
from crawler.tasks.export import path_of
from tests.crawling import ROOT, SCRAPY, Desk
from tests.postgres import new_address
from tests.writing import fill, stories

pytestmark = pytest.mark.quick

COLUMNS = tuple(articles.c.keys())


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive that tests only read."""
    with Archive.open(new_address(request, tmp_path_factory.mktemp("library"))) as archive:
        fill(archive, stories(120))
        yield archive


def export(archive: Archive, path: Path, selection: Selection | None = None) -> Path:
    with archive.read() as connection, writing_rows(path, path.suffix, COLUMNS) as write_rows:
        for rows in read_articles(connection, selection or Selection()):
            write_rows(rows)
    return path


def unique(archive: Archive) -> list[dict[str, Any]]:
    with archive.read() as connection:
        statement = select(articles).where(articles.c.duplicate_of.is_(None)).order_by(articles.c.id)
        return [dict(row) for row in connection.execute(statement).mappings()]


def test_jsonl_has_every_unique_article_with_all_columns(library: Archive, tmp_path: Path) -> None:
    lines = export(library, tmp_path / "all.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    for row in rows:
        for name in ("published_at", "first_seen_at", "fetched_at"):
            row[name] = row[name] and datetime.fromisoformat(row[name])
    assert rows == unique(library)
    assert '+07:00"' in lines[0]


def test_csv_is_read_back_as_it_was_printed(library: Archive, tmp_path: Path) -> None:
    path = export(library, tmp_path / "all.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,newspaper,")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    stored = unique(library)
    assert [row["title"] for row in rows] == [row["title"] for row in stored]
    assert [row["body"].removeprefix("'") for row in rows] == [row["body"] for row in stored]
    assert [row["kicker"] or None for row in rows] == [row["kicker"] for row in stored]
    assert [json.loads(row["tags"]) for row in rows] == [row["tags"] for row in stored]


def test_parquet_is_typed(library: Archive, tmp_path: Path) -> None:
    table = pyarrow.parquet.read_table(export(library, tmp_path / "all.parquet"))
    assert table.schema.field("published_at").type == pyarrow.timestamp("ms", "Asia/Ho_Chi_Minh")
    assert table.schema.field("fetched_at").type == pyarrow.timestamp("ms", "UTC")
    assert table.schema.field("tags").type == pyarrow.list_(pyarrow.field("element", pyarrow.string()))
    assert table.schema.field("revision").type == pyarrow.int32()
    rows = table.to_pylist(maps_as_pydicts="strict")
    assert rows == unique(library)


@pytest.mark.parametrize(
    "selection",
    [
        Selection(section="kinh-te"),
        Selection(section="xa-hoi/giao-duc"),
        Selection(since=date(2025, 11, 20)),
        Selection(until=date(2025, 11, 20)),
        Selection(section="the-thao", since=date(2025, 11, 1), until=date(2025, 11, 25)),
        Selection(until=date.max),
    ],
    ids=str,
)
def test_what_was_selected_is_exported(library: Archive, selection: Selection) -> None:
    chosen = [row["article_id"] for row in unique(library) if _belongs(row, selection)]
    with library.read() as connection:
        found = [row["article_id"] for rows in read_articles(connection, selection) for row in rows]
        assert count_articles(connection, selection) == len(found)
    assert found == chosen


def _belongs(row: dict[str, Any], selection: Selection) -> bool:
    path = row["section"] + (f"/{row['subsection']}" if row["subsection"] else "")
    day = row["published_at"].astimezone(VIETNAM).date() if row["published_at"] else None
    return (
        (selection.section is None or f"{path}/".startswith(f"{selection.section}/"))
        and (selection.since is None or (day is not None and day >= selection.since))
        and (selection.until in (None, date.max) or (day is not None and day <= selection.until))
    )


def test_duplicates_are_exported_when_asked_for(library: Archive) -> None:
    with library.read() as connection:
        everything = connection.execute(select(func.count()).select_from(articles)).scalar_one()
        assert count_articles(connection, Selection(with_duplicates=True)) == everything
        assert count_articles(connection, Selection()) < everything


@given(st.text(max_size=30))
def test_no_cell_is_a_formula(text: str) -> None:
    cell = str(spreadsheet_cell(text))
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell == text or cell == f"'{text}"


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_an_empty_export_is_a_whole_file(archive: Archive, tmp_path: Path, ending: str) -> None:
    path = export(archive, tmp_path / f"none{ending}")
    if ending == ".parquet":
        assert pyarrow.parquet.read_table(path).num_rows == 0
    else:
        assert len(path.read_text("utf-8-sig").splitlines()) == (ending == ".csv")


def test_a_failed_export_leaves_the_earlier_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_text("earlier")
    with pytest.raises(RuntimeError):
        _write_half(path)
    assert path.read_text() == "earlier"
    assert names(tmp_path) == ["all.jsonl"]


def _write_half(path: Path) -> None:
    with written_when_complete(path) as temporary:
        temporary.write_text("half")
        raise RuntimeError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_command_writes_the_file_and_says_how_many(desk: Desk) -> None:
    with Archive.open(desk.archive_url) as archive:
        fill(archive, stories(30))
        number = len(unique(archive))
    path = desk.folder / "all.csv"
    ended = desk.run("export", str(path))
    said = f"{number} articles in {path}\nleft out: {30 - number} duplicates; --with-duplicates includes them\n"
    assert (ended.code, ended.out, ended.err) == (0, said, "")
    assert names(desk.folder) == ["all.csv", "archive.db"]
    assert desk.run("export", str(path), "--with-duplicates").out == f"30 articles in {path}\n"


def test_a_terminal_sees_a_progress_bar(desk: Desk) -> None:
    with Archive.open(desk.archive_url) as archive:
        fill(archive, stories(30))
    ours, theirs = pty.openpty()
    words = [SCRAPY, "export", str(desk.folder / "all.jsonl")]
    environment = os.environ | {"CRAWLER_ARCHIVE_URL": desk.archive_url, "TERM": "xterm"}
    with subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        said = _read_all(ours)
    assert process.returncode == 0
    assert "all.jsonl" in said
    assert "━" in said


def _read_all(terminal: int) -> str:
    parts = []
    with os.fdopen(terminal, "rb", buffering=0) as file:
        # Linux answers EIO when the other end is closed.
        try:
            while part := file.read(4096):
                parts.append(part)
        except OSError:
            pass
    return b"".join(parts).decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["all.xlsx"], ".csv, .jsonl, .parquet"),
        (["/no/such/folder/all.csv"], "there is no such folder"),
        ([], "name one file"),
    ],
)
def test_a_file_that_cannot_be_written_is_wrong_use(words: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        path_of(words)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"since": "2025-13-01"}, "--since 2025-13-01 is not a day"),
        ({"until": "20250131"}, "--until 20250131 is not a day; write it as 2026-01-31"),
        ({"section": "kinh-tee"}, "did you mean 'kinh-te'?"),
        ({"since": "2025-02-01", "until": "2025-01-01"}, "is after"),
    ],
)
def test_a_selection_of_what_does_not_exist_is_wrong_use(library: Archive, options: dict[str, str], said: str) -> None:
    parser = argparse.ArgumentParser()
    add_selection(parser)
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    with library.read() as connection, pytest.raises(UsageError) as raised:
        parse_selection(parser.parse_args(words), connection)
    assert said in str(raised.value)


@pytest.mark.parametrize("name", ["all.xlsx", "/proc/all.csv"])
def test_wrong_use_is_reported_in_one_line(desk: Desk, name: str) -> None:
    Archive.open(desk.archive_url).close()
    ended = desk.run("export", name)
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)


def test_a_full_disk_is_reported_in_one_line_and_leaves_no_file(desk: Desk) -> None:
    with Archive.open(desk.archive_url) as archive:
        fill(archive, stories(30))
    # A limit on the size of files stands for the full disk.
    words = ["sh", "-c", 'ulimit -f 80; exec "$@"', "sh", SCRAPY, "export", str(desk.folder / "all.jsonl")]
    environment = os.environ | {"CRAWLER_ARCHIVE_URL": desk.archive_url}
    ended = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (1, 1)
    assert "File too large" in ended.stderr
    assert [name for name in names(desk.folder) if "jsonl" in name] == []
