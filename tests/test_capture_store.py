"""Captures in the archive, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from crawler.archive import Archive
from crawler.archive.captures.store import Capture, Outcome, store_capture, store_revisit
from crawler.archive.database.schema import articles, captures, frontier, images, revisions
from crawler.archive.duplicates.links import lock
from crawler.archive.frontier import entries
from crawler.archive.frontier.entries import RETRY_GONE_AFTER, Rank
from crawler.archive.frontier.ways import Way
from crawler.archive.maintenance.check import check_tables
from crawler.frontier.discovery import from_address
from crawler.items import Article, Image
from crawler.newspapers import KHANHHOA
from pipelines.store import rows
from tests.test_article_store import STORY, store

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
OLD = replace(
    STORY,
    article_id="8231052",
    url="https://baokhanhhoa.vn/xa-hoi/202108/ghe-cau-roi-ben-8231052/",
    published_at=datetime(2021, 8, 31, 14, 21, tzinfo=UTC),
    published_raw="Thứ Ba, 31/08/2021, 21:21 [GMT+7]",
    author="NGUYỄN VŨ",
    sources={"title": "fallback", "body": "fallback", "url": "url", "published_at": "fallback", "author": "fallback"},
)


MORE = "\n\nBổ sung: hôm nay bến đã vắng, ghe câu ra khơi hết từ lúc trời chưa sáng."


def discover(connection: Any, item: Article) -> None:
    entry = from_address(item.url, KHANHHOA)
    assert entry is not None
    entries.discover(connection, "khanhhoa", [entry], Rank.OLD, NOON, Way.IMPORT)


def captured(archive: Archive, item: Article, at: datetime, digest: str = "d", payload: str | None = None) -> Outcome:
    values, pictures = rows(item)
    with archive.begin() as connection:
        lock(connection)
        discover(connection, item)
        return store_capture(connection, Capture(values, pictures, at, item.url, digest, payload))


def the_article(archive: Archive) -> Any:
    with archive.read() as connection:
        assert list(check_tables(connection)) == []
        return connection.execute(select(articles)).one()


def test_a_minute_beats_a_day_of_the_same_day_alone(archive: Archive) -> None:
    migrated = replace(
        OLD, published_at=datetime(2021, 8, 30, 17, tzinfo=UTC), published_precision="day", published_raw="05:08"
    )
    with archive.begin() as connection:
        discover(connection, OLD)
    store(archive, migrated)
    other_day = replace(OLD, published_at=OLD.published_at and OLD.published_at + DAY)
    assert captured(archive, other_day, NOON - 20 * DAY, "x") == "same"
    assert the_article(archive).published_precision == "day"
    assert captured(archive, OLD, NOON - 30 * DAY) == "completed"
    row = the_article(archive)
    assert (row.published_at, row.published_precision) == (OLD.published_at, "minute")
    assert (row.sources["published_at"], row.revision, row.fetched_at) == ("archive", 1, NOON)
    # The next crawl shows the day again.
    store(archive, replace(migrated, author=None), NOON + DAY)
    row = the_article(archive)
    assert (row.published_precision, row.published_raw, row.author) == ("minute", OLD.published_raw, "NGUYỄN VŨ")


def test_a_caption_beats_none_wherever_the_migration_put_the_picture(archive: Archive) -> None:
    there = Image("https://baokhanhhoa.vn/file/e783/dataimages/202108/original/images1_a.jpg", None)
    then = Image("https://baokhanhhoa.vn/dataimages/202108/original/images1_a.jpg", "Ghe câu.")
    with archive.begin() as connection:
        discover(connection, OLD)
    store(archive, replace(OLD, images=(there,)))
    assert captured(archive, replace(OLD, images=(then,)), NOON - DAY) == "completed"
    assert the_article(archive).sources["captions"] == "archive"
    store(archive, replace(OLD, images=(there,)), NOON + DAY)
    with archive.read() as connection:
        picture = connection.execute(select(images)).one()
    assert (picture.url, picture.caption) == (there.url, "Ghe câu.")


def test_captures_of_one_article_in_any_order(archive: Archive) -> None:
    bodies = {day: f"{OLD.body}\n\nThêm lần {day}: bến lại đông ghe câu và bạn chài từ sáng sớm." for day in (1, 2, 3)}
    for day in (2, 3, 1):
        captured(archive, replace(OLD, body=bodies[day], author=f"N.T{day}"), NOON + day * DAY, str(day))
    row = the_article(archive)
    with archive.read() as connection:
        earlier = connection.execute(select(revisions).order_by(revisions.c.revision)).all()
    assert [*(each.body for each in earlier), row.body] == [bodies[1], bodies[2], bodies[3]]
    assert (row.author, row.revision, row.fetched_at, row.first_seen_at) == ("N.T3", 3, NOON + 3 * DAY, NOON + DAY)
    assert captured(archive, replace(OLD, body=bodies[1]), NOON + DAY, "1") == "known"


def test_one_that_the_newspaper_had_no_longer_stays_gone(archive: Archive) -> None:
    with archive.begin() as connection:
        discover(connection, OLD)
        entries.mark_gone(connection, "khanhhoa", OLD.article_id, "404", NOON)
    assert captured(archive, OLD, NOON - DAY) == "new"
    row = the_article(archive)
    assert row.gone_at == NOON
    with archive.read() as connection:
        waiting = connection.execute(select(frontier)).one()
    assert (waiting.state, waiting.next_try_at) == ("gone", NOON + RETRY_GONE_AFTER)


def test_one_that_was_given_up_is_tried_again(archive: Archive) -> None:
    with archive.begin() as connection:
        discover(connection, OLD)
        connection.execute(update(frontier).values(state="failed", next_try_at=None, attempts=6))
    captured(archive, OLD, NOON - DAY)
    with archive.read() as connection:
        waiting = connection.execute(select(frontier)).one()
    assert (waiting.state, waiting.attempts, waiting.rank) == ("pending", 0, Rank.OLD)


def test_a_later_capture_of_a_crawled_article_makes_it_due(archive: Archive) -> None:
    with archive.begin() as connection:
        discover(connection, OLD)
    store(archive, OLD)
    edited = replace(
        OLD, body=OLD.body + "\n\nBổ sung: hôm nay bến đã vắng, ghe câu ra khơi hết từ lúc trời chưa sáng."
    )
    assert captured(archive, edited, NOON + DAY) == "revision"
    row = the_article(archive)
    assert (row.body, row.revision) == (edited.body, 2)
    with archive.read() as connection:
        waiting = connection.execute(select(frontier)).one()
    assert (waiting.state, waiting.next_try_at) == ("stored", NOON + DAY)


def test_a_revisit_is_another_sighting_of_the_capture_it_refers_to(archive: Archive) -> None:
    edited = replace(
        OLD, body=OLD.body + "\n\nBổ sung: hôm nay bến đã vắng, ghe câu ra khơi hết từ lúc trời chưa sáng."
    )
    captured(archive, OLD, NOON, "1", "sha1:A")
    captured(archive, edited, NOON + 9 * DAY, "2", "sha1:B")
    with archive.begin() as connection:
        key = "khanhhoa", OLD.article_id
        assert store_revisit(connection, *key, NOON + 3 * DAY, "sha1:A")
        assert store_revisit(connection, *key, NOON + 3 * DAY, "sha1:A")
        assert store_revisit(connection, *key, NOON + 10 * DAY, "sha1:B")
        assert not store_revisit(connection, *key, NOON + 3 * DAY, "sha1:C")
        assert not store_revisit(connection, "khanhhoa", "0000000", NOON, None)
    row = the_article(archive)
    with archive.read() as connection:
        assert [each.seen_at for each in connection.execute(select(revisions))] == [NOON + 3 * DAY]
        assert len(connection.execute(select(captures)).all()) == 4
    assert row.fetched_at == NOON + 10 * DAY
