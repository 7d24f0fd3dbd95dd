"""What a list shows of an article: the stretch with the hits, or its beginning."""

from collections.abc import Mapping, Sequence
from typing import Any

from crawler.archive.search.snippets import Part, Phrase, snippet

LETTERS = 240


def beginning(row: Mapping[Any, Any]) -> str:
    """The lead, else the first letters of the body."""
    text = " ".join((row["lead"] or row["body"]).split())
    return text if len(text) <= LETTERS else text[:LETTERS].rsplit(" ", 1)[0] + " …"


def hits(row: Mapping[Any, Any], phrases: Sequence[Phrase]) -> list[Part]:
    """The stretch of lead and body where the phrases stand."""
    return snippet("\n".join(filter(None, (row["lead"], row["body"]))), phrases, LETTERS)


def marked(text: str, phrases: Sequence[Phrase]) -> list[Part]:
    """A whole line with its hits."""
    return snippet(text, phrases, len(text))
