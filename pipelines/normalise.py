"""Normalises all texts of an article: Unicode NFC, plain spaces, paragraphs separated by one blank line."""

import re
from typing import Any

from itemadapter import ItemAdapter

from crawler.items import Article
from crawler.parse.text import fold, without_invisible

LINE_FIELDS = ("title", "kicker", "lead", "author", "published_raw")
"""Fields of one line."""

_BLANK_LINES = re.compile(r"\n\s*\n")


class NormalisePipeline:
    """Normalises the fields of an article in place; other items pass unchanged."""

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, Article):
            return item
        adapter = ItemAdapter(item)
        for name in LINE_FIELDS:
            adapter[name] = one_line(adapter[name])
        adapter["body"] = paragraphs(adapter["body"])
        adapter["tags"] = tuple(tag for tag in map(one_line, adapter["tags"]) if tag)
        return item


def one_line(text: str | None) -> str | None:
    """One line of text; None when it is empty.

    >>> one_line(" Cam\\u00a0Ranh\\n ")
    'Cam Ranh'
    """
    return fold(text or "") or None


def paragraphs(text: str) -> str:
    """Paragraphs separated by one blank line; a single line break inside a paragraph stays.

    >>> paragraphs("Một  \\n\\n\\n hai\\nba")
    'Một\\n\\nhai\\nba'
    """
    blocks = _BLANK_LINES.split(without_invisible("\n".join(text.splitlines())))
    folded = ("\n".join(filter(None, map(fold, block.split("\n")))) for block in blocks)
    return "\n\n".join(filter(None, folded))
