"""Bring every text of an article to one form: Unicode NFC, plain spaces, paragraphs parted by one blank line."""

import re
import unicodedata
from typing import Any

from itemadapter import ItemAdapter

LINE_FIELDS = ("title", "kicker", "lead", "author", "published_raw")
"""Fields printed as one line."""

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n\s*\n")


class NormalisePipeline:
    """Normalises the fields of an article in place."""

    def process_item(self, item: Any) -> Any:
        adapter = ItemAdapter(item)
        for name in LINE_FIELDS:
            adapter[name] = one_line(adapter[name])
        adapter["body"] = paragraphs(adapter["body"])
        adapter["tags"] = tuple(tag for tag in map(one_line, adapter["tags"]) if tag)
        return item


def one_line(text: str | None) -> str | None:
    """One line of text, or None when nothing is left of it.

    >>> one_line(" Cam\\u00a0Ranh\\n ")
    'Cam Ranh'
    """
    return " ".join(_clean(text or "").split()) or None


def paragraphs(text: str) -> str:
    """Paragraphs parted by one blank line; a single line break inside a paragraph stays.

    >>> paragraphs("Một  \\n\\n\\n hai\\nba")
    'Một\\n\\nhai\\nba'
    """
    blocks = _BLANK_LINES.split(_clean(text))
    folded = ("\n".join(_SPACES.sub(" ", line).strip() for line in block.splitlines()).strip() for block in blocks)
    return "\n\n".join(block for block in folded if block)


def _clean(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
