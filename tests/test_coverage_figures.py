"""Coverage as gathered from an archive: parts, calendar, gaps and their costs, on both databases."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, text

from crawler.archive import Archive
from crawler.archive.coverage import Group, found_groups
from crawler.archive.database.schema import articles, frontier, quotas, sections
from crawler.archive.frontier.ways import Way
from crawler.monitoring.coverage.calendar import find_holes
from crawler.monitoring.coverage.density import densities
from crawler.monitoring.coverage.figures import Coverage, gather
from crawler.newspapers import KHANHHOA
from crawler.newspapers.model import VIETNAM

NOW = datetime(2026, 11, 25, 5, tzinfo=UTC)
DAY = date(2026, 10, 5)


class Rows:
    """Rows of a frontier and of its stored articles, written at once."""

    def __init__(self) -> None:
        self.frontier: list[dict[str, object]] = []
        self.articles: list[dict[str, object]] = []

    def add(
        self, number: int = 1, day: date = DAY, state: str = "stored", found_by: str = "list,link", **more: object
    ) -> None:
        """``stored=False``: without a text though the state says so; ``gone_at``: taken down."""
        has_text = more.pop("stored", state == "stored")
        gone_at, section = more.pop("gone_at", None), more.pop("section", "xa-hoi")
        for _ in range(number):
            key = str(more.get("article_id") or f"{len(self.frontier) + 0xA000000:07x}")
            row = {"newspaper": "khanhhoa", "article_id": key, "url": f"https://baokhanhhoa.vn/{key}/"}
            moment = datetime.combine(day, datetime.min.time(), VIETNAM).replace(hour=1)
            rest = {"published": f"{day:%Y%m}", "rank": 3, "attempts": 0, "discovered_at": moment}
            error = {"last_error": more.get("last_error")}
            self.frontier.append({**row, **rest, **error, "section": section, "state": state, "found_by": found_by})
            if "published" in more:
                self.frontier[-1]["published"] = more["published"]
            if has_text:
                self.articles.append({**row, **_text(moment), "section": section, "gone_at": gone_at})

    def gather(self, archive: Archive, now: datetime = NOW) -> Coverage:
        with archive.begin() as connection:
            connection.execute(insert(frontier), self.frontier)
            if self.articles:
                connection.execute(insert(articles), self.articles)
        with archive.read() as connection:
            return gather(connection, KHANHHOA, 1.0, now)


def _text(moment: datetime) -> dict[str, object]:
    words = dict.fromkeys(("title", "body", "content_hash"), "x")
    times = {"published_at": moment, "first_seen_at": moment, "fetched_at": moment}
    return {
        **words,
        **times,
        "language": "vi",
        "published_precision": "minute",
        "tags": [],
        "revision": 1,
        "sources": {},
    }


@pytest.fixture
def rows() -> Rows:
    return Rows()


def test_articles_are_counted_by_what_became_of_them(archive: Archive, rows: Rows) -> None:
    rows.add(100)
    rows.add(2, gone_at=NOW, state="gone", stored=True)
    rows.add(3, state="pending", found_by="link")
    rows.add(1, state="pending", stored=True)
    rows.add(4, state="failed", last_error="HTTP 500")
    rows.add(5, state="failed", last_error="no-body: nothing below the headline https://baokhanhhoa.vn/x/")
    rows.add(6, state="gone", last_error="HTTP 404", found_by="link")
    coverage = rows.gather(archive)
    (month,), (section,), (year,) = coverage.months, coverage.sections, coverage.years
    outcomes = {"stored": 101, "taken down": 2, "pending": 3, "given up": 4, "refused": 5, "gone": 6}
    assert month.outcomes == section.outcomes == year.outcomes == coverage.whole.outcomes == outcomes
    assert (month.name, year.name, section.name) == ("2026-10", "2026", "xa-hoi")
    assert (month.known, month.held, month.missing) == (115, 103, 12)


def test_the_ratio_is_what_is_held_of_what_exists(archive: Archive, rows: Rows) -> None:
    rows.add(200)
    rows.add(100, found_by="list")
    rows.add(50, found_by="link", state="pending")
    month = rows.gather(archive).months[0]
    assert month.exists is not None
    assert month.ratio is not None
    number, low, high = month.exists
    assert number == pytest.approx(301 * 251 / 201 - 1)
    assert month.ratio == pytest.approx((300 / number, 300 / high, 300 / low))


def test_what_was_found_before_ways_were_noted_is_known_and_not_estimated_from(archive: Archive, rows: Rows) -> None:
    rows.add(500, found_by="")
    rows.add(10)
    month = rows.gather(archive).months[0]
    assert month.exists is not None
    assert month.exists[:2] == (510, 510)
    assert month.ratio is not None
    assert month.ratio[0] == 1


def test_months_whose_ways_overlap_too_little_are_left_out_and_counted(archive: Archive, rows: Rows) -> None:
    rows.add(50)
    rows.add(40, day=DAY - timedelta(days=31), found_by="list")
    coverage = rows.gather(archive)
    assert [part.ratio is None for part in coverage.months] == [True, False]
    assert [part.known for part in coverage.not_known] == [40]
    assert coverage.whole.known == 90
    assert coverage.whole.estimated == (50, 50)


def every_day(rows: Rows, number: int, days: Iterable[int]) -> None:
    for place in days:
        rows.add(number, day=DAY + timedelta(days=place))


def test_a_day_complete_once_is_distinguished_from_one_never_complete(archive: Archive, rows: Rows) -> None:
    every_day(rows, 3, range(6))
    rows.add(day=DAY + timedelta(days=1), state="gone", stored=True, gone_at=NOW)
    third = DAY + timedelta(days=3)
    rows.add(day=third, state="pending", published=f"{third:%Y%m%d}")
    coverage = rows.gather(archive)
    assert [(day.stored, day.state) for day in coverage.days] == [
        (3, "complete"),
        (4, "taken down"),
        (3, "complete"),
        (3, "incomplete"),
        (3, "complete"),
        (3, "complete"),
    ]


def test_days_of_a_month_that_lacks_articles_without_a_day_are_open(archive: Archive, rows: Rows) -> None:
    every_day(rows, 3, range(2))
    rows.add(state="failed", last_error="HTTP 500")
    assert {day.state for day in rows.gather(archive).days} == {"open"}


def test_days_without_an_article_where_the_weeks_around_have_some_are_a_gap(archive: Archive, rows: Rows) -> None:
    every_day(rows, 8, [*range(20), *range(26, 50)])
    coverage = rows.gather(archive)
    (hole,) = coverage.holes
    assert (hole.first, hole.last, hole.days) == (DAY + timedelta(days=20), DAY + timedelta(days=25), 6)
    assert hole.expected == pytest.approx(48)
    assert [day.state for day in coverage.days][19:27] == ["complete", *["empty"] * 6, "complete"]
    (gap,) = coverage.month_gaps
    assert (gap.name, gap.empty_days) == ("2026-10", 6)
    assert gap.articles == pytest.approx(48)


def test_articles_known_to_be_missing_explain_days_without_one(archive: Archive, rows: Rows) -> None:
    every_day(rows, 8, [*range(20), *range(26, 50)])
    rows.add(45, state="pending")
    coverage = rows.gather(archive)
    assert coverage.holes == []
    assert [gap.articles for gap in coverage.month_gaps] == [45]


def counts(*numbers: int, first: date = DAY) -> dict[date, int]:
    return {first + timedelta(days=place): number for place, number in enumerate(numbers) if number}


def test_a_weekday_on_which_the_newspaper_never_appears_is_no_hole() -> None:
    assert find_holes(counts(*[30, 30, 30, 30, 30, 30, 0] * 8)) == []
    assert len(find_holes(counts(*[30] * 20, 0, *[30] * 20))) == 1


def test_a_day_that_may_be_empty_by_chance_is_no_hole() -> None:
    assert find_holes(counts(*[3] * 20, 0, *[3] * 20)) == []
    assert [hole.days for hole in find_holes(counts(*[3] * 20, 0, 0, 0, 0, *[3] * 20))] == [4]


def test_where_a_side_has_too_few_articles_nothing_is_expected() -> None:
    assert find_holes(counts(1, *[0] * 30, *[40] * 30)) == []
    assert find_holes(counts(*[40] * 30, *[0] * 900, *[1, 0, 0, 0] * 9)) == []


def test_a_section_that_no_list_shows_is_the_largest_gap(archive: Archive, rows: Rows) -> None:
    rows.add(300, section="xa-hoi")
    rows.add(100, section="kinh-te", found_by="list")
    rows.add(30, section="van-hoa", found_by="link", state="pending")
    coverage = rows.gather(archive)
    van_hoa = next(part for part in coverage.sections if part.name == "van-hoa")
    assert van_hoa.by_rate
    assert van_hoa.exists is not None
    assert van_hoa.exists[0] == pytest.approx(40)
    gap = coverage.section_gaps[0]
    assert (gap.name, gap.missing) == ("van-hoa", 30)
    assert gap.unseen == pytest.approx(10)
    assert gap.command == "scrapy crawl khanhhoa -a mode=backfill -a sections=van-hoa"


def test_a_gap_costs_its_requests_at_the_slowest_rate(archive: Archive, rows: Rows) -> None:
    rows.add(100)
    rows.add(38, state="pending")
    with archive.begin() as connection:
        quota = {"newspaper": "khanhhoa", "window_s": 60, "requests": 20, "learned_at": NOW}
        connection.execute(insert(quotas), [quota])
        section = {"newspaper": "khanhhoa", "path": "xa-hoi", "title": "Xã hội", "seen_at": NOW, "pages_done": 9}
        connection.execute(insert(sections), [section | {"pager": "ended"}])
    coverage = rows.gather(archive)
    (gap,) = coverage.section_gaps
    # robots.txt, the front page, the list's first page, 38 articles; one request every 3 s.
    assert (gap.requests, gap.seconds) == (41, 123)


def test_when_all_is_fetched_that_is_known_addresses_from_elsewhere_are_asked_for(archive: Archive, rows: Rows) -> None:
    rows.add(200)
    rows.add(100, found_by="list")
    rows.add(50, found_by="link")
    with archive.begin() as connection:
        section = {"newspaper": "khanhhoa", "path": "xa-hoi", "title": "Xã hội", "seen_at": NOW, "pages_done": 9}
        connection.execute(insert(sections), [section | {"pager": "ended"}])
    gap = rows.gather(archive).month_gaps[0]
    assert gap.command == "scrapy crawl khanhhoa -a urls_file=FILE"
    assert gap.missing == 0


def test_the_last_30_days_are_counted_by_day(archive: Archive, rows: Rows) -> None:
    today = NOW.astimezone(VIETNAM).date()
    rows.add(20, day=today)
    rows.add(5, day=today - timedelta(days=29), found_by="list")
    rows.add(9, day=today - timedelta(days=30))
    rows.add(2, day=today, state="pending", found_by="link")
    rows.add(3, day=today - timedelta(days=60), state="pending")
    recent = rows.gather(archive).recent
    assert (recent.known, recent.held) == (27, 25)
    assert recent.ratio is not None


def month_of_ids(month: str, first: int, number: int) -> list[Group]:
    ids = range(first, first + 4000, 4000 // number)
    assert len(ids) == number
    return [Group(month, "xa-hoi", "stored", frozenset({Way.LIST}), number, number, sum(ids))]


def test_a_month_thinner_in_decimal_ids_than_those_around_is_seen() -> None:
    groups = [
        group
        for place in range(8)
        for group in month_of_ids(f"2015{place + 1:02}", 5_000_000 + 4000 * place, 40 if place == 4 else 400)
    ]
    found = {each.month: each for each in densities(groups)}
    assert list(found) == [f"2015-{number:02}" for number in range(2, 8)]
    assert found["2015-05"].expected == pytest.approx(400, rel=0.05)
    assert found["2015-05"].share == pytest.approx(0.1, rel=0.05)
    assert found["2015-03"].share == pytest.approx(1, rel=0.05)


def test_ids_that_are_decimal_by_chance_are_no_sequence(archive: Archive, rows: Rows) -> None:
    for number in range(100):
        rows.add(article_id=f"{1000000 + number * 7}" if number < 40 else f"a{number:06}")
    assert rows.gather(archive).densities == []
    with archive.read() as connection:
        assert sum(group.decimal for group in found_groups(connection, "khanhhoa")) == 40


def test_an_empty_archive_is_not_known(archive: Archive) -> None:
    with archive.read() as connection:
        coverage = gather(connection, KHANHHOA, 1.0, NOW)
    assert coverage.whole.ratio is None
    assert (coverage.months, coverage.days, coverage.month_gaps) == ([], [], [])


def test_other_newspapers_are_left_out(archive: Archive, rows: Rows) -> None:
    rows.add(10)
    rows.gather(archive)
    with archive.begin() as connection:
        connection.execute(text("UPDATE frontier SET newspaper = 'khanhhoa_en'"))
        connection.execute(text("UPDATE articles SET newspaper = 'khanhhoa_en'"))
    with archive.read() as connection:
        coverage = gather(connection, KHANHHOA, 1.0, NOW)
    assert (coverage.whole.known, coverage.recent.known, coverage.days) == (0, 0, [])


def test_articles_whose_address_names_no_month_are_counted_and_stand_for_themselves(archive: Archive) -> None:
    rows = Rows()
    rows.add(30)
    rows.add(7, state="pending", published="", found_by="link")
    coverage = rows.gather(archive)
    assert {month.name: month.known for month in coverage.months} == {"2026-10": 30, "undated": 7}
    assert [year.name for year in coverage.years] == ["2026", "undated"]
    gap = next(gap for gap in coverage.month_gaps if gap.name == "undated")
    assert gap.command.endswith("-a mode=backfill")
