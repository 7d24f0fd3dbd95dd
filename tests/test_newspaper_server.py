"""The built-in newspaper over HTTP: its pages, its log, its speed."""

import gc
import http.client
import json
import socket
import struct
import threading
import time
from io import BytesIO, StringIO
from urllib.parse import urlsplit

import pytest

from crawler.newspapers.builtin import Hit, Log, Newspaper, Options, serve
from crawler.newspapers.builtin.asking import ask, paths
from tests.waiting import wait_until

SMALL = Options(articles=40)


def test_robots_txt_says_what_the_options_say() -> None:
    with serve(Newspaper(SMALL)) as server:
        plain = ask(server, "/robots.txt").text.splitlines()
    with serve(Newspaper(Options(articles=5, crawl_delay=2.5, sitemap=True))) as server:
        more = ask(server, "/robots.txt").text.splitlines()
    assert plain[:4] == ["User-agent: *", "Disallow: /tim-kiem", "Disallow: /search", "Disallow: /service/api"]
    assert not any(line.startswith(("Crawl-delay", "Sitemap")) for line in plain)
    assert "Crawl-delay: 2.5" in more
    assert "Sitemap: https://baokhanhhoa.vn/sitemap.xml" in more


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "home"),
        ("/robots.txt", 200, "robots"),
        ("/xa-hoi/", 200, "section"),
        ("/xa-hoi/giao-duc", 200, "section"),
        ("/Du-lich-mien-Trung-Tay-Nguyen/", 200, "section"),
        ("/video/", 200, "not-news"),
        ("/video/ban-tin-thoi-su/202511/ban-tin-fc84559/", 200, "not-news"),
        ("/rao-vat-tuyen-dung/202511/can-tuyen-fc84559/", 200, "not-news"),
        ("/lien-he/201211/lien-he-voi-toa-soan-2200346/", 200, "not-news"),
        ("/doc-bao-online/", 200, "not-news"),
        ("/tim-kiem/?key=bien", 200, "disallowed"),
        ("/search", 200, "disallowed"),
        ("/service/api/article/list", 200, "disallowed"),
        ("/file/x/112025/p_1.jpg?width=300", 200, "image"),
        ("/dataimages/201706/original/images1_a.jpg", 200, "image"),
        ("/common/v1/js/main.js?v=1.1", 200, "asset"),
        ("/xa-hoi/202511/khong-co-0000000/", 404, "missing"),
        ("/khong-co/", 404, "missing"),
        ("/sitemap.xml", 404, "missing"),
        ("/rss/home.rss", 404, "missing"),
    ],
)
def test_addresses_are_answered_and_logged_by_kind(path: str, status: int, kind: str) -> None:
    with serve(Newspaper(SMALL)) as server:
        assert ask(server, path).status == status
        assert [(hit.kind, hit.wanted, hit.status, hit.path) for hit in server.log] == [(kind, kind, status, path)]


def test_article_addresses_with_other_slugs_queries_and_without_slash() -> None:
    site = Newspaper(SMALL)
    story = site.links.newest[0]
    with serve(site) as server:
        for path in (story.path, story.path.rstrip("/"), f"{story.path}?utm_source=zalo", *story.aliases):
            assert story.article_id.encode() in ask(server, path).body
        rewritten = f"/phap-luat/202001/ten-khac-{story.article_id}/"
        assert ask(server, rewritten).body == ask(server, story.path).body
        assert set(server.log.article_ids()) == {story.article_id}


def test_hits_tell_who_asked() -> None:
    with serve(Newspaper(SMALL)) as server:
        ask(server, "/", {"User-Agent": "lens/1", "Accept-Language": "vi"})
        ask(server, "/", {"Sec-Fetch-Mode": "navigate"})
        plain, browser = server.log
        assert (plain.user_agent, plain.headers["accept-language"], plain.via_browser) == ("lens/1", "vi", False)
        assert browser.via_browser
        assert plain.time < browser.time
        assert plain.wall.tzinfo is not None
        assert server.log.navigations() == [browser]
        assert (len(server.log), server.log[0], server.log.count("home"), server.log.paths()) == (
            2,
            plain,
            2,
            ["/", "/"],
        )
        server.log.clear()
        assert not list(server.log)


def test_the_log_is_written_as_json_lines_while_it_grows() -> None:
    tee = StringIO()
    with serve(Newspaper(SMALL), tee=tee) as server:
        ask(server, "/robots.txt")
        (line,) = tee.getvalue().splitlines()
        assert json.loads(line)["kind"] == "robots"
        assert server.log.summary() == "1 requests (1 robots); requests while closed: 0"
    assert Log().summary() == "0 requests (none); requests while closed: 0"


def test_asked_by_another_name_it_is_foreign() -> None:
    with serve(Newspaper(SMALL)) as server:
        ask(server, "/", host="localhost")
        assert [hit.kind for hit in server.log] == ["foreign"]


def test_head_and_other_methods() -> None:
    with serve(Newspaper(SMALL)) as server:
        head = ask(server, "/", method="HEAD")
        assert (head.status, head.body) == (200, b"")
        assert int(head.headers["content-length"]) == len(ask(server, "/").body)
        assert ask(server, "/", method="DELETE").status == 405


def test_one_connection_serves_many_requests() -> None:
    with serve(Newspaper(SMALL)) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        for path in paths(server.site, 5):
            connection.request("GET", path)
            assert connection.getresponse().read()
        connection.close()
        assert server.log.count("article") == 5


def test_what_is_no_http_is_hung_up_on() -> None:
    with serve(Newspaper(SMALL)) as server:
        for rubbish in (b"\x16\x03\x01 hello\r\n\r\n", b"GET\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", server.port), timeout=5) as raw:
                raw.sendall(rubbish)
                assert raw.recv(10) == b""
        assert ask(server).status == 200


def test_pictures_are_jpegs_of_their_own() -> None:
    with serve(Newspaper(SMALL)) as server:
        one, same, other = (ask(server, f"/file/{name}.jpg") for name in ("a", "a", "b"))
    assert one.headers["content-type"] == "image/jpeg"
    assert one.body == same.body != other.body
    assert (one.body[:2], one.body[-2:]) == (b"\xff\xd8", b"\xff\xd9")
    frame = one.body.index(b"\xff\xc0")
    assert struct.unpack(">HH", one.body[frame + 5 : frame + 9]) == (184, 288)


def test_pictures_decode() -> None:
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    with serve(Newspaper(SMALL)) as server:
        decoded = image.open(BytesIO(ask(server, "/file/a.jpg").body))
    decoded.load()
    assert decoded.size == (288, 184)


def test_conditional_requests_spare_the_page_until_the_article_changes() -> None:
    site = Newspaper(Options(articles=40, conditional=True))
    story = site.links.newest[0]
    with serve(site) as server:
        first = ask(server, story.path)
        etag, modified = first.headers["etag"], first.headers["last-modified"]
        assert ask(server, story.path, {"If-None-Match": etag}).status == 304
        assert ask(server, story.path, {"If-None-Match": f"W/{etag}"}).status == 304
        assert ask(server, story.path, {"If-Modified-Since": modified}).status == 304
        assert ask(server, story.path, {"If-None-Match": '"x"', "If-Modified-Since": modified}).status == 200
        site.edit(story.article_id)
        assert ask(server, story.path, {"If-None-Match": etag}).status == 200
        assert ask(server, story.path, {"If-Modified-Since": modified}).status == 200
    with serve(Newspaper(SMALL)) as server:
        assert "etag" not in ask(server, next(paths(server.site))).headers


def test_sitemap_and_feeds_when_there_are_any() -> None:
    site = Newspaper(Options(articles=60, sitemap=True, feeds=True))
    with serve(site) as server:
        sitemap, feed = ask(server, "/sitemap.xml"), ask(server, "/rss/xa-hoi.rss")
        assert ask(server, "/rss/khong-co.rss").status == 404
        home = ask(server)
    assert sitemap.text.count("<loc>") == 60
    assert all(article.url in sitemap.text for article in site.truth.values())
    assert 0 < feed.text.count("<item>") <= 30
    assert "https://baokhanhhoa.vn/xa-hoi/" in feed.text
    assert home.tree.cssselect('link[type="application/rss+xml"]')


def test_latency() -> None:
    with serve(Newspaper(Options(articles=5, latency=0.2))) as server:
        before = time.monotonic()
        ask(server, "/robots.txt")
        assert time.monotonic() - before >= 0.2


def test_a_taken_port_is_an_error_at_once() -> None:
    with serve(Newspaper(SMALL)) as server:
        second = serve(Newspaper(SMALL), server.port)
        with pytest.raises(OSError, match="address already in use"):
            second.__enter__()


def test_open_connections_do_not_keep_it_from_ending() -> None:
    with serve(Newspaper(SMALL)) as server:
        idle = socket.create_connection(("127.0.0.1", server.port))
        ask(server)
    assert idle.recv(10) == b""
    idle.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "newspaper"]


def test_renamed_layout_keeps_no_class_name_and_no_id() -> None:
    today, renamed = (Newspaper(Options(articles=40, layout=layout)) for layout in ("today", "renamed"))
    story = today.links.newest[0]
    with serve(today) as old, serve(renamed) as new:
        before, after = ask(old, story.path).tree, ask(new, story.path).tree
    names = [{name for node in tree.iter() for name in (node.get("class") or "").split()} for tree in (before, after)]
    ids = [{node.get("id") for node in tree.iter() if node.get("id")} for tree in (before, after)]
    assert names[0]
    assert ids[0]
    assert not names[0] & names[1]
    assert not ids[0] & ids[1]
    assert " ".join(before.itertext()).split() == " ".join(after.itertext()).split()


def test_hit_is_a_plain_record() -> None:
    assert {"time", "wall", "status", "kind", "while_closed", "via_browser"} <= set(Hit.__dataclass_fields__)


def test_a_client_that_does_not_read_leaves_no_open_socket() -> None:
    site = Newspaper(Options(articles=20))
    path = urlsplit(next(iter(site.truth.values())).url).path
    # The client outlives the server.
    with socket.socket() as client, serve(site) as server:
        client.connect(("127.0.0.1", server.port))
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode() * 1000)
        # Answered until the buffers between the two are full.
        wait_until(lambda: len(server.log) > 100)
        before = -1
        while before != (before := len(server.log)):
            time.sleep(0.2)
    assert before < 1000
    # An open transport is an error when it is collected.
    gc.collect()
