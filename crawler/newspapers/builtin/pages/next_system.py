"""Article pages of Thái Nguyên's next system: lead, author and day above the text and outside of it."""

from dataclasses import replace
from random import Random

from crawler.newspapers.builtin.pages.body import render_body
from crawler.newspapers.builtin.pages.ink import attribute, printed
from crawler.newspapers.builtin.story import Content, Story


def render_next(story: Story, content: Content, related: str, random: Random) -> str:
    """The page's main column."""
    lead = f'<p class="desc-info">{attribute(content.lead)}</p>' if content.lead else ""
    name = f'<span class="detail-author__name">{attribute(content.byline)}</span>' if content.byline else ""
    day = f'<time class="detail-author__date" datetime="{story.published_at:%Y-%m-%d}">{story.date_line}</time>'
    body = render_body(replace(content, lead=None), story.shape, random, "")
    tags = "".join(
        f'<a class="tag-link" href="/search?key={attribute(tag)}">#{attribute(tag)}</a>' for tag in content.tags
    )
    return (
        f'<article><div class="detail-article-head"><h1 class="title-info">{printed(story.title, random)}</h1>'
        f'<div class="detail-author">{name}{day}</div>{lead}</div>\n'
        f'<div class="article-prose">\n{body}\n</div>\n<div class="tags">{tags}</div></article>\n'
        f'<div class="category-related-posts">{related}</div>'
    )
