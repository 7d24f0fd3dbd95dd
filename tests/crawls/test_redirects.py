"""Redirects that lead back: to the port of the scheme, to the same address with a cookie, to itself after a while."""

from collections import Counter
from dataclasses import replace

import pytest

from crawler.newspapers import KHANHHOA
from crawler.newspapers.builtin.http import Answer, Request
from crawler.newspapers.builtin.options import Options
from crawler.newspapers.builtin.site import Newspaper
from crawler.newspapers.site import Site, host_of
from tests.altered import Alteration, redirect, serve_altered
from tests.crawling import Desk

pytestmark = pytest.mark.quick


def small() -> Newspaper:
    return Newspaper(Options(seed=5, articles=12, twins=0, dead_links=0, hidden=0, pager="works"))


def stored(desk: Desk) -> set[str]:
    return {row.article_id for row in desk.query("select article_id from articles")}


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://baokhanhhoa.vn:443/x", "baokhanhhoa.vn"),
        ("http://baokhanhhoa.vn:80/", "baokhanhhoa.vn"),
        ("http://BaoKhanhHoa.vn./", "baokhanhhoa.vn"),
        ("http://baokhanhhoa.vn:443/", "baokhanhhoa.vn:443"),
        ("https://baokhanhhoa.vn:80/", "baokhanhhoa.vn:80"),
        ("http://127.0.0.1:8000/", "127.0.0.1:8000"),
        ("http://[::1]:80/", "[::1]"),
        ("http://[::1]:8000/", "[::1]:8000"),
        ("http://user:word@baokhanhhoa.vn/", "user:word@baokhanhhoa.vn"),
    ],
)
def test_the_port_of_the_scheme_is_no_part_of_the_host(url: str, host: str) -> None:
    assert host_of(url) == host


def test_an_address_with_the_schemes_port_is_the_newspapers_own() -> None:
    site = Site(KHANHHOA)
    for address in ("https://baokhanhhoa.vn:443/xa-hoi/", "http://baokhanhhoa.vn:80/xa-hoi/"):
        assert host_of(address) in site.hosts
        assert site.own_address(address) == "https://baokhanhhoa.vn/xa-hoi/"
    assert Site(KHANHHOA, "http://mirror.example:80/").hosts == {"mirror.example"}


def with_cookie(*, sends_cookie_always: bool = False) -> Alteration:
    """Every page is given only to those who carry the cookie that a redirect to the same address sets."""

    def alter(request: Request, answer: Answer) -> Answer | None:
        cookie = {"Set-Cookie": "seen=1; Path=/"}
        if "seen=1" in request.headers.get("cookie", ""):
            return replace(answer, headers=cookie) if sends_cookie_always else None
        return Answer(b"", 302, headers={"Location": request.target, **cookie})

    return alter


@pytest.mark.parametrize("always", [False, True])
def test_a_cookie_set_by_a_redirect_to_the_same_address_is_sent_from_then_on(desk: Desk, always: bool) -> None:
    site = small()
    with serve_altered(site, with_cookie(sends_cookie_always=always)) as server:
        ended = desk.crawl(server.base_url)
        assert (ended.code, ended.err) == (0, "")
        assert Counter(hit.status == 302 for hit in server.log)[True] == 1
    assert stored(desk) == set(site.truth)


def test_a_redirect_by_another_address_and_back_brings_its_cookie_along(desk: Desk) -> None:
    site = small()

    def alter(request: Request, _: Answer) -> Answer | None:
        if request.address.path == "/check":
            return Answer(b"", 303, headers={"Location": request.address.query, "Set-Cookie": "ok=yes"})
        return None if "ok=yes" in request.headers.get("cookie", "") else redirect(f"/check?{request.target}")

    with serve_altered(site, alter) as server:
        assert desk.crawl(server.base_url).code == 0
    assert stored(desk) == set(site.truth)


def test_a_page_that_reloads_itself_and_one_that_goes_on_after_a_while_are_read(desk: Desk) -> None:
    site = small()
    first, second, *_ = sorted(site.truth)
    goes_to = {first: "", second: "/"}

    def alter(request: Request, answer: Answer) -> Answer | None:
        key = request.address.path.rstrip("/")[-7:]
        if key not in goes_to:
            return None
        seconds = 1 if key == first else 30
        tag = f'<head><meta http-equiv="refresh" content="{seconds};url={goes_to[key] or request.target}">'
        return replace(answer, body=answer.body.replace(b"<head>", tag.encode(), 1))

    with serve_altered(site, alter) as server:
        assert desk.crawl(server.base_url).code == 0
        assert Counter(server.log.article_ids())[first] == 1
    assert stored(desk) == set(site.truth)


@pytest.mark.parametrize("target", ["https://[...]/", "http://[::1", "https://x:port/"])
@pytest.mark.parametrize("by_page", [False, True])
def test_a_redirect_to_what_is_no_address_costs_only_that_article(desk: Desk, target: str, by_page: bool) -> None:
    site = small()
    (key, *_) = sorted(site.truth)

    def alter(request: Request, answer: Answer) -> Answer | None:
        if request.address.path.rstrip("/")[-7:] != key:
            return None
        tag = f'<head><meta http-equiv="refresh" content="0;url={target}">'
        return replace(answer, body=answer.body.replace(b"<head>", tag.encode(), 1)) if by_page else redirect(target)

    with serve_altered(site, alter) as server:
        desk.crawl(server.base_url)
    assert desk.last_run().exit_code in {0, 3}
    assert stored(desk) >= set(site.truth) - {key}
