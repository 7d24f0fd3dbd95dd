"""The newspapers on the same portal: their pages against what the built-in newspaper knows to be true."""

from dataclasses import fields, replace

import pytest

from crawler.frontier.discovery import from_address
from crawler.items import Article
from crawler.newspapers import NEWSPAPERS, PHUYEN, QUANGTRI, THAINGUYEN
from crawler.newspapers import Newspaper as Data
from crawler.newspapers.builtin.options import Options, Paper
from crawler.newspapers.builtin.papers import PAPERS
from crawler.newspapers.builtin.site import Newspaper
from crawler.newspapers.builtin.story import former_path
from crawler.parse.article import read_article
from crawler.parse.errors import NotAnArticle, Reason
from crawler.parse.listing import read_listing, read_sections
from crawler.parse.pictures import image_url
from crawler.parse.urls import UrlKind, classify_url
from tests.reading import respond

FIELDS = [field.name for field in fields(Article) if field.name not in {"sources", "page"}]
SISTERS: list[Paper] = [paper for paper in PAPERS if not paper.startswith("khanhhoa")]


def test_every_newspaper_can_be_served() -> None:
    assert set(PAPERS) == set(NEWSPAPERS)
    assert all(PAPERS[paper].host == NEWSPAPERS[paper].host for paper in PAPERS)


@pytest.mark.parametrize("paper", SISTERS)
def test_every_field_of_every_article_is_exact(paper: Paper) -> None:
    site = Newspaper(Options(articles=120, paper=paper))
    read = {
        key: read_article(respond(site.press.article(story), site.truth[key].url), NEWSPAPERS[paper])
        for key, story in site.links.stories.items()
    }
    wrong = [
        (key, name, getattr(read[key], name), getattr(true, name))
        for key, true in site.truth.items()
        for name in FIELDS
        if getattr(read[key], name) != getattr(true, name)
    ]
    assert not wrong[:3]
    assert {article.sources["body"] for article in read.values()} == {"selector"}


@pytest.mark.parametrize("paper", SISTERS)
def test_a_list_holds_its_own_articles_and_none_of_the_boxes(paper: Paper) -> None:
    site = Newspaper(Options(articles=120, paper=paper))
    newspaper = NEWSPAPERS[paper]
    for section in site.edition.sections:
        stories = site.links.section_page(section.path, 1) or []
        page = respond(site.press.section(section, 1) or b"", f"{newspaper.home}{section.path}/")
        links = read_listing(page, newspaper).articles
        assert [link.article_id for link in links if link.listed] == [story.article_id for story in stories]
        # The boxes name others, too.
        assert len(links) > len(stories) or not stories


@pytest.mark.parametrize("paper", SISTERS)
def test_the_navigation_names_the_sections_and_nothing_else(paper: Paper) -> None:
    site = Newspaper(Options(articles=30, paper=paper))
    found = read_sections(respond(site.press.home(), NEWSPAPERS[paper].home), NEWSPAPERS[paper])
    assert [section.path for section in found] == [section.path for section in site.edition.sections]
    assert len(found) >= NEWSPAPERS[paper].expectations.sections


def migrated() -> tuple[Newspaper, str]:
    site = Newspaper(Options(articles=40, paper="phuyen", shapes={"v2-migrated": 1.0}))
    return site, next(iter(site.links.stories))


def test_the_former_address_of_a_migrated_page_is_not_another_article() -> None:
    site, key = migrated()
    story = site.links.stories[key]
    former = former_path(story.section, story.slug, key)
    page = site.press.article(story)
    assert f'"og:url" content="https://baophuyen.vn{former}"'.encode() in page
    assert read_article(respond(page, site.truth[key].url), PHUYEN).url == site.truth[key].url


def test_another_address_of_the_same_form_is_another_article() -> None:
    site, key = migrated()
    story = site.links.stories[key]
    former = f"https://baophuyen.vn{former_path(story.section, story.slug, key)}"
    page = site.press.article(story).replace(former.encode(), b"https://baophuyen.vn/kinh-te/99999/bai-khac/")
    with pytest.raises(NotAnArticle) as refusal:
        read_article(respond(page, PHUYEN.home + former.split("/", 3)[3]), PHUYEN)
    assert refusal.value.reason is Reason.OTHER_ID


def test_both_forms_of_addresses_are_articles_with_ids_of_their_own() -> None:
    former = classify_url("http://baophuyen.vn/82/123456/tieng-song/", PHUYEN.home, PHUYEN)
    assert (former.kind, former.article_id, former.month) == (UrlKind.ARTICLE, "123456", None)
    assert former.url == "https://phuyen.baodaklak.vn/82/123456/tieng-song/"
    today = classify_url("/chinh-tri/202511/tieng-song-0a1b2c3/", PHUYEN.home, PHUYEN)
    assert (today.kind, today.article_id, today.month) == (UrlKind.ARTICLE, "0a1b2c3", "202511")


@pytest.mark.parametrize(
    ("printed", "url"),
    [
        ("/Upload/Images/2011/05/a.jpg", "https://phuyen.baodaklak.vn/Upload/Images/2011/05/a.jpg"),
        ("http://baophuyen.vn//Upload/a.jpg", "https://phuyen.baodaklak.vn/Upload/a.jpg"),
        ("https://cdn.example/w350/a.jpg?v=1", "https://cdn.example/w350/a.jpg"),
        ("https://elsewhere.example/file/a.jpg", None),
    ],
)
def test_pictures_are_found_on_every_host_of_the_newspaper(printed: str, url: str | None) -> None:
    assert image_url(printed, replace(PHUYEN, image_hosts=frozenset({"cdn.example"}))) == url


def test_addresses_until_2025_keep_their_end() -> None:
    former = classify_url("//www.baoquangtri.vn/thoi-su/tieng-song-123456.htm?a=1", QUANGTRI.home, QUANGTRI)
    assert (former.kind, former.article_id, former.url) == (
        UrlKind.ARTICLE,
        "123456",
        "https://baoquangtri.vn/thoi-su/tieng-song-123456.htm",
    )


def test_a_month_written_without_its_slash_is_read() -> None:
    fused = classify_url("/tin-tuc202606/tieng-song-0a1b2c3/", THAINGUYEN.home, THAINGUYEN)
    assert (fused.kind, fused.section, fused.month, fused.article_id) == (
        UrlKind.ARTICLE,
        "tin-tuc",
        "202606",
        "0a1b2c3",
    )


@pytest.mark.parametrize(
    ("href", "newspaper", "section"),
    [
        ("/xa-hoi/y-te/202606/tieng-song-0a1b2c3/", THAINGUYEN, "xa-hoi/y-te"),
        ("/tin-tuc202606/tieng-song-0a1b2c3/", THAINGUYEN, "tin-tuc"),
        ("/thoi-su/tieng-song-123456.htm", QUANGTRI, "thoi-su"),
        ("/82/123456/tieng-song/", PHUYEN, "82"),
    ],
)
def test_the_frontier_knows_the_section_of_every_form(href: str, newspaper: Data, section: str) -> None:
    found = from_address(href, newspaper)
    assert found is not None
    assert found.section == section
