"""An error of an extension, a handler or a feed is one line on stderr and exit code 1; the articles are stored."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler import settings as project
from crawler.archive.database.schema import articles
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.server import Server
from tests.crawling import Desk, Ended

pytestmark = pytest.mark.quick


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve(Newspaper(Options(seed=5, articles=12, twins=0, dead_links=0, pager="works"))) as server:
        yield server


def crawl_with(desk: Desk, server: Server, extension: str, **settings: str) -> Ended:
    extensions = project.EXTENSIONS | {f"tests.failing.{extension}": 500}
    return desk.crawl(server.base_url, settings={"EXTENSIONS": json.dumps(extensions), **settings})


def assert_fails_but_stores(desk: Desk, server: Server, ended: Ended, line: str) -> None:
    assert (ended.code, ended.out) == (1, "")
    logged, summary = ended.err.splitlines()
    assert logged.endswith(f" ERROR {line}")
    assert summary.startswith(f"khanhhoa: failed: {line} (")
    assert (desk.last_run().outcome, desk.last_run().exit_code) == ("failed", 1)
    assert desk.last_run().stats["detail"] == line
    assert {row.article_id for row in desk.rows(articles)} == server.site.reachable("latest")


@pytest.mark.parametrize(
    "signal", ["spider_opened", "item_scraped", "response_received", "spider_idle", "spider_closed"]
)
def test_a_signal_handler_that_raises(desk: Desk, server: Server, signal: str) -> None:
    ended = crawl_with(desk, server, "Handler", FAILING_SIGNAL=signal)
    assert_fails_but_stores(
        desk, server, ended, "signal handler tests.failing.Handler.fail: ZeroDivisionError: broken on purpose"
    )


def test_a_signal_handler_that_raises_later(desk: Desk, server: Server) -> None:
    ended = crawl_with(desk, server, "AsyncHandler")
    assert_fails_but_stores(
        desk, server, ended, "signal handler tests.failing.AsyncHandler.fail: ZeroDivisionError: broken on purpose"
    )


def test_a_task_that_nobody_waits_for(desk: Desk, server: Server) -> None:
    ended = crawl_with(desk, server, "Task")
    assert_fails_but_stores(
        desk, server, ended, "Task exception was never retrieved: ZeroDivisionError: broken on purpose"
    )


def test_an_archive_that_fails_in_a_signal_handler(desk: Desk, server: Server) -> None:
    ended = crawl_with(desk, server, "ArchiveHandler")
    logged, summary = ended.err.splitlines()
    assert logged.endswith(" ERROR signal handler tests.failing.ArchiveHandler.fail: ArchiveError: disk full")
    assert summary.startswith("khanhhoa: archive: disk full (")
    assert (ended.code, desk.last_run().outcome, desk.last_run().exit_code) == (6, "archive", 6)


def test_another_extension_still_works(desk: Desk, server: Server) -> None:
    ended = crawl_with(desk, server, "Quiet")
    assert (ended.code, ended.err) == (0, "")


def test_a_feed_that_cannot_hold_the_items(desk: Desk, server: Server, tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    feeds = {str(file): {"format": "jsonlines", "fields": ["title", "page"]}}
    ended = desk.crawl(server.base_url, settings={"FEEDS": json.dumps(feeds)})
    handler = "signal handler scrapy.extensions.feedexport.FeedExporter.item_scraped"
    error = "TypeError: Object of type bytes is not JSON serializable"
    assert_fails_but_stores(desk, server, ended, f"{handler}: {error}")


def test_a_feed_that_cannot_be_written(desk: Desk, server: Server) -> None:
    ended = desk.crawl(server.base_url, settings={"FEEDS": '{"file:///proc/none/x.csv": {"format": "csv"}}'})
    handler = "signal handler scrapy.extensions.feedexport.FeedExporter.item_scraped"
    assert ended.code == 1
    assert f" ERROR {handler}: FileNotFoundError: " in ended.err.splitlines()[0]
    assert ended.err.splitlines()[-1].startswith(f"khanhhoa: failed: {handler}: FileNotFoundError: ")


def test_a_feed_of_an_unknown_format(desk: Desk, server: Server, tmp_path: Path) -> None:
    ended = desk.crawl(server.base_url, settings={"FEEDS": json.dumps({str(tmp_path / "x"): {"format": "yaml"}})})
    assert_fails_but_stores(desk, server, ended, "Unknown feed format: yaml")


def test_a_pipeline_that_fails_to_close(desk: Desk, server: Server) -> None:
    pipelines = project.ITEM_PIPELINES | {"tests.failing.Pipeline": 999}
    ended = desk.crawl(server.base_url, settings={"ITEM_PIPELINES": json.dumps(pipelines)})
    assert_fails_but_stores(desk, server, ended, "Scraper close failure: ZeroDivisionError: broken on purpose")


def test_all_is_reported_with_the_level_debug(desk: Desk, server: Server) -> None:
    ended = crawl_with(desk, server, "Handler", FAILING_SIGNAL="spider_opened", LOG_LEVEL="DEBUG")
    assert ended.code == 1
    assert "Traceback" in ended.err
