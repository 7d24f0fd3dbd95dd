"""Hostile and odd pages: bounded time and memory, nothing stored that is not text."""

import time
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.newspapers import KHANHHOA
from crawler.parse.article import read_article
from crawler.parse.errors import UnreadablePage
from crawler.parse.listing import read_article_links, read_listing, read_sections
from tests.reading import PARAGRAPH, native, respond

SECONDS = 20
"""Far more than any of these pages takes on an idle machine (the worst: 3), far less than a hang."""
MEGABYTES = 60

BOMB = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
HOSTILE = {
    "10 MB": native("<p>" + "a " * 5_000_000 + "</p>"),
    "nested blocks": native(PARAGRAPH + "<div>" * 100_000 + "x" + "</div>" * 100_000),
    "nested letters": native(PARAGRAPH + "<p>" + "<b>" * 100_000 + "x"),
    "nested tables": native(PARAGRAPH + "<table><tr><td>" * 500 + "x" + "</td></tr></table>" * 500),
    "nested captions": native(PARAGRAPH + "<figure><img src='/file/a.jpg'>" + "<figcaption>x" * 1_800 + "</figure>"),
    "many paragraphs": native("<p>a</p>" * 120_000),
    "many attributes": native("<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x</p>"),
    "open quotes": native('<p a="' * 50_000),
    "many links": native(PARAGRAPH + '<a href="/xa-hoi/202509/x-0a0b0c0/">x</a>' * 20_000),
    "many pictures": native(PARAGRAPH + "<table class='image'><td>" + "<img src='/file/a.jpg'>" * 30_000),
    "entities": native("<p>&b;&b;</p>" + "&amp;" * 100_000).replace("<!DOCTYPE html>", BOMB),
    "no layout": native(PARAGRAPH * 2_000).replace("td-post-content", "x").replace("head_title", "y"),
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_page_takes_bounded_time(page: str) -> None:
    response = respond(page)
    started = time.process_time()
    with suppress(UnreadablePage):
        article = read_article(response, KHANHHOA)
        read_article_links(response, KHANHHOA)
        assert len(article.body) <= len(page)
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("name", ["10 MB", "nested letters", "many links", "entities"])
def test_a_hostile_page_takes_bounded_memory(name: str) -> None:
    response = respond(HOSTILE[name])
    tracemalloc.start()
    with suppress(UnreadablePage):
        read_article(response, KHANHHOA)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MEGABYTES * 1_000_000


def test_bombs_of_entities_do_not_go_off() -> None:
    article = read_article(respond(HOSTILE["entities"]), KHANHHOA)
    assert "aaaaaaaaaa" not in article.body


def test_what_is_no_text_is_not_stored() -> None:
    body = (
        "<p>Chữ\x00 của\x08 bài<script>alert(1)</script><style>p{}</style><!-- ghi chú --></p>"
        "<table class='image'><tr><td><img src='/file/a.jpg'></td></tr>"
        "<tr><td class='desc'>Chú <script>alert(2)</script>thích<svg><text>x</text></svg></td></tr></table>"
        "<p hidden>ẩn</p><p style='DISPLAY : None'>ẩn</p><object>ẩn</object><textarea>ẩn</textarea>"
        "<p><img src='javascript:alert(3)'><img src='data:image/gif;base64,R0'><img src='https://example.com/file/b.jpg'></p>"
    )
    article = read_article(respond(native(body)), KHANHHOA)
    assert article.body == "Chữ của bài"
    assert [(image.url, image.caption) for image in article.images] == [
        ("https://baokhanhhoa.vn/file/a.jpg", "Chú thích")
    ]


# fmt: off
PIECES = [
    "<p>", "</p>", "<b>", "</b>", "<div>", "</div>", "<br>", "<table>", "<tr>", "<td>", "</table>", "<ul><li>", "</ul>",
    "<img>", '<img src="/file/a.jpg">', "<figure>", "</figure>", "<blockquote>", "<a>", "</a>", "<span>", "</span>",
    "<script>", "</script>", "<!--", "-->", "&nbsp;", "&#0;", "&#x1F600;", "<h1>", "</h1>", "<", ">", "&", "\n",
    '<p style="text-align:right">', '<a href="/xa-hoi/202509/x-0a0b0c0/">',
]
# fmt: on
MARKUP = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=40).map("".join)


@given(MARKUP)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=200)
def test_any_body_is_read_or_refused(markup: str) -> None:
    response = respond(native(PARAGRAPH + markup))
    try:
        article = read_article(response, KHANHHOA)
    except UnreadablePage:
        return
    texts = [
        article.title,
        article.body,
        article.lead or "",
        article.author or "",
        *(i.caption or "" for i in article.images),
    ]
    for text in texts:
        assert text == text.strip()
        assert "\u00a0" not in text
        assert "\x00" not in text
        assert "\n\n\n" not in text
    for paragraph in article.body.split("\n\n"):
        assert paragraph.strip() or not article.body
    assert set(article.sources) >= {"title", "body", "url"}


@given(st.one_of(st.binary(max_size=400), MARKUP.map(lambda text: f"<html>{text}</html>".encode())))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=100)
def test_any_response_is_read_or_refused(body: bytes) -> None:
    for read in (read_article, read_listing, read_article_links, read_sections):
        with suppress(UnreadablePage):
            read(respond(body), KHANHHOA)
