"""What a run found, judged by what a healthy one finds and by earlier runs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from crawler.archive import Archive
from crawler.archive.database.schema import runs
from crawler.archive.runs import last_runs
from crawler.items import Article, Source
from crawler.monitoring.health.baseline import MIN_RUNS, RECORDS, RunKind, baseline_of, new_since
from crawler.monitoring.health.coverage import Baseline, RunCoverage, combine
from crawler.monitoring.health.rules import Breach, Numbers, judge_numbers, judge_reading
from crawler.monitoring.health.selector_hints import current_element, describe
from crawler.newspapers import KHANHHOA, KHANHHOA_EN
from crawler.newspapers.builtin import Newspaper, Options
from crawler.parse.article import read_article
from crawler.parse.document import keep
from crawler.runs.arguments import Arguments
from tests.reading import native, respond

NOW = datetime(2026, 1, 31, 5, 0, tzinfo=UTC)
LIVE = RunKind("latest", live=True, whole=True)
HEALTHY = KHANHHOA.expectations
URL = "https://baokhanhhoa.vn/xa-hoi/202601/mot-bai-viet-e4a14ab/"


def article(**changed: Any) -> Article:
    """A sound article, all of it read by selectors."""
    texts = {"kicker": "Chuyện làng", "lead": "Một câu mở đầu.", "author": "N.T", "published_raw": "09:10, 30/01/2026"}
    fields: dict[str, Any] = {"newspaper": "khanhhoa", "article_id": "e4a14ab", "url": URL, "section": "xa-hoi"}
    fields |= {"subsection": None, "language": "vi", "title": "Một bài viết", "body": "Một đoạn văn. " * 100}
    sources: dict[str, Source] = dict.fromkeys(("title", "lead", "body", "author", "published_at"), "selector")
    return Article(**fields | texts | {"published_at": NOW, "sources": sources} | changed)


def found_in(*articles: Article) -> RunCoverage:
    found = RunCoverage()
    for one in articles:
        found.add(one, KHANHHOA)
    return found


def messages(found: RunCoverage, past: Baseline | None = None, *, whole: bool = True) -> list[str]:
    return [breach.message for breach in judge_reading(found, HEALTHY, past, whole=whole)]


def past(**changed: Any) -> Baseline:
    """Four healthy runs."""
    found = found_in(*[article()] * 30, *[article(section="the-thao")] * 30)
    return replace(combine([found.figures()] * 4, [100] * 4), **changed)


def by_fallback(*fields: str) -> dict[str, Source]:
    return article().sources | dict.fromkeys(fields, "fallback")


@pytest.mark.parametrize("edition", ["vi", "en"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_the_newspaper_prints_trips_nothing(edition: Any, seed: int) -> None:
    site = Newspaper(Options(seed=seed, articles=60, edition=edition))
    paper = KHANHHOA if edition == "vi" else KHANHHOA_EN
    articles = [
        read_article(respond(site.press.article(story), site.truth[key].url), paper)
        for key, story in site.links.stories.items()
    ]
    for part in (articles, articles[:10], articles[20:35]):
        assert judge_reading(found_in(*part), paper.expectations, None, whole=True) == []


@pytest.mark.parametrize(
    ("field", "empty"), [("author", None), ("lead", None), ("published_at", None), ("body", "Ảnh.")]
)
def test_a_field_that_is_missing_is_named(field: str, empty: object) -> None:
    breaches = judge_reading(found_in(*[article(**{field: empty})] * 15), HEALTHY, None, whole=True)
    assert [breach.field for breach in breaches] == [field]


def test_few_articles_mean_nothing() -> None:
    broken = article(author=None, published_at=None, body="", sources=by_fallback("title"))
    assert messages(found_in(*[broken] * 9)) == []
    assert len(messages(found_in(*[broken] * 10))) == 4


def test_chance_is_no_alarm() -> None:
    assert messages(found_in(article(published_at=None), *[article()] * 10)) == []
    assert messages(found_in(*[article(author=None)] * 9, *[article()] * 6)) == []
    assert messages(found_in(*[article(body="Ngắn.")] * 9, *[article()] * 6)) == []


def test_fallback_is_borne_for_a_few_pages_only() -> None:
    special = article(sources=by_fallback("title", "body"))
    assert messages(found_in(*[special] * 3, *[article()] * 12)) == []
    assert messages(found_in(*[special] * 4, *[article()] * 12)) == [
        "title by fallback in 4 of 16 articles (at most 20% expected)",
        "body by fallback in 4 of 16 articles (at most 20% expected)",
    ]


def test_a_template_known_from_before_is_no_fallback() -> None:
    old = article(sources=by_fallback("title", "body"), published_raw="Thứ Ba, 31/08/2021, 21:21 [GMT+7]")
    assert messages(found_in(*[old] * 20)) == []


def test_a_part_of_the_newspaper_is_judged_by_what_every_article_has() -> None:
    agency = [article(author=None, lead=None, body="Ảnh.")] * 30
    assert messages(found_in(*agency), whole=False) == []
    undated = found_in(*[article(published_at=None)] * 30)
    assert messages(undated, whole=False) == ["published_at in 0 of 30 articles (at least 98% expected)"]


def test_refused_pages_are_reported() -> None:
    found = found_in(*[article()] * 8)
    found.refused, found.refused_url = 2, URL
    assert messages(found) == []
    found.refused = 3
    assert judge_reading(found, HEALTHY, None, whole=True) == [
        Breach("3 of 11 pages refused (at most 20% expected)", "title", URL)
    ]


def test_titles_must_be_those_of_the_lists() -> None:
    found = found_in(*[article()] * 12)
    for listed in ["Chuyện làng: Một bài viết", "Một bài v..."] * 6:
        found.compare_titles(listed, article())
    assert (found.titles_compared, found.titles_disagree, messages(found)) == (12, 0, [])
    for _ in range(4):
        found.compare_titles("Một tin khác hẳn", article())
    assert messages(found) == ["4 of 16 titles differ from those of the lists"]


def test_earlier_runs_are_a_stricter_measure() -> None:
    short = found_in(*[article(body="Một đoạn văn. " * 45)] * 20)
    plain = found_in(*[article(kicker=None)] * 20)
    some = found_in(*[article(sources=by_fallback("author"))] * 9, *[article()] * 51)
    assert [*messages(short), *messages(plain), *messages(some)] == []
    assert messages(short, past()) == ["bodies of 630 characters in the median (at least 700 expected)"]
    assert messages(plain, past()) == ["kicker in 0 of 20 articles (at least 75% expected)"]
    assert messages(some, past()) == ["author by fallback in 9 of 60 articles (at most 13% expected)"]
    assert messages(found_in(*[article()] * 20), past()) == []


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (Numbers(100, 25, 1.0), []),
        (Numbers(30, 0, 0.5), []),
        (Numbers(19, 25, 1.0), ["19 sections in the navigation (at least 20 expected)"]),
        (Numbers(100, 0, 1.0), ["0 new articles in 1.0 days (at least 10 a day expected)"]),
        (Numbers(100, 12, 3.0), ["12 new articles in 3.0 days (at least 10 a day expected)"]),
    ],
)
def test_numbers_are_those_of_a_newspaper_that_prints(numbers: Numbers, expected: list[str]) -> None:
    assert [breach.message for breach in judge_numbers(RunCoverage(), numbers, HEALTHY, None)] == expected


def test_numbers_are_those_of_earlier_runs() -> None:
    found = found_in(*[article()] * 60)
    breaches = judge_numbers(found, Numbers(40, 60, 1.0), HEALTHY, past())
    assert [breach.message for breach in breaches] == [
        "40 sections in the navigation (at least 50 expected)",
        "0 of 60 articles from section the-thao (50% in earlier runs)",
    ]


def record(archive: Archive, hours_ago: float, *, articles: int = 30, exit_code: int = 0, **found: Any) -> None:
    figures = found_in(*[article()] * articles).figures() | {"live": True, "whole": True} | found
    stats = {"found": figures, "sections": 90, "articles_new": articles}
    began = NOW - timedelta(hours=hours_ago)
    row = {"newspaper": "khanhhoa", "mode": "latest", "started_at": began, "finished_at": began, "stats": stats}
    with archive.begin() as connection:
        connection.execute(insert(runs).values(row | {"outcome": "done", "exit_code": exit_code}))


def history(archive: Archive) -> Any:
    with archive.read() as connection:
        return last_runs(connection, "khanhhoa", RECORDS)


def test_runs_are_compared_with_finished_ones_of_their_kind(archive: Archive) -> None:
    for _ in range(MIN_RUNS - 1):
        record(archive, 30)
    for unlike in ({"articles": 19}, {"exit_code": 4}, {"live": False}, {"whole": False}):
        record(archive, 20, **unlike)
    assert baseline_of(history(archive), LIVE) is None
    record(archive, 10, exit_code=3)
    earlier = baseline_of(history(archive), LIVE)
    assert earlier is not None
    assert (earlier.articles, earlier.navigation, earlier.fields["author"]) == (90, 90, 1.0)
    assert baseline_of(history(archive), replace(LIVE, mode="backfill")) is None


def test_a_change_that_stays_becomes_usual(archive: Archive) -> None:
    for hours in range(12, 0, -1):
        record(archive, hours, body_characters=3000 if hours > 5 else 900)
    earlier = baseline_of(history(archive), LIVE)
    assert earlier is not None
    assert earlier.body_characters == 1950


def test_new_articles_are_counted_since_the_oldest_run_of_the_week(archive: Archive) -> None:
    assert new_since(history(archive), LIVE, NOW) == (0, 1.0)
    record(archive, 30 * 24)
    assert new_since(history(archive), LIVE, NOW) == (0, 7.0)
    record(archive, 48)
    record(archive, 24, articles=5)
    record(archive, 12, articles=2, exit_code=4)
    assert new_since(history(archive), LIVE, NOW) == (7, 2.0)


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (Arguments(), LIVE),
        (Arguments(max_articles=20), LIVE),
        (Arguments(base_url="http://127.0.0.1:8000/"), RunKind("latest", live=False, whole=True)),
        (Arguments(mode="backfill", sections=("xa-hoi",)), RunKind("backfill", live=True, whole=False)),
        (Arguments(urls_file="addresses.txt"), RunKind("latest", live=True, whole=False)),
    ],
)
def test_the_kind_of_a_run(arguments: Arguments, kind: RunKind) -> None:
    assert RunKind.by(arguments) == kind


def test_the_element_of_a_field_that_was_not_read_is_found() -> None:
    head = '<meta property="og:title" content="Một bài viết"><meta property="og:type" content="article">'
    page = respond(native(head=head).replace('class="date"', 'class="k1 day"'), URL)
    undated = read_article(page, KHANHHOA)
    undated.page = keep(page)
    assert undated.published_at is None
    line = next(iter(describe([Breach("few dates", "published_at")], found_in(undated), KHANHHOA)))
    assert line == f"few dates: selector div.date, now perhaps div.col-8 > div.k1.day; look at {URL}"
    assert current_element(undated, "author", KHANHHOA) is None


def test_what_one_page_shows_is_reported_in_one_line() -> None:
    found = found_in(article(kicker=None, author=None))
    breaches = [Breach("a", "kicker"), Breach("b"), Breach("c", "author"), Breach("d", "title", "https://other/")]
    assert list(describe(breaches, found, KHANHHOA)) == [
        f"a: selector .subtitle; c: selector span.author; look at {URL}",
        "b",
        "d: selector h1.head_title; look at https://other/",
    ]
