"""Copies in the archive: found, linked to the oldest of the family, and kept right when texts change."""

import multiprocessing
import random
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text, update

from crawler.archive import Archive
from crawler.archive.database.schema import articles, fingerprint_keys, fingerprints
from crawler.archive.duplicates.fingerprints import BANDS
from crawler.archive.duplicates.index import BUCKET
from crawler.archive.duplicates.links import Link, Original, find_original, link_duplicates, lock, read
from crawler.archive.duplicates.similarity import ComparableText
from crawler.archive.text import ArticleText
from crawler.newspapers.builtin.options import Edition, Options
from crawler.newspapers.builtin.site import Newspaper
from tests.bench import duplicates as bench
from tests.bench.corpus import COPIES, DIFFERENT, FOLDER, Corpus, article_row, read_corpus
from tests.bench.generated import Newsroom

DAY = datetime(2024, 1, 1, tzinfo=UTC)


def words(seed: int, length: int = 300) -> list[str]:
    dice = random.Random(seed)
    return [f"từ{dice.randrange(100_000)}" for _ in range(length)]


def article(body: Iterable[str], title: str = "Tôm hùm Khánh Hòa được mùa") -> ArticleText:
    return ArticleText(title, None, " ".join(body))


def store(archive: Archive, key: int, content: ArticleText, published_at: datetime | None = None) -> Link | None:
    """Store a new article, as a run does."""
    with archive.begin() as connection:
        lock(connection)
        connection.execute(insert(articles), article_row(key, content, published_at))
        return link_duplicates(connection, read(connection, key))


def change(archive: Archive, key: int, content: ArticleText) -> Link | None:
    """Store an article's new text."""
    with archive.begin() as connection:
        lock(connection)
        values = {"title": content.title, "lead": content.lead, "body": content.body}
        connection.execute(update(articles).where(articles.c.id == key).values(values))
        return link_duplicates(connection, read(connection, key))


def sqlite(folder: Path) -> Archive:
    return Archive.open(f"sqlite:///{folder / 'archive.db'}")


def links(archive: Archive) -> dict[int, tuple[int, str]]:
    with archive.read() as connection:
        rows = connection.execute(select(articles).where(articles.c.duplicate_of.is_not(None)))
        return {row.id: (row.duplicate_of, row.duplicate_kind) for row in rows}


def everything(archive: Archive) -> list[Any]:
    with archive.read() as connection:
        return [
            connection.execute(select(table).order_by(*table.primary_key)).all()
            for table in (articles, fingerprints, fingerprint_keys)
        ]


BODY = words(1)
NEAR = [*words(2, 50), *BODY[50:]]
FAR = words(3)


def test_copies_are_linked_to_what_was_stored_first(archive: Archive) -> None:
    assert store(archive, 1, article(BODY)) is None
    assert store(archive, 2, article(FAR)) is None
    assert store(archive, 3, article(BODY, "Dưới một tít khác")) == Link(3, 1, "exact")
    assert store(archive, 4, article(NEAR, "Dưới một tít khác nữa")) == Link(4, 1, "near")
    assert links(archive) == {3: (1, "exact"), 4: (1, "near")}


def test_copies_are_found_in_another_run(archive: Archive) -> None:
    store(archive, 1, article(BODY))
    with Archive.open(archive.engine.url.render_as_string(hide_password=False)) as later:
        assert store(later, 2, article(NEAR)) == Link(2, 1, "near")


def test_a_text_can_be_asked_about_without_storing_it(archive: Archive) -> None:
    store(archive, 1, article(BODY))
    before = everything(archive)
    with archive.read() as connection:
        assert find_original(connection, ComparableText(article(BODY))) == Original(1, "exact")
        assert find_original(connection, ComparableText(article(NEAR))) == Original(1, "near")
        assert find_original(connection, ComparableText(article(FAR))) is None
        assert find_original(connection, ComparableText(article(BODY)), article=1) is None
    assert everything(archive) == before


def test_a_copy_of_a_copy_is_linked_to_the_oldest(archive: Archive) -> None:
    store(archive, 1, article(BODY))
    store(archive, 2, article(NEAR))
    assert store(archive, 3, article(NEAR)) == Link(3, 1, "near")
    assert store(archive, 4, article(BODY)) == Link(4, 1, "exact")


def test_a_story_repeated_each_day_does_not_become_one_article(archive: Archive) -> None:
    """The text moves on by a quarter each day; the third still resembles the first, the fourth no more."""
    text = words(10, 600)
    days = [
        article(text[75 * day : 75 * day + 300], f"Chuyện bên {sea}")
        for day, sea in enumerate(("vịnh", "đảo", "bờ", "phố"))
    ]
    assert store(archive, 1, days[0]) is None
    assert store(archive, 2, days[1]) == Link(2, 1, "near")
    assert store(archive, 3, days[2]) == Link(3, 1, "near")
    assert store(archive, 4, days[3]) is None


@pytest.mark.parametrize("published", [True, False])
def test_what_was_printed_first_is_the_original_whenever_it_is_stored(archive: Archive, published: bool) -> None:
    def printed(day: int) -> datetime | None:
        return DAY + timedelta(days=day) if published else None

    store(archive, 1, article(NEAR), printed(5))
    store(archive, 2, article(BODY), printed(7))
    store(archive, 3, article(NEAR), printed(6))
    assert links(archive) == {2: (1, "near"), 3: (1, "exact")}
    link = store(archive, 4, article(BODY), printed(1))
    if published:
        assert link == Link(1, 4, "near")
        assert links(archive) == {1: (4, "near"), 2: (4, "exact"), 3: (4, "near")}
    else:
        assert link == Link(4, 1, "near")


def test_titles_that_differ_in_a_number_are_never_linked(archive: Archive) -> None:
    store(archive, 1, article(BODY, "Giá tiêu dùng tháng 7"))
    assert store(archive, 2, article(NEAR, "Giá tiêu dùng tháng 8")) is None
    assert store(archive, 3, article([*BODY, "thêm"], "Giá cả mùa này")) == Link(3, 1, "near")
    # The closest by far is the third, but the head of its family has the title's sibling.
    assert store(archive, 4, article([*BODY, "thêm", "nữa"], "Giá tiêu dùng tháng 9")) is None


def test_titles_that_differ_in_a_number_are_never_of_one_family(archive: Archive) -> None:
    store(archive, 1, article(BODY, "Giá cả mùa này"))
    assert store(archive, 2, article(NEAR, "Giá tiêu dùng tháng 7")) == Link(2, 1, "near")
    assert store(archive, 3, article([*BODY, "thêm"], "Giá tiêu dùng tháng 8")) is None


def test_settling_again_changes_nothing(archive: Archive) -> None:
    for key, body in enumerate((BODY, FAR, NEAR, BODY), start=1):
        store(archive, key, article(body))
    before = everything(archive)
    for key in (1, 2, 3, 4):
        with archive.begin() as connection:
            lock(connection)
            assert link_duplicates(connection, read(connection, key)) is None
    assert everything(archive) == before


def test_a_copy_that_becomes_another_article_stands_for_itself(archive: Archive) -> None:
    store(archive, 1, article(BODY))
    store(archive, 2, article(BODY))
    assert change(archive, 2, article(FAR)) is None
    assert links(archive) == {}
    assert store(archive, 3, article(FAR)) == Link(3, 2, "exact")
    assert store(archive, 4, article(BODY)) == Link(4, 1, "exact")


def test_an_exact_copy_that_is_edited_becomes_a_near_one(archive: Archive) -> None:
    store(archive, 1, article(BODY))
    store(archive, 2, article(BODY))
    assert change(archive, 2, article(NEAR)) == Link(2, 1, "near")


def test_an_original_that_becomes_a_copy_takes_its_family_along(archive: Archive) -> None:
    store(archive, 1, article(FAR))
    store(archive, 2, article(BODY))
    store(archive, 3, article(BODY))
    assert change(archive, 2, article(FAR)) == Link(2, 1, "exact")
    assert links(archive) == {2: (1, "exact"), 3: (1, "near")}


def test_an_original_that_changes_keeps_its_copies(archive: Archive) -> None:
    store(archive, 1, article(BODY))
    store(archive, 2, article(BODY))
    assert change(archive, 1, article(FAR)) is None
    assert links(archive) == {2: (1, "exact")}


def test_a_changed_text_leaves_nothing_of_the_old_one_in_the_index(archive: Archive) -> None:
    store(archive, 1, article(BODY))
    change(archive, 1, article(FAR))
    assert store(archive, 2, article(BODY)) is None
    with archive.read() as connection:
        assert connection.scalar(select(func.count()).select_from(fingerprint_keys)) == 2 * (BANDS + 1)
        assert connection.scalar(select(func.count()).select_from(fingerprints)) == 2


def test_what_is_rolled_back_is_not_indexed(archive: Archive) -> None:
    with archive.engine.connect() as connection:
        connection.execute(insert(articles), article_row(1, article(BODY)))
        link_duplicates(connection, read(connection, 1))
        connection.rollback()
    assert everything(archive) == [[], [], []]
    assert store(archive, 2, article(BODY)) is None


def test_an_old_item_of_a_long_series_is_still_found(archive: Archive) -> None:
    """The newest of a series fill the keys that all its items share."""
    newsroom = Newsroom(seed=5)
    items = [newsroom.serial_item(form=0) for _ in range(2 * BUCKET)]
    assert [store(archive, key, item) for key, item in enumerate(items, start=1)] == [None] * len(items)
    edited = replace(items[3], body=items[3].body + "\n\nTheo đài khí tượng.", title="Bản tin của đài")
    link = store(archive, 1000, replace(edited, title=items[3].title))
    assert link == Link(1000, 4, "near")


def test_short_texts(archive: Archive) -> None:
    notice = ArticleText("Thông báo ngừng cấp điện", None, "Ngừng cấp điện từ 7 giờ ngày 5-3 tại phường Cam Linh.")
    store(archive, 1, notice)
    assert store(archive, 2, replace(notice, body=notice.body.replace("5-3", "6-3"))) is None
    assert store(archive, 3, replace(notice, title="Lịch cúp điện")) is None
    assert store(archive, 4, notice) == Link(4, 1, "exact")


def test_empty_texts_are_no_copies(archive: Archive) -> None:
    assert store(archive, 1, ArticleText("", None, "")) is None
    assert store(archive, 2, ArticleText("", None, "")) is None


def test_the_lookup_reads_by_key(tmp_path: Path) -> None:
    plan = text(
        "EXPLAIN QUERY PLAN SELECT article FROM (SELECT article FROM fingerprint_keys WHERE key = 1 "
        "ORDER BY article DESC LIMIT 64)"
    )
    with sqlite(tmp_path) as archive, archive.read() as connection:
        steps = " ".join(row.detail for row in connection.execute(plan))
    assert "USING PRIMARY KEY (key=?)" in steps
    assert "B-TREE" not in steps


WORKERS, ROUNDS = 3, 20


def store_all(address: str, worker: int) -> None:
    """Store one copy of each text."""
    with Archive.open(address) as archive:
        for number in range(ROUNDS):
            store(archive, 1 + number * WORKERS + worker, article(words(number)))


def test_two_processes_cannot_both_be_first(archive: Archive) -> None:
    address = archive.engine.url.render_as_string(hide_password=False)
    with ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("spawn")) as pool:
        for done in [pool.submit(store_all, address, worker) for worker in range(WORKERS)]:
            done.result(timeout=60)
    for number in range(ROUNDS):
        family = range(1 + number * WORKERS, 1 + (number + 1) * WORKERS)
        heads = [key for key in family if key not in links(archive)]
        assert len(heads) == 1
        assert all(links(archive)[key] == (heads[0], "exact") for key in family if key not in heads)


@pytest.mark.parametrize("edition", ["vi", "en"])
def test_the_built_in_newspapers_twins_are_linked_and_nothing_else(archive: Archive, edition: Edition) -> None:
    site = Newspaper(Options(seed=7, articles=200, twins=10, edition=edition))
    truth = site.truth
    keys = {article_id: key for key, article_id in enumerate(truth, start=1)}
    for article_id, key in keys.items():
        story = truth[article_id]
        store(archive, key, ArticleText(story.title, story.lead, story.body), story.published_at)
    assert links(archive) == {
        keys[twin.newer]: (keys[twin.older], twin.kind) for twin in site.twins() if twin.kind != "lookalike"
    }


@pytest.mark.skipif(not FOLDER.exists(), reason="the real pairs are not here")
def test_real_pairs() -> None:
    corpus = read_corpus()
    telling = [pair for pair in corpus.pairs if pair.bucket in (*COPIES, "number", "containment>=0.6")]
    others = [pair for pair in corpus.pairs if pair.bucket in DIFFERENT[1:]][::12]
    corpus = Corpus(corpus.articles, telling + others)
    linked = bench.ours(corpus)
    for half in (0, 1, None):
        found = bench.count(corpus, linked, half)
        linked_of, all_of = zip(*(found[bucket] for bucket in COPIES), strict=True)
        assert linked_of[0] == all_of[0]
        assert linked_of[1] >= 0.98 * all_of[1]
        assert linked_of[2] >= 0.95 * all_of[2]
        assert [found[bucket][0] for bucket in ("number", *DIFFERENT)] == [0, 0, 0, 0]
