"""Articles in the archive: once, with their later edits, linked with what they repeat."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from crawler.archive import Archive
from crawler.archive.articles.store import Stored, store_article
from crawler.archive.database.schema import articles, images, revisions
from crawler.archive.frontier import entries
from crawler.archive.frontier.entries import Discovery, Rank
from crawler.archive.frontier.ways import Way
from crawler.items import Article, Image
from pipelines.store import rows

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BODY = "\n\n".join(
    f"Đoạn {number}: ghe câu số {number} rời bến lúc {number} giờ, mang {number * 3} cây đá và {number + 7} bạn chài."
    for number in range(1, 9)
)
STORY = Article(
    newspaper="khanhhoa",
    article_id="1a2b3c4",
    url="https://baokhanhhoa.vn/xa-hoi/202611/ghe-cau-roi-ben-1a2b3c4/",
    section="xa-hoi",
    subsection=None,
    language="vi",
    title="Ghe câu rời bến",
    lead="Sáng nay, bến Cù Lao đông ghe.",
    body=BODY,
    published_at=NOON - timedelta(hours=1),
    published_precision="minute",
    images=(Image("https://baokhanhhoa.vn/file/a/112026/ghe.jpg", "Ghe câu."),),
)


def store(archive: Archive, article: Article, now: datetime = NOON) -> Stored:
    values, pictures = rows(article)
    with archive.begin() as connection:
        return store_article(connection, values, pictures, now)


def discover(archive: Archive, *found: Article) -> None:
    with archive.begin() as connection:
        links = [Discovery(article.article_id, article.url, "202611", article.section) for article in found]
        entries.discover(connection, "khanhhoa", links, Rank.NEW, NOON, Way.LIST)


def test_an_article_is_stored_with_its_pictures_and_done_in_the_same_transaction(archive: Archive) -> None:
    discover(archive, STORY)
    assert store(archive, STORY) == Stored(1, "new", 1)
    with archive.read() as connection:
        row = connection.execute(select(articles)).one()
        picture = connection.execute(select(images)).one()
        pending = entries.count_pending(connection, "khanhhoa")
    assert (row.title, row.body, row.published_at, row.first_seen_at) == (
        "Ghe câu rời bến",
        BODY,
        STORY.published_at,
        NOON,
    )
    assert (picture.position, picture.caption) == (1, "Ghe câu.")
    assert pending == {"due": 0, "old": 0, "failed": 0}


def test_a_value_too_large_for_an_index_is_no_fault_of_the_database(postgres_url: str) -> None:
    """The article fails, and the run goes on."""
    endless = replace(STORY, article_id=random.Random(1).randbytes(4000).hex())
    with Archive.open(postgres_url) as archive, pytest.raises(DBAPIError, match="exceeds btree"):
        store(archive, endless)


def test_what_fails_on_the_way_leaves_nothing(archive: Archive) -> None:
    discover(archive, STORY)
    values, pictures = rows(STORY)

    def fail_after_writing() -> None:
        with archive.begin() as connection:
            store_article(connection, values, pictures, NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_writing()
    with archive.read() as connection:
        assert connection.execute(select(articles)).all() == []
        assert entries.count_pending(connection, "khanhhoa")["due"] == 1


@pytest.mark.parametrize(
    ("change", "edit"),
    [
        ({"title": "Ghe câu trở về bến cũ sau bão lớn"}, "headline"),
        ({"body": BODY.replace("bạn chài", "bạn chaì", 1)}, "typo"),
        ({"body": BODY + "\n\nChiều cùng ngày, đồn biên phòng cho biết toàn bộ ghe đã về bến an toàn."}, "addition"),
        ({"lead": "Tối qua, chợ cá đóng cửa sớm vì trời trở gió và mưa rất to."}, "rewording"),
    ],
)
def test_an_edit_becomes_a_revision_of_its_kind(archive: Archive, change: dict[str, Any], edit: str) -> None:
    store(archive, STORY)
    later = NOON + timedelta(hours=2)
    assert store(archive, replace(STORY, **change), later) == Stored(1, "revised", 2)
    with archive.read() as connection:
        now = connection.execute(select(articles)).one()
        earlier = connection.execute(select(revisions)).one()
    assert (now.revision, now.fetched_at, now.first_seen_at) == (2, later, NOON)
    assert all(getattr(now, name) == value for name, value in change.items())
    assert (earlier.revision, earlier.title, earlier.lead, earlier.body) == (1, STORY.title, STORY.lead, STORY.body)
    assert (earlier.seen_at, earlier.edit) == (NOON, edit)


@pytest.mark.parametrize(
    "same",
    [
        replace(STORY, body=BODY.replace("ghe câu", "ghe  câu")),
        replace(STORY, title="Ghe câu rời bến "),
        replace(STORY, lead="Sáng nay, bến Cù Lao đông ghe."),
    ],
)
def test_what_is_the_same_in_substance_is_no_revision(archive: Archive, same: Article) -> None:
    store(archive, STORY)
    assert store(archive, same).outcome == "unchanged"
    with archive.read() as connection:
        assert connection.execute(select(revisions)).all() == []
        assert connection.execute(select(articles.c.body)).scalar_one() == BODY


def test_tone_placement_is_no_edit(archive: Archive) -> None:
    old = replace(STORY, title="Tòa án huyện Vạn Ninh hòa giải")
    store(archive, old)
    assert store(archive, replace(old, title="Toà án huyện Vạn Ninh hoà giải")).outcome == "unchanged"
    with archive.read() as connection:
        assert connection.execute(select(articles.c.title)).scalar_one() == old.title


def test_other_fields_follow_the_newspaper_without_a_revision(archive: Archive) -> None:
    store(archive, STORY)
    assert store(archive, replace(STORY, author="C.Đan", images=())).outcome == "unchanged"
    with archive.read() as connection:
        assert connection.execute(select(articles.c.author)).scalar_one() == "C.Đan"
        assert connection.execute(select(images)).all() == []


def test_the_same_text_under_another_id_is_linked_to_the_older_one(archive: Archive) -> None:
    copy = replace(
        STORY,
        article_id="5d6e7f8",
        url=STORY.url.replace("1a2b3c4", "5d6e7f8"),
        title="Đông ghe ở bến Cù Lao",
        published_at=NOON,
    )
    store(archive, STORY)
    assert store(archive, copy) == Stored(2, "new", 1, "exact")
    with archive.read() as connection:
        link = connection.execute(
            select(articles.c.duplicate_of, articles.c.duplicate_kind).where(articles.c.id == 2)
        ).one()
        unique = connection.exec_driver_sql("SELECT article_id FROM unique_articles").scalars().all()
    assert tuple(link) == (1, "exact")
    assert unique == ["1a2b3c4"]


def test_an_article_that_is_back_is_no_longer_gone(archive: Archive) -> None:
    discover(archive, STORY)
    store(archive, STORY)
    with archive.begin() as connection:
        entries.mark_gone(connection, "khanhhoa", "1a2b3c4", "HTTP 404", NOON)
    with archive.read() as connection:
        assert connection.execute(select(articles.c.gone_at, articles.c.body)).one() == (NOON, BODY)
    store(archive, STORY)
    with archive.read() as connection:
        assert connection.execute(select(articles.c.gone_at)).scalar_one() is None
