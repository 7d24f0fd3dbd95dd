"""Clocks and dates that are wrong today: what may become right is retried, and no article is lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from sqlalchemy import update

from crawler.archive import Archive
from crawler.archive.database.schema import frontier
from crawler.archive.frontier.entries import reset_far_tries
from crawler.newspapers.builtin.http import Answer, Request
from crawler.newspapers.builtin.options import Options
from crawler.newspapers.builtin.site import Newspaper
from tests.altered import Alteration, serve_altered
from tests.crawling import Desk
from tests.writing import discover, stories

pytestmark = pytest.mark.quick

AHEAD = timedelta(days=2200)


def small(today: datetime) -> Newspaper:
    return Newspaper(Options(seed=5, articles=12, twins=0, dead_links=0, hidden=0, pager="works", today=today.date()))


def dated(header: str) -> Alteration:
    return lambda _, answer: replace(answer, headers={**answer.headers, "Date": header})


def states(desk: Desk) -> set[tuple[str, int]]:
    return {(row.state, row.attempts) for row in desk.query("select state, attempts from frontier")}


def test_a_clock_that_is_years_behind_is_said_once_and_costs_no_article(desk: Desk) -> None:
    then = datetime.now(UTC) + AHEAD
    with serve_altered(small(then), dated(format_datetime(then, usegmt=True))) as server:
        ended = desk.crawl(server.base_url)
    assert ended.code == 3
    assert ended.err.splitlines()[-1].count("this machine's clock") == 1
    assert f"is behind the newspaper's ({then:%Y-}" in ended.err.splitlines()[-1]
    assert states(desk) == {("pending", 0)}
    assert desk.query("select 1 from articles") == []


def test_where_the_server_tells_no_time_three_articles_in_the_future_show_it(desk: Desk) -> None:
    with serve_altered(small(datetime.now(UTC) + AHEAD), dated("soon")) as server:
        ended = desk.crawl(server.base_url)
    assert (ended.code, "this machine's clock" in ended.err) == (3, True)
    assert states(desk) == {("pending", 0), ("pending", 1)}
    assert len(desk.query("select 1 from frontier where attempts = 1")) == 2


def test_a_date_mistyped_is_retried_until_the_newspaper_corrects_it(desk: Desk) -> None:
    site = small(datetime.now(UTC))
    (key, *_) = sorted(site.truth)
    year = str(datetime.now(UTC).year).encode()

    def alter(request: Request, answer: Answer) -> Answer | None:
        wrong = request.address.path.rstrip("/")[-7:] == key
        return replace(answer, body=answer.body.replace(year, b"2099")) if wrong else None

    with serve_altered(site, alter) as server:
        ended = desk.crawl(server.base_url)
        assert (ended.code, "1 left to fetch" in ended.out) == (0, True)
        assert states(desk) == {("stored", 0), ("pending", 1)}
        with Archive.open(desk.archive_url) as archive, archive.begin() as connection:
            connection.execute(update(frontier).values(next_try_at=frontier.c.discovered_at))
        server.alter = lambda *_: None
        assert desk.crawl(server.base_url).code == 0
    assert states(desk) == {("stored", 0)}
    assert {row.article_id for row in desk.query("select article_id from articles")} == set(site.truth)


def test_what_a_clock_set_ahead_put_off_for_years_is_due_again(desk: Desk) -> None:
    with serve_altered(small(datetime.now(UTC)), lambda *_: None) as server:
        desk.crawl(server.base_url, max_articles=2)
        with Archive.open(desk.archive_url) as archive, archive.begin() as connection:
            connection.execute(update(frontier).values(next_try_at=datetime.now(UTC) + AHEAD))
        ended = desk.crawl(server.base_url)
    assert (ended.code, "years ahead: a clock was wrong" in ended.err) == (0, True)
    assert {state for state, _ in states(desk)} == {"stored"}


def test_only_what_no_schedule_would_write_is_reset(archive: Archive) -> None:
    pending, stored, far, *_ = items = stories(8)
    now = datetime.now(UTC)
    discover(archive, items)
    whens = [
        (pending, "pending", now + timedelta(days=1)),
        (stored, "stored", now + timedelta(days=30)),
        (far, "stored", now + AHEAD),
    ]
    with archive.begin() as connection:
        for item, state, moment in whens:
            row = update(frontier).where(frontier.c.article_id == item.article_id)
            connection.execute(row.values(state=state, next_try_at=moment))
        assert reset_far_tries(connection, "khanhhoa", now) == 1
        assert reset_far_tries(connection, "khanhhoa", now) == 0
