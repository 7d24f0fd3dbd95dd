"""The built-in newspaper: what is read from its pages against what it knows to be true."""

from collections import Counter
from dataclasses import fields

import pytest

from crawler.items import Article
from crawler.newspapers import NEWSPAPERS
from crawler.newspapers.builtin.options import Edition, Options, Shape
from crawler.newspapers.builtin.site import Newspaper
from crawler.parse.article import read_article
from crawler.parse.listing import read_article_links, read_listing, read_sections
from tests.reading import respond

FIELDS = [field.name for field in fields(Article) if field.name not in {"sources", "page"}]


def read_all(site: Newspaper) -> tuple[dict[str, Article], dict[str, Article]]:
    """All articles as read and as they are."""
    paper, truth = NEWSPAPERS[site.edition.newspaper], site.truth
    stories = site.links.stories
    pages = {key: respond(site.press.article(story), truth[key].url) for key, story in stories.items()}
    return {key: read_article(page, paper) for key, page in pages.items()}, dict(truth)


@pytest.mark.parametrize(
    ("edition", "articles", "shapes"),
    [
        ("vi", 1000, {"native": 0.5, "migrated": 0.25, "sister": 0.15, "archived": 0.1}),
        ("en", 200, {"native": 0.7, "migrated": 0.2, "sister": 0.1}),
    ],
)
def test_every_field_of_every_article_is_exact(edition: Edition, articles: int, shapes: dict[Shape, float]) -> None:
    read, truth = read_all(Newspaper(Options(articles=articles, edition=edition, shapes=shapes)))
    assert len(truth) >= articles
    wrong = [
        (key, name, getattr(read[key], name), getattr(true, name))
        for key, true in truth.items()
        for name in FIELDS
        if getattr(read[key], name) != getattr(true, name)
    ]
    assert not wrong[:3]


def test_every_field_with_a_value_tells_its_source() -> None:
    read, _ = read_all(Newspaper(Options(articles=100)))
    for article in read.values():
        filled = {name for name in FIELDS if getattr(article, name)}
        assert filled == set(article.sources)


def test_with_all_names_changed_the_text_is_still_read_and_marked() -> None:
    read, truth = read_all(Newspaper(Options(articles=100, layout="renamed")))
    paragraphs: Counter[bool] = Counter()
    for key, true in truth.items():
        found = read[key]
        assert found.title == true.title
        assert (found.sources["title"], found.sources["body"]) == ("meta", "fallback")
        assert found.sources.get("published_at", "fallback") == "fallback"
        got = [found.lead, *found.body.split("\n\n")]
        paragraphs.update(paragraph in got for paragraph in [true.lead, *true.body.split("\n\n")] if paragraph)
        paragraphs.update({False: sum(paragraph not in (true.lead, *true.body.split("\n\n")) for paragraph in got)})
    assert paragraphs[True] / paragraphs.total() >= 0.97


def test_sections_are_those_of_the_navigation() -> None:
    site = Newspaper(Options(articles=50))
    page = respond(site.press.home(), "https://baokhanhhoa.vn/")
    sections = read_sections(page, NEWSPAPERS["khanhhoa"])
    assert [section.path for section in sections] == [section.path for section in site.edition.sections]
    assert [section.title for section in sections] == [section.name for section in site.edition.sections]


def test_lists_are_distinguished_from_the_boxes_beside_them() -> None:
    site = Newspaper(Options(articles=200, pager="works"))
    truth = site.truth
    for section in site.edition.sections:
        base = f"https://baokhanhhoa.vn/{section.path}/"
        url: str | None = base
        number = 1
        while url is not None:
            stories = site.links.section_page(section.path, number)
            body = site.press.section(section, number)
            assert stories is not None
            assert body is not None
            listing = read_listing(respond(body, url), NEWSPAPERS["khanhhoa"])
            listed = [link for link in listing.articles if link.listed]
            assert [link.article_id for link in listed] == [story.article_id for story in stories]
            assert all(link.title and link.title.endswith(truth[link.article_id].title) for link in listed)
            assert listing.next_page == (f"{base}?paged={number + 1}" if stories else None)
            url, number = listing.next_page, number + 1
        assert number > site.links.pages(section.path)


def test_an_article_leads_to_others() -> None:
    site = Newspaper(Options(articles=60))
    truth = site.truth
    for key, story in site.links.stories.items():
        page = respond(site.press.article(story), truth[key].url)
        links = {link.article_id for link in read_article_links(page, NEWSPAPERS["khanhhoa"])}
        around = {other.article_id for other in site.links.around(story)} - {key}
        assert around <= links
        assert key not in links
