"""One newspaper of an archive that holds several: complete, with only its own repetitions left out."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from crawler.archive import Archive
from crawler.archive.articles.store import store_article
from crawler.archive.database.schema import articles
from crawler.archive.export.rows import count_articles, read_articles
from crawler.archive.reading.calendar import count_days, count_sections
from crawler.archive.reading.lists import Wanted, count_copies, list_articles
from crawler.archive.reports import printed_since
from crawler.archive.runs import start_run
from crawler.archive.search.query import Query, read_phrases, search
from crawler.archive.selection import Selection
from crawler.items import Article
from pipelines.store import rows
from tests.crawling import Desk
from tests.writing import NOW, stories

WIRE = "Tin của hãng thông tấn về vụ tôm hùm năm nay được mùa ở các vùng nuôi ven biển miền Trung, giá tăng mạnh. " * 5
LOCAL = "Phóng viên của báo có mặt tại cảng cá từ sáng sớm để ghi lại không khí ra khơi của ngư dân trong tỉnh. " * 5

PRINTED = [
    ("khanhhoa", 1, WIRE, 1),
    ("khanhhoa_en", 2, WIRE, 3),
    ("khanhhoa_en", 3, WIRE, 2),
    ("khanhhoa_en", 4, LOCAL, 1),
    ("khanhhoa_en", 5, LOCAL, 2),
    ("khanhhoa_en", 6, WIRE, None),
]
"""Newspaper, article, text, and the day of publication in November."""

ONCE = {
    None: ["1", "4"],
    "khanhhoa": ["1"],
    "khanhhoa_en": ["3", "4"],
}
"""Articles that repeat no other, of all newspapers and within each."""


def item(newspaper: str, number: int, body: str, day: int | None) -> Article:
    (made,) = stories(1)
    made.newspaper, made.article_id, made.url = newspaper, str(number), f"https://{newspaper}.example.org/{number}/"
    made.title, made.lead, made.body = "Tôm hùm được mùa", None, body
    made.published_at = None if day is None else datetime(2025, 11, day, 5, tzinfo=UTC)
    made.published_precision = None if day is None else "minute"
    made.section, made.subsection = "kinh-te", None
    return made


@pytest.fixture
def filled(archive: Archive) -> Archive:
    for printed in PRINTED:
        with archive.begin() as connection:
            store_article(connection, *rows(item(*printed)), NOW)
    with archive.read() as connection:
        links = [tuple(row) for row in connection.execute(select(articles.c.id, articles.c.duplicate_of))]
    assert sorted(links) == [(1, None), (2, 1), (3, 1), (4, None), (5, 4), (6, 1)]
    return archive


@pytest.mark.parametrize("newspaper", ONCE)
def test_export_search_and_lists_have_each_article_of_the_newspaper_once(
    filled: Archive, newspaper: str | None
) -> None:
    selection = Selection(newspaper=newspaper)
    with filled.read() as connection:
        exported = [row["article_id"] for chunk in read_articles(connection, selection) for row in chunk]
        found = search(connection, Query(read_phrases("tom hum"), selection), 10)
        listed = list_articles(connection, Wanted(selection=selection), 10)
        everything = count_articles(connection, Selection(newspaper=newspaper, with_duplicates=True))
        assert count_articles(connection, selection) + count_copies(connection, selection) == everything
        assert sum(count_days(connection, newspaper).values()) == len(ONCE[newspaper])
    assert exported == ONCE[newspaper]
    assert sorted(row["article_id"] for row in found) == ONCE[newspaper]
    assert sorted(row["article_id"] for row in listed.rows) == ONCE[newspaper]


def test_sections_and_days_of_a_report_count_what_the_newspaper_printed(filled: Archive) -> None:
    with filled.read() as connection:
        counted = {row.newspaper: row.articles for row in count_sections(connection)}
        printed = printed_since(connection, "khanhhoa_en", datetime(2025, 11, 1, tzinfo=UTC) - timedelta(days=1))
    assert counted == {"khanhhoa": 1, "khanhhoa_en": 2}
    assert sorted((row.day, row.articles) for row in printed) == [("2025-11-01", 1), ("2025-11-02", 1)]


def test_an_article_without_a_date_represents_its_newspaper_when_it_is_the_only_one(filled: Archive) -> None:
    with filled.begin() as connection:
        connection.execute(text("UPDATE articles SET duplicate_of = 1, duplicate_kind = 'near' WHERE article_id = '6'"))
        connection.execute(text("UPDATE articles SET newspaper = 'third' WHERE article_id = '6'"))
    with filled.read() as connection:
        chunks = read_articles(connection, Selection(newspaper="third"))
        assert [row["article_id"] for chunk in chunks for row in chunk] == ["6"]


@pytest.mark.quick
def test_the_commands_take_one_newspaper(desk: Desk, tmp_path: Path) -> None:
    with Archive.open(desk.archive_url) as archive:
        for printed in PRINTED:
            with archive.begin() as connection:
                store_article(connection, *rows(item(*printed)), NOW)
        with archive.begin() as connection:
            for newspaper in ("khanhhoa", "khanhhoa_en", "khanhhoa"):
                start_run(connection, newspaper, "latest", NOW)
    file = tmp_path / "out.jsonl"
    ended = desk.run("export", "--newspaper", "khanhhoa_en", str(file))
    assert (ended.code, ended.out.splitlines()[1].split(";")[0]) == (0, "left out: 3 duplicates")
    assert [json.loads(line)["article_id"] for line in file.read_text("utf-8").splitlines()] == ["3", "4"]
    assert desk.run("search", "--newspaper", "khanhhoa", "tôm hùm").out.count("https://") == 1
    runs = json.loads(desk.run("runs", "--json", "--newspaper", "khanhhoa").out)
    assert [run["id"] for run in runs] == [3, 1]
    for words in (["export", str(file)], ["search", "tôm"], ["runs"]):
        ended = desk.run(*words, "--newspaper", "khanhoa")
        assert (ended.code, "did you mean 'khanhhoa'?" in ended.err) == (2, True)
