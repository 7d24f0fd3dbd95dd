"""``scrapy import``: captures of web archives take their place in the archive, once, and complete it."""

from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from crawler.archive import Archive
from crawler.archive.database.schema import articles, captures, frontier, images, imports, metadata, pages, revisions
from crawler.items import Article
from crawler.newspapers.builtin import Newspaper, Options, serve
from tests.crawling import Desk
from tests.webarchives import HOME, THEN, Captured, capture, write

pytestmark = pytest.mark.quick

DATE = {"published_at", "published_precision", "published_raw"}


def everything(desk: Desk, *without: str) -> dict[str, list[Any]]:
    """All rows of all tables but these."""
    names = set(metadata.tables) - {"schema_version", *without}
    return {name: sorted(map(str, desk.rows(metadata.tables[name]))) for name in names}


def imported(desk: Desk, *files: Path, code: int = 0, more: tuple[str, ...] = ()) -> str:
    """What an import prints."""
    ended = desk.run("import", *more, *map(str, files))
    assert ended.code == code, ended.err
    return ended.out


@pytest.fixture(scope="module")
def old() -> Newspaper:
    """The newspaper before the migration."""
    return Newspaper(Options(seed=13, articles=30, portal="old"))


def test_what_only_a_web_archive_has_is_stored_and_waits_to_be_asked_for(
    desk: Desk, old: Newspaper, tmp_path: Path
) -> None:
    file = write(tmp_path / "old.warc.gz", [capture(old, key) for key in old.truth])
    assert "30  new articles" in imported(desk, file)
    stored = desk.rows(articles)
    assert {row.article_id for row in stored} == set(old.truth)
    for row in stored:
        assert set(row.sources.values()) == {"archive", "url"}
        assert (row.revision, row.gone_at, row.first_seen_at, row.fetched_at) == (1, None, THEN, THEN)
    waiting = [row for row in desk.rows(frontier) if row.article_id in old.truth]
    assert {(row.state, row.rank, row.found_by) for row in waiting} == {("pending", 3, "import")}
    assert len(desk.rows(pages)) == 30
    assert desk.run("archive", "check").code == 0


def test_a_crawl_says_which_of_them_the_newspaper_still_has(desk: Desk, tmp_path: Path) -> None:
    site = Newspaper(Options(seed=14, articles=12, twins=0, dead_links=0))
    file = write(tmp_path / "all.warc.gz", [capture(site, key) for key in site.truth])
    removed, *_ = site.truth
    imported(desk, file)
    site.remove(removed)
    with serve(site) as server:
        assert desk.crawl(server.base_url, mode="backfill").code == 0
    rows = {row.article_id: row for row in desk.rows(articles)}
    assert {key for key, row in rows.items() if row.gone_at} == {removed}
    assert rows[removed].title
    assert {row.sources["title"] for key, row in rows.items() if key != removed} == {"selector"}
    assert desk.rows(revisions) == []


def test_the_same_file_twice_changes_nothing(desk: Desk, old: Newspaper, tmp_path: Path) -> None:
    taken = [capture(old, key) for key in old.truth]
    imported(desk, write(tmp_path / "a.warc.gz", taken))
    before = everything(desk)
    assert "imported before" in imported(desk, tmp_path / "a.warc.gz")
    assert everything(desk) == before
    again = imported(desk, write(tmp_path / "b.warc", taken, gzip=False))
    assert "30  captures imported before" in again
    assert everything(desk, "imports") == {name: rows for name, rows in before.items() if name != "imports"}


def test_a_dry_run_says_the_same_and_stores_nothing(desk: Desk, old: Newspaper, tmp_path: Path) -> None:
    key = next(iter(old.truth))
    file = write(tmp_path / "a.warc.gz", [capture(old, key), *(capture(old, each) for each in old.truth)])
    with Archive.open(desk.archive_url):
        before = everything(desk)
    said = imported(desk, file, more=("--dry-run",))
    assert everything(desk) == before
    done = imported(desk, file)
    assert said.splitlines()[1:] == done.splitlines()[1:]
    assert "nothing stored" in said
    assert "nothing stored" not in done


def test_true_times_complete_migrated_articles_and_nothing_else_changes(
    desk: Desk, old: Newspaper, tmp_path: Path
) -> None:
    today = Newspaper(Options(seed=13, articles=30))
    with serve(today) as server:
        assert desk.crawl(server.base_url, mode="backfill").code == 0
    before = {row.article_id: row._asdict() for row in desk.rows(articles)}
    others = everything(desk, "articles", "captures", "imports", "frontier", "links", "search")
    migrated = sorted(key for key, row in before.items() if row["published_precision"] == "day")
    chosen = set(migrated[: len(migrated) * 6 // 10])
    assert chosen
    file = write(tmp_path / "old.warc.gz", [capture(old, key) for key in sorted(chosen)])
    imported(desk, file)
    after = {row.article_id: row._asdict() for row in desk.rows(articles)}
    for key, row in after.items():
        changed = {name for name in row if row[name] != before[key][name]}
        assert changed == ({*DATE, "sources"} if key in chosen else set()), key
        if key in chosen:
            truth = old.truth[key]
            assert [row[name] for name in sorted(DATE)] == [getattr(truth, name) for name in sorted(DATE)]
            named = {name: before[key]["sources"][name] for name in before[key]["sources"]}
            assert row["sources"] == {**named, **dict.fromkeys(DATE, "archive")}
    assert everything(desk, "articles", "captures", "imports", "frontier", "links", "search") == others
    # A later crawl shows the broken clock again, and the archive keeps the true one.
    with serve(today) as server:
        assert desk.crawl(server.base_url, urls=",".join(old.truth[key].url for key in chosen)).code == 0
    days = {each.article_id for each in desk.rows(articles) if each.published_precision == "day"}
    assert days == set(migrated) - chosen
    assert desk.run("reparse").code == 0
    assert {row.article_id for row in desk.rows(articles) if row.published_precision == "day"} == set(migrated) - chosen


def test_earlier_texts_become_revisions_in_the_order_of_time(desk: Desk, tmp_path: Path) -> None:
    site = Newspaper(Options(seed=15, articles=8, twins=0, dead_links=0))
    key = next(iter(site.truth))
    day = timedelta(days=1)
    first = site.truth[key].published_at
    assert first is not None
    taken = [capture(site, key, first + day)]
    texts = [site.truth[key].body]
    for number in (2, 3):
        site.edit(key, "rewording")
        taken.append(capture(site, key, first + number * day))
        texts.append(site.truth[key].body)
    taken.append(capture(site, key, first + 4 * day))
    with serve(site) as server:
        assert desk.crawl(server.base_url).code == 0
    for number in (1, 3, 0, 2):
        imported(desk, write(tmp_path / f"{number}.warc.gz", [taken[number]]))
    row = desk.rows(select(articles).where(articles.c.article_id == key))[0]
    earlier = desk.rows(select(revisions).where(revisions.c.article == row.id).order_by(revisions.c.revision))
    assert [*(each.body for each in earlier), row.body] == texts
    assert [each.seen_at for each in earlier] == [taken[0].at, taken[1].at]
    assert row.revision == 3
    assert [(page.revision) for page in desk.rows(select(pages).where(pages.c.article == row.id))] == [1, 2, 3]
    assert desk.run("archive", "check").code == 0
    assert "nothing" not in desk.run("reparse").err


WAIT = (
    '<html><head><title>Hãy đợi...</title></head><body><div class="floodblocker">Hệ thống đang từ chối truy cập của'
    ' bạn.<br>Hãy đợi <span id="secField">13</span> giây...</div></body></html>'
)
REFUSED = {
    "wait-page": Captured("", WAIT.encode()),
    "status-404": Captured("", b"<html><body>404</body></html>", status=404),
    "redirect": Captured("", b"<html><body>moved</body></html>", status=301),
    "error-page": Captured("", b"<html><head><title>404 Not Found</title></head><body><h1>404</h1></body></html>"),
    "not-html": Captured("", b"%PDF-1.4"),
}


def test_refusals_are_counted_by_reason_and_nothing_of_them_is_stored(
    desk: Desk, old: Newspaper, tmp_path: Path
) -> None:
    keys = iter(old.truth)
    taken = []
    for captured in REFUSED.values():
        url = HOME + old.links.stories[next(keys)].path
        taken.append(Captured(url, captured.body, status=captured.status))
    cut = capture(old, next(keys))
    taken.append(Captured(cut.url, cut.body[: len(cut.body) // 2]))
    taken.append(Captured(cut.url, cut.body, warc={"WARC-Truncated": "length"}))
    out = imported(desk, write(tmp_path / "a.warc.gz", taken))
    for reason in REFUSED:
        assert f"1  {reason}" in out
    assert "2  truncated" in out
    assert desk.rows(articles) == []
    assert desk.rows(imports)[0].counts["refused: truncated"] == 2
    # The page that waits and the one that was cut off may be there: a backfill asks.
    assert {row.state for row in desk.rows(frontier)} == {"pending"}
    assert len(desk.rows(frontier)) == 2


def test_answers_of_other_addresses_are_counted(desk: Desk, old: Newspaper, tmp_path: Path) -> None:
    article = capture(old, next(iter(old.truth)))
    replayed = Captured(f"https://web.archive.org/web/20160102030405/{article.url}", article.body)
    picture = Captured("https://cdn.example/a.jpg", b"a picture")
    out = imported(desk, write(tmp_path / "a.warc.gz", [replayed, picture]))
    assert "2  answers of other addresses" in out
    assert desk.rows(articles) == desk.rows(frontier) == []


def test_every_field_is_exact(desk: Desk, tmp_path: Path) -> None:
    site = Newspaper(Options(seed=16, articles=40, twins=0, shapes={"native": 0.5, "archived": 0.5}))
    spellings = ("http://www.baokhanhhoa.vn:80", "https://beta.baokhanhhoa.vn", "http://baokhanhhoa.com.vn")
    taken = [
        Captured(spelled + site.links.stories[key].path.rstrip("/") + "?zarsrc=30", capture(site, key).body)
        for key in site.truth
        for spelled in spellings
    ]
    assert "40  new articles" in imported(desk, write(tmp_path / "a.warc.gz", taken), more=("--processes", "2"))
    names = [field.name for field in fields(Article) if field.name not in {"images", "sources", "page", "tags"}]
    for row in desk.rows(articles):
        truth = site.truth[row.article_id]
        assert [getattr(row, name) for name in names] == [getattr(truth, name) for name in names]
        assert tuple(row.tags) == truth.tags
        printed = desk.rows(select(images).where(images.c.article == row.id).order_by(images.c.position))
        assert [(each.url, each.caption) for each in printed] == [(each.url, each.caption) for each in truth.images]
    assert len(desk.rows(captures)) == 40


def test_a_file_that_is_not_there_is_wrong_use(desk: Desk) -> None:
    for words in ((), ("nothing.warc",), (str(desk.folder),)):
        ended = desk.run("import", *words)
        assert (ended.code, len(ended.err.splitlines())) == (2, 1)
