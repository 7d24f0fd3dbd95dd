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
from crawler.parse.sitemap_bytes import LARGEST
from crawler.parse.sitemaps import Catalogue, Entry, read_feed_links
from crawler.parse.urls import MAX_URL_BYTES
from tests.reading import respond

ZONE = KHANHHOA.timezone
ADDRESS = "https://x.example/maps/sitemap.xml"
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
    catalogue = Catalogue(body, ADDRESS, ZONE)
    assert list(catalogue) == entries
    assert catalogue.cut is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", Reason.NOT_HTML),
        (b"nothing of the kind", Reason.NOT_HTML),
        (b"<html><body><p>404</p></body></html>", Reason.NOT_HTML),
        (b"PK\x03\x04 a zip file", Reason.UNDECODED),
        (b"<urlset>" + b"<a>" * 200, Reason.TOO_LARGE),
        (gzip.compress(b"")[:10] + b"\xff" * 40, Reason.UNDECODED),
        (gzip.compress(bytes(LARGEST + 10), 9), Reason.NOT_HTML),
    ],
    ids=["empty", "text", "page", "zip", "deep", "damaged", "bomb"],
)
def test_what_is_no_catalogue_is_refused(body: bytes, reason: Reason) -> None:
    with pytest.raises(UnreadablePage) as refusal:
        list(Catalogue(body, ADDRESS, ZONE))
    assert refusal.value.reason is reason


def read(body: str | bytes, charset: str | None = None) -> tuple[list[str], Catalogue]:
    """The addresses, and the catalogue that was read."""
    catalogue = Catalogue(body.encode() if isinstance(body, str) else body, ADDRESS, ZONE, charset)
    return [entry.url for entry in catalogue], catalogue


def urlset(*urls: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return f'{head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'


ONE, TWO, THREE = (f"https://x.example/{number}" for number in (1, 2, 3))
WHOLE = urlset(ONE, TWO, THREE)
PACKED = gzip.compress(WHOLE.encode())
LONG = urlset(*(f"https://x.example/{number}" for number in range(9000)))
PACKED_LONG = gzip.compress(LONG.encode())


@pytest.mark.parametrize(
    ("body", "least", "cut"),
    [
        (WHOLE[:-20], 2, "it ends inside <"),
        (WHOLE[: WHOLE.index(TWO) + 10], 1, "it ends inside <loc>"),
        (WHOLE + "<!-- cached", 3, None),
        (PACKED[:-3], 3, "the packed data ends early"),
        (PACKED_LONG[: len(PACKED_LONG) // 2], 2000, "the packed data ends early"),
        (PACKED_LONG[:-8] + bytes(8), 9000, "the packed data is damaged: Error -3"),
        (PACKED_LONG[:-2000] + b"\xff" * 2000, 2000, "the packed data "),
        (gzip.compress(WHOLE.encode() + b" " * (LARGEST + 1)), 3, f"more than {LARGEST} bytes"),
    ],
    ids=["xml", "in an address", "behind the end", "checksum", "packed", "wrong checksum", "damaged", "too large"],
)
def test_of_a_catalogue_that_is_not_whole_all_there_is_is_read_and_the_rest_is_reported(
    body: str | bytes, least: int, cut: str | None
) -> None:
    urls, catalogue = read(body)
    assert len(urls) >= least
    # Damaged data may unpack to something else before it is noticed.
    assert len(set(urls) - {f"https://x.example/{number}" for number in range(9000)}) <= 5
    assert (catalogue.cut or "None").startswith(str(cut))


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(WHOLE[:90].encode()) + gzip.compress(WHOLE[90:].encode()),
        b"".join(gzip.compress(WHOLE[at : at + 7].encode()) for at in range(0, len(WHOLE), 7)),
        PACKED + bytes(512),
        "\ufeff" + WHOLE,
        "\r\n  " + WHOLE,
        "<br />\n<b>Warning</b>: strange things in /x.php<br />\n" + WHOLE,
        WHOLE + "<!-- cached --><p>Generated in 0.1 s",
        urlset(ONE, TWO) + urlset(THREE),
        WHOLE.replace("urlset", "URLSET").replace("loc>", "LOC>"),
        WHOLE.replace("<loc>", "<loc><![CDATA[").replace("</loc>", "]]></loc>"),
        WHOLE.replace(' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"', ' xmlns="urn:another"'),
        WHOLE.replace("<url>", "<s:url>").replace("</url>", "</s:url>"),
        WHOLE.replace("<loc>", "<image:loc/><title>a < b & c &nbsp; \x0b</title><loc>"),
        WHOLE.replace("<loc>https://x.example/", "<loc>../"),
        WHOLE.replace("<loc>https:", "<loc>"),
        f"{ONE}\r\n\r\n{TWO}\n{THREE}",
        WHOLE.replace("</url>", f"<t>{'x' * 11_000_000}</t></url>", 1),
        WHOLE.replace("</url>", f"<t><![CDATA[{'x' * 11_000_000}]]></t></url>", 1),
    ],
    ids=[
        *("two members", "many members", "padding", "mark", "blank lines", "warnings before", "junk behind"),
        *("two documents", "capitals", "cdata", "other namespace", "prefix", "not well-formed", "relative"),
        *("without scheme", "text", "large text", "large cdata"),
    ],
)
def test_sitemaps_as_they_are_written_in_the_wild_are_read_whole(body: str | bytes) -> None:
    urls, catalogue = read(body)
    assert (urls, catalogue.cut, catalogue.bad_addresses) == ([ONE, TWO, THREE], None, 0)


VIETNAMESE = "https://x.example/đường-phố"


@pytest.mark.parametrize(
    ("written_in", "declared", "sent_as"),
    [
        ("utf-8", "UTF-8", None),
        ("utf-8", "windows-1252", None),
        ("utf-8", "utf-16", None),
        ("utf-8", "zlib_codec", "x" * 10_000),
        ("utf-16", "utf-16", None),
        ("utf-16", "utf-8", None),
        ("utf-16-be", "utf-16", None),
        ("utf-16-le", "utf-8", None),
        ("utf-8-sig", "windows-1258", None),
    ],
)
def test_the_bytes_go_before_the_encoding_declared(written_in: str, declared: str, sent_as: str | None) -> None:
    head = f"<?xml version='1.0' encoding='{declared}'?>"
    assert read(urlset(VIETNAMESE, TWO, head=head).encode(written_in), sent_as)[0] == [VIETNAMESE, TWO]


def test_what_is_not_utf8_is_read_as_declared_in_the_file_or_its_header() -> None:
    url = "https://x.example/café"
    assert read(urlset(url, head="<?xml version='1.0' encoding='windows-1252'?>").encode("cp1252"))[0] == [url]
    assert read(urlset(url, head="").encode("cp1252"), "iso-8859-1")[0] == [url]
    urls, catalogue = read(urlset(url, TWO).encode("cp1252"))
    assert (urls, catalogue.bad_addresses) == ([TWO], 1)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("https://x.example/?a=1&b=2", "https://x.example/?a=1&b=2"),
        ("https://x.example/?a=1&amp;b=2", "https://x.example/?a=1&b=2"),
        ("https://x.example/?a=1&amp;amp;b=2", "https://x.example/?a=1&b=2"),
        ("https://x.example/?a=1&copy=2", "https://x.example/?a=1&copy=2"),
        ("https://x.example/?a=1&#38;b=2", "https://x.example/?a=1&b=2"),
        ("https://x.example/&agrave;&#x111;", "https://x.example/àđ"),
        ("https://x.example/&", "https://x.example/&"),
    ],
)
@pytest.mark.parametrize("padding", range(65_400, 65_560, 11))
def test_ampersands_in_addresses_are_kept_wherever_a_chunk_ends(printed: str, meant: str, padding: int) -> None:
    assert read(urlset(printed, head=f"<!--{'x' * (padding - 100)}-->"))[0] == [meant]


BAD = (
    *("https://[x.example/1", "https://[...]/1", "https://x.example:port/1", "https://x.example:99999/1"),
    *("ftp://x.example/1", "", "https://", "javascript:x", "https://x.example/" + "x" * 5000, "https://\ufffd/"),
)


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize(
    "frame",
    [
        "<urlset><url><loc>{}</loc></url><url><loc>{}</loc></url></urlset>",
        "<sitemapindex><sitemap><loc>{}</loc></sitemap><sitemap><loc>{}</loc></sitemap></sitemapindex>",
        "<rss><channel><item><link>{}</link></item><item><link>{}</link></item></channel></rss>",
        '<feed><entry><link href="{}"/></entry><entry><link href="{}"/></entry></feed>',
    ],
    ids=["sitemap", "index", "rss", "atom"],
)
def test_an_address_that_cannot_be_parsed_costs_only_its_entry(bad: str, frame: str) -> None:
    urls, catalogue = read(frame.format(bad, TWO))
    assert (urls, catalogue.bad_addresses, catalogue.cut) == ([TWO], 1, None)


@pytest.mark.parametrize(
    ("printed", "day", "bad"),
    [
        ("2025-11-30T23:30:00Z", date(2025, 12, 1), 0),
        ("Sun, 30 Nov 2025 23:30:00 GMT", date(2025, 12, 1), 0),
        ("30 Nov 2025 23:30 +0000", date(2025, 12, 1), 0),
        ("2025-11-30 23:30:00", date(2025, 11, 30), 0),
        ("2025-11", date(2025, 11, 30), 0),
        ("2025", date(2025, 12, 31), 0),
        ("9999-12-31", date(9999, 12, 31), 0),
        ("9999-12-31T23:59:59Z", None, 1),
        ("0001-01-01T00:00:00+14:00", None, 1),
        ("0001-01-01", None, 0),
        ("1970-01-01T00:00:00Z", None, 0),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None, 1),
        ("Sun, 99 Nov 2025 23:30:00 +9999999999999", None, 1),
        ("2025-13", None, 1),
        ("0000", None, 1),
        ("yesterday", None, 1),
        ("", None, 0),
    ],
)
def test_a_date_out_of_range_costs_only_itself(printed: str, day: date | None, bad: int) -> None:
    sitemap = f"<urlset><url><loc>{ONE}</loc><lastmod>{printed}</lastmod></url></urlset>"
    rss = f"<rss><item><link>{ONE}</link><pubDate>{printed}</pubDate></item></rss>"
    for text in (sitemap, rss):
        catalogue = Catalogue(text.encode(), ADDRESS, ZONE)
        (entry,) = catalogue
        assert (entry.url, entry.changed or entry.published, catalogue.bad_dates) == (ONE, day, bad)


RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://{}/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="/"><title>x</title><link>https://x.example/</link>
  <items><rdf:Seq><rdf:li rdf:resource="{}"/></rdf:Seq></items></channel>
  <item rdf:about="https://x.example/1"><title>x</title>{}<dc:date>2025-11-30</dc:date></item></rdf:RDF>"""
FEEDS = {
    "rss 0.90": RDF.format("my.netscape.com/rdf/simple/0.9", ONE, f"<link>{ONE}</link>"),
    "rss 1.0": RDF.format("purl.org/rss/1.0", ONE, f"<link>{ONE}</link>"),
    "rss 1.0 by its name": RDF.format("purl.org/rss/1.0", ONE, ""),
    "rss 0.91": '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://x.example/rss.dtd">'
    f'<rss version="0.91"><channel><item><link>{ONE}</link><pubDate>30 Nov 2025 08:00 +0700</pubDate>'
    "</item></channel></rss>",
    "rss 2.0 with atom links": '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
    '<atom:link rel="self" href="https://x.example/feed"/><item><atom:link rel="self" href="https://x.example/self"/>'
    f"<guid isPermaLink='false'>tag:1</guid><link>{ONE}</link><pubDate>2025-11-30T08:00:00+07:00</pubDate>"
    "</item></channel></rss>",
    "rss 2.0 by its guid": f"<rss><channel><item><guid>{ONE}</guid><pubDate>Sun, 30 Nov 2025 08:00:00 +0700</pubDate>"
    "<source url='https://other.example/'>x</source></item></channel></rss>",
    "feed service": '<rss xmlns:f="http://rssnamespace.org/feedburner/ext/1.0"><channel><item>'
    f"<link>https://feedproxy.example/~r/1</link><f:origLink>{ONE}</f:origLink><pubDate>2025-11-30</pubDate>"
    "</item></channel></rss>",
    "atom 0.3": '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>'
    f'<link rel="alternate" type="text/html" href="{ONE}"/><issued>2025-11-30T08:00:00+07:00</issued></entry></feed>',
    "atom with a base": '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://x.example/">'
    '<entry xml:base="sub/">'
    '<source><link href="https://other.example/"/></source><link rel="enclosure" href="a.mp3"/><link href="../1"/>'
    "<published>Sun, 30 Nov 2025 08:00:00 +0700</published></entry></feed>",
}


@pytest.mark.parametrize("text", FEEDS.values(), ids=FEEDS)
def test_feeds_of_every_make_are_read(text: str) -> None:
    catalogue = Catalogue(text.encode(), "https://x.example/rss/home.rss", ZONE)
    assert list(catalogue) == [Entry("page", ONE, date(2025, 11, 30))]
    assert (catalogue.cut, catalogue.bad_addresses, catalogue.bad_dates) == (None, 0, 0)


def test_entities_are_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 100}">' for n in range(9))
    text = f"<!DOCTYPE urlset [{bomb}]><urlset><url><loc>https://x.example/&e8;</loc></url></urlset>"
    assert all(len(entry.url) < 1000 for entry in Catalogue(text.encode(), ADDRESS, ZONE))


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
