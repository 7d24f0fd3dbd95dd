"""Fuzzers: whatever strangers write is read or refused with a reason. ``make soak`` runs each for minutes."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scrapy.http import Headers, HtmlResponse

from crawler.newspapers import KHANHHOA
from crawler.newspapers.builtin.hostile.pages import PAGES
from crawler.parse.article import read_article
from crawler.parse.bylines import author_of, read_byline
from crawler.parse.dates import read_date, read_timestamp
from crawler.parse.errors import UnreadablePage
from crawler.parse.listing import read_article_links, read_listing, read_sections
from crawler.parse.urls import classify_url
from crawler.parse.waitpages.recognise import read_gate, without_pasted_block
from crawler.parse.waitpages.seconds import MOST_SECONDS, retry_after
from tests.reading import URL, native

SOAK_S = 500
"""Seconds of each fuzzer in ``make soak``: an hour for all seven."""

PIECES = st.sampled_from(
    [
        *(make()[:400] for name, make in PAGES.items() if len(name) < 12),
        "<div class='floodblocker'>",
        "<b id=secField>13</b>",
        "Hãy đợi 13 giây...",
        "<script>setInterval(",
        "</script>",
        '<script type="application/ld+json">',
        '{"@type":"NewsArticle","datePublished":"',
        '"headline":',
        "[",
        "{",
        "<meta property='og:title' content='",
        "<base href='",
        "<a href='//",
        "http://[",
        "?paged=",
        "9" * 30,
        "23:12, 20/09/2025",
        "Thứ Bảy, 20/09/2025, 23:12 [GMT+7]",
        "&#x110000;",
        "&#xD800;",
        "\u0301" * 40,
        "\ufeff",
        "<table><tr><td>",
        "<img src='",
        "<h1>",
        "<time datetime='",
        "theo ",
        "Ảnh: ",
        "(thực hiện)",
        "\u202e",
        "]}",
        "\x00",
    ]
)
MARKUP = st.lists(PIECES | st.text(max_size=20), max_size=25).map("".join)
TEXT = st.lists(
    st.sampled_from(
        ["theo ", "ảnh: ", "bài: ", "by ", "20/09/2025", "23:12", "GMT+7", "+99:99", "9" * 30, "T", "Z", "-"]
    )
    | st.text(max_size=8),
    max_size=12,
).map("".join)
HEADERS = st.dictionaries(
    st.sampled_from(
        ["Content-Type", "Content-Length", "Retry-After", "Content-Encoding", "Set-Cookie", "Date", "ETag"]
    ),
    st.binary(max_size=60)
    | st.sampled_from([b"text/html; charset=zlib_codec", b"9" * 5_000, b"text/html; charset=utf-16"]),
    max_size=4,
)


def pages(body: bytes, headers: dict[str, bytes], status: int = 200) -> None:
    response = HtmlResponse(URL, status, Headers(headers), body)
    read_gate(response)
    without_pasted_block(response)
    for read in (read_article, read_article_links, read_listing, read_sections):
        with suppress(UnreadablePage):
            read(response, KHANHHOA)


@given(MARKUP)
def markup(text: str) -> None:
    pages(native(text).encode("utf-8", "replace"), {})


@given(st.binary(max_size=300) | MARKUP.map(lambda text: f"<html>{text}".encode("utf-16")), HEADERS)
def bodies(body: bytes, headers: dict[str, bytes]) -> None:
    pages(body, headers)


@given(MARKUP, HEADERS, st.sampled_from([200, 403, 404, 429, 503]))
def gates(text: str, headers: dict[str, bytes], status: int) -> None:
    pages(f"<html><title>Xin chờ...</title>{text}</html>".encode("utf-8", "replace"), headers, status)


@given(TEXT)
def dates(text: str) -> None:
    read_date(text, KHANHHOA.timezone, "e4a14ab")
    read_timestamp(text, KHANHHOA.timezone, "e4a14ab")


@given(TEXT)
def bylines(text: str) -> None:
    read_byline(text)
    author_of(text)


@given(
    st.lists(st.sampled_from(["http://", "//", "[", "]", ":", "@", "%", "/", "?", "#", "..", "é"]) | TEXT).map("".join)
)
def addresses(text: str) -> None:
    for base in (KHANHHOA.home, URL):
        classify_url(text, base, KHANHHOA)


@given(TEXT | st.text(max_size=80))
def waits(text: str) -> None:
    seconds = retry_after({"Retry-After": text}, datetime(2026, 1, 1, tzinfo=UTC))
    assert seconds is None or 0 <= seconds <= MOST_SECONDS


FUZZERS = {fuzzer.__name__: fuzzer for fuzzer in (markup, bodies, gates, dates, bylines, addresses, waits)}


def fuzz(fuzzer: Callable[[], None], examples: int) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    settings(max_examples=examples, deadline=None, database=None, suppress_health_check=checks)(fuzzer)()


@pytest.mark.parametrize("name", FUZZERS)
def test_anything_is_read_or_refused(name: str) -> None:
    fuzz(FUZZERS[name], 60)


@pytest.mark.soak
@pytest.mark.parametrize("name", FUZZERS)
def test_anything_is_read_or_refused_for_minutes(name: str) -> None:
    until = time.monotonic() + SOAK_S
    while time.monotonic() < until:
        fuzz(FUZZERS[name], 2_000)
