"""Article pages of Quảng Trị as far as they are known: a body's element; only the meta data name the headline."""

from random import Random

from crawler.newspapers.builtin.pages.body import render_body
from crawler.newspapers.builtin.pages.ink import printed
from crawler.newspapers.builtin.pages.parts import tag_links
from crawler.newspapers.builtin.story import Content, Story


def render_bare(story: Story, content: Content, related: str, random: Random) -> str:
    """The page's main column; some bodies have no inner element."""
    body = render_body(content, story.shape, random, "")
    inner = f'<div class="td-post-content">\n{body}\n</div>' if random.random() < 0.7 else body
    return (
        f'<h2 class="post-name">{printed(story.title, random)}</h2>\n<div class="date">{story.date_line}</div>\n'
        f'<div id="content">{inner}</div>\n{tag_links(content)}\n{related}'
    )
