"""Headers that no database takes as they are: a NUL, other control characters, halves of characters."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError
from twisted.python.failure import Failure

from crawler.archive import Archive
from crawler.archive.database.schema import frontier, runs
from crawler.archive.frontier.entries import mark_failed, mark_gone
from crawler.archive.runs import finish_run, start_run
from crawler.frontier.failures import describe
from crawler.newspapers.builtin.http import Answer, Request
from crawler.newspapers.builtin.options import Options
from crawler.newspapers.builtin.site import Newspaper
from crawler.runs.verdict import judge_error
from tests.altered import serve_altered
from tests.crawling import Desk
from tests.writing import discover, stories

ODD = "a\0b\x1f\ud800c"
NOW = datetime(2026, 11, 25, tzinfo=UTC)


def test_reasons_and_figures_are_stored_with_their_odd_characters_replaced(archive: Archive) -> None:
    first, second, *_ = items = stories(3)
    discover(archive, items)
    with archive.begin() as connection:
        mark_failed(connection, "khanhhoa", first.article_id, ODD, NOW)
        mark_gone(connection, "khanhhoa", second.article_id, ODD, NOW)
        run = start_run(connection, "khanhhoa", "latest", NOW)
        stats = {"detail": ODD, "refused": {ODD: 1}, "found": [ODD, 2, None]}
        finish_run(connection, run, outcome="done", exit_code=0, stats=stats, now=NOW)
    with archive.read() as connection:
        errors = set(connection.scalars(select(frontier.c.last_error).where(frontier.c.last_error.is_not(None))))
        kept = connection.scalar(select(runs.c.stats).where(runs.c.id == run))
    plain = "a\ufffdb\ufffd\ufffdc"
    assert errors == {plain}
    assert kept == {"detail": plain, "refused": {plain: 1}, "found": [plain, 2, None]}


def test_what_failed_is_said_without_its_sql() -> None:
    error = StatementError("failed", str(insert(runs)), {}, ValueError("no NUL, please"))
    failure = Failure(error)  # type: ignore[no-untyped-call]  # Twisted has no types
    assert describe(failure) == "StatementError: no NUL, please"
    assert judge_error(error).reason == "StatementError: no NUL, please"


@pytest.mark.quick
@pytest.mark.parametrize(
    "name", ["Content-Type", "ETag", "Last-Modified", "Location", "Set-Cookie", "Retry-After", "Date"]
)
def test_a_nul_in_a_header_costs_at_most_that_page(desk: Desk, archive_url: str, name: str, tmp_path: Path) -> None:
    site = Newspaper(Options(seed=5, articles=8, twins=0, dead_links=0, hidden=0, pager="works"))
    (key, *_) = sorted(site.truth)

    def alter(request: Request, answer: Answer) -> Answer | None:
        if request.address.path.rstrip("/")[-7:] != key:
            return None
        if name == "Content-Type":
            return replace(answer, content_type="text/\0html")
        return replace(answer, headers={name: "/a\0b\x01"}, status=302 if name == "Location" else 200)

    desk.archive_url = archive_url
    with serve_altered(site, alter) as server:
        ended = desk.crawl(server.base_url, urls=",".join(article.url for article in site.truth.values()))
    assert ended.code in {0, 3}, ended
    assert "SQL" not in ended.out + ended.err
    assert len(desk.query("select 1 from articles")) >= len(site.truth) - 1
