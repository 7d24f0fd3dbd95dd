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


def test_a_dry_run_changes_nothing_and_shows_the_words(spare: Desk) -> None:
    spoil(spare, author="Ai đó")
    before = spare.rows(articles)
    ended = spare.run("reparse", "--dry-run", "--processes", "1")
    assert (ended.code, ended.err) == (0, "")
    assert spare.rows(articles) == before
    assert "author: [-Ai" in ended.out
    assert "1 would change, 0 could not be read" in ended.out
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


def test_a_page_that_is_not_there_is_reported_and_costs_nothing(spare: Desk) -> None:
    before = spare.rows(select(*TEXT).order_by(articles.c.id))
    for file in (spare.folder / FOLDER).iterdir():
        file.write_bytes(file.read_bytes()[:20_000])
    ended = spare.run("reparse")
    assert ended.code == 0
    assert ", 0 could not be read" not in ended.out
    assert spare.rows(select(*TEXT).order_by(articles.c.id)) == before


def test_the_page_of_another_article_is_refused(spare: Desk) -> None:
    with Archive.open(spare.archive_url) as archive, archive.begin() as connection:
        one, other = connection.execute(select(pages).where(pages.c.revision == 1).limit(2)).all()
        place = {"start": other.start, "length": other.length}
        connection.execute(update(pages).where(pages.c.article == one.article, pages.c.revision == 1).values(place))
    (refused,) = [reading for reading in read_all(spare, write=True) if reading.refused]
    assert (refused.stored["article"], "is stored there" in refused.refused) == (one.article, True)


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
