"""Large archives: a turn costs the same, in time by the plans and in memory, however much is stored and pending."""

import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from crawler.archive import Archive
from crawler.archive.database.schema import frontier as rows
from crawler.archive.frontier import entries
from crawler.archive.frontier.due import FrontierFilter, due
from crawler.archive.frontier.entries import Rank
from crawler.frontier.queue import BATCH, ArticleQueue, frontier_filter
from crawler.runs.arguments import Arguments
from tests.bench.frontier import compare, fill

LARGE = 20_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.open(f"sqlite:///{tmp_path_factory.mktemp('large') / 'archive.db'}") as archive:
        fill(archive, LARGE)
        yield archive


def steps(archive: Archive, turn: str) -> int:
    """Work of SQLite for one turn, in thousands of its virtual machine's steps."""
    done = 0

    def count() -> int:
        nonlocal done
        done += 1
        return 0

    with archive.read() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.set_progress_handler(count, 1000)
        if turn == "count":
            entries.count_pending(connection, "khanhhoa")
        else:
            statement = due("khanhhoa", Rank[turn], FrontierFilter(), datetime.now(UTC))
            connection.execute(statement.limit(BATCH)).all()
        raw.set_progress_handler(None, 0)
    return done


@pytest.mark.parametrize("turn", ["SEED", "NEW", "CHANGED", "OLD"])
def test_a_turn_takes_a_few_steps_of_the_database(large: Archive, turn: str) -> None:
    assert steps(large, turn) <= 2


def test_a_scan_of_the_table_would_be_noticed(large: Archive) -> None:
    assert steps(large, "count") > 2


def test_the_indexes_hold_only_what_is_to_be_done(large: Archive) -> None:
    spoken: list[str] = []
    event.listen(large.engine, "before_cursor_execute", lambda *words: spoken.append(words[2]))
    with large.read() as connection:
        pending = select(func.count()).select_from(rows).where(entries.in_state("khanhhoa", "pending"))
        pending = connection.scalar(pending)
        plan = [step.detail for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {spoken[-1]}", ("khanhhoa",))]
    assert pending == LARGE // 10
    assert plan == ["SEARCH frontier USING COVERING INDEX frontier_by_turn (newspaper=? AND state=?)"]


def test_a_run_holds_a_batch_of_what_is_pending(large: Archive) -> None:
    feed = ArticleQueue(large, "khanhhoa", frontier_filter(Arguments(mode="backfill")), None)
    feed.next_batch()
    tracemalloc.start()
    assert len(feed.next_batch()) == BATCH
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200_000


@pytest.mark.soak
def test_a_run_on_a_million_rows_costs_what_one_on_a_thousand_does(tmp_path: Path) -> None:
    small, large = compare(tmp_path, 1_000, 1_000_000)
    assert large.requests == small.requests
    assert large.seconds < 1.5 * small.seconds
    assert large.peak - small.peak < 50_000_000
