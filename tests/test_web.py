"""The archive's web site on both databases: every kind of page, the data for programs, and what is refused."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow.parquet
import pytest
from sqlalchemy import select, text, update

from crawler.archive import Archive, ArchiveError
from crawler.archive.database.schema import articles, images, pages, schema_version
from crawler.archive.frontier.entries import mark_failed, mark_gone
from crawler.archive.pages.places import note_page
from crawler.archive.pages.warc_files import PageArchive
from crawler.archive.pages.warc_records import decode_page
from crawler.archive.reading import readonly
from crawler.archive.reading.readonly import QueryTimeout, ReadOnlyArchive
from crawler.archive.runs import finish_run, start_run
from crawler.items import Article, Page
from crawler.web.app import PAGES
from crawler.web.language import FOLDER, LANGUAGES, choose_language
from crawler.web.openapi import PATHS
from tests.postgres import new_address
from tests.serving import Site, serving
from tests.writing import NOW, fill, stories

NUMBER = 60
PASSWORD = "s3cret-word"


@dataclass(frozen=True, slots=True)
class Served:
    """A site, and what the archive behind it was filled with."""

    site: Site
    items: list[Article]
    edited: Article
    copy: Article
    gone: Article
    folder: Path
    rows: dict[str, Any]
    """Rows of ``articles`` by ``article_id``."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("web")
    address = new_address(request, folder)
    items = stories(NUMBER)
    edited, copy, original, gone = items[:4]
    copy.title, copy.lead, copy.body = "Bản in lại", original.lead, original.body
    with Archive.open(address) as archive:
        fill(archive, items)
        edited.title = f"{edited.title} (cập nhật)"
        fill(archive, [edited])
        rows = _add_the_rest(archive, folder, edited, gone)
    with serving(address, folder, secret=PASSWORD) as site:
        yield Served(site, items, edited, copy, gone, folder, rows)


def _add_the_rest(archive: Archive, folder: Path, edited: Article, gone: Article) -> dict[str, Any]:
    """A kept page and picture, an article that is gone, a failure, a run."""
    html = f"<html><head><title>x</title></head><body><h1>{edited.title}</h1></body></html>".encode()
    with archive.begin() as connection, PageArchive(folder / "pages", "khanhhoa") as warc:
        mark_gone(connection, "khanhhoa", gone.article_id, "404", NOW)
        mark_failed(connection, "khanhhoa", stories(NUMBER + 1)[-1].article_id, "timeout", NOW)
        row = connection.execute(select(articles).where(articles.c.article_id == edited.article_id)).one()
        place = warc.write(Page(edited.url, 200, ((b"Content-Type", b"text/html"),), html), NOW)
        note_page(connection, row.id, 2, place)
        run = start_run(connection, "khanhhoa", "latest", NOW)
        stats = {"articles_new": NUMBER, "requests": 99, "detail": f"postgresql://me:{PASSWORD}@host is down"}
        finish_run(connection, run, outcome="done", exit_code=0, stats=stats, now=NOW + timedelta(minutes=3))
        return {row.article_id: row for row in connection.execute(select(articles))}


def _article(item: Article) -> str:
    return f"/article/{item.newspaper}/{item.article_id}"


def _newest(served: Served) -> list[Any]:
    dated = [row for row in served.rows.values() if row.published_at and row.duplicate_of is None]
    return sorted(dated, key=lambda row: (row.published_at, row.id), reverse=True)


def test_the_front_page_shows_the_newest_articles_and_figures(served: Served) -> None:
    page = served.site.get("/")
    assert page.status == 200
    for row in _newest(served)[:12]:
        assert f'href="/article/khanhhoa/{row.article_id}"' in page.text
    unique = sum(row.duplicate_of is None for row in served.rows.values())
    assert f"<dd>{unique}</dd>" in page.text
    day = _newest(served)[0].published_at
    assert f'href="/day/{day:%Y-%m-%d}"' in page.text


def test_an_article_is_shown_with_all_that_belongs_to_it(served: Served) -> None:
    page = served.site.get(_article(served.edited), Accept_Language="vi").text
    assert f"<h1>{served.edited.title}</h1>" in page
    for paragraph in served.edited.body.split("\n\n"):
        assert paragraph.replace('"', "&#34;").replace("'", "&#39;") in page
    assert "<ins>(cập nhật)</ins>" in page
    row = served.rows[served.edited.article_id]
    assert row.content_hash in page
    assert f"{_article(served.edited)}/kept/2" in page
    assert row.published_at.strftime("%d/%m/%Y") in page


def test_an_article_that_is_gone_says_so(served: Served) -> None:
    assert "The newspaper has taken this article down" in served.site.get(_article(served.gone)).text
    assert "Tòa soạn đã gỡ bài viết này" in served.site.get(f"{_article(served.gone)}?lang=vi").text
    assert _article(served.gone) in served.site.get("/gone").text


def test_a_copy_leads_to_its_family(served: Served) -> None:
    page = served.site.get(_article(served.copy)).text
    assert "repeats another one word by word" in page
    family = served.site.get(f"/family/khanhhoa/{served.copy.article_id}").text
    assert _article(served.copy) in family
    assert _article(served.items[2]) in family


def test_edits_are_listed_with_the_words_that_were_added(served: Served) -> None:
    page = served.site.get("/edits").text
    assert _article(served.edited) in page
    assert "<ins>(cập nhật)</ins>" in page


def test_search_finds_with_and_without_marks_and_shows_hits(served: Served) -> None:
    word = max(re.findall(r"[^\W\d_]+", served.items[5].title), key=len)
    page = served.site.get(f"/search?q={quote(word)}").text
    assert _article(served.items[5]) in page
    assert "<mark>" in page
    assert "Nothing found" in served.site.get(f"/search?q={quote('khôngcótừnày')}").text


def test_the_address_of_an_article_leads_to_it(served: Served) -> None:
    address = served.edited.url.replace("https://", "http://www.").rstrip("/") + "?utm_source=zalo"
    answer = served.site.get(f"/search?q={quote(address)}&lang=vi")
    assert (answer.status, answer.headers["Location"]) == (303, f"{_article(served.edited)}?lang=vi")
    unknown = served.site.get(f"/search?q={quote('https://baokhanhhoa.vn/xa-hoi/202501/x-0000000/')}")
    assert (unknown.status, "Nothing found" in unknown.text) == (200, True)


def test_search_narrows_by_section_days_and_author(served: Served) -> None:
    row = next(row for row in _newest(served) if row.author)
    day = f"{row.published_at:%Y-%m-%d}"
    query = f"newspaper=khanhhoa&section={row.section}&since={day}&until={day}&author={quote(row.author)}"
    found = served.site.get(f"/api/articles?{query}").json["articles"]
    wanted = [
        one.article_id
        for one in _newest(served)
        if (one.section, one.author) == (row.section, row.author) and f"{one.published_at:%Y-%m-%d}" == day
    ]
    assert [one["article_id"] for one in found] == wanted
    assert f"/article/khanhhoa/{row.article_id}" in served.site.get(f"/search?{query}").text


@pytest.mark.parametrize("query", ["", "q=a", "section=xa-hoi", "copies=1", "q=a&copies=1"])
def test_pages_of_a_list_have_every_article_once(served: Served, query: str) -> None:
    whole = [one["article_id"] for one in served.site.get(f"/api/articles?{query}&limit=100").json["articles"]]
    address: str | None = f"/api/articles?{query}&limit=7"
    found: list[str] = []
    while address:
        page = served.site.get(address).json
        found += [one["article_id"] for one in page["articles"]]
        address = page["next"]
    assert found == whole
    assert len(set(found)) == len(found)
    if not query:
        assert set(found) == {key for key, row in served.rows.items() if row.duplicate_of is None}


def test_copies_are_folded_under_their_head(served: Served) -> None:
    original = served.items[2]
    listed = served.site.get("/api/articles?limit=100").json["articles"]
    head = next(one for one in listed if one["article_id"] == original.article_id)
    assert [copy["article_id"] for copy in head["copies"]] == [served.copy.article_id]
    assert served.copy.article_id not in [one["article_id"] for one in listed]
    unfolded = served.site.get("/api/articles?limit=100&copies=1").json["articles"]
    assert served.copy.article_id in [one["article_id"] for one in unfolded]


def test_facets_count_the_hits(served: Served) -> None:
    facets = served.site.get("/api/facets").json
    unique = [row for row in served.rows.values() if row.duplicate_of is None]
    assert (facets["hits"], facets["is_complete"]) == (len(unique), True)
    for entry in facets["sections"]:
        assert entry["articles"] == sum(row.section == entry["section"] for row in unique)
    assert sum(facets["years"].values()) == sum(row.published_at is not None for row in unique)


def test_days_months_years_sections_and_authors_have_pages(served: Served) -> None:
    row = next(row for row in _newest(served) if row.author and row.subsection)
    moment = row.published_at
    link = f"/article/khanhhoa/{row.article_id}"
    for path in (
        f"/day/{moment:%Y-%m-%d}",
        f"/month/{moment:%Y-%m}?limit=100",
        f"/section/khanhhoa/{row.section}?limit=100",
        f"/section/khanhhoa/{row.section}/{row.subsection}?limit=100",
        f"/author/khanhhoa?name={quote(row.author)}",
    ):
        page = served.site.get(path)
        assert (page.status, link in page.text) == (200, True), path
    assert f'href="/day/{moment:%Y-%m-%d}"' in served.site.get(f"/year/{moment.year}").text
    assert f'href="/section/khanhhoa/{row.section}"' in served.site.get("/sections").text


def test_the_day_page_says_how_many_copies_are_left_out(served: Served) -> None:
    row = served.rows[served.copy.article_id]
    assert re.search(r"\d more (is a copy|are copies) of", served.site.get(f"/day/{row.published_at:%Y-%m-%d}").text)


def test_the_kept_page_its_source_and_its_record(served: Served) -> None:
    path = f"{_article(served.edited)}/kept/2"
    assert f'src="{path}/page"' in served.site.get(path).text
    page = served.site.get(f"{path}/page")
    assert "sandbox" in page.headers["Content-Security-Policy"]
    assert served.edited.title in page.text
    assert served.site.get(f"{path}/source").headers["Content-Type"].startswith("text/plain")
    record = decode_page(served.site.get(f"{path}/record.warc.gz").body)
    assert record.url == served.edited.url


def test_citations_have_the_hash_of_the_text(served: Served) -> None:
    digest = served.rows[served.edited.article_id].content_hash
    text, bibtex = (served.site.get(f"{_article(served.edited)}/cite.{ending}").text for ending in ("txt", "bib"))
    (csl,) = served.site.get(f"{_article(served.edited)}/cite.json").json
    assert digest in text
    assert digest in bibtex
    assert bibtex.startswith("@article{khanhhoa-")
    assert (csl["type"], digest in csl["note"]) == ("article-newspaper", True)
    assert csl["URL"] == served.edited.url


def test_operations_show_runs_and_failures_without_secrets(served: Served) -> None:
    for path in ("/operations", "/operations/run/1", "/operations/run/1/report", "/api/runs", "/api/runs/1"):
        page = served.site.get(path)
        assert (page.status, PASSWORD in page.text) == (200, False), path
    assert "***" in served.site.get("/operations/run/1").text


def test_the_feed_is_atom_and_has_the_newest(served: Served) -> None:
    feed = ElementTree.fromstring(served.site.get("/feed.atom?section=xa-hoi&newspaper=khanhhoa").body)
    space = "{http://www.w3.org/2005/Atom}"
    assert feed.tag == f"{space}feed"
    wanted = [row.article_id for row in _newest(served) if row.section == "xa-hoi"][:30]
    ids = [entry.findtext(f"{space}id") or "" for entry in feed.iter(f"{space}entry")]
    assert [name.rsplit("/", 1)[1] for name in ids] == wanted


def test_downloads_have_every_article_in_every_format(served: Served) -> None:
    unique = {row.article_id for row in served.rows.values() if row.duplicate_of is None}
    lines = served.site.get("/download.jsonl").text.splitlines()
    assert {json.loads(line)["article_id"] for line in lines} == unique
    table = list(csv.DictReader(io.StringIO(served.site.get("/download.csv").body.decode("utf-8-sig"))))
    assert {row["article_id"] for row in table} == unique
    parquet = pyarrow.parquet.read_table(io.BytesIO(served.site.get("/download.parquet?copies=1").body))
    assert set(parquet.column("article_id").to_pylist()) == set(served.rows)
    assert len(lines) == len(table) == len(unique)


def test_head_of_a_download_reads_nothing(served: Served) -> None:
    answer = served.site.get("/download.csv", "HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="articles.csv"'


def test_the_description_names_every_address_for_programs(served: Served) -> None:
    described = served.site.get("/api/openapi.json").json
    assert set(described["paths"]) == set(PATHS)
    for path in served.site.get("/api/").json["paths"]:
        assert path.replace(":int", "") in described["paths"] or path == "/api/openapi.json"
    one = served.edited
    for path in described["paths"]:
        filled = path.format(newspaper=one.newspaper, article_id=one.article_id, run=1)
        assert served.site.get(filled).status == 200, filled


def test_what_is_known_is_not_sent_again(served: Served) -> None:
    for path in ("/", _article(served.edited), "/api/articles", "/feed.atom"):
        first = served.site.get(path)
        again = served.site.get(path, If_None_Match=first.headers["ETag"])
        assert (again.status, again.body) == (304, b""), path
        assert served.site.get(path, If_None_Match='"other"').status == 200


def test_robots_are_kept_out_unless_let_in(served: Served) -> None:
    assert served.site.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
    assert "noindex" in served.site.get("/").headers["X-Robots-Tag"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(served: Served, method: str) -> None:
    assert served.site.get("/", method).status == 405


def test_head_has_no_body(served: Served) -> None:
    answer = served.site.get("/", "HEAD")
    assert (answer.status, answer.body) == (200, b"")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "evil.example:80"])
def test_unknown_hosts_are_refused(served: Served, host: str) -> None:
    assert served.site.get("/", Host=host).status == 421


def test_every_answer_is_guarded(served: Served) -> None:
    for path in ("/", "/nix", "/api/days", "/robots.txt", "/static/style.css", "/search?older=x", "/download.csv"):
        headers = served.site.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        assert "script-src" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nix", 404),
        ("/article/khanhhoa/0000000", 404),
        ("/article/nobody/0000000", 404),
        ("/section/khanhhoa/nix", 404),
        ("/author/khanhhoa?name=Nobody", 404),
        ("/author/khanhhoa", 400),
        ("/day/2025-02-30", 404),
        ("/day/0000-00-00", 404),
        ("/month/2025-13", 404),
        ("/year/0", 404),
        ("/year/99999999999999999999", 404),
        ("/operations/run/999", 404),
        ("/operations/run/99999999999999999999", 404),
        ("/search?since=yesterday", 400),
        ("/search?limit=0", 400),
        ("/search?limit=1000", 400),
        ("/search?older=~", 400),
        ("/search?older=2025-01-01~1", 400),
        ("/search?older=2025-01-01T00:00:00%2B07:00~99999999999", 400),
        ("/search?q=a&older=99999999999999999999", 400),
        ("/edits?older=x", 400),
        ("/edits?older=2025-01-01T00:00:00%2B07:00~1", 400),
        ("/gone?older=0001-01-01T00:00:00%2B23:00~1", 400),
        ("/operations?older=-1", 400),
        ("/search?q=" + "a" * 1001, 400),
        ("/search?q=%00", 400),
        ("/search?q=!!!", 400),
        ("/search?section=%00", 400),
        ("/article/khanhhoa/%00", 404),
        ("/section/khanhhoa/%00", 404),
        ("/search?q=" + quote("''\" OR 1=1; -- (*) NEAR"), 200),
        ("/static/../app.py", 404),
        ("/static/%2e%2e/app.py", 404),
        ("/api/articles/khanhhoa/0000000", 404),
    ],
)
def test_wrong_addresses_have_plain_answers(served: Served, path: str, status: int) -> None:
    answer = served.site.get(path)
    assert answer.status == status
    assert "Traceback" not in answer.text


def test_each_language_is_chosen_by_the_browser_or_the_switch(served: Served) -> None:
    assert 'lang="vi"' in served.site.get("/", Accept_Language="vi-VN,vi;q=0.9,en;q=0.8").text[:200]
    assert '<html lang="en">' in served.site.get("/", Accept_Language="fr").text
    chosen = served.site.get("/sections?lang=vi", Accept_Language="en").text
    assert '<html lang="vi">' in chosen
    assert re.search(r'href="/section/khanhhoa/[a-z-]+\?lang=vi"', chosen)


def test_both_languages_have_the_same_texts_with_the_same_values() -> None:
    vi, en = (json.loads((FOLDER / f"{code}.json").read_text("utf-8")) for code in ("vi", "en"))
    assert vi.keys() == en.keys()
    for key in vi:
        values = set(re.findall(r"{(\w+)}", vi[key])), set(re.findall(r"{(\w+)}", en[key]))
        # «once» needs no number.
        assert values[0] == values[1] or key.endswith(".one"), key
    source = "".join(path.read_text("utf-8") for path in (FOLDER.parent / "templates").iterdir())
    for key in re.findall(r"text\('([\w.]+)'[,)]", source):
        assert key in vi, key


@pytest.mark.parametrize(
    ("accepted", "code"), [("", "en"), ("vi", "vi"), ("en;q=0.1,vi;q=0.2", "vi"), ("vi;q=0", "en"), ("vi;q=x", "en")]
)
def test_the_preferred_language(accepted: str, code: str) -> None:
    assert choose_language(None, accepted) is LANGUAGES[code]


def test_every_page_says_what_it_is(served: Served) -> None:
    for path in PAGES:
        if "{" not in path:
            assert "<h1" in served.site.get(path).text, path


def test_files_outside_the_data_folder_are_not_read(archive: Archive, tmp_path: Path) -> None:
    data, (item, *_) = tmp_path / "data", stories(3)
    (data / "pages").mkdir(parents=True)
    (tmp_path / "secret.jpg").write_text(PASSWORD)
    (tmp_path / "secret").write_text(PASSWORD)
    (data / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    fill(archive, [item])
    row = archive_row(archive, item)
    outside = ["../secret.jpg", str(tmp_path / "secret.jpg"), "link.jpg", "pages/../../secret.jpg", "secret", ""]
    with archive.begin() as connection:
        connection.execute(images.delete())
        connection.execute(
            images.insert(),
            [{"article": row.id, "position": n, "url": f"https://x/{n}", "path": p} for n, p in enumerate(outside, 1)],
        )
        connection.execute(
            pages.insert(),
            [{"article": row.id, "revision": n, "file": p, "start": 0, "length": 99} for n, p in enumerate(outside, 1)],
        )
    with serving(str(archive.engine.url.render_as_string(hide_password=False)), data) as site:
        for number in range(1, len(outside) + 1):
            for path in (f"picture/{number}", f"kept/{number}/page", f"kept/{number}/record.warc.gz", f"kept/{number}"):
                answer = site.get(f"{_article(item)}/{path}")
                assert (answer.status, PASSWORD in answer.text) == (404, False), (number, path)


def archive_row(archive: Archive, item: Article) -> Any:
    with archive.read() as connection:
        return connection.execute(select(articles).where(articles.c.article_id == item.article_id)).one()


def test_a_query_that_takes_too_long_is_ended_with_a_page(archive: Archive, tmp_path: Path) -> None:
    fill(archive, stories(40))
    address = archive.engine.url.render_as_string(hide_password=False)
    slow = {
        "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
        "postgresql": "SELECT pg_sleep(60)",
    }[archive.engine.dialect.name]
    with ReadOnlyArchive.open(address, seconds=0.2) as reading:
        with pytest.raises(QueryTimeout), reading.read() as connection:
            connection.exec_driver_sql(slow)
        with reading.read() as connection:
            assert connection.execute(select(articles.c.id).limit(1)).one()


def test_a_page_that_takes_too_long_says_so(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readonly, "STEPS_BETWEEN_LOOKS", 1000)
    fill(archive, stories(200))
    address = archive.engine.url.render_as_string(hide_password=False)
    is_sqlite = archive.engine.dialect.name == "sqlite"
    with serving(address, tmp_path, seconds=0 if is_sqlite else 0.3) as site, archive.begin() as connection:
        if not is_sqlite:
            connection.execute(text("LOCK TABLE articles IN ACCESS EXCLUSIVE MODE"))
        answer = site.get("/")
        assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
        assert "takes too long" in answer.text
        assert site.get("/api/days").json["error"] == "This search takes too long"
        connection.rollback()


def test_nothing_can_be_written(archive: Archive) -> None:
    fill(archive, stories(3))
    address = archive.engine.url.render_as_string(hide_password=False)
    with (
        ReadOnlyArchive.open(address) as reading,
        pytest.raises(Exception, match=r"readonly|read-only|query_only"),
        reading.read() as connection,
    ):
        connection.execute(update(articles).values(title="x"))


@pytest.mark.parametrize(("version", "said"), [(1, "brings it up to date"), (99, "update it")])
def test_an_archive_of_another_schema_is_refused(archive: Archive, version: int, said: str) -> None:
    with archive.begin() as connection:
        connection.execute(schema_version.delete())
        connection.execute(schema_version.insert().values(version=version, applied_at=datetime.now(UTC)))
    with pytest.raises(ArchiveError, match=said):
        ReadOnlyArchive.open(archive.engine.url.render_as_string(hide_password=False))


def test_pages_of_edits_and_of_gone_articles_have_each_once(archive: Archive, tmp_path: Path) -> None:
    items = stories(20)
    with serving(archive.engine.url.render_as_string(hide_password=False), tmp_path) as site:
        fill(archive, items)
        for item in items[:5]:
            item.title += " (cập nhật)"
        fill(archive, items[:5])
        with archive.begin() as connection:
            for number, item in enumerate(items[:5]):
                mark_gone(connection, "khanhhoa", item.article_id, "404", NOW + timedelta(days=number // 2))
        for kind in ("edits", "gone"):
            found: list[str] = []
            address: str | None = f"/api/{kind}?limit=2"
            while address:
                page = site.get(address).json
                found += [one["article_id"] for one in page[kind]]
                address = page["next"]
            assert sorted(found) == sorted(item.article_id for item in items[:5]), kind


def test_robots_may_be_let_in(archive: Archive, tmp_path: Path) -> None:
    with serving(archive.engine.url.render_as_string(hide_password=False), tmp_path, allow_robots=True) as site:
        assert site.get("/robots.txt").text == "User-agent: *\nAllow: /\n"
        assert site.get("/").headers["X-Robots-Tag"] is None
