"""Sitemaps and feeds, and what the frontier keeps of the addresses in them."""

import gzip
from datetime import date

import pytest
from scrapy.http import HtmlResponse

from crawler.archive.frontier.entries import Discovery
from crawler.frontier.discovery import from_address, from_links
from crawler.newspapers import KHANHHOA
from crawler.parse.errors import Reason, UnreadablePage
from crawler.parse.listing import read_article_links
from crawler.parse.sitemaps import LARGEST, Entry, read_catalogue, read_feed_links
from crawler.parse.urls import MAX_URL_BYTES
from tests.reading import respond

ZONE = KHANHHOA.timezone
PAGE = "https://baokhanhhoa.vn/xa-hoi/giao-duc/202511/bai-viet-0abcdef/"

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url><image:image><image:loc>https://x.example/a.jpg</image:loc></image:image>
    <loc> https://x.example/1 </loc><lastmod>2025-11-30</lastmod>
    <news:news><news:publication_date>2025-11-29T23:30:00+00:00</news:publication_date></news:news></url>
  <url><loc>https://x.example/2</loc><lastmod>not a day</lastmod></url>
  <url><lastmod>2025-11-30</lastmod></url>
</urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <sitemap><loc>https://x.example/a.xml.gz</loc><lastmod>2025-01-31T08:00:00+07:00</lastmod></sitemap>
</sitemapindex>"""
RSS = """<rss version="2.0"><channel><image><url>https://x.example/logo.png</url><link>https://x.example/</link></image>
  <link>https://x.example/</link>
  <item><title>Một</title><link>https://x.example/1</link><pubDate>Sun, 30 Nov 2025 23:30:00 +0000</pubDate></item>
  <item><guid>https://x.example/2</guid><pubDate>yesterday</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://x.example/"/>
  <entry><link rel="edit" href="https://x.example/edit"/><link href="https://x.example/1"/>
    <published>2025-11-30T08:00:00+07:00</published></entry>
</feed>"""


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (
            NEWS,
            [
                Entry("page", "https://x.example/1", date(2025, 11, 30), date(2025, 11, 30)),
                Entry("page", "https://x.example/2"),
            ],
        ),
        (INDEX, [Entry("sitemap", "https://x.example/a.xml.gz", changed=date(2025, 1, 31))]),
        (RSS, [Entry("page", "https://x.example/1", date(2025, 12, 1)), Entry("page", "https://x.example/2")]),
        (ATOM, [Entry("page", "https://x.example/1", date(2025, 11, 30))]),
        ("<urlset></urlset>", []),
    ],
    ids=["news", "index", "rss", "atom", "empty"],
)
@pytest.mark.parametrize("packed", [False, True])
def test_each_kind_is_read_with_days_in_the_newspapers_zone(text: str, entries: list[Entry], packed: bool) -> None:
    body = gzip.compress(text.encode()) if packed else text.encode()
    assert list(read_catalogue(body, ZONE)) == entries


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", Reason.NOT_HTML),
        (b"nothing of the kind", Reason.NOT_HTML),
        (b"<html><body><p>404</p></body></html>", Reason.NOT_HTML),
        (gzip.compress(b"")[:10] + b"\xff" * 40, Reason.UNDECODED),
        (gzip.compress(bytes(LARGEST + 10), 9), Reason.TOO_LARGE),
    ],
    ids=["empty", "text", "page", "damaged", "bomb"],
)
def test_what_is_no_catalogue_is_refused(body: bytes, reason: Reason) -> None:
    with pytest.raises(UnreadablePage) as refusal:
        list(read_catalogue(body, ZONE))
    assert refusal.value.reason is reason


def test_a_catalogue_that_was_cut_off_gives_what_is_there() -> None:
    assert [entry.url for entry in read_catalogue(NEWS.encode()[:-40], ZONE)] == [
        "https://x.example/1",
        "https://x.example/2",
    ]


def test_entities_are_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 100}">' for n in range(9))
    text = f"<!DOCTYPE urlset [{bomb}]><urlset><url><loc>https://x.example/&e8;</loc></url></urlset>"
    assert all(len(entry.url) < 1000 for entry in read_catalogue(text.encode(), ZONE))


def test_feeds_are_named_in_the_head() -> None:
    html = """<html><head><link rel="stylesheet" href="/a.css">
      <link rel="ALTERNATE" type="application/rss+xml" href="/rss/home.rss">
      <link rel="alternate" type="application/atom+xml" href="https://baokhanhhoa.vn/atom"></head><body></body></html>"""
    response = HtmlResponse("https://baokhanhhoa.vn/", body=html.encode())
    assert read_feed_links(response) == ["https://baokhanhhoa.vn/rss/home.rss", "https://baokhanhhoa.vn/atom"]


def test_of_an_address_the_section_the_month_and_perhaps_the_day_are_kept() -> None:
    expected = Discovery("0abcdef", PAGE, "202511", "xa-hoi/giao-duc")
    assert (
        from_address("http://www.baokhanhhoa.vn:80/xa-hoi/giao-duc/202511/bai-viet-0abcdef?x=1", KHANHHOA) == expected
    )
    assert from_address(PAGE, KHANHHOA, "20251130") == Discovery("0abcdef", PAGE, "20251130", "xa-hoi/giao-duc")
    assert from_address(PAGE, KHANHHOA, "20240101") == expected


@pytest.mark.parametrize(
    "address",
    [
        "https://baokhanhhoa.vn/xa-hoi/",
        "https://example.org/a/202511/b-0abcdef/",
        "",
        "x",
        PAGE.replace("bai", "b" * 2000),
    ],
)
def test_what_is_no_article_is_not_kept(address: str) -> None:
    assert from_address(address, KHANHHOA) is None


def test_links_are_kept_with_the_list_they_stand_in() -> None:
    long = PAGE.replace("0abcdef", "x" * MAX_URL_BYTES + "-0abcdee")
    page = respond(f'<html><body><a href="{PAGE}">Nhan đề</a><a href="{long}">Quá dài</a></body></html>')
    assert from_links(read_article_links(page, KHANHHOA), "van-hoa") == [
        Discovery("0abcdef", PAGE, "202511", "xa-hoi/giao-duc", "Nhan đề", "van-hoa")
    ]
