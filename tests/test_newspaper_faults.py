"""What goes wrong on purpose in the built-in newspaper."""

import gzip
import http.client
from collections.abc import Callable
from typing import get_args

import pytest

from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.asking import Reply, ask
from crawler.newspapers.builtin.options import Fault


def test_every_fault_can_be_planned() -> None:
    assert set(get_args(Fault)) == {*SEEN, "truncated", "timeout", "foreign-redirect"}


SEEN: dict[Fault, Callable[[Reply, Reply], bool]] = {
    "lying-charset": lambda reply, well: (
        reply.body == well.body and reply.headers["content-type"].endswith("iso-8859-1")
    ),
    "error-200": lambda reply, well: reply.status == 200 and "Đã có lỗi xảy ra" in reply.text,
    "empty-200": lambda reply, well: (
        reply.status == 200 and b"<div id='app'></div>" in reply.body and well.body != reply.body
    ),
    "500": lambda reply, well: reply.status == 500,
    "redirect-loop": lambda reply, well: reply.status == 302 and reply.headers["location"].endswith("-{id}/"),
    "wrong-id": lambda reply, well: reply.status == 200 and b"head_title" in reply.body and reply.body != well.body,
    "raw-gzip": lambda reply, well: (
        "content-encoding" not in reply.headers and gzip.decompress(reply.body) == well.body
    ),
    "huge": lambda reply, well: len(reply.body) > 10 * 2**20,
    "no-end": lambda reply, well: b"</html>" not in reply.body and len(well.body) - len(reply.body) < 20,
    "cut-without-length": lambda reply, well: (
        "content-length" not in reply.headers and reply.body == well.body[: len(well.body) // 3]
    ),
}


@pytest.mark.parametrize("fault", SEEN)
def test_a_broken_article(fault: Fault) -> None:
    site = Newspaper(Options(articles=20, shapes={"native": 1}))
    story = site.links.newest[0]
    with serve(site) as server:
        well = ask(server, story.path)
        site.break_article(story.article_id, fault)
        reply = ask(server, story.path)
    location = reply.headers.get("location", "").replace(story.article_id, "{id}")
    assert SEEN[fault](Reply(reply.status, {**reply.headers, "location": location}, reply.body), well)


def test_a_truncated_page_claims_its_whole_length() -> None:
    site = Newspaper(Options(articles=20))
    story = site.links.newest[0]
    site.break_article(story.article_id, "truncated")
    with serve(site) as server, pytest.raises(http.client.IncompleteRead):
        ask(server, story.path)


def test_a_timeout_never_answers_and_is_logged_without_a_status() -> None:
    site = Newspaper(Options(articles=20))
    story = site.links.newest[0]
    site.break_article(story.article_id, "timeout", times=1)
    with serve(site) as server:
        with pytest.raises(TimeoutError):
            ask(server, story.path, timeout=0.3)
        assert ask(server, story.path).status == 200
        assert [hit.status for hit in server.log] == [0, 200]


def test_a_redirect_to_a_foreign_host_is_seen_when_followed() -> None:
    site = Newspaper(Options(articles=20))
    story = site.links.newest[0]
    site.break_article(story.article_id, "foreign-redirect")
    with serve(site) as server:
        location = ask(server, story.path).headers["location"]
        assert location == f"http://localhost:{server.port}{story.path}"
        ask(server, story.path, host="localhost")
        assert [hit.kind for hit in server.log] == ["article", "foreign"]


def test_a_fault_that_heals() -> None:
    site = Newspaper(Options(articles=20))
    story = site.links.newest[0]
    site.break_article(story.article_id, "500", times=2)
    with serve(site) as server:
        assert [ask(server, story.path).status for _ in range(3)] == [500, 500, 200]


def test_faults_by_article_and_by_number_of_the_request() -> None:
    broken = Newspaper(Options(articles=20)).links.newest[0]
    site = Newspaper(Options(articles=20, faults={broken.article_id: "error-200", 3: "500"}))
    with serve(site) as server:
        assert [ask(server).status for _ in range(4)] == [200, 200, 500, 200]
        assert "Đã có lỗi xảy ra" in ask(server, broken.path).text
