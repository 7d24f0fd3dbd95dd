"""Renders an article as the portal did before 2023: without class names or ids, only in a fixed order."""

from collections.abc import Iterator
from random import Random

from crawler.newspapers.builtin.pages.body import render_block
from crawler.newspapers.builtin.pages.ink import attribute, printed
from crawler.newspapers.builtin.story import Content, Picture, Story, Text


def render_archived(story: Story, content: Content, random: Random) -> str:
    """Series line, title, date, title again, lead, body, byline, and the portal's own lines after it."""
    series = f"<div>{printed(story.kicker, random)}</div>" if story.kicker else ""
    title = printed(story.title, random)
    lines = "\n".join(_lines(content, random))
    return (
        f'<div class="box-detail">{series}\n<div class="tieude">{title}</div>\n'
        f'<div class="ngay">{story.date_line}</div>\n'
        f"<div>{title}</div>\n<p>&nbsp;</p>\n{lines}\n<p>&nbsp;</p>\n<p>.</p>\n<div>các thông tin tiện ích</div></div>"
    )


def _lines(content: Content, random: Random) -> Iterator[str]:
    if content.lead:
        yield f"<p><strong>{printed(content.lead, random)}</strong></p>"
    for block in content.blocks:
        match block:
            case Picture(path, caption):
                yield _picture(path, caption, random)
            case Text(text, role) if role == "subheading":
                yield f"<p><b>{printed(text, random)}</b></p>"
            case Text(text):
                yield f"<p>{printed(text, random)}</p><p>&nbsp;</p>"
            case _:
                yield render_block(block, "migrated", False, random)
    if content.byline:
        yield f'<p style="text-align: right;"><strong>{printed(content.byline, random)}</strong></p>'


def _picture(path: str, caption: str | None, random: Random) -> str:
    """The caption stands below its picture, and once more below that."""
    image = f'<img src="{path}" alt="{attribute(caption or "")}">'
    below = "".join(f"<div>{printed(caption, random)}</div>" for _ in range(2)) if caption else ""
    return f'<div style="text-align: center;">{image}</div>{below}'
