"""What the browser does at a gate, and what it never does."""

import json
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import HtmlResponse

from crawler.downloader.browser.chromium import find_chromium, launch_options, runs_as_root
from crawler.downloader.cookies import GateCookies
from tests.gates.closed import flood_blocker
from tests.gates.running import Crawl, Outcome
from tests.gates.server import Reply, Site, serving

ARTICLE = f"""<html><head><title>Chợ cá</title><script src="/own.js"></script></head>
<body><h1>Chợ cá</h1><p>{"Tàu về bến lúc trời chưa sáng. " * 10}</p></body></html>"""
PAGE = Reply(ARTICLE)


def crawl(site: Site, folder: Path, path: str = "/a/", **settings: Any) -> Outcome:
    return Crawl([site.url(path)], folder, **{"WAIT_GRACE_SECONDS": 20} | settings).finish()


def test_only_the_document_and_its_own_script_are_loaded(tmp_path: Path) -> None:
    gate = flood_blocker(1).replace(
        "<body>",
        """<body><img src="/own.png"><link rel="stylesheet" href="/own.css"><iframe src="/frame/"></iframe>
        <script src="/guard.js"></script><script src="http://localhost:PORT/foreign.js"></script>
        <img src="http://localhost:PORT/foreign.png"><script>fetch("/service/api")</script>""",
    )
    site = Site(
        {"/a/": [Reply(gate), PAGE], "/guard.js": [Reply("var guard = 1", headers={"Content-Type": "text/javascript"})]}
    )
    with serving(site):
        site.replies["/a/"][0] = Reply(gate.replace("PORT", str(site.port)))
        outcome = crawl(site, tmp_path)
    assert [page["title"] for page in outcome.pages.values()] == ["Chợ cá"]
    # The wait page once by plain HTTP; then the browser: its script, and the page behind it.
    assert site.paths() == ["/a/", "/guard.js", "/a/"]


def test_status_and_headers_are_those_of_the_page_behind_the_gate(tmp_path: Path) -> None:
    gate = Reply(flood_blocker(1), 503, {"Retry-After": "1"})
    with serving(Site({"/a/": [gate, PAGE]})) as site:
        outcome = crawl(site, tmp_path)
    [page] = outcome.pages.values()
    assert (page["status"], page["title"], page["flags"]) == (200, "Chợ cá", ["playwright"])


def test_a_packed_wait_page_is_recognised(tmp_path: Path) -> None:
    with serving(Site({"/a/": [Reply(flood_blocker(1), packed=True), PAGE]})) as site:
        outcome = crawl(site, tmp_path)
    assert outcome.stat("wait_pages") == 1
    assert len(outcome.pages) == 1


def test_a_redirect_to_another_host_is_not_followed(tmp_path: Path) -> None:
    with serving(Site({"/a/": [Reply(flood_blocker(1))]})) as site:
        away = Reply("", 302, {"Location": site.url("/foreign/", host="localhost")})
        site.replies["/a/"] += [away, PAGE]
        outcome = crawl(site, tmp_path, WAIT_GRACE_SECONDS=20)
    assert "/foreign/" not in site.paths()
    assert outcome.stat("gate/browser_failures") == 0
    assert outcome.stat("wait_seconds") < 15
    assert [page["title"] for page in outcome.pages.values()] == ["Chợ cá"]


def test_a_page_that_reloads_too_early_is_held_back(tmp_path: Path) -> None:
    hasty = flood_blocker(3).replace("if (passed >= wait) location", "location")
    with serving(Site({"/a/": [Reply(hasty), PAGE]})) as site:
        outcome = crawl(site, tmp_path)
    assert site.paths() == ["/a/", "/a/"]
    assert 3 <= outcome.stat("wait_seconds") < 3 + 15


def test_the_browser_looks_like_the_crawler(tmp_path: Path) -> None:
    headers = {"Set-Cookie": "session=abc; Path=/"}
    scripted = (
        "<title>Xin chờ...</title><script>document.cookie='seen=1;path=/';setTimeout('location.reload()',500)</script>"
    )
    with serving(Site({"/a/": [Reply(scripted, headers=headers), PAGE], "/b/": [PAGE]})) as site:
        Crawl([site.url("/a/"), site.url("/b/")], tmp_path).finish()
    plain, visit, after = (headers for _, headers in site.asked)
    assert plain["user-agent"] == visit["user-agent"] == after["user-agent"]
    assert plain["accept-language"] == visit["accept-language"] == "vi"
    assert "cookie" not in plain
    for later in (visit, after):
        assert sorted(later["cookie"].split("; ")) == ["seen=1", "session=abc"]


def test_no_wait_without_a_script_starts_the_browser(tmp_path: Path) -> None:
    with serving(Site({"/a/": [Reply("Too Many Requests", 429, {"Retry-After": "1"}), PAGE]})) as site:
        outcome = crawl(site, tmp_path)
    assert outcome.stat("wait_pages") == 1
    assert not outcome.playwright_imported
    assert len(outcome.pages) == 1


def test_the_gate_keeps_to_the_newspapers_own_cookies() -> None:
    cookies = GateCookies(frozenset({"baokhanhhoa.vn", "127.0.0.1:8000"}))
    usual = {"path": "/", "expires": -1, "secure": False, "httpOnly": False}
    cookies.add_browser_cookies(
        [
            {"name": "own", "value": "1", "domain": "baokhanhhoa.vn", **usual},
            {"name": "mirror", "value": "2", "domain": "127.0.0.1", **usual},
            {"name": "advert", "value": "3", "domain": ".ads.example", **usual},
        ]
    )
    assert sorted(cookie["name"] for cookie in cookies.for_browser()) == ["mirror", "own"]
    request = Request("https://baokhanhhoa.vn/a/")
    cookies.apply(request, b"mine=0")
    assert request.headers["Cookie"] == b"mine=0; own=1"
    foreign = Request("https://ads.example/")
    cookies.apply(foreign, None)
    assert "Cookie" not in foreign.headers


def test_a_cookie_of_plain_http_reaches_the_browser() -> None:
    cookies = GateCookies(frozenset({"127.0.0.1:8000"}))
    request = Request("http://127.0.0.1:8000/a/")
    cookies.add_response_cookies(HtmlResponse(request.url, headers={"Set-Cookie": "k=v; Path=/a"}), request)
    assert [(cookie["name"], cookie["domain"], cookie["path"]) for cookie in cookies.for_browser()] == [
        ("k", "127.0.0.1", "/a")
    ]


def test_the_browser_resolves_no_other_host_and_keeps_its_sandbox() -> None:
    options = launch_options(None, "http://127.0.0.1:8000")
    assert "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1" in options["args"]
    assert "--proxy-server=http://127.0.0.1:8000" in options["args"]
    assert options["chromium_sandbox"] is not runs_as_root()
    assert json.dumps(options)


def test_a_configured_chromium_comes_first(tmp_path: Path) -> None:
    program = tmp_path / "my-chromium"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert find_chromium(str(program)) == str(program)
    assert find_chromium("/nowhere/chromium") == "/nowhere/chromium"
