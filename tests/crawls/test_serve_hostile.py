"""Hostile articles change nothing on any page; hostile kept pages run nothing and reach nothing."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from crawler.archive import Archive
from crawler.archive.database.schema import articles, frontier, links, sections
from crawler.archive.frontier.entries import mark_failed, mark_gone
from crawler.archive.pages.places import note_page
from crawler.archive.pages.warc_files import PageArchive
from crawler.archive.runs import finish_run, start_run
from crawler.items import Article, Image, Page
from crawler.web.kept import KEPT_POLICY
from tests.browsing import Visitor, chromium, listener
from tests.postgres import new_address
from tests.serving import Site, serving
from tests.writing import NOW, discover, fill, stories, write

WORD = "tôm"
HOSTILE = (
    f"{WORD} <script>alert(1)</script><img src=x onerror=alert(2)>'\"><svg onload=alert(3)></title></textarea>"
    "</style><!--{{ 7 * 7 }}{% raw %}&lt;b&gt;${7*7} javascript:alert(4) \x01\x08\x0b\x1b\x7f\x85\u202e\u2066\u2028 "
    + "w"
    * 10_000
)
PLAIN = f"{WORD} bình thường"


def hostile(text: str, number: int, moment_of: Article) -> Article:
    """An article with this text in every field."""
    return Article(
        newspaper="khanhhoa",
        article_id=f"{number:07x}",
        url=f"ftp:{text}{number}",
        section=f"s {text.replace('/', '')[:300]}",
        subsection=f"t {text.replace('/', '')[:300]}",
        language=text[:300],
        title=f"{text} {number}",
        kicker=text,
        lead=text,
        body=f"{text} {number}",
        author=text,
        published_at=moment_of.published_at,
        published_precision="minute",
        published_raw=text,
        tags=(text, "x"),
        images=(Image("ftp:x", text), Image("ftp:y", None)),
        sources={"title": "selector", text: text},  # type: ignore[dict-item]
    )


def make(address: str, folder: Path, text: str, page: bytes) -> None:
    """An archive with three such articles: one edited, one its copy, one gone; a failure, a run, a kept page."""
    first, *others = stories(3)
    items = [hostile(text, number, first) for number in (1, 2, 3)]
    items[0].body += " " + others[0].body.replace("\n", " ")
    items[1].body, items[1].lead = items[0].body, items[0].lead
    items[2].body, items[2].lead = first.body.replace("\n", " "), None
    with Archive.open(address) as archive:
        fill(archive, items)
        items[2].title += f" {text}"
        fill(archive, items[2:])
        with archive.begin() as connection, PageArchive(folder / "pages", "khanhhoa") as warc:
            mark_gone(connection, "khanhhoa", items[2].article_id, text, NOW)
            row = connection.execute(select(articles).where(articles.c.article_id == items[0].article_id)).one()
            url = "https://baokhanhhoa.vn/x/"
            note_page(connection, row.id, 1, warc.write(Page(url, 200, ((b"Link", b"<x>"),), page), NOW))
            key = {"newspaper": "khanhhoa", "article_id": items[0].article_id}
            connection.execute(links.insert().values(**key, url=f"ftp:{text}", section=text))
            seen = {"seen_at": NOW, "pages_done": 0, "pager": "open"}
            connection.execute(
                sections.insert().values(newspaper="khanhhoa", path=items[0].section, title=text, **seen)
            )
            run = start_run(connection, "khanhhoa", text, NOW)
            stats = {"detail": text, text: text, "refused": {text: 1}}
            finish_run(connection, run, outcome=text, exit_code=1, stats=stats, now=NOW + timedelta(minutes=1))
        failed = stories(5)[4]
        discover(archive, [failed])
        with archive.begin() as connection:
            mark_failed(connection, "khanhhoa", failed.article_id, text, NOW, retryable=False)
            connection.execute(frontier.update().where(frontier.c.state == "failed").values(url=f"ftp:{text}"))


def paths(text: str) -> list[str]:
    one = hostile(text, 1, stories(1)[0])
    section, sub = quote(one.section), quote(one.subsection or "")
    day = f"{one.published_at:%Y-%m-%d}"
    return [
        "/",
        f"/search?q={quote(WORD)}&copies=1",
        "/sections",
        f"/section/khanhhoa/{section}",
        f"/section/khanhhoa/{section}/{sub}?copies=1",
        f"/day/{day}",
        f"/month/{day[:7]}",
        f"/year/{day[:4]}",
        "/article/khanhhoa/0000001",
        "/article/khanhhoa/0000002",
        "/article/khanhhoa/0000003",
        "/article/khanhhoa/0000001/kept/1",
        "/family/khanhhoa/0000001",
        "/edits",
        "/gone",
        "/operations",
        "/operations/run/1",
        "/operations/run/1/report",
    ]


PATHS = paths(PLAIN)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Site]]:
    """The same archive with plain and with hostile texts."""
    with ExitStack() as stack:
        served = []
        for text in (PLAIN, HOSTILE):
            folder = tmp_path_factory.mktemp("hostile")
            address = new_address(request, folder)
            make(address, folder, text, b"<html><body><p>kept</p></body></html>")
            served.append(stack.enter_context(serving(address, folder)))
        yield served[0], served[1]


def test_hostile_texts_change_nothing_on_any_page(sites: tuple[Site, Site], browser: Browser) -> None:
    shapes: list[dict[str, str]] = []
    for site, text in zip(sites, (PLAIN, HOSTILE), strict=True):
        with Visitor(browser, width=360) as visitor:
            shapes.append({PATHS[number]: _shape(visitor, site, path) for number, path in enumerate(paths(text))})
            assert (visitor.messages, visitor.dialogs) == ([], [])
            assert visitor.hosts() == {site.url.removeprefix("http://")}
    assert shapes[0] == shapes[1]


def _shape(visitor: Visitor, site: Site, path: str) -> str:
    """The names of all elements; how many hits a snippet shows is left out."""
    page = visitor.open(site.url + path)
    assert not visitor.overflows, path
    names = page.evaluate("[...document.querySelectorAll('*')].map(element => element.tagName)")
    return " ".join(name for name in names if name != "MARK")


def test_hostile_texts_are_data_for_programs(sites: tuple[Site, Site]) -> None:
    feed = ElementTree.fromstring(sites[1].get("/feed.atom").body)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 2
    one = sites[1].get("/api/articles/khanhhoa/0000001").json
    assert (one["kicker"], one["author"]) == (HOSTILE, HOSTILE)
    bibtex = sites[1].get("/article/khanhhoa/0000001/cite.bib").text
    assert "\\{\\{ 7 * 7 \\}\\}" in bibtex


KEPT = """<!DOCTYPE html><html manifest="{at}/manifest"><head><meta http-equiv="refresh" content="0;url={at}/refresh">
<base href="{at}/base/"><link rel="preconnect" href="{at}"><link rel="dns-prefetch" href="{at}">
<link rel="stylesheet" href="{at}/a.css"><link rel="prefetch" href="{at}/b"><link rel="icon" href="{at}/icon">
<link rel="modulepreload" href="{at}/m.js"><meta http-equiv="Content-Security-Policy" content="default-src *">
<style>@import "{at}/c.css"; body {{ background: url({at}/d.png) }} @font-face {{ font-family: x; src: url({at}/f) }}
p {{ font-family: x }}</style><script src="{at}/e.js"></script><script>alert(1); fetch("{at}/fetch")</script></head>

<body onload="alert(2)" background="{at}/g.png"><p style="background: url({at}/h.png)">Bài hát <b>kept</b></p>
<img src="{at}/i.png" srcset="{at}/j.png 2x" onerror="alert(3)">
<picture><source srcset="{at}/k.png"><img src="x"></picture>

<iframe src="{at}/l" srcdoc="<script>alert(4)</script>"></iframe><object data="{at}/m"></object><embed src="{at}/n">
<video src="{at}/o" poster="{at}/p" autoplay></video>
<audio src="{at}/q" autoplay></audio><track src="{at}/t">
<svg onload="alert(5)"><image href="{at}/r.png"/><use xlink:href="{at}/s.svg#x"/><script>alert(6)</script>
<animate attributeName="href" values="{at}"/><foreignObject><img src="{at}/u"></foreignObject></svg>
<form action="{at}/v"><input type="image" src="{at}/w" autofocus onfocus="alert(7)">
<button formaction="{at}/x">x</button>

</form><math><mtext><img src=x onerror="alert(8)"></mtext></math>
<table background="{at}/y">
<td background="{at}/z"></table>
<a href="javascript:alert(9)" ping="{at}/ping">link</a>
<a id="away" href="{at}/away">away</a>
<noscript><img src="{at}/1"></noscript>

<template><img src="{at}/2"></template><frameset><frame src="{at}/3"></frameset></body></html>"""


@pytest.mark.parametrize("where", ["", "/page"])
def test_a_hostile_kept_page_runs_nothing_and_reaches_nothing(
    archive_url: str, tmp_path: Path, browser: Browser, where: str
) -> None:
    with listener() as (port, heard):
        make(archive_url, tmp_path, PLAIN, KEPT.format(at=f"http://127.0.0.1:{port}").encode())
        with serving(archive_url, tmp_path) as site, Visitor(browser) as visitor:
            page = visitor.open(f"{site.url}/article/khanhhoa/0000001/kept/1{where}")
            frame = page if where else page.frame_locator("iframe.kept")
            assert frame.locator("b").inner_text() == "kept"
            page.wait_for_load_state("networkidle")
            assert (visitor.messages, visitor.dialogs) == ([], [])
            assert visitor.hosts() == {site.url.removeprefix("http://")}
            if not where:
                # The frame cannot be led away either.
                frame.locator("#away").click()
                page.wait_for_timeout(300)
        assert heard == []


def test_the_policy_alone_stops_what_runs_and_loads(browser: Browser) -> None:
    with listener() as (port, heard), Visitor(browser) as visitor:
        # What only connects is the cleaning's business: no policy stops it.
        html = re.sub(r"<link [^>]*(preconnect|dns-prefetch)[^>]*>", "", KEPT.format(at=f"http://127.0.0.1:{port}"))
        headers = {"Content-Security-Policy": KEPT_POLICY, "Content-Type": "text/html"}
        visitor.page.route("http://archive.test/", lambda route: route.fulfill(body=html, headers=headers))
        page = visitor.open("http://archive.test/")
        assert page.locator("b").inner_text() == "kept"
        page.wait_for_timeout(300)
        assert (visitor.dialogs, heard) == ([], [])


def test_writing_goes_on_while_pages_are_read(archive_url: str, tmp_path: Path) -> None:
    items = stories(30)
    with Archive.open(archive_url) as archive:
        fill(archive, items[:10])
        with serving(archive_url, tmp_path) as site:
            discover(archive, items[10:])
            for item in items[10:]:
                write(archive, [item])
                assert site.get(f"/article/khanhhoa/{item.article_id}").status == 200
                assert site.get("/").status == 200
