"""Scrapy's feed exports of a crawl: what they hold is what the archive holds."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from sqlalchemy import select

from crawler.archive.database.schema import articles, images
from crawler.archive.export.formats import spreadsheet_cell
from crawler.items import Article
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.server import Server
from pipelines.feed_exporters import ArticleCsvExporter, ArticleXmlExporter
from tests.crawling import Desk, Ended, spider_arguments
from tests.forking import QuickDesk

COLUMNS = tuple(field.name for field in fields(Article) if field.name != "page")


@contextmanager
def newspaper() -> Iterator[Server]:
    with serve(Newspaper(Options(seed=5, articles=14, twins=0, dead_links=0, pager="works"))) as server:
        yield server


@pytest.fixture
def small() -> Iterator[Server]:
    with newspaper() as server:
        yield server


class Crawled:
    """A folder with the feeds of one crawl, and what its archive holds."""

    def __init__(self, desk: Desk) -> None:
        self.folder = desk.folder
        pictures: dict[int, list[dict[str, Any]]] = {}
        for row in desk.rows(select(images).order_by(images.c.article, images.c.position)):
            pictures.setdefault(row.article, []).append({"url": row.url, "caption": row.caption})
        self.stored = {row.article_id: _plain(row, pictures.get(row.id, [])) for row in desk.rows(articles)}


def _plain(row: Any, pictures: list[dict[str, Any]]) -> dict[str, Any]:
    plain = {name: getattr(row, name, None) for name in COLUMNS} | {"images": pictures}
    return plain | {"published_at": row.published_at.isoformat() if row.published_at else None}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    desk = QuickDesk(tmp_path_factory.mktemp("feeds"))
    formats = ("jsonlines", "csv", "xml", "json")
    feeds = {str(desk.folder / f"feed.{name}"): {"format": name} for name in formats}
    with newspaper() as server:
        ended = desk.crawl(server.base_url, settings={"FEEDS": json.dumps(feeds)})
        reachable = server.site.reachable("latest")
    assert (ended.code, ended.err) == (0, "")
    crawled = Crawled(desk)
    assert crawled.stored.keys() == reachable
    return crawled


def by_id(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    assert all(tuple(row) == COLUMNS for row in rows)
    return {row["article_id"]: row for row in rows}


def test_json_lines(crawled: Crawled) -> None:
    lines = (crawled.folder / "feed.jsonlines").read_text(encoding="utf-8").splitlines()
    assert by_id([json.loads(line) for line in lines]) == crawled.stored
    assert any("ệ" in line for line in lines)


def test_json(crawled: Crawled) -> None:
    assert by_id(json.loads((crawled.folder / "feed.json").read_text(encoding="utf-8"))) == crawled.stored


def test_csv(crawled: Crawled) -> None:
    with (crawled.folder / "feed.csv").open(encoding="utf-8", newline="") as file:
        rows = by_id(list(csv.DictReader(file)))
    cells = {key: {name: spreadsheet_cell(value) or "" for name, value in row.items()} for key, row in _lists(crawled)}
    assert rows == cells


def _lists(crawled: Crawled) -> Iterator[tuple[str, dict[str, Any]]]:
    """The stored articles; an empty list is a cell of its own, unlike a missing value."""
    for key, row in crawled.stored.items():
        yield key, {name: json.dumps(value) if value in ([], {}) else value for name, value in row.items()}


def test_xml(crawled: Crawled) -> None:
    root = ElementTree.parse(crawled.folder / "feed.xml").getroot()
    rows = {item.findtext("article_id"): item for item in root}
    assert rows.keys() == crawled.stored.keys()
    for key, item in rows.items():
        stored = crawled.stored[str(key)]
        assert [element.tag for element in item] == list(COLUMNS)
        for name in ("title", "kicker", "lead", "body", "author", "published_at"):
            assert item.findtext(name) == (stored[name] or "")
        found = [{part.tag: part.text for part in value} for value in item.findall("images/value")]
        assert found == stored["images"]
        assert [value.text for value in item.findall("tags/value")] == stored["tags"]


def feed(desk: Desk, server: Server, *words: str) -> Ended:
    return desk.run("crawl", "khanhhoa", *spider_arguments(server.base_url, {}), *words)


def test_overwrite_and_append(desk: Desk, small: Server) -> None:
    file = desk.folder / "articles.jsonl"
    file.write_text("old\n", encoding="utf-8")
    assert feed(desk, small, "-O", str(file)).code == 0
    first = file.read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["article_id"] for line in first} == small.site.reachable("latest")
    edited = json.loads(first[0])["article_id"]
    small.site.edit(edited, "rewording")
    again = ("-a", f"urls={small.site.truth[edited].url}", "-o", str(file))
    assert feed(desk, small, *again).code == 0
    second = file.read_text(encoding="utf-8").splitlines()
    assert second[:-1] == first
    assert json.loads(second[-1])["article_id"] == edited


def test_stdout_holds_articles_alone(desk: Desk, small: Server) -> None:
    ended = feed(desk, small, "-a", "max_articles=3", "-o", "-:csv")
    rows = list(csv.DictReader(io.StringIO(ended.out)))
    assert (ended.code, len(rows)) == (0, 3)
    assert ended.err.startswith("khanhhoa: done (3 new articles")


def test_fields_that_the_operator_names(desk: Desk, small: Server, tmp_path: Path) -> None:
    file = tmp_path / "short.csv"
    names = ("-s", "FEED_EXPORT_FIELDS=title,url")
    assert feed(desk, small, "-a", "max_articles=2", *names, "-O", str(file)).code == 0
    lines = file.read_text(encoding="utf-8").splitlines()
    assert (lines[0], len(lines)) == ("title,url", 3)


def test_csv_of_other_items_is_scrapys() -> None:
    file = io.BytesIO()
    exporter = ArticleCsvExporter(file)
    exporter.export_item({"sum": "=1+1", "words": ["a", "b"]})
    assert file.getvalue().decode() == 'sum,words\r\n=1+1,"a,b"\r\n'


def test_csv_of_an_article_holds_no_formulas() -> None:
    file = io.BytesIO()
    exporter = ArticleCsvExporter(file, fields_to_export=["title", "tags"])
    exporter.export_item(
        Article("n", "e1", "https://x/", "s", None, "vi", '=HYPERLINK("x")', "body", tags=("a", "b,c"))
    )
    assert list(csv.reader(io.StringIO(file.getvalue().decode())))[1] == ['\'=HYPERLINK("x")', '["a", "b,c"]']


def test_xml_leaves_a_missing_value_empty() -> None:
    file = io.BytesIO()
    exporter = ArticleXmlExporter(file)
    exporter.start_exporting()
    exporter.export_item({"kicker": None, "picture": {"caption": None}})
    exporter.finish_exporting()
    assert b"<kicker></kicker><picture><caption></caption></picture>" in file.getvalue()
