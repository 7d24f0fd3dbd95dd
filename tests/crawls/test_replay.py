"""A real pywb shows what was kept, with its pictures, in a real Chromium."""

import shutil
import subprocess
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Error, Frame, Page, sync_playwright
from sqlalchemy import select

from crawler.archive.database.schema import articles, images
from crawler.newspapers.builtin import Newspaper, Options, serve
from tests.crawling import Desk
from tests.crawls.test_import_writers import answers, free_port, tool
from tests.waiting import wait_until

SHOWN = 3
"""Articles looked at."""


def text_of(frame: Frame) -> str:
    """The visible text, in plain spaces; none while the frame loads."""
    try:
        return " ".join(frame.inner_text("body").split())
    except Error:
        return ""


def shows(page: Page, title: str) -> bool:
    return any(title in text_of(frame) for frame in page.frames)


@pytest.mark.soak
def test_pywb_replays_articles_and_pictures(tmp_path: Path) -> None:
    wayback, manager = tool("wayback"), tool("wb-manager")
    desk = Desk(tmp_path)
    site = Newspaper(Options(seed=23, articles=12, twins=0))
    with serve(site) as server:
        assert desk.crawl(server.base_url, settings={"DOWNLOAD_DELAY": "0", "IMAGES": "on"}, seconds=300).code == 0
    path = tmp_path / "kept.wacz"
    assert desk.run("archive", "wacz", str(path)).code == 0
    subprocess.run([manager, "init", "kept"], cwd=tmp_path, check=True, capture_output=True)
    added = [manager, "add", "--unpack-wacz", "kept", str(path)]
    subprocess.run(added, cwd=tmp_path, check=True, capture_output=True)
    port = free_port()
    words = [wayback, "-p", str(port), "-b", "127.0.0.1"]
    rows = desk.rows(articles.select().where(articles.c.id.in_(select(images.c.article))).limit(SHOWN))
    with subprocess.Popen(words, cwd=tmp_path, stderr=subprocess.DEVNULL) as replay, sync_playwright() as playwright:
        executable = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        try:
            wait_until(lambda: answers(port))
            page = browser.new_page()
            for row in rows:
                page.goto(f"http://127.0.0.1:{port}/kept/{row.url}")
                # pywb shows the page in a frame.
                wait_until(partial(shows, page, row.title))
                assert not shows(page, "Hãy đợi")
                for picture in desk.rows(images.select().where(images.c.article == row.id)):
                    shown = page.goto(f"http://127.0.0.1:{port}/kept/mp_/{picture.url}")
                    assert shown is not None
                    assert shown.status == 200
                    assert shown.headers["content-type"] == "image/jpeg"
        finally:
            browser.close()
            replay.terminate()
