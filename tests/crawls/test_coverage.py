"""``scrapy coverage`` after real crawls of the built-in newspaper, whose truth is known."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawler.archive.database.schema import articles
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.http import Answer, Request
from tests.altered import serve_altered
from tests.crawling import Desk

pytestmark = pytest.mark.quick

HIDDEN, UNREACHABLE = "xa-hoi", "2025-10"

TODAY = date(2025, 11, 15)
"""350 articles reach back to the beginning of October."""


def coverage(desk: Desk) -> dict[str, Any]:
    ended = desk.run("coverage", "khanhhoa", "--json")
    assert (ended.code, ended.err) == (0, "")
    figures: dict[str, Any] = json.loads(ended.out)
    return figures


def test_after_a_complete_backfill_everything_is_held_and_no_gap_is_named(desk: Desk) -> None:
    site = Newspaper(Options(seed=6, articles=90, pager="works"))
    with serve(site) as server:
        assert desk.crawl(server.base_url, mode="backfill").code == 0
    assert len(desk.rows(articles)) == len(site.truth)
    found = coverage(desk)
    whole = found["whole"]
    assert (whole["known"], whole["stored"], whole["pending"]) == (90, 90, 0)
    assert f"{whole['ratio']['coverage']:.2f}" == "1.00"
    assert whole["gone"] == site.options.dead_links
    assert (found["gaps"], found["empty_days"]) == ([], [])
    assert {day["state"] for day in found["days"]} == {"complete"}
    printed = desk.run("coverage").out
    assert "Coverage: 1.00 (" in printed
    assert "No gap by months." in printed
    assert "No gap by sections." in printed


def hide(site: Newspaper, section: str) -> set[str]:
    """Let no list show the section's articles; their ids."""
    hidden = {story.article_id for story in site.links.stories.values() if story.section == section}
    site._stories = [replace(story, listed=story.article_id not in hidden) for story in site._stories]
    site._print()
    return hidden


def forbid_month(request: Request, answer: Answer) -> Answer | None:
    """A robots.txt that keeps robots out of the articles of a month."""
    if request.address.path != "/robots.txt":
        return None
    return Answer(answer.body + f"Disallow: /*/{UNREACHABLE.replace('-', '')}/\n".encode(), content_type="text/plain")


def test_a_hidden_section_and_an_unreachable_month_are_the_largest_gaps(desk: Desk) -> None:
    site = Newspaper(Options(seed=17, articles=350, today=TODAY, shapes={"native": 1}, pager="works", hidden=0))
    hidden = hide(site, HIDDEN)
    month = {story.article_id for story in site.links.stories.values() if f"{story.published_at:%Y-%m}" == UNREACHABLE}
    with serve_altered(site, forbid_month) as server:
        assert desk.crawl(server.base_url).code == 3
        found = coverage(desk)
        by_month, by_section = ([gap for gap in found["gaps"] if gap["kind"] == kind] for kind in ("month", "section"))
        assert (by_month[0]["name"], by_section[0]["name"]) == (UNREACHABLE, HIDDEN)
        assert by_month[0]["articles"] == pytest.approx(len(month), rel=0.1)
        # Pages of the month lead nowhere, so that fewer links were seen than elsewhere: too low rather than too high.
        assert 0.5 * len(hidden) <= by_section[0]["articles"] <= 1.2 * len(hidden)
        whole = found["whole"]["estimate"]
        assert whole["exist"] == pytest.approx(len(site.truth), rel=0.05)
        command = by_section[0]["command"]
        assert command == f"scrapy crawl khanhhoa -a mode=backfill -a sections={HIDDEN}"
        desk.run(*command.split()[1:], "-a", f"base_url={server.base_url}")
    left = next(part for part in coverage(desk)["sections"] if part["name"] == HIDDEN)
    assert (left["pending"], left["stored"]) == (0, len(hidden - month))


def test_metrics_doctor_and_report_have_the_last_30_days(desk: Desk) -> None:
    options = Options(articles=60, today=date.today(), shapes={"native": 1}, pager="works", hidden=0, dead_links=0)
    site = Newspaper(options)
    metrics = desk.folder / "crawl.prom"
    with serve(site) as server:
        assert desk.crawl(server.base_url, settings={"METRICS_FILE": str(metrics)}).code == 0
        recent = coverage(desk)["last_30_days"]
    assert recent["known"] == len(site.truth)
    for bound, name in (("estimate", "coverage"), ("low", "low"), ("high", "high")):
        line = f'crawler_coverage_ratio{{bound="{bound}",newspaper="khanhhoa"}} '
        (value,) = [line_.removeprefix(line) for line_ in metrics.read_text().splitlines() if line_.startswith(line)]
        assert float(value) == recent["ratio"][name]
    lines = {line["subject"]: line for line in json.loads(desk.run("doctor", "--json").out)}
    held, known = recent["stored"], recent["known"]
    assert f"{held} of {known} known articles stored" in lines["khanhhoa: coverage"]["message"]
    report = Path(desk.run("report").out.strip()).read_text(encoding="utf-8")
    assert "Coverage by year" in report
    assert report.count('class="year"') == len({story.published_at.year for story in site.links.stories.values()})
    assert "of 60 known articles stored" in " ".join(desk.run("report", "--text").out.split())


def test_an_unknown_newspaper_is_a_wrong_use(desk: Desk) -> None:
    ended = desk.run("coverage", "khanhoa")
    assert (ended.code, ended.out) == (2, "")
    assert "unknown newspaper 'khanhoa'" in ended.err
