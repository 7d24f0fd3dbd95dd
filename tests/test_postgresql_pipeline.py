"""PostgreSQL is sent statements without waiting; nothing is lost or reported differently."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select, text
from sqlalchemy.exc import DataError, IntegrityError

from crawler.archive import Archive
from crawler.archive.database.postgresql_pipeline import PIPELINED, meanwhile
from crawler.archive.database.schema import links
from tests.writing import discover, stories, write

LINK = {"newspaper": "khanhhoa", "article_id": "1a2b3c4", "url": "https://baokhanhhoa.vn/", "section": "xa-hoi"}
LARGE = LINK | {"url": "x" * 6_000_000}
INSERT = insert(links).execution_options(**PIPELINED)


@pytest.fixture
def archive(postgres_url: str) -> Iterator[Archive]:
    with Archive.open(postgres_url) as opened:
        yield opened


def send(archive: Archive, *rows: Any, then: str | None = None) -> None:
    with archive.begin() as connection:
        for row in rows:
            connection.execute(INSERT, row)
        if then is not None:
            connection.execute(text(then))


def count(archive: Archive) -> int:
    with archive.read() as connection:
        return connection.execute(select(func.count()).select_from(links)).scalar_one()


def test_a_refusal_is_reported_by_a_later_statement(archive: Archive) -> None:
    with pytest.raises(IntegrityError, match="links_pkey"):
        send(archive, LINK, LINK, LINK | {"section": "kinh-te"}, then="SELECT 1")
    assert count(archive) == 0


def test_a_refusal_is_reported_by_the_commit(archive: Archive) -> None:
    with pytest.raises(IntegrityError, match="links_pkey"):
        send(archive, LINK, LINK)
    assert count(archive) == 0


def test_after_a_refusal_the_connection_serves_the_next_transaction(archive: Archive) -> None:
    with pytest.raises(IntegrityError):
        send(archive, LINK, LINK)
    send(archive, LINK, then="SELECT 1")
    assert count(archive) == 1


def test_a_lost_connection_is_let_go_of_without_a_word(archive: Archive, caplog: pytest.LogCaptureFixture) -> None:
    lost = archive.engine.raw_connection()
    assert lost.driver_connection is not None
    lost.driver_connection.close()
    lost.close()
    assert caplog.text == ""
    send(archive, LINK)
    assert count(archive) == 1


def test_an_error_of_ours_undoes_what_was_sent(archive: Archive) -> None:
    def stumble() -> None:
        with archive.begin() as connection:
            connection.execute(INSERT, LINK)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    assert count(archive) == 0


def test_what_is_larger_than_the_socket_is_sent_whole(archive: Archive) -> None:
    """psycopg waited indefinitely for a response to what it had never sent."""
    long = "x" * 5_000_000
    with archive.begin() as connection:
        connection.execute(text("CREATE TABLE large (words TEXT)"))
        connection.execute(text("INSERT INTO large VALUES (:words)").execution_options(**PIPELINED), {"words": long})
    with archive.begin() as connection:
        both = connection.scalar(text("SELECT length(:words) + length(words) FROM large"), {"words": long})
    assert both == 10_000_000


@pytest.mark.parametrize("values", [LARGE, [LARGE, LARGE | {"section": "kinh-te"}]])
def test_a_refusal_is_reported_by_a_large_statement_sent_after_it(archive: Archive, values: Any) -> None:
    """psycopg raises it before it has sent the large one, and waited indefinitely when rolling back."""
    with pytest.raises(IntegrityError, match="links_pkey"):
        send(archive, LINK, LINK, values)
    send(archive, LINK, then="SELECT 1")
    assert count(archive) == 1


def test_what_cannot_be_sent_is_reported_though_a_large_statement_is_on_its_way(archive: Archive) -> None:
    with pytest.raises(DataError, match="NUL"):
        send(archive, LARGE, LINK | {"section": "\0"})
    send(archive, LINK)
    assert count(archive) == 1


def test_work_is_done_meanwhile_and_the_answer_is_had(archive: Archive) -> None:
    done: list[str] = []
    with archive.begin() as connection:
        answer = connection.scalar(text("SELECT 7"), execution_options=meanwhile(lambda: done.append("work")))
    assert (answer, done) == (7, ["work"])


def test_a_new_article_is_stored_with_one_answer_and_that_to_the_commit(archive: Archive) -> None:
    item = stories(12)[0]
    discover(archive, [item])
    waited: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, _values: Any, context: Any, _many: bool) -> None:
        if not context.execution_options.get("unanswered"):
            waited.append(statement)

    event.listen(archive.engine, "after_cursor_execute", note)
    write(archive, [item])
    # Which id it gets, and which articles it may repeat.
    assert len(waited) == 1
