"""Article pages of the Phú Yên edition: a second ``<html>`` stands in the middle of the page."""

from random import Random

from crawler.newspapers.builtin.pages.body import render_body
from crawler.newspapers.builtin.pages.ink import attribute, printed
from crawler.newspapers.builtin.pages.parts import page_info, tag_links
from crawler.newspapers.builtin.sections import Edition
from crawler.newspapers.builtin.story import Content, Story, Text, former_path

PLACEHOLDER = "Bút danh"


def render_v2(edition: Edition, story: Story, content: Content, related: str, random: Random) -> str:
    """The page's ``main``; other ``h1`` stand before and behind the headline."""
    lead = f'<p class="reply">{attribute(content.lead)}</p>' if content.lead else ""
    body = render_body(content, story.shape, random, "")
    return (
        "<main>\n<html><head></head><body>\n"
        f'<h1 class="name-paper">{edition.name}</h1>\n<section class="section-post-detail">\n'
        f'<div class="title-background"><h1>{printed(story.title, random)}</h1></div>\n'
        f'<div class="group-time"><time class="time">{story.date_line}</time></div>\n{page_info(story)}\n'
        f'<div class="content-reply">{lead}</div>\n'
        f'<div id="content" class="content-detail"><div class="td-post-content">\n{body}\n</div></div>\n'
        f'<div class="after-author"><p class="author">{attribute(_author(content, random))}</p></div>\n'
        f'{tag_links(content)}\n</section>\n{related}\n<h1 class="title">{edition.slogan}</h1>\n'
        "</body></html>\n</main>"
    )


def own_address(edition: Edition, story: Story) -> str:
    """The address that a page names as its own: of migrated ones the former one."""
    if story.shape == "v2-migrated":
        return f"https://{edition.former_host}{former_path(story.section, story.slug, story.article_id)}"
    return f"https://{edition.host}{story.path}"


def _author(content: Content, random: Random) -> str:
    sources = [block.text for block in content.blocks if isinstance(block, Text) and block.role == "source"]
    named = content.byline or next(iter(sources), None)
    return named if named and random.random() < 0.5 else PLACEHOLDER
