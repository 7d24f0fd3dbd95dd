"""Hostile and odd pages: bounded time and memory, nothing stored that is not text."""

import time
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.newspapers import KHANHHOA
from crawler.newspapers.builtin.hostile.pages import DATE_LINE, PAGES, TEXT, nested
from crawler.parse.article import read_article
from crawler.parse.errors import UnreadablePage
from crawler.parse.listing import read_article_links, read_listing, read_sections
from crawler.parse.text import MOST_MARKS, normal_form
from crawler.parse.waitpages.pasted import strip_pasted_block
from crawler.parse.waitpages.recognise import read_gate, recognise, without_pasted_block
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


@pytest.mark.parametrize(
    "name", [name if at % 8 == 0 else pytest.param(name, marks=pytest.mark.soak) for at, name in enumerate(PAGES)]
)
def test_no_page_takes_more_than_bounded_time(name: str) -> None:
    """All pages that the built-in newspaper serves with ``--hostile``."""
    response = respond(PAGES[name]())
    started = time.process_time()
    read_gate(response)
    without_pasted_block(response)
    for read in (read_article, read_article_links, read_listing, read_sections):
        with suppress(UnreadablePage):
            read(response, KHANHHOA)
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    "html",
    [
        "<b " + "id=sec " * 4_000 + ">",
        "<b " + "class= " * 40_000 + ">",
        "<b " + "id=secField " * 40_000 + ">",
        "<script>setInterval(" + "sec" * 40_000 + "</script>",
        "<script>setInterval(" + "setTimeout(" * 40_000 + "</script>",
        "<script>history.go(" + " " * 100_000 + "</script>",
        "<style>" + "x" * 200_000 + "</style>",
        "<style>" + "@a{x{" * 40_000 + "</style>",
        "<meta " + "property=og:title " * 40_000 + ">",
        "<meta http-equiv=refresh " + "content=" * 40_000 + ">",
        "<title>" + "http " * 100_000,
        "<title>" + "429 " * 100_000,
        "<p>" + "a\u0301\u0323" * 100_000,
        "<p>a" + "\u0301\u0323" * 100_000,
        "<div class='" + "floodblocker " * 40_000,
        "<div class=floodblocker></div>" + " " * 100_000 + "<script>" + "secField" * 40_000,
        "<b id=secField>1</b>" + "<p>" * 40_000,
    ],
    ids=lambda html: html[:40],
)
@pytest.mark.parametrize("status", [200, 503])
def test_recognising_a_gate_takes_bounded_time(html: str, status: int) -> None:
    pages = (html, html + "secField</script><div class=floodblocker><b id=secField>13</b> 23/09/2025 <h1>x</h1>")
    started = time.process_time()
    for page in pages:
        recognise(status, {}, page)
        strip_pasted_block(page)
    assert time.process_time() - started < 2


def test_excess_marks_are_cut_and_usual_ones_kept() -> None:
    assert normal_form("NFC", "e\u0302\u0301" * 2_000) == "ế" * 2_000
    assert len(normal_form("NFC", "a" + "\u0301" * 5_000)) == MOST_MARKS
    assert normal_form("NFC", "a" + "\u0301" * 40) == "á" + "\u0301" * 39


def test_the_article_round_a_date_is_found_among_nested_elements() -> None:
    """A page that is read by lines, whose date stands deep inside: the box is found without reading each element."""
    inside = f"<div><div>Một bài viết</div><div>{DATE_LINE}</div></div>" + "".join(
        f"{TEXT[:-4]} Đoạn {number}.</p>" for number in range(5)
    )
    page = f"<html><head><title>Một bài viết</title></head><body>{nested('<div>', '</div>', 200, inside)}</body></html>"
    started = time.process_time()
    article = read_article(respond(page), KHANHHOA)
    assert time.process_time() - started < 2
    assert (article.title, f"{article.lead}{article.body}".count("Một đoạn văn")) == ("Một bài viết", 5)
