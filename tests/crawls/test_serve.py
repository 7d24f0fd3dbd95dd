"""A real Chromium visits every kind of page while a crawl is writing, on both databases."""

import re
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from crawler.archive import Archive
from crawler.archive.database.schema import articles
from crawler.newspapers.builtin import Newspaper, Options, serve
from tests.browsing import WIDTHS, Visitor, chromium
from tests.crawling import Desk
from tests.postgres import new_address
from tests.screenshots import fill, page_paths
from tests.serving import Site, serving


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


SITE = Newspaper(Options(seed=3, articles=60))


class Newsroom(Desk):
    """A desk whose archive lies on either database."""

    def __init__(self, folder: Path, archive_url: str) -> None:
        super().__init__(folder)
        self.archive_url = archive_url


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("served")
    desk = Newsroom(folder, new_address(request, folder))
    fill(desk, SITE)
    return desk


@pytest.fixture
def empty(tmp_path: Path) -> Desk:
    """A desk whose archive has no articles."""
    desk = Desk(tmp_path)
    Archive.open(desk.archive_url).close()
    return desk


def test_every_page_is_right_while_a_crawl_is_writing(desk: Desk, browser: Browser) -> None:
    with Archive.open(desk.archive_url) as archive:
        paths = page_paths(archive)
    more = Newspaper(Options(seed=4, articles=60))
    with serve(more) as server, serving(desk.archive_url, desk.folder) as served:
        crawl = threading.Thread(target=desk.crawl, args=(server.base_url,), kwargs={"mode": "backfill"})
        crawl.start()
        with Visitor(browser) as visitor:
            for name, path in paths.items():
                visitor.open(served.url + path)
                assert visitor.page.locator("h1").count() == 1, name
            _shows_the_truth(visitor, served, desk, SITE)
            # Chromium itself says of the error page that it is one.
            assert [message for message in visitor.messages if "404 (Not Found)" not in message] == []
            assert visitor.hosts() == {served.url.removeprefix("http://")}
        crawl.join()
        assert len(server.log.articles()) > 0


def _shows_the_truth(visitor: Visitor, served: Site, desk: Desk, site: Newspaper) -> None:
    """Articles are shown as the newspaper printed them."""
    rows = [row for row in desk.rows(select(articles)) if row.article_id in site.truth and not row.gone_at][:12]
    for row in rows:
        truth = site.truth[row.article_id]
        page = visitor.open(f"{served.url}/article/khanhhoa/{row.article_id}")
        assert page.locator("h1").inner_text() == truth.title
        story = page.locator("article.story")
        paragraphs = [" ".join(text.split()) for text in story.locator("> p:not(.lead)").all_inner_texts()]
        assert paragraphs == [" ".join(text.split()) for text in truth.body.split("\n\n")]
        if truth.lead:
            assert story.locator("> p.lead").inner_text() == truth.lead
        if truth.published_at:
            assert f"{truth.published_at:%d/%m/%Y}" in story.locator("header").inner_text()


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True, scope="module")
@pytest.mark.parametrize(
    ("width", "scheme", "locale"),
    [
        (WIDTHS[0], "dark", "en"),
        pytest.param(WIDTHS[1], "light", "vi", marks=pytest.mark.soak),
        pytest.param(WIDTHS[2], "dark", "vi", marks=pytest.mark.soak),
    ],
)
def test_axe_finds_nothing_on_any_page(desk: Desk, browser: Browser, width: int, scheme: str, locale: str) -> None:
    with Archive.open(desk.archive_url) as archive:
        paths = page_paths(archive)
    with serving(desk.archive_url, desk.folder) as served, Visitor(browser, width, scheme, locale) as visitor:
        for name, path in paths.items():
            visitor.open(served.url + path)
            assert visitor.violations() == [], name
            assert not visitor.overflows, name


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True, scope="module")
def test_the_keyboard_reaches_content_and_days(desk: Desk, browser: Browser) -> None:
    with serving(desk.archive_url, desk.folder) as served, Visitor(browser) as visitor:
        page = visitor.open(served.url)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        page.locator("svg.weeks a").last.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/day/\d{4}-\d\d-\d\d$"))


def test_the_command_serves_until_it_is_stopped(empty: Desk) -> None:
    process = empty.start("serve", "--port", "0")
    assert process.stdout is not None
    try:
        address = process.stdout.readline().split()[-1]
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        assert b"<h1>" in urlopen(address, timeout=20).read()
    finally:
        process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=20)
    assert "Traceback" not in out + err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--port", "70000"], 2, "70000 is no port"),
        (["--port", "x"], 2, "x is not a whole number"),
        (["--host", "192.0.2.1"], 2, "cannot listen on 192.0.2.1"),
        (["more"], 2, "unknown argument 'more'"),
        (["-s", "ARCHIVE_URL=sqlite:///nowhere.db"], 6, "there is no archive nowhere.db"),
    ],
)
def test_wrong_use_is_one_line(empty: Desk, words: list[str], code: int, said: str) -> None:
    ended = empty.run("serve", *words)
    assert (ended.code, len(ended.err.splitlines())) == (code, 1)
    assert said in ended.err


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True, scope="module")
def test_print_shows_the_article_alone(desk: Desk, browser: Browser) -> None:
    with Archive.open(desk.archive_url) as archive:
        path = page_paths(archive)["article"]
    with serving(desk.archive_url, desk.folder) as served, Visitor(browser) as visitor:
        page = visitor.open(served.url + path)
        page.emulate_media(media="print")
        assert not page.locator("header.top").is_visible()
        assert page.locator("article.story h1").is_visible()
