"""The frontier: every discovered article is a row, and every row becomes due."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, event, select, text

from crawler.archive import Archive
from crawler.archive.articles.store import store_article
from crawler.archive.database.schema import articles, links
from crawler.archive.database.schema import frontier as rows
from crawler.archive.frontier import due as due_articles
from crawler.archive.frontier import entries
from crawler.archive.frontier.due import DueArticle, FrontierFilter
from crawler.archive.frontier.entries import RETRY_AFTER, RETRY_GONE_AFTER, Discovery, Rank
from crawler.archive.frontier.sections import note_sections
from crawler.archive.frontier.ways import Way
from crawler.frontier.queue import BATCH, ArticleQueue, frontier_filter
from crawler.items import Article
from crawler.newspapers import KHANHHOA
from crawler.parse.urls import MAX_URL_BYTES, UrlKind, classify_url
from crawler.runs.arguments import Arguments
from pipelines.store import rows as rows_of

PAPER = "khanhhoa"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def sqlite_archive(tmp_path: Path) -> Iterator[Archive]:
    """Plans are looked at in SQLite, which makes them without statistics."""
    with Archive.open(f"sqlite:///{tmp_path / 'archive.db'}") as archive:
        yield archive


def link(number: int, section: str = "xa-hoi", published: str = "202511", **more: Any) -> Discovery:
    article_id = f"{number:07x}"
    url = f"https://baokhanhhoa.vn/{section}/{published[:6]}/bai-{article_id}/"
    return Discovery(article_id, url, published, section, **more)


def discover(
    archive: Archive, *found: Discovery, rank: Rank = Rank.NEW, now: datetime = NOW, way: Way = Way.LIST
) -> dict[str, datetime]:
    with archive.begin() as connection:
        return entries.discover(connection, PAPER, found, rank, now, way)


def due(
    archive: Archive,
    *ranks: Rank,
    only: FrontierFilter | None = None,
    now: datetime = NOW,
    in_flight: Sequence[str] = (),
) -> list[str]:
    """Ids in the order of their turns."""
    with archive.read() as connection:
        return [
            article.article_id
            for rank in ranks or (Rank.SEED, Rank.NEW, Rank.OLD)
            for article in due_articles.next_due(
                connection, PAPER, rank, only=only or FrontierFilter(), in_flight=in_flight, limit=50, now=now
            )
        ]


def fail(archive: Archive, article_id: str, now: datetime, **how: bool) -> bool:
    with archive.begin() as connection:
        return entries.mark_failed(connection, PAPER, article_id, "HTTP 500", now, **how)


def store(archive: Archive, found: Discovery, now: datetime = NOW, published_at: datetime = NOW) -> None:
    item = Article(
        newspaper=PAPER,
        article_id=found.article_id,
        url=found.url,
        section=found.section,
        subsection=None,
        language="vi",
        title="Nhan đề",
        body="Thân bài.",
        published_at=published_at,
        published_precision="minute",
    )
    with archive.begin() as connection:
        store_article(connection, *rows_of(item), now)


def row(archive: Archive, article_id: str) -> Row[Any]:
    with archive.read() as connection:
        return connection.execute(select(rows).where(rows.c.article_id == article_id)).one()


def test_what_was_found_is_pending_and_found_once(archive: Archive) -> None:
    assert discover(archive, link(1), link(2), link(1)) == {}
    assert discover(archive, link(2), link(3), now=NOW + timedelta(hours=1)) == {link(2).article_id: NOW}
    assert due(archive, now=NOW + timedelta(hours=1)) == [link(n).article_id for n in (1, 2, 3)]


def test_asked_comes_before_new_and_new_before_old_each_newest_first(archive: Archive) -> None:
    discover(archive, link(1, published="202501"), link(2, published="202511"), rank=Rank.OLD)
    discover(archive, link(3, published="201001"), link(4, published="202509"))
    discover(archive, link(5, published="200301"), rank=Rank.SEED)
    assert due(archive) == [link(n).article_id for n in (5, 4, 3, 2, 1)]


def test_what_a_list_shows_moves_up_and_never_down(archive: Archive) -> None:
    discover(archive, link(1), rank=Rank.OLD)
    discover(archive, link(1), rank=Rank.NEW)
    discover(archive, link(1), rank=Rank.OLD)
    assert row(archive, link(1).article_id).rank == Rank.NEW


def test_what_is_in_flight_is_not_handed_out_again(archive: Archive) -> None:
    discover(archive, *map(link, range(4)))
    assert due(archive, in_flight=[link(1).article_id, link(2).article_id]) == [link(n).article_id for n in (0, 3)]


def test_a_failed_article_waits_longer_each_time_and_is_given_up_at_last(archive: Archive) -> None:
    discover(archive, link(1))
    now, waits = NOW, []
    while not fail(archive, link(1).article_id, now):
        following = row(archive, link(1).article_id).next_try_at
        assert due(archive, now=following - timedelta(seconds=1)) == []
        assert due(archive, now=following) == [link(1).article_id]
        waits.append(following - now)
        now = following
    assert tuple(waits) == RETRY_AFTER
    given_up = row(archive, link(1).article_id)
    assert (given_up.state, given_up.attempts, given_up.last_error) == ("failed", len(RETRY_AFTER) + 1, "HTTP 500")
    assert due(archive, now=now + timedelta(days=999)) == []


def test_what_cannot_heal_is_given_up_at_once_and_a_backfill_revives_it(archive: Archive) -> None:
    discover(archive, link(1))
    assert fail(archive, link(1).article_id, NOW, retryable=False)
    with archive.begin() as connection:
        assert entries.count_pending(connection, PAPER) == {"due": 0, "old": 0, "failed": 1}
        assert entries.reset_failed(connection, PAPER, NOW) == 1
    assert due(archive) == [link(1).article_id]
    assert row(archive, link(1).article_id).attempts == 0


def test_an_article_whose_text_is_there_is_never_failed(archive: Archive) -> None:
    discover(archive, link(1))
    store(archive, link(1))
    with archive.begin() as connection:
        entries.enqueue_seeds(connection, PAPER, [link(1).article_id], NOW, named_at=NOW)
    assert not fail(archive, link(1).article_id, NOW, retryable=False)
    assert row(archive, link(1).article_id).state == "stored"


def test_what_leads_away_again_and_again_is_gone_at_last(archive: Archive) -> None:
    discover(archive, link(1))
    for _ in range(len(RETRY_AFTER) + 1):
        assert not fail(archive, link(1).article_id, NOW, gone_at_last=True)
    assert row(archive, link(1).article_id).state == "gone"


def test_what_vanished_keeps_its_text_and_the_moment(archive: Archive) -> None:
    discover(archive, link(1))
    store(archive, link(1))
    later = NOW + timedelta(days=3)
    with archive.begin() as connection:
        entries.mark_gone(connection, PAPER, link(1).article_id, "HTTP 410", later)
        entries.mark_gone(connection, PAPER, link(1).article_id, "HTTP 404", later + timedelta(days=1))
        kept = connection.execute(select(articles)).one()
    assert (kept.body, kept.gone_at) == ("Thân bài.", later)
    assert due(archive, now=later + timedelta(days=9)) == []


def test_what_is_gone_is_asked_for_again_when_a_list_shows_it_a_day_later(archive: Archive) -> None:
    discover(archive, link(1))
    with archive.begin() as connection:
        entries.mark_gone(connection, PAPER, link(1).article_id, "HTTP 404", NOW)
    discover(archive, link(1), now=NOW + RETRY_GONE_AFTER - timedelta(seconds=1))
    discover(archive, link(1), rank=Rank.OLD, now=NOW + RETRY_GONE_AFTER)
    assert due(archive, now=NOW + RETRY_GONE_AFTER) == []
    discover(archive, link(1), now=NOW + RETRY_GONE_AFTER)
    assert due(archive, now=NOW + RETRY_GONE_AFTER) == [link(1).article_id]


def test_what_is_gone_is_asked_for_again_under_another_address(archive: Archive) -> None:
    discover(archive, link(1))
    with archive.begin() as connection:
        entries.mark_gone(connection, PAPER, link(1).article_id, "HTTP 404", NOW)
    discover(archive, link(1, section="the-thao"), rank=Rank.OLD)
    assert row(archive, link(1).article_id).url == link(1, section="the-thao").url
    assert due(archive) == [link(1).article_id]


def test_other_addresses_and_sections_are_noted(archive: Archive) -> None:
    discover(archive, link(1, listed_in="xa-hoi"), link(1, listed_in="kinh-te"))
    discover(archive, link(1, section="the-thao"))
    store(archive, link(1))
    with archive.read() as connection:
        noted = connection.execute(text("SELECT url, section FROM addresses")).all()
    assert set(noted) == {(link(1).url, "kinh-te"), (link(1, section="the-thao").url, "the-thao")}


def test_the_longest_addresses_fit_into_every_index(archive: Archive) -> None:
    """The run that found a longer one would have ended there each night."""
    letters = random.Random(1).randbytes(MAX_URL_BYTES).hex()  # nothing that could be packed
    section = classify_url(f"/{letters[: MAX_URL_BYTES - 30]}", KHANHHOA.home, KHANHHOA)
    article = classify_url(f"/xa-hoi/202511/{letters[: MAX_URL_BYTES - 60]}-1a2b3c4", KHANHHOA.home, KHANHHOA)
    assert (section.kind, article.kind) == (UrlKind.SECTION, UrlKind.ARTICLE)
    discover(archive, link(1))
    discover(archive, Discovery(f"{1:07x}", article.url, "202511", "xa-hoi", listed_in=section.section))
    with archive.begin() as connection:
        note_sections(connection, PAPER, [(str(section.section), "Mục dài")], NOW)
        assert connection.execute(select(links.c.url, links.c.section)).all() == [(article.url, section.section)]


def test_a_list_of_the_section_above_tells_nothing_new(archive: Archive) -> None:
    discover(archive, link(1, section="xa-hoi/giao-duc", listed_in="xa-hoi"))
    store(archive, link(1, section="xa-hoi/giao-duc"))
    with archive.read() as connection:
        assert connection.execute(text("SELECT * FROM addresses")).all() == []


def test_sections_are_met_by_address_by_list_and_from_above(archive: Archive) -> None:
    discover(archive, link(1, section="xa-hoi/giao-duc"), link(2, section="xa-hoi-hoc"), link(3, section="the-thao"))
    discover(archive, link(3, section="the-thao", listed_in="xa-hoi/y-te-suc-khoe"))
    assert due(archive, only=FrontierFilter(sections=("xa-hoi",))) == [link(1).article_id, link(3).article_id]
    assert due(archive, only=FrontierFilter(sections=("xa-hoi/y-te-suc-khoe",))) == [link(3).article_id]


def test_days_are_met_by_month_until_the_day_is_known(archive: Archive) -> None:
    months = [link(n, published=month) for n, month in enumerate(("202509", "202510", "202511", "202512"))]
    days = [link(n, published=f"2025{day}") for n, day in enumerate(("1009", "1010", "1120", "1121"), start=10)]
    discover(archive, *months, *days)
    only = FrontierFilter(since=date(2025, 10, 10), until=date(2025, 11, 20))
    assert set(due(archive, only=only)) == {found.article_id for found in (months[1], months[2], days[1], days[2])}
    with archive.begin() as connection:
        entries.note_day(connection, PAPER, months[2].article_id, "20251130")
    assert months[2].article_id not in due(archive, only=only)
    assert months[2].article_id in due(archive)


def test_seeds_are_due_whatever_became_of_them_until_they_were_fetched(archive: Archive) -> None:
    discover(archive, *map(link, range(3)))
    store(archive, link(0), now=NOW)
    store(archive, link(1), now=NOW + timedelta(hours=2))
    fail(archive, link(2).article_id, NOW, retryable=False)
    ids = [link(n).article_id for n in range(3)]
    with archive.begin() as connection:
        entries.enqueue_seeds(connection, PAPER, ids, NOW, named_at=NOW + timedelta(hours=1))
    assert due(archive, Rank.SEED, now=NOW) == [ids[0], ids[2]]


def test_what_an_earlier_run_was_asked_for_stands_back(archive: Archive) -> None:
    discover(archive, link(1), rank=Rank.SEED)
    with archive.begin() as connection:
        entries.demote_seeds(connection, PAPER)
    assert due(archive, Rank.SEED) == []
    assert due(archive, Rank.NEW) == [link(1).article_id]


def test_the_longest_due_are_looked_at_again_first(archive: Archive) -> None:
    for number, hours in enumerate((3, 40, 1, 24 * 40)):
        discover(archive, link(number))
        store(archive, link(number), now=NOW, published_at=NOW - timedelta(hours=hours))
    with archive.read() as connection:
        later = NOW + timedelta(hours=23)
        rechecks = due_articles.next_due(
            connection, PAPER, Rank.CHANGED, only=FrontierFilter(), in_flight=(), limit=9, now=later
        )
    assert [article.article_id for article in rechecks] == [link(n).article_id for n in (2, 0)]


def test_other_newspapers_are_left_alone(archive: Archive) -> None:
    discover(archive, link(1))
    with archive.begin() as connection:
        entries.discover(connection, "khanhhoa_en", [link(2)], Rank.NEW, NOW, Way.LIST)
        assert entries.count_pending(connection, "khanhhoa_en")["due"] == 1
    assert due(archive) == [link(1).article_id]


def ways(archive: Archive) -> dict[str, str]:
    with archive.read() as connection:
        return {row.article_id: row.found_by for row in connection.execute(select(rows))}


def test_the_ways_by_which_an_article_was_found_add_up(archive: Archive) -> None:
    for way in (Way.LINK, Way.LIST, Way.LINK, Way.IMPORT):
        discover(archive, link(1), way=way)
    discover(archive, link(1), link(2), way=Way.FRONT)
    assert ways(archive) == {link(1).article_id: "list,front,link,import", link(2).article_id: "front"}


def test_a_way_noted_before_writes_nothing(archive: Archive) -> None:
    discover(archive, *map(link, range(9)))
    written: list[str] = []
    event.listen(archive.engine, "before_cursor_execute", lambda *words: written.append(words[2]))
    discover(archive, *map(link, range(9)))
    assert not [statement for statement in written if statement.startswith("UPDATE")]
    discover(archive, *map(link, range(9)), way=Way.FEED)
    assert len([statement for statement in written if statement.startswith("UPDATE")]) == 1


def test_an_article_of_an_earlier_schema_gets_its_ways_when_it_is_found_again(archive: Archive) -> None:
    discover(archive, link(1))
    with archive.begin() as connection:
        connection.execute(text("UPDATE frontier SET found_by = ''"))
    discover(archive, link(1), way=Way.URLS)
    assert ways(archive) == {link(1).article_id: "urls"}


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (due_articles.due(PAPER, Rank.NEW, FrontierFilter(), NOW), "frontier_by_turn"),
        (
            due_articles.due(PAPER, Rank.OLD, FrontierFilter(since=date(2025, 1, 1), until=date(2025, 3, 1)), NOW),
            "frontier_by_turn",
        ),
        (due_articles.due(PAPER, Rank.OLD, FrontierFilter(sections=("xa-hoi",)), NOW), "frontier_by_turn"),
        (due_articles.due(PAPER, Rank.CHANGED, FrontierFilter(), NOW), "frontier_to_recheck"),
    ],
)
def test_turns_are_found_by_an_index_and_never_sorted(sqlite_archive: Archive, statement: Any, index: str) -> None:
    plan = explain(sqlite_archive, statement.limit(9))
    assert f"USING INDEX {index}" in plan
    assert "TEMP B-TREE" not in plan
    assert "SCAN" not in plan


def test_what_a_run_writes_is_found_by_an_index(sqlite_archive: Archive) -> None:
    archive = sqlite_archive
    discover(archive, link(1))
    store(archive, link(1))
    spoken: list[tuple[str, Any]] = []
    event.listen(archive.engine, "before_cursor_execute", lambda *words: spoken.append((words[2], words[3])))
    discover(archive, link(1, section="the-thao"), link(2))
    with archive.begin() as connection:
        entries.reset_failed(connection, PAPER, NOW)
        entries.demote_seeds(connection, PAPER)
        entries.count_pending(connection, PAPER)
        entries.mark_unchanged(connection, PAPER, link(1).article_id, NOW)
        entries.mark_gone(connection, PAPER, link(1).article_id, "", NOW)
        entries.enqueue_seeds(connection, PAPER, [link(1).article_id], NOW, named_at=NOW)
    fail(archive, link(2).article_id, NOW)
    queries = [(words, values) for words, values in spoken if words.startswith(("SELECT", "UPDATE"))]
    assert len(queries) > 10
    with archive.read() as connection:
        for words, values in queries:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values).all()
            assert not [step for step in plan if "SCAN" in step.detail and "CONSTANT" not in step.detail], words


def explain(archive: Archive, statement: Any) -> str:
    """The plan of a statement, as it is sent to SQLite."""
    spoken: list[tuple[str, Any]] = []
    event.listen(archive.engine, "before_cursor_execute", lambda *words: spoken.append((words[2], words[3])))
    with archive.read() as connection:
        connection.execute(statement)
        words, values = spoken[-1]
        return "\n".join(step.detail for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values))


def next_batch(queue: ArticleQueue) -> list[DueArticle]:
    queue.discovered()
    return queue.next_batch()


def test_a_run_holds_no_more_in_memory_than_it_requests(archive: Archive) -> None:
    discover(archive, *map(link, range(5 * BATCH)))
    queue = ArticleQueue(archive, PAPER, frontier_filter(Arguments()), None)
    first, second = next_batch(queue), next_batch(queue)
    assert (len(first), len(second), len(queue.in_flight)) == (BATCH, BATCH, 2 * BATCH)
    assert not {article.article_id for article in first} & {article.article_id for article in second}


def test_what_was_set_aside_is_not_handed_out_again_by_this_run(archive: Archive) -> None:
    discover(archive, link(1))
    queue = ArticleQueue(archive, PAPER, frontier_filter(Arguments()), None)
    (article,) = next_batch(queue)
    queue.postpone(article.article_id)
    assert next_batch(queue) == []
    assert due(archive, now=datetime.now(UTC)) == [article.article_id]


def test_a_run_hands_out_as_many_as_it_may(archive: Archive) -> None:
    discover(archive, *map(link, range(5)))
    queue = ArticleQueue(archive, PAPER, frontier_filter(Arguments(max_articles=3)), 3)
    assert len(next_batch(queue)) == 3
    assert queue.spent
    assert next_batch(queue) == []


@pytest.mark.parametrize(
    ("mode", "ranks"),
    [("latest", [0, 1, 4]), ("recheck", [0, 1, 2, 4]), ("backfill", [0, 1, 3, 4])],
)
def test_each_mode_takes_up_its_own(mode: Any, ranks: list[int]) -> None:
    assert list(frontier_filter(Arguments(mode=mode)).ranks) == ranks
    assert frontier_filter(Arguments(mode=mode, urls=("x",))).ranks == (Rank.SEED,)


def test_an_empty_rank_is_not_asked_again_until_something_was_discovered(archive: Archive) -> None:
    queue = ArticleQueue(archive, PAPER, frontier_filter(Arguments()), None)
    assert queue.next_batch() == []
    discover(archive, link(1), now=NOW - timedelta(days=999))
    assert queue.next_batch() == []
    queue.discovered()
    assert [article.article_id for article in queue.next_batch()] == [link(1).article_id]
