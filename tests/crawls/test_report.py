"""The report: its figures, its page in a real Chromium, its text."""

import hashlib
import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import insert

from crawler.archive import Archive
from crawler.archive.database.schema import articles, frontier, runs
from crawler.cli.usage import UsageError
from crawler.downloader.browser.chromium import launch_options
from crawler.monitoring.report.charts import bars
from crawler.monitoring.report.data import gather
from crawler.monitoring.report.html_page import page
from crawler.monitoring.report.text import text
from crawler.newspapers import KHANHHOA, KHANHHOA_EN
from crawler.runs.stats import run_stats
from crawler.tasks.report import report_data, write_report
from tests.crawling import Desk

pytestmark = pytest.mark.quick

NOW = datetime(2026, 1, 31, 5, 0, tzinfo=UTC)
SECTIONS = ("xa-hoi", "kinh-te", "the-thao", "van-hoa", "du-lich", "phap-luat", "the-gioi", "giao-duc", "doi-song")
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"


def stats(luck: random.Random) -> dict[str, Any]:
    figures = run_stats({"articles_new": luck.randrange(20, 60), "articles_revised": luck.randrange(5)})
    kinds = {"article": figures["articles_new"], "list": 110, "front": 1, "robots": 1}
    waited = luck.choice([0, 0, 13, 47]) * 1.5
    return figures | {
        "requests": sum(kinds.values()),
        "requests_by_kind": kinds,
        "seconds": 170.5,
        "wait_seconds": waited,
        "wait_pages": bool(waited) + 0,
    }


def fill(archive: Archive, *, number: int, every: timedelta, now: datetime = NOW, hostile: str = "") -> None:
    """An archive with a number of runs, the last at ``now``, some articles and some failures."""
    luck = random.Random(1)
    rows = []
    for back in range(number):
        began = now - every * (number - back - 1)
        code, outcome = luck.choice([(0, "done")] * 8 + [(3, "not well"), (4, "refused")])
        figures = stats(luck) | ({"detail": f"the newspaper refused: 403 {hostile}"} if code else {})
        rows.append(
            {
                "newspaper": "khanhhoa",
                "mode": "latest",
                "started_at": began,
                "finished_at": began + timedelta(minutes=3),
                "outcome": outcome,
                "exit_code": code,
                "stats": figures,
            }
        )
    with archive.begin() as connection:
        connection.execute(insert(runs), rows)
        connection.execute(insert(articles), [_article(place, luck, now) for place in range(900)])
        connection.execute(insert(frontier), [_pending(place, now, hostile) for place in range(40)])


def _article(place: int, luck: random.Random, now: datetime) -> dict[str, Any]:
    day = now - timedelta(hours=luck.randrange(1, 28 * 24))
    return {
        "newspaper": "khanhhoa",
        "article_id": f"{place:07x}",
        "url": f"https://baokhanhhoa.vn/xa-hoi/202601/bai-{place:07x}/",
        "section": SECTIONS[min(luck.randrange(12), luck.randrange(12)) % len(SECTIONS)],
        "language": "vi",
        "title": f"Bài {place}",
        "kicker": "Chuyện" if place % 4 == 0 else None,
        "lead": "Mở đầu" if place % 10 else None,
        "author": "N.T" if place % 5 else None,
        "body": "Thân bài",
        "published_at": day,
        "published_precision": "minute",
        "tags": [],
        "content_hash": hashlib.sha256(str(place).encode()).hexdigest(),
        "revision": 1,
        "sources": {},
        "first_seen_at": day,
        "fetched_at": day,
    }


def _pending(place: int, now: datetime, hostile: str) -> dict[str, Any]:
    failed = place < 6
    return {
        "newspaper": "khanhhoa",
        "article_id": f"f{place:06x}",
        "url": f"https://baokhanhhoa.vn/the-thao/202601/mot-bai-viet-co-ten-kha-dai-de-xem-trang-f{place:06x}/",
        "published": "20260130",
        "section": "the-thao",
        "rank": 1 if place < 20 else 3,
        "state": "failed" if place < 3 else "pending",
        "attempts": 6 if failed else 0,
        "next_try_at": None if place < 3 else now + timedelta(minutes=30) if failed else now,
        "last_error": f"TimeoutError: the page took longer than 60 s {hostile}" if failed else None,
        "discovered_at": now,
    }


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    options = launch_options(None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of 45 runs whose texts try to be markup."""
    folder = tmp_path_factory.mktemp("report")
    with Archive.open(f"sqlite:///{folder / 'archive.db'}") as archive:
        fill(archive, number=45, every=timedelta(hours=16), hostile=HOSTILE)
        with archive.read() as connection:
            figures = gather(connection, KHANHHOA, NOW)
    path = folder / "report.html"
    path.write_text(page(figures), encoding="utf-8")
    return path


def opened(browser: Browser, path: Path, **options: Any) -> tuple[Page, list[str]]:
    """The page in a context of its own, and all that it complained of or asked for."""
    context = browser.new_context(**options)
    seen: list[str] = []
    tab = context.new_page()
    tab.on("console", lambda message: seen.append(message.text))
    tab.on("pageerror", lambda error: seen.append(str(error)))
    tab.on("dialog", lambda dialog: seen.append(dialog.message))
    tab.on("request", lambda request: seen.append(request.url) if request.url != path.as_uri() else None)
    tab.goto(path.as_uri())
    return tab, seen


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_is_readable_on_phone_and_desk_by_day_and_night(
    browser: Browser, report: Path, width: int, scheme: str
) -> None:
    tab, seen = opened(browser, report, viewport={"width": width, "height": 800}, color_scheme=scheme)
    assert seen == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    sizes = tab.evaluate("[...document.querySelectorAll('p, td, dd, li, .scale span, .dates span')]"
                         ".map(e => parseFloat(getComputedStyle(e).fontSize))")  # fmt: skip
    assert min(sizes) >= 12
    ink, paper = tab.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert (_light(ink) > _light(paper)) is (scheme == "dark")
    heights = tab.evaluate("[...document.querySelectorAll('.plot svg')].map(e => e.getBoundingClientRect().height)")
    assert len(heights) == 4
    assert min(heights) > 100
    tab.context.close()


def test_every_text_is_escaped(browser: Browser, report: Path) -> None:
    tab, seen = opened(browser, report)
    assert seen == []
    assert tab.locator("script").count() == tab.locator("img").count() == 0
    assert HOSTILE in tab.locator("table").first.inner_text()
    tab.context.close()


def test_the_charts_show_what_the_archive_holds(browser: Browser, report: Path) -> None:
    tab, _ = opened(browser, report)
    legend = tab.locator("figure", has_text="Articles by day of publication").locator(".legend b").all_inner_texts()
    assert sum(int(count.replace(",", "")) for count in legend) == 900
    coverage = tab.locator("figure", has_text="Articles that have each field").locator("b").all_inner_texts()
    assert coverage == ["25.0%", "90.0%", "80.0%", "100.0%"]
    assert tab.locator(".strip span").count() == 30
    assert tab.locator("table").nth(0).locator("tbody tr").count() == 6
    assert tab.locator("table").nth(1).locator("tbody tr").count() == 30
    tab.context.close()


def test_an_empty_archive_has_a_report_too(archive: Archive) -> None:
    with archive.read() as connection:
        figures = gather(connection, KHANHHOA, NOW)
    assert "No run in the last 30 days." in page(figures)
    assert "No run in the last 30 days." in text(figures)


def test_the_text_says_the_same_in_78_columns(archive: Archive) -> None:
    fill(archive, number=45, every=timedelta(hours=16))
    with archive.read() as connection:
        figures = gather(connection, KHANHHOA, NOW)
    said = text(figures)
    new = sum(run.stats["articles_new"] for run in figures.runs)
    assert f"{new:,}" in said
    assert "Left to fetch: 17" in said
    assert "kicker 25.0%, lead 90.0%," in said.replace("\n", " ")
    assert "TimeoutError: the page took longer than 60 s" in said
    assert all(len(line) <= 78 for line in said.splitlines() if "https://" not in line)


def test_days_are_those_of_the_newspaper(archive: Archive) -> None:
    began = datetime(2026, 1, 30, 17, 30, tzinfo=UTC)  # half past midnight of the 31st in Vietnam
    row = {"newspaper": "khanhhoa", "mode": "latest", "started_at": began, "stats": {"articles_new": 7}}
    with archive.begin() as connection:
        connection.execute(insert(runs).values(**row))
    with archive.read() as connection:
        figures = gather(connection, KHANHHOA, NOW)
    assert {str(day): sums["articles_new"] for day, sums in figures.sums.items()} == {"2026-01-31": 7}


def test_bars_add_up_to_the_height_of_the_highest() -> None:
    days = [NOW.date(), NOW.date()]
    drawn = bars("Title", days, {"a": [1, 3], "b": [1, 1]})
    assert 'height="75.00"' in drawn  # 3 of 4
    assert drawn.count('height="25.00"') == 3
    assert "Nothing in these days." in bars("Title", days, {"a": [0, 0]})


def test_a_month_of_hundreds_of_runs_is_one_page(desk: Desk) -> None:
    with Archive.open(desk.archive_url) as archive:
        fill(archive, number=700, every=timedelta(hours=1), now=datetime.now(UTC))
    ended = desk.run("report")
    path = desk.folder / "reports" / "khanhhoa.html"
    assert (ended.code, ended.out) == (0, f"{path}\n")
    assert path.stat().st_size > 20_000


@pytest.mark.soak
def test_10_000_runs_take_under_2_s(desk: Desk) -> None:
    with Archive.open(desk.archive_url) as archive:
        fill(archive, number=10_000, every=timedelta(minutes=4), now=datetime.now(UTC))
    idle = _cpu_seconds(desk, "report", "--help")
    taken = _cpu_seconds(desk, "report")
    # Processor time, since the wall's depends on who else uses the machine; that of a busy one counts more of it.
    assert taken < max(2.0, 1.8 * idle), (taken, idle)


def _cpu_seconds(desk: Desk, *words: str) -> float:
    """Processor time of a command."""
    before = _children()
    ended = desk.run(*words)
    assert ended.code == 0, ended.err
    return _children() - before


def _children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def test_the_newspaper_is_that_of_the_run_or_the_last_one(archive: Archive) -> None:
    row = {"mode": "latest", "started_at": NOW, "stats": {}}
    with archive.begin() as connection:
        connection.execute(insert(runs), [row | {"newspaper": "khanhhoa_en"}, row | {"newspaper": "khanhhoa"}])
    with archive.read() as connection:
        assert report_data(connection, None, None).newspaper is KHANHHOA
        assert report_data(connection, None, 1).newspaper is KHANHHOA_EN
        with pytest.raises(UsageError, match="there is no run 7; see scrapy runs"):
            report_data(connection, None, 7)
        with pytest.raises(UsageError, match="did you mean 'khanhhoa'"):
            report_data(connection, "khanhoa", None)
        with pytest.raises(UsageError, match="run 2 is of khanhhoa, not of khanhhoa_en"):
            report_data(connection, "khanhhoa_en", 2)


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    write_report(tmp_path / "new" / "report.html", "<p>")
    assert (tmp_path / "new" / "report.html").read_text() == "<p>"
    with pytest.raises(UsageError, match="cannot be written: No such file"):
        write_report(Path("/proc/none/report.html"), "<p>")


def _light(colour: str) -> float:
    """How light a colour is, ``rgb(1, 2, 3)``."""
    return sum(float(part) for part in colour.strip("rgb()").split(","))
