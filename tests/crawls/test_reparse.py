"""Stored pages read again by today's rules: what differs is shown, replaced, and never counted as an edit."""

import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from crawler.archive import Archive
from crawler.archive.database.schema import articles, pages, revisions
from crawler.archive.maintenance.copy import copy_archive
from crawler.archive.pages.file_names import host_node
from crawler.archive.pages.warc_files import FOLDER
from crawler.archive.search.query import Query, read_phrases, search
from crawler.archive.selection import Selection
from pipelines import reparse as module
from pipelines.reparse import Reading, reparse, rules
from tests.crawling import Desk

pytestmark = pytest.mark.quick

TEXT = (articles.c.article_id, articles.c.title, articles.c.lead, articles.c.body, articles.c.author, articles.c.tags)


def spoil(desk: Desk, **values: Any) -> str:
    """Store something else for one article, as an earlier program may have read it; its id."""
    row = desk.rows(select(articles).where(articles.c.revision == 1, articles.c.author.is_not(None)))[0]
    with Archive.open(desk.archive_url) as archive, archive.begin() as connection:
        connection.execute(update(articles).where(articles.c.id == row.id).values(**values))
    return str(row.article_id)


def read_all(desk: Desk, *, write: bool) -> list[Reading]:
    with Archive.open(desk.archive_url) as archive:
        chunks = reparse(archive, desk.folder / FOLDER, write=write, processes=1)
        return [reading for chunk in chunks for reading in chunk]


def test_the_same_rules_read_the_same(crawled: Desk) -> None:
    readings = read_all(crawled, write=False)
    assert len(readings) == len(crawled.rows(pages)) == len(crawled.rows(articles)) + 1
    assert [reading.changed for reading in readings if reading.changed] == []
    assert [reading.refused for reading in readings if reading.refused] == []


def test_a_better_reading_replaces_and_is_no_edit(spare: Desk) -> None:
    before = spare.rows(select(*TEXT).order_by(articles.c.id))
    spoiled = spoil(spare, title="Tựa đọc sai", author=None, body="Chữ thừa", content_hash="0" * 64)
    changed = {
        reading.stored["article_id"]: set(reading.changed) for reading in read_all(spare, write=True) if reading.changed
    }
    assert changed == {spoiled: {"title", "author", "body"}}
    assert spare.rows(select(*TEXT).order_by(articles.c.id)) == before
    assert spare.rows(select(func.count()).select_from(revisions)) == [(1,)]
    assert {row.revision for row in spare.rows(articles)} == {1, 2}
    with Archive.open(spare.archive_url) as archive, archive.read() as connection:
        assert search(connection, Query(read_phrases('"tựa đọc sai"')), 5) == []
        title = next(row.title for row in before if row.article_id == spoiled)
        found = search(connection, Query(read_phrases(f'"{title}"'), Selection(with_duplicates=True)), 5)
        assert spoiled in {row["article_id"] for row in found}


def test_the_command_counts_the_fields_that_changed(spare: Desk) -> None:
    spoil(spare, author="Ai đó")
    with Archive.open(spare.archive_url) as archive, archive.begin() as connection:
        connection.execute(update(articles).where(articles.c.id > 3).values(kicker="Chữ thừa"))
    ended = spare.run("reparse", "--processes", "1")
    assert (ended.code, ended.err) == (0, "")
    assert f"kicker: {len(spare.rows(articles)) - 3}" in ended.out


def test_a_dry_run_changes_nothing_and_shows_the_words(spare: Desk) -> None:
    spoil(spare, author="Ai đó")
    before = spare.rows(articles)
    ended = spare.run("reparse", "--dry-run", "--processes", "1")
    assert (ended.code, ended.err) == (0, "")
    assert spare.rows(articles) == before
    assert "author: [-Ai" in ended.out
    assert "1 would change, 0 refused" in ended.out
    assert {row.rules for row in spare.rows(pages)} == {None}


def test_an_earlier_revision_is_read_again_too(spare: Desk) -> None:
    before = spare.rows(revisions)
    with Archive.open(spare.archive_url) as archive, archive.begin() as connection:
        connection.execute(update(revisions).values(body="Chữ thừa"))
    read_all(spare, write=True)
    assert spare.rows(revisions) == before


def test_a_stopped_run_goes_on_where_it_was(spare: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHUNK", 5)
    with (
        Archive.open(spare.archive_url) as archive,
        closing(reparse(archive, spare.folder / FOLDER, write=True, processes=1)) as running,
    ):
        first = next(running)
    done = {row.article for row in spare.rows(pages) if row.rules == rules()}
    assert done == {reading.stored["article"] for reading in first}
    rest = read_all(spare, write=True)
    assert {reading.stored["article"] for reading in rest}.isdisjoint(done)
    assert len(first) + len(rest) == len(spare.rows(pages))
    assert read_all(spare, write=True) == []


def test_damaged_pages_are_counted_and_stay_to_be_read(spare: Desk) -> None:
    before = spare.rows(select(*TEXT).order_by(articles.c.id))
    file = min((spare.folder / FOLDER).iterdir())
    whole = file.read_bytes()
    file.write_bytes(whole[:20_000])
    ended = spare.run("reparse", "--processes", "1")
    cut_off = [row for row in spare.rows(pages) if row.file == file.name and row.start + row.length > 20_000]
    assert ended.code == 3
    assert ended.out.endswith(f"{len(cut_off)} pages not read:\n  damaged: {len(cut_off)}\n")
    assert {(row.article, row.revision) for row in spare.rows(pages) if row.rules is None} == {
        (row.article, row.revision) for row in cut_off
    }
    assert spare.rows(select(*TEXT).order_by(articles.c.id)) == before
    file.write_bytes(whole)
    ended = spare.run("reparse", "--processes", "1")
    assert (ended.code, ended.out) == (0, f"{len(cut_off)} pages read: 0 changed, 0 refused\n")


def test_pages_that_are_not_here_stay_to_be_read_and_name_their_node(spare: Desk) -> None:
    (spare.folder / FOLDER).rename(spare.folder / "elsewhere")
    number = len(spare.rows(pages))
    lost = spare.run("reparse", "--processes", "1")
    other = spare.run("reparse", "--processes", "1", settings={"NODE": "another"})
    assert (lost.code, other.code) == (3, 3)
    assert lost.out == f"0 pages read: 0 changed, 0 refused\n{number} pages not read:\n  file missing: {number}\n"
    assert other.out.endswith(f"  on {host_node()}: run scrapy reparse there: {number}\n")
    assert {row.rules for row in spare.rows(pages)} == {None}


def test_the_page_of_another_article_is_not_read(spare: Desk) -> None:
    with Archive.open(spare.archive_url) as archive, archive.begin() as connection:
        one, other = connection.execute(select(pages).where(pages.c.revision == 1).limit(2)).all()
        place = {"start": other.start, "length": other.length}
        connection.execute(update(pages).where(pages.c.article == one.article, pages.c.revision == 1).values(place))
    (unread,) = [reading for reading in read_all(spare, write=True) if reading.unread]
    assert (unread.stored["article"], "is stored there" in unread.unread) == (one.article, True)


def test_other_code_is_other_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rules()
    for pattern in module.RULES:
        for source in module.ROOT.glob(pattern):
            copy = tmp_path / source.relative_to(module.ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, copy)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    assert rules() == before
    (tmp_path / "crawler/parse/urls.py").write_text("# other")
    assert rules() != before


def test_it_is_the_same_on_postgresql(crawled: Desk, postgres_url: str) -> None:
    everything = select(articles).order_by(articles.c.id)
    with Archive.open(crawled.archive_url) as source, Archive.open(postgres_url) as target:
        copy_archive(source, target)
        with target.begin() as connection:
            connection.execute(update(articles).where(articles.c.id == 1).values(author="Ai đó"))
        chunks = list(reparse(target, crawled.folder / FOLDER, write=True, processes=1))
        assert [reading.stored["article"] for chunk in chunks for reading in chunk if reading.changed] == [1]
        with target.read() as connection:
            assert connection.execute(everything).all() == crawled.rows(everything)
