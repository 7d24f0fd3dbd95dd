"""Lists, sections and links, beyond what the built-in newspaper prints."""

import pytest

from crawler.newspapers import KHANHHOA
from crawler.parse.errors import UnreadablePage
from crawler.parse.listing import read_article_links, read_listing, read_sections
from tests.reading import URL, native, respond

SECTION = "https://baokhanhhoa.vn/xa-hoi/"
ITEM = (
    '<div class="item"><a href="/xa-hoi/202509/{0}/"><img src="/x.jpg"></a>'
    '<a class="title2" href="/xa-hoi/202509/{0}">{1}</a></div>'
)


def page(*parts: str) -> str:
    return f"<!DOCTYPE html><html><body>{''.join(parts)}</body></html>"


def test_each_article_is_there_once_with_its_title() -> None:
    listing = read_listing(
        respond(page(ITEM.format("mua-0a0b0c0", "Mưa"), ITEM.format("nang-8045182", "Nắng")), SECTION), KHANHHOA
    )
    assert [(link.article_id, link.title, link.section, link.month) for link in listing.articles] == [
        ("0a0b0c0", "Mưa", "xa-hoi", "202509"),
        ("8045182", "Nắng", "xa-hoi", "202509"),
    ]
    assert all(link.listed for link in listing.articles)
    assert listing.articles[0].url == "https://baokhanhhoa.vn/xa-hoi/202509/mua-0a0b0c0/"


def test_an_article_beside_the_list_and_in_it_is_listed() -> None:
    item = ITEM.format("mua-0a0b0c0", "Mưa")
    other = ITEM.format("nang-8045182", "Nắng")
    listing = read_listing(respond(page(f'<div id="mostread">{item}{other}</div>', item), SECTION), KHANHHOA)
    assert [(link.article_id, link.listed) for link in listing.articles] == [("0a0b0c0", True), ("8045182", False)]


def test_a_link_without_text_has_no_title() -> None:
    listing = read_listing(respond(page('<a href="/xa-hoi/202509/mua-0a0b0c0/"><img></a>'), SECTION), KHANHHOA)
    assert [link.title for link in listing.articles] == [None]


@pytest.mark.parametrize(
    ("pager", "url", "following"),
    [
        ('<a href="?paged=2">2</a>', SECTION, f"{SECTION}?paged=2"),
        ('<a href="/xa-hoi/?paged=2">2</a>', SECTION, f"{SECTION}?paged=2"),
        ('<a href="/xa-hoi?paged=1">1</a><a href="/xa-hoi?paged=2">2</a>', SECTION, f"{SECTION}?paged=2"),
        ('<a href="/xa-hoi/?paged=1">1</a><a href="/xa-hoi/?paged=2">2</a>', f"{SECTION}?paged=2", None),
        ('<a href="/xa-hoi/?paged=9">cuối</a>', f"{SECTION}?paged=3", f"{SECTION}?paged=4"),
        ('<a href="/kinh-te/?paged=2">2</a>', SECTION, None),
        ('<a href="/xa-hoi/?paged=x">2</a>', SECTION, None),
        ('<div id="pagination-container"></div>', SECTION, f"{SECTION}?paged=2"),
        ('<div id="pagination-container"></div>', f"{SECTION}?paged=7", f"{SECTION}?paged=8"),
        ("", SECTION, None),
    ],
)
def test_the_next_page(pager: str, url: str, following: str | None) -> None:
    listing = read_listing(respond(page(ITEM.format("mua-0a0b0c0", "Mưa"), pager), url), KHANHHOA)
    assert listing.next_page == following


def test_a_list_with_nothing_in_it_leads_nowhere() -> None:
    beside = f'<div id="mostread">{ITEM.format("mua-0a0b0c0", "Mưa")}</div><div id="pagination-container"></div>'
    assert read_listing(respond(page(beside), SECTION), KHANHHOA).next_page is None


def test_sections_are_news_of_this_newspaper() -> None:
    links = [
        "/",
        "/xa-hoi/",
        "/xa-hoi",
        "dong-chi-tran-phong",
        "/Du-lich-mien-Trung/",
        "/xa-hoi/giao-duc/",
        "/xa-hoi/giao-duc/mam-non/",
        "/video/",
        "/dai-hoi/podcast",
        "/lien-he/",
        "/tim-kiem",
        "/rss/home.rss",
        "//news.baokhanhhoa.vn/ ",
        "https://example.com/kinh-te/",
        "#",
        "javascript:void(0)",
        "/xa-hoi/202509/mua-0a0b0c0/",
    ]
    nav = "<nav>" + "".join(f"<a href='{href}'><span> Mục </span></a>" for href in links) + "</nav>"
    sections = read_sections(respond(page(nav, '<a href="/kinh-te/">Kinh tế</a>'), SECTION), KHANHHOA)
    assert [section.path for section in sections] == [
        "xa-hoi",
        "dong-chi-tran-phong",
        "Du-lich-mien-Trung",
        "xa-hoi/giao-duc",
    ]
    assert {section.title for section in sections} == {"Mục"}
    assert sections[1].url == "https://baokhanhhoa.vn/dong-chi-tran-phong/"


def test_links_of_an_article_lead_to_others() -> None:
    related = (
        ITEM.format("mua-0a0b0c0", "Mưa") + f'<a href="{URL}">Bài này</a><a href="/video/202509/phim-0a0b0c1/">Phim</a>'
    )
    links = read_article_links(respond(native(top=related)), KHANHHOA)
    assert [(link.article_id, link.listed) for link in links] == [("0a0b0c0", False)]


def test_a_broken_list_is_refused() -> None:
    with pytest.raises(UnreadablePage, match="truncated"):
        read_listing(respond("<html><body><a href='/xa-hoi/202509/mua-0a0b0c0/'>", SECTION), KHANHHOA)
