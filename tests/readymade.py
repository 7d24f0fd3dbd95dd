"""A crawled archive with kept pages, made once a session for all tests that begin where a crawl ended."""

import shutil
from pathlib import Path

import pytest

from crawler.archive.database.schema import articles, revisions
from crawler.newspapers.builtin import Newspaper, Options, serve
from tests.crawling import Desk
from tests.forking import QuickDesk


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """An archive with pages, in which one article has an earlier revision. Tests must not change it."""
    desk = QuickDesk(tmp_path_factory.mktemp("crawled"))
    site = Newspaper(Options(seed=13, articles=30))
    with serve(site) as server:
        assert desk.crawl(server.base_url).code == 0
        edited = desk.rows(articles)[0].article_id
        site.edit(edited, "rewording")
        assert desk.crawl(server.base_url, urls=site.truth[edited].url).code == 0
    assert len(desk.rows(revisions)) == 1
    return desk


@pytest.fixture
def spare(crawled: Desk, tmp_path: Path) -> Desk:
    """A copy of it that a test may spoil."""
    shutil.copytree(crawled.folder, tmp_path / "spare")
    return QuickDesk(tmp_path / "spare")
