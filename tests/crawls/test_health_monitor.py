"""Tripwires as an operator meets them: the newspaper changes over night, and the run says so."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from crawler.archive.database.schema import articles
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.http import Answer, Request
from tests.altered import serve_altered
from tests.crawling import Desk

pytestmark = pytest.mark.quick

SELECTORS = ("h1.head_title", "div.date", "span.author", "#content.content-detail > .td-post-content")
HEADLINE = re.compile(rb'<h1 class="head_title">.*?</h1>', re.DOTALL)
QUIET = Options(seed=3, articles=40, pager="works", twins=0, dead_links=0)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("khanhhoa", Options(seed=1, articles=70)),
        ("khanhhoa", Options(seed=8, articles=90, shapes={"native": 0.2, "migrated": 0.6, "sister": 0.2})),
        ("khanhhoa_en", Options(seed=2, articles=70, edition="en")),
    ],
)
def test_a_newspaper_that_is_well_trips_nothing(desk: Desk, name: str, options: Options) -> None:
    with serve(Newspaper(options)) as server:
        ended = desk.run("crawl", name, "-a", f"base_url={server.base_url}")
    assert ended.code == 0
    found = desk.last_run().stats["found"]
    assert found["articles"] >= 60
    assert found["without_selector"] == {}
    assert (found["live"], found["whole"], desk.last_run().stats["titles_disagree"]) == (False, True, 0)


def test_a_layout_that_changed_over_night_is_read_all_the_same_and_reported(desk: Desk) -> None:
    site = Newspaper(QUIET)
    with serve(site) as server:
        assert desk.crawl(server.base_url).code == 0
        site.options = replace(site.options, layout="renamed")
        site.publish(4)
        assert desk.crawl(server.base_url).code == 0, "too few to describe"
        assert desk.last_run().stats["found"]["without_selector"]["title"] == 4
        fresh = site.publish(15)
        ended = desk.crawl(server.base_url)
    assert ended.code == 3
    line = ended.err.splitlines()[-1]
    assert line.startswith("khanhhoa: not well: title by fallback in 15 of 15 articles (at most 20% expected)")
    assert all(selector in line for selector in SELECTORS)
    assert "now perhaps div.k" in line
    assert any(f"look at {site.truth[key].url}" in line for key in fresh)
    assert desk.last_run().stats["detail"] in line


def test_all_names_changed_text_still_right_and_marked(desk: Desk) -> None:
    site = Newspaper(replace(QUIET, layout="renamed"))
    with serve(site) as server:
        ended = desk.crawl(server.base_url)
    assert ended.code == 3
    assert all(selector in ended.err for selector in SELECTORS)
    rows = {row.article_id: row for row in desk.rows(articles)}
    assert set(rows) == site.reachable("latest")
    assert all(row.title == site.truth[key].title for key, row in rows.items())
    assert {row.sources[name] for row in rows.values() for name in ("title", "body")} == {"meta", "fallback"}
    assert right_paragraphs(site, rows) >= 0.95


def right_paragraphs(site: Newspaper, rows: dict[str, Any]) -> float:
    """Share of the true paragraphs that are stored."""
    right: Counter[bool] = Counter()
    for key, row in rows.items():
        true = site.truth[key]
        stored = [row.lead, *row.body.split("\n\n")]
        right.update(text in stored for text in (true.lead, *true.body.split("\n\n")) if text)
    return right[True] / right.total()


def test_pages_that_are_refused_are_reported_although_they_are_retried(desk: Desk) -> None:
    site = Newspaper(QUIET)
    broken = sorted(site.reachable("latest"))[::3]
    for key in broken:
        site.break_article(key, "error-200")
    with serve(site) as server:
        ended = desk.crawl(server.base_url)
    assert ended.code == 3
    assert f"{len(broken)} of {len(site.reachable('latest'))} pages refused (at most 20% expected)" in ended.err
    assert any(f"look at {site.truth[key].url}" in ended.err for key in broken)


def test_one_selector_that_finds_nothing_is_reported_with_the_element_that_is_meant(desk: Desk) -> None:
    def renamed_date(request: Request, answer: Answer) -> Answer | None:
        return replace(answer, body=answer.body.replace(b'class="date', b'class="clock'))

    with serve_altered(Newspaper(QUIET), renamed_date) as server:
        ended = desk.crawl(server.base_url)
    assert ended.code == 3
    line = ended.err.splitlines()[-1]
    assert "published_at in 0 of " in line
    assert "selector div.date, now perhaps " in line
    assert "div.clock" in line


def test_a_kicker_whose_element_was_renamed_is_no_part_of_the_title_and_is_reported(desk: Desk) -> None:
    def renamed_kicker(request: Request, answer: Answer) -> Answer | None:
        return replace(answer, body=answer.body.replace(b'class="subtitle', b'class="overline'))

    site = Newspaper(QUIET)
    with serve_altered(site, renamed_kicker) as server:
        ended = desk.crawl(server.base_url)
    stored = {row.article_id: (row.title, row.kicker) for row in desk.rows(articles)}
    assert stored == {key: (site.truth[key].title, site.truth[key].kicker) for key in site.reachable("latest")}
    assert ended.code == 3
    kickers = sum(kicker is not None for _, kicker in stored.values())
    message = f"kicker by fallback in {kickers} of {kickers} articles (at most 20% expected)"
    assert f"not well: {message}: selector .subtitle, now perhaps h1.head_title > div.overline; look at" in ended.err


@pytest.mark.parametrize(("share", "code"), [(9, 0), (2, 3)])
def test_titles_that_are_not_those_of_the_lists_are_reported(desk: Desk, share: int, code: int) -> None:
    site = Newspaper(replace(QUIET, shapes={"native": 1.0}))
    others = sorted(site.reachable("latest"))[::share]

    def other_headline(request: Request, answer: Answer) -> Answer | None:
        if not any(key in request.address.path for key in others):
            return None
        return replace(answer, body=HEADLINE.sub('<h1 class="head_title">Tin khác hẳn</h1>'.encode(), answer.body))

    with serve_altered(site, other_headline) as server:
        ended = desk.crawl(server.base_url)
    assert ended.code == code
    assert desk.last_run().stats["titles_disagree"] == len(others)
    message = f"{len(others)} of {len(site.reachable('latest'))} titles differ from those of the lists"
    assert f"WARNING {message}: «" in ended.err
    assert (f"khanhhoa: not well: {message}: selector h1.head_title; look at https://" in ended.err) is (code == 3)
