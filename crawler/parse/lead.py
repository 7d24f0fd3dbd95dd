"""The lead: which paragraph it is. Pure."""

import re
from html import unescape

from crawler.parse.content import Paragraph
from crawler.parse.text import alike, fold

SENTENCE_END = re.compile(r"[.…!:;\"”»)\]]$")
DASH = ("-", "–", "—", "*", "•", "+")
LONG = 120
"""Characters: a subheading is shorter."""
TAG = re.compile(r"<[^<>]*>")


def description_of(meta: dict[str, str]) -> str:
    """The page's own summary; migrated articles have HTML escaped into it."""
    return fold(TAG.sub(" ", unescape(meta.get("og:description") or meta.get("description") or "")))


def split_lead(
    paragraphs: list[Paragraph], repeated: str | None, description: str
) -> tuple[str | None, list[Paragraph]]:
    """The lead and the paragraphs after it.

    It is the first paragraph if that is bold and no subheading or question, or printed a second time above the body
    (``repeated``). When only the second printing is there, that is the lead.
    """
    if not paragraphs:
        return repeated, paragraphs
    first = paragraphs[0]
    same = repeated is not None and alike(first.text, repeated)
    if same or (first.bold and (_reads_like_a_lead(first.text) or alike(first.text, description))):
        return fold(first.text), paragraphs[1:]
    return repeated, paragraphs


def _reads_like_a_lead(text: str) -> bool:
    if text.startswith(DASH) or text.endswith("?"):
        return False
    return SENTENCE_END.search(text) is not None or len(text) > LONG
