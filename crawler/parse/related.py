"""Links to other articles that stand in a body as paragraphs of their own: no part of the text. Pure."""

import re

from crawler.newspapers.model import Newspaper
from crawler.parse.content import Paragraph
from crawler.urls import Kind, read_address

HEADING = re.compile(
    r"(?:các )?(?:tin|bài)(?:\s*,?\s*bài)?(?: viết)? liên quan|xem thêm|đọc thêm|related(?: news| articles| stories)?",
    re.IGNORECASE,
)


def without_related(paragraphs: list[Paragraph], newspaper: Newspaper) -> list[Paragraph]:
    """The paragraphs without those that are nothing but a link to an article, and the heading before such."""
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        if not paragraph.links or not all(_is_article(link, newspaper) for link in paragraph.links):
            kept.append(paragraph)
        elif kept and HEADING.fullmatch(kept[-1].text.rstrip(" :.…")):
            kept.pop()
    return kept


def _is_article(link: str, newspaper: Newspaper) -> bool:
    return read_address(link, newspaper.home, newspaper).kind in {Kind.ARTICLE, Kind.NOT_NEWS, Kind.OTHER_EDITION}
