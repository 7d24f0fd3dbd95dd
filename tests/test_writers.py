"""Writers of several newspapers at once on one PostgreSQL: nobody waits without need, and every copy is found."""

import multiprocessing
import random
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from crawler.archive import Archive
from crawler.archive.articles.store import store_article
from crawler.archive.database.errors import Deadlock
from crawler.archive.database.schema import articles
from crawler.archive.duplicates.fingerprints import index_keys
from crawler.archive.duplicates.links import lock
from crawler.archive.duplicates.similarity import ComparableText
from crawler.archive.maintenance.check import check_tables
from crawler.archive.pages.warc_files import PageArchive
from crawler.archive.text import ArticleText
from crawler.items import Article, Page
from pipelines import store as module
from pipelines.store import rows, store_item
from tests.waiting import wait_until
from tests.writing import stories

NOW = datetime(2025, 11, 30, 21, tzinfo=UTC)
WRITERS, FAMILIES = 4, 12


def words(seed: int, number: int) -> list[str]:
    dice = random.Random(seed)
    return [f"từ{dice.randrange(100_000)}" for _ in range(number)]


def article(newspaper: str, number: int, body: Sequence[str], hours: int = 0) -> Article:
    """An article with this text, published so many hours after the first."""
    (item,) = stories(1)
    item.newspaper, item.article_id = newspaper, f"e{number:06x}"
    item.url = f"https://{newspaper}.example.org/xa-hoi/202511/bai-{item.article_id}/"
    item.title, item.lead, item.body = f"Tôm hùm được mùa {body[0]}", None, " ".join(body)
    item.published_at = NOW - timedelta(days=1) + timedelta(hours=hours)
    return item


def variant(family: int, writer: int, stretch: int = 20) -> list[str]:
    """A family's text as one newspaper prints it: with a stretch of its own."""
    body = words(family, 300)
    if writer:
        start = 10 + (writer - 1) * 100
        body[start : start + stretch] = words(family * 100 + writer, stretch)
    return body


def keys(body: Sequence[str]) -> set[int]:
    content = ArticleText(f"Tôm hùm được mùa {body[0]}", None, " ".join(body))
    return set(index_keys(ComparableText(content).fingerprint))


def apart() -> tuple[list[str], list[str], list[str]]:
    """A text, and two that are near to it but have no index key in common."""
    for family in range(1000):
        first, one, other = (variant(family, writer, 85) for writer in (0, 1, 3))
        if keys(one).isdisjoint(keys(other)) and keys(first) & keys(one) and keys(first) & keys(other):
            return first, one, other
    raise AssertionError("none found")


def store_all(address: str, writer: int, barrier_name: str) -> None:
    """Store one article of each family, every newspaper in the same order and at the same time."""
    with Archive.open(address) as archive:
        for family in range(FAMILIES):
            meet(Path(barrier_name), family, writer)
            exact = family % 3 == 0
            item = article(f"paper{writer}", family, variant(family, 0 if exact else writer), (writer * 7 + family) % 5)
            store_item(archive, None, item, NOW)


def meet(folder: Path, number: int, writer: int) -> None:
    """Wait until all writers have come this far."""
    (folder / f"{number}-{writer}").touch()
    wait_until(lambda: len(list(folder.glob(f"{number}-*"))) == WRITERS, 60)


def test_copies_stored_in_the_same_moment_are_found_across_newspapers(postgres_url: str, tmp_path: Path) -> None:
    Archive.open(postgres_url).close()
    with ProcessPoolExecutor(WRITERS, mp_context=multiprocessing.get_context("spawn")) as pool:
        for done in [pool.submit(store_all, postgres_url, writer, str(tmp_path)) for writer in range(WRITERS)]:
            done.result(timeout=100)
    with Archive.open(postgres_url) as archive, archive.read() as connection:
        found = connection.execute(select(articles)).all()
        inconsistencies = [str(finding) for finding in check_tables(connection) if "frontier" not in finding.what]
    assert inconsistencies == []
    for family in range(FAMILIES):
        members = [row for row in found if row.article_id == f"e{family:06x}"]
        oldest = min(members, key=lambda row: (row.published_at, row.id))
        assert {row.duplicate_of for row in members} == {None, oldest.id}, family
        assert [row.id for row in members if row.duplicate_of is None] == [oldest.id]


@pytest.fixture
def archives(postgres_url: str) -> Any:
    """Two nodes' archives on one database."""
    with Archive.open(postgres_url) as one, Archive.open(postgres_url) as other:
        yield one, other


def put(connection: Connection, item: Article) -> None:
    store_article(connection, *rows(item), NOW)


def test_a_writer_does_not_wait_for_one_of_another_text(archives: tuple[Archive, Archive]) -> None:
    one, other = archives
    with one.begin() as connection:
        put(connection, article("paper1", 1, words(1, 300)))
        store_item(other, None, article("paper2", 2, words(2, 300)), NOW)
        with other.read() as reading:
            assert reading.execute(select(articles.c.newspaper)).scalars().all() == ["paper2"]


@pytest.mark.parametrize("alone", [False, True])
def test_a_writer_waits_for_one_of_the_same_text_or_of_all(archives: tuple[Archive, Archive], alone: bool) -> None:
    one, other = archives
    second = threading.Thread(target=store_item, args=(other, None, article("paper2", 2, words(1, 300)), NOW))
    with one.begin() as connection:
        if alone:
            lock(connection)
        put(connection, article("paper1", 1, words(1, 300)))
        second.start()
        wait_until(lambda: waiting(one) == 1)
    second.join(30)
    with one.read() as reading:
        assert reading.execute(select(articles.c.duplicate_of).order_by(articles.c.id)).scalars().all() == [None, 1]


def waiting(archive: Archive) -> int:
    """Sessions that wait for a lock."""
    with archive.read() as connection:
        statement = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        number: int = connection.execute(statement).scalar_one()
        return number


def test_an_open_archive_holds_one_connection(postgres_url: str) -> None:
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with Archive.open(postgres_url) as archive, Archive.open(postgres_url) as observer:
        store_item(archive, None, article("paper1", 1, words(1, 300)), NOW)
        with archive.read() as connection, observer.begin() as counting:
            assert connection.execute(select(articles.c.id)).all() == [(1,)]
            assert counting.execute(others).scalar_one() == 2

        def number() -> int:
            with observer.begin() as counting:
                found: int = counting.execute(others).scalar_one()
                return found

        # The server ends a session a moment after the client has closed it.
        wait_until(lambda: number() == 1)


def test_many_articles_in_one_transaction_take_one_lock(archives: tuple[Archive, Archive]) -> None:
    """A lock for each key would fill the server's table of locks."""
    archive, _ = archives
    with archive.begin() as connection:
        lock(connection)
        for number in range(30):
            put(connection, article("paper1", number, words(number, 100)))
        held = connection.execute(text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")).scalar_one()
    assert held == 1


def test_an_original_that_becomes_a_copy_meanwhile_leads_to_the_new_original(
    archives: tuple[Archive, Archive],
) -> None:
    """The two writers have no key in common: only the row of the original is in both's way."""
    one, other = archives
    texts = apart()
    store_item(one, None, article("paper1", 1, texts[0], hours=2), NOW)
    older, later = article("paper2", 2, texts[1], hours=1), article("paper3", 3, texts[2], hours=3)
    second = threading.Thread(target=store_item, args=(other, None, later, NOW))
    with one.begin() as connection:
        put(connection, older)
        second.start()
        wait_until(lambda: waiting(one) == 1)
    second.join(30)
    with one.read() as reading:
        statement = select(articles.c.newspaper, articles.c.duplicate_of).order_by(articles.c.newspaper)
        assert reading.execute(statement).all() == [("paper1", 2), ("paper2", None), ("paper3", 2)]


def test_a_transaction_that_deadlocks_is_repeated_and_its_page_written_once(
    archives: tuple[Archive, Archive], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = archives
    item = article("paper1", 1, words(1, 300))
    item.page = Page(item.url, 200, (), b"<html></html>")
    attempts = []

    def deadlock_first(connection: Connection, *values: Any) -> Any:
        stored = store_article(connection, *values)
        attempts.append(stored)
        if len(attempts) == 1:
            cross(connection, other)
        return stored

    monkeypatch.setattr(module, "store_article", deadlock_first)
    with PageArchive(tmp_path, "paper1") as pages:
        stored = store_item(one, pages, item, NOW)
    assert (len(attempts), stored.outcome) == (2, "new")
    with one.read() as connection:
        place = connection.execute(text("SELECT start + length FROM pages")).scalar_one()
    assert next(tmp_path.iterdir()).stat().st_size == place


def cross(connection: Connection, other: Archive) -> None:
    """Let this transaction wait for another one that waits for it; this one is ended."""
    take = text("SELECT pg_advisory_xact_lock(:key)")
    connection.execute(take, {"key": 1})
    connection.execute(text("SET LOCAL deadlock_timeout = '100ms'"))
    holds = threading.Event()

    def hold_and_wait() -> None:
        with other.begin() as theirs:
            theirs.execute(text("SET LOCAL deadlock_timeout = '60s'"))
            theirs.execute(take, {"key": 2})
            holds.set()
            theirs.execute(take, {"key": 1})

    threading.Thread(target=hold_and_wait, daemon=True).start()
    holds.wait(30)
    wait_until(lambda: waiting(other) == 1)
    connection.execute(take, {"key": 2})


def test_a_deadlock_without_end_is_reported(archives: tuple[Archive, Archive], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise Deadlock("the archive cannot be used: deadlock detected")

    monkeypatch.setattr(module, "store_article", fail)
    with pytest.raises(Deadlock):
        store_item(archives[0], None, article("paper1", 1, words(1, 300)), NOW)
