"""Scrapy's own commands in this project, on the built-in newspaper: they have no run, so nothing is recorded."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from urllib.parse import urljoin, urlsplit

import pytest

from crawler.newspapers import NEWSPAPERS
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.server import Server
from tests.crawling import ROOT, Desk, Ended

pytestmark = pytest.mark.quick


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve(Newspaper(Options(seed=5, articles=14, twins=0, dead_links=0, pager="works"))) as server:
        yield server


@pytest.fixture
def article(server: Server) -> str:
    """The address of an article on the server."""
    key = min(server.site.reachable("latest"))
    return urljoin(server.base_url, urlsplit(server.site.truth[key].url).path)


@pytest.fixture(autouse=True)
def _records_nothing(desk: Desk) -> Iterator[None]:
    yield
    assert not (desk.folder / "archive.db").exists()
    assert not (desk.folder / "pages").exists()


def truth_title(server: Server, article: str) -> str:
    path = urlsplit(article).path
    return next(story.title for story in server.site.truth.values() if urlsplit(story.url).path == path)


SCRAPYS_OWN = "ScrapyDeprecationWarning"
"""What the command ``parse`` of Scrapy 2.19 says of itself: two lines and an empty one."""


def assert_well(ended: Ended) -> None:
    """The command ended well and said nothing on stderr that is ours."""
    lines = ended.err.splitlines()
    assert (ended.code, lines[3:]) == (0, [])
    assert not lines or SCRAPYS_OWN in lines[0]


def parse(desk: Desk, server: Server, *words: str) -> Ended:
    ours = ("--spider", "khanhhoa", "-a", f"base_url={server.base_url}", "--nocolour")
    return desk.run("parse", *ours, *words, settings={"DOWNLOAD_DELAY": "0"})


def test_fetch(desk: Desk, server: Server, article: str) -> None:
    ended = desk.run("fetch", article)
    assert (ended.code, ended.err) == (0, "")
    assert truth_title(server, article) in ended.out
    assert ended.out.lstrip().startswith("<!DOCTYPE html>")


def test_fetch_headers(desk: Desk, article: str) -> None:
    ended = desk.run("fetch", "--headers", article)
    assert (ended.code, ended.err) == (0, "")
    assert "> User-Agent: khanhhoa-crawler" in ended.out
    assert "< Content-Type: text/html" in ended.out


@pytest.mark.parametrize("spider", [(), ("--spider", "khanhhoa")])
def test_shell(desk: Desk, server: Server, article: str, spider: tuple[str, ...]) -> None:
    ended = desk.run("shell", article, *spider, "-c", "response.css('h1').xpath('string()').get()")
    assert (ended.code, ended.err) == (0, "")
    assert truth_title(server, article) in ended.out


def test_shell_reads_as_the_crawl_does(desk: Desk, server: Server, article: str) -> None:
    code = "__import__('crawler.spiders.preview', fromlist=['x']).article(response, spider.site).title"
    page = "https://baokhanhhoa.vn" + urlsplit(article).path
    ended = desk.run(
        "shell", article, "--spider", "khanhhoa", "-c", code.replace("response", f"response.replace(url={page!r})")
    )
    assert (ended.code, ended.err, ended.out.strip()) == (0, "", truth_title(server, article))


@pytest.mark.parametrize("callback", [(), ("-c", "parse_article")])
def test_parse_an_article(desk: Desk, server: Server, article: str, callback: tuple[str, ...]) -> None:
    ended = parse(desk, server, *callback, article)
    assert_well(ended)
    assert ended.out.count("'newspaper': 'khanhhoa'") == 1
    assert f"'url': 'https://baokhanhhoa.vn{urlsplit(article).path}'" in " ".join(ended.out.split())
    assert truth_title(server, article)[:30] in ended.out
    assert "'page': None" in ended.out


def test_parse_through_the_pipelines(desk: Desk, server: Server, article: str) -> None:
    ended = parse(desk, server, "--pipelines", article)
    assert_well(ended)
    assert truth_title(server, article) in ended.out


def test_parse_into_a_feed(desk: Desk, server: Server, article: str, tmp_path: Path) -> None:
    ended = parse(desk, server, article, "-o", str(tmp_path / "item.jsonl"))
    assert_well(ended)
    assert json.loads((tmp_path / "item.jsonl").read_text())["title"] == truth_title(server, article)


def test_parse_a_list(desk: Desk, server: Server) -> None:
    ended = parse(desk, server, urljoin(server.base_url, "xa-hoi/"))
    assert_well(ended)
    assert f"<GET {server.base_url}xa-hoi/" in ended.out


def test_parse_a_list_and_its_articles(desk: Desk, server: Server) -> None:
    ended = parse(desk, server, "-c", "parse_section", "-d", "2", "--nolinks", urljoin(server.base_url, "xa-hoi/"))
    assert_well(ended)
    assert ended.out.count("'newspaper': 'khanhhoa'") >= 2


def test_parse_the_front_page(desk: Desk, server: Server) -> None:
    ended = parse(desk, server, "-c", "parse_front", server.base_url)
    assert_well(ended)
    assert f"<GET {server.base_url}xa-hoi/>" in ended.out


def test_parse_says_why_a_page_is_no_article(desk: Desk, server: Server) -> None:
    ended = parse(desk, server, "-c", "parse_article", server.base_url)
    assert "NotAnArticle: not-an-address" in ended.err


def test_the_spider_is_found_by_the_host() -> None:
    from scrapy import Request
    from scrapy.spiderloader import SpiderLoader
    from scrapy.utils.project import get_project_settings

    loader = SpiderLoader.from_settings(get_project_settings())
    assert loader.find_by_request(Request("https://www.baokhanhhoa.vn/xa-hoi/")) == ["khanhhoa"]
    assert loader.find_by_request(Request("https://example.org/")) == []


def test_check(desk: Desk) -> None:
    ended = desk.run("check")
    assert ended.code == 0
    assert "Ran 0 contracts" in ended.err
    assert "OK" in ended.err


def test_list(desk: Desk) -> None:
    ended = desk.run("list")
    assert (ended.code, ended.err, ended.out.split()) == (0, "", sorted(NEWSPAPERS))


def test_runspider(desk: Desk, server: Server, tmp_path: Path) -> None:
    spider = tmp_path / "titles.py"
    spider.write_text(
        dedent(f"""
        import scrapy

        class Titles(scrapy.Spider):
            name = "titles"
            start_urls = ["{server.base_url}"]

            def parse(self, response):
                yield {{"heading": response.css("title::text").get(), "url": response.url}}
        """)
    )
    ended = desk.run("runspider", str(spider), "-O", str(tmp_path / "titles.jsonl"))
    assert (ended.code, ended.err) == (0, "")
    assert json.loads((tmp_path / "titles.jsonl").read_text()).keys() == {"heading", "url"}


def test_a_crawl_without_a_run_says_how_to_start_one(desk: Desk) -> None:
    script = dedent("""
        from scrapy.crawler import CrawlerProcess
        from scrapy.utils.project import get_project_settings

        process = CrawlerProcess(get_project_settings())
        process.crawl("khanhhoa")
        process.start()
    """)
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "a crawl of khanhhoa is started by `scrapy crawl khanhhoa`" in ended.stderr


def test_fetch_waits_at_the_gate(desk: Desk) -> None:
    options = Options(seed=5, articles=14, twins=0, dead_links=0, pager="works", gate=((3.0, 1),))
    with serve(Newspaper(options)) as server:
        ended = desk.run("fetch", server.base_url)
        assert server.log.while_closed()
    assert ended.code == 0
    assert "secField" not in ended.out
    assert "/xa-hoi/" in ended.out
