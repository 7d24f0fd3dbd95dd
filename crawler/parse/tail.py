"""The end of an article: the wait page's words and the byline, which are no part of the body. Pure."""

from crawler.gate.phrases import contains_wait_text, is_wait_line
from crawler.parse.bylines import author_of, read_byline
from crawler.parse.content import Paragraph
from crawler.parse.text import letters

FRINGE = frozenset({"", "cacthongtintienich"})
"""Lines, by their letters, that the portal prints between an article and the wait block."""

LONGEST = 200
"""Characters of a byline, or of a paragraph of the wait page."""


def without_wait_block(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs without the wait page's words at their end, which the gate pasted there."""
    end = len(paragraphs)
    while end and _is_fringe(paragraphs[end - 1].text):
        end -= 1
    pasted = "\n".join(paragraph.text for paragraph in paragraphs[end:])
    return paragraphs[:end] if contains_wait_text(pasted) else paragraphs


def split_byline(paragraphs: list[Paragraph], printed: str | None) -> tuple[str | None, list[Paragraph]]:
    """The author, and the paragraphs without the byline.

    ``printed`` is the author as named above the body. The byline is looked for in the right-aligned lines at the end;
    lines there that name a source or a photographer are text, and stay.
    """
    author = author_of(printed) if printed else None
    names: list[str] = []
    kept: list[Paragraph] = []
    rest = list(paragraphs)
    while rest and _may_be_byline(rest[-1], author):
        line = rest.pop()
        byline = read_byline(line.text)
        if byline is not None and byline.author is not None:
            names.insert(0, byline.author)
        elif author is not None and _same(line.text, author):
            names.insert(0, author)
        elif byline is not None:
            kept.insert(0, line)
        else:
            rest.append(line)
            break
    return author or ", ".join(names) or None, rest + kept


def _is_fringe(text: str) -> bool:
    return len(text) <= LONGEST and (letters(text) in FRINGE or all(map(is_wait_line, text.split("\n"))))


def _may_be_byline(paragraph: Paragraph, author: str | None) -> bool:
    return paragraph.right or (author is not None and len(paragraph.text) <= LONGEST and _same(paragraph.text, author))


def _same(text: str, author: str) -> bool:
    return letters(author_of(text) or "") == letters(author)
