"""The built-in newspaper's pages have the structure and the hazards of the real ones."""

import re
import unicodedata
from collections import Counter
from functools import cache

import pytest
from lxml import html as lxml_html

from crawler.items import Article
from crawler.newspapers.builtin import Newspaper, Options
from crawler.newspapers.builtin.options import Shape
from crawler.newspapers.builtin.story import Content, Figures, Film, Items, Story, Text

SITE = Newspaper(Options(articles=400, twins=0))


@cache
def page(article_id: str) -> lxml_html.HtmlElement:
    """The parsed page of an article."""
    return lxml_html.fromstring(SITE.press.article(SITE.links.stories[article_id]).decode())


def source(story: Story) -> str:
    """The page of a story as received."""
    return SITE.press.article(story).decode()


def of_shape(shape: Shape) -> list[tuple[Story, Content, lxml_html.HtmlElement]]:
    """Stories, their content and their parsed pages."""
    return [
        (story, SITE.content(story), page(story.article_id))
        for story in SITE.links.stories.values()
        if story.shape == shape
    ]


def squeezed(text: str) -> str:
    """Letters and digits only, composed."""
    return "".join(character for character in unicodedata.normalize("NFC", text) if character.isalnum())


def assert_in_order(parts: list[str], text: str) -> None:
    """Each part stands in the text, after the one before."""
    at = 0
    for part in filter(None, parts):
        found = text.find(squeezed(part), at)
        assert found >= 0, part
        at = found + 1


def all_articles() -> list[Article]:
    """The truth of the newspaper."""
    return list(SITE.truth.values())


def test_all_of_the_truth_stands_on_the_page_in_its_order() -> None:
    for article in all_articles():
        text = squeezed(page(article.article_id).cssselect("body")[0].text_content())
        paragraphs = [
            line for paragraph in article.body.split("\n\n") for line in paragraph.replace("|", "").split("\n")
        ]
        head = [article.published_raw or "", article.kicker or "", article.title]
        assert_in_order(
            [*head[1:], head[0]] if SITE.links.stories[article.article_id].shape == "sister" else head, text
        )
        assert_in_order(
            [article.lead or "", *(line for line in paragraphs if line != article.body[-len(line) :])], text
        )


@pytest.mark.parametrize("shape", ["native", "migrated"])
def test_portal_pages(shape: Shape) -> None:
    for story, _, tree in of_shape(shape):
        (title,) = tree.cssselect("h1.head_title")
        assert squeezed(title.text_content()) == squeezed(f"{story.kicker or ''}{story.title}")
        assert [squeezed(node.text_content()) for node in title.cssselect(".subtitle")] == (
            [squeezed(story.kicker)] if story.kicker else []
        )
        assert tree.cssselect("#content.content-detail > .td-post-content")
        assert tree.cssselect("div.date")[0].text == story.date_line
        assert tree.cssselect("div.date")[0].sourceline <= title.sourceline
        assert tree.cssselect('meta[property="og:title"]')[0].get("content") == story.title


def test_the_sister_skin_keeps_the_related_box_in_its_body() -> None:
    pages = of_shape("sister")
    for story, _, tree in pages:
        assert squeezed(tree.cssselect("h1.media-heading")[0].text_content()) == squeezed(story.title)
        assert len(tree.cssselect("h4.media-heading")) == bool(story.kicker)
        assert tree.cssselect("#content.content > h1.media-heading ~ div.date")
        assert bool(tree.cssselect("#content.content > h4.media-heading")) == bool(story.kicker)
        assert tree.cssselect("#content.content > h1.media-heading ~ .social")
        assert not tree.cssselect("#content .td-post-content")
        assert not tree.cssselect("#content .tag_list")
    assert sum(bool(tree.cssselect("#content .related table.rl")) for _, _, tree in pages) > len(pages) * 0.8
    assert any(tree.cssselect('.tag_list a[href^="/tim-kiem/?key="]') for _, _, tree in pages)


def test_authors_stand_where_the_era_puts_them() -> None:
    for shape, above in (("native", True), ("migrated", False)):
        for _, content, tree in of_shape(shape):  # type: ignore[arg-type]  # two of the shapes
            assert bool(tree.cssselect("span.author")) is (above and content.byline is not None)
            right = [node.text_content() for node in tree.cssselect('#content p[style*="right"]')]
            if content.byline:
                assert squeezed(content.byline) == squeezed(right[0])


def test_migrated_leads_stand_twice_and_not_letter_for_letter() -> None:
    twice = [(content, tree.cssselect("div.sub_first_content")) for _, content, tree in of_shape("migrated")]
    with_lead = [(content.lead, nodes[0].text_content()) for content, nodes in twice if content.lead]
    assert all(bool(nodes) is bool(content.lead) for content, nodes in twice)
    assert any(above.endswith("...") for _, above in with_lead)
    assert any('"' in above and '"' not in lead for lead, above in with_lead)
    assert re.search(r'<div class="sub_first_content"><p><p><strong>', "".join(map(source, SITE.links.newest)))


def test_descriptions_of_migrated_articles_are_html_in_an_attribute() -> None:
    for _, content, tree in of_shape("migrated"):
        description = tree.cssselect('meta[property="og:description"]')[0].get("content")
        assert description.startswith("<p><strong>") is bool(content.lead)


def test_captions_stand_twice_and_lazy_pictures_carry_a_pixel() -> None:
    captions = Counter()  # type: Counter[str]
    for article in all_articles():
        tree = page(article.article_id)
        boxes = tree.cssselect("#content table.image")
        assert len(boxes) == len(article.images)
        for box, image in zip(boxes, article.images, strict=True):
            (node,) = box.cssselect("img")
            address = node.get("data-src") or node.get("src")
            assert image.url.endswith(address.split("?")[0].replace("//", "/"))
            assert squeezed(node.get("alt")) == squeezed(image.caption or "")
            (caption,) = box.cssselect("td.desc, figcaption.image_desc")
            assert squeezed(caption.text_content()) == squeezed(image.caption or "")
            captions[f"{caption.tag} {'lazy' if node.get('data-src') else 'plain'}"] += 1
            assert bool(node.get("data-src")) is node.get("src").startswith("data:")
    assert len(captions) == 4


def test_archived_pages_are_the_old_portals() -> None:
    site = Newspaper(Options(articles=30, shapes={"archived": 1}, twins=0))
    for article_id, article in site.truth.items():
        story = site.links.stories[article_id]
        lines = lxml_html.fromstring(site.press.article(story).decode()).cssselect(".box-detail")[0].text_content()
        assert article_id.isdecimal()
        assert article.published_precision == "minute"
        assert re.fullmatch(r"(Thứ \w+|Chủ nhật), \d\d/\d\d/\d{4}, \d\d:\d\d \[GMT\+7\]", article.published_raw or "")
        title, text = squeezed(article.title), squeezed(lines)
        order = [article.kicker or "", article.title, article.published_raw or "", article.title, article.lead or ""]
        assert_in_order([*order, *article.body.split("\n\n")], text)
        assert text.count(title) >= 2
        for image in article.images:
            assert text.count(squeezed(image.caption or "")) >= 2


def test_every_hazard_of_the_text_occurs() -> None:
    html = "\n".join(source(story) for story in SITE.links.stories.values())
    for hazard in (
        r'<span style="float:left;">\w</span></span><span>\w',
        r'<p style="text-align: justify;">&nbsp;</p>',
        r'<p style="text-align: justify;"><br />',
        r'<p style="text-align: justify;"><meta charset="UTF-8" />',
        r"\w&nbsp;\w",
        r"&ldquo;.*?&rdquo;",
        r"<p style=\"text-align: justify;\"><(b|strong)>[^<]{5,80}</\1></p>",
        r"<blockquote><p",
        r"<ul>\s+<li>",
        r'<table border="1"',
        r'<iframe src="https://www.youtube.com/embed/',
        r'<div id="article_id">[0-9a-f]{32}</div>',
        r'"@type": "LocalBusiness"',
        r"/file//e7837c02857c8ca30185a8c39b582c03/dataimages/",
    ):
        assert re.search(hazard, html), hazard
    assert unicodedata.normalize("NFC", html) != html
    assert "article:published_time" not in html
    assert 'rel="canonical"' not in html


def test_blocks_of_every_kind_reach_the_truth_as_agreed() -> None:
    seen: set[type] = set()
    truth = SITE.truth
    for story in SITE.links.stories.values():
        body = truth[story.article_id].body.split("\n\n")
        for block in SITE.content(story).blocks:
            seen.add(type(block))
            if isinstance(block, Figures):
                assert "\n".join(" | ".join(row) for row in block.rows) in body
            elif isinstance(block, Items):
                assert set(block.items) <= set(body)
            elif isinstance(block, Film):
                assert not any(block.address in paragraph for paragraph in body)
            elif isinstance(block, Text):
                assert block.text in body
    assert {Figures, Items, Film, Text} <= seen


def test_links_of_other_pages_never_stand_in_the_truth() -> None:
    for article in all_articles():
        assert "Tin liên quan" not in article.body
        assert "Cùng chuyên mục" not in article.body
