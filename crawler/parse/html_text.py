"""Visible text of elements and its style, as a browser shows them. Pure."""

import re
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from crawler.parse.text import fold

# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul", "xmp",
})
UNPRINTED = frozenset({
    "audio", "button", "canvas", "embed", "head", "iframe", "input", "map", "math", "noscript", "object",
    "script", "select", "source", "style", "svg", "template", "textarea", "title", "track", "video",
})
# fmt: on
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
ALIGNED = re.compile(r"text-align\s*:\s*(\w+)", re.IGNORECASE)
PRESERVED = frozenset({"listing", "plaintext", "pre", "xmp"})
"""Elements in which a line feed is a new line."""
WHITE_SPACE = re.compile(r"white-space\s*:\s*([\w-]+)", re.IGNORECASE)
MOST_ELEMENTS = 5_000
"""Of a form that are looked at."""
LONG = 80
"""Characters of running text; a form for comments has one such line at most."""
MOST_IN_FORM = 600
"""Characters of text in a form for comments, votes or a search."""
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


class Style(NamedTuple):
    """Style of a piece of text."""

    block: bool = True
    """Directly inside a block element, not inside an inline one."""
    bold: bool = False
    right: bool = False
    """Aligned to the right."""
    link: str | None = None
    lines: bool = False
    """A line feed is a new line."""


class _Rules(NamedTuple):
    """The parsed ``style`` attribute of an element."""

    hidden: bool = False
    bold: bool = False
    align: str = ""
    white_space: str = ""


@lru_cache(maxsize=1024)
def _rules(style: str | None) -> _Rules:
    """Parse a ``style`` attribute; cached, because pages repeat a few of them many times."""
    if not style:
        return _Rules()
    align = ALIGNED.search(style)
    space = WHITE_SPACE.search(style)
    return _Rules(
        hidden=bool(HIDDEN.search(style)),
        bold=bool(BOLD.search(style)),
        align=align[1].lower() if align else "",
        white_space=space[1].lower() if space else "",
    )


def style_of(element: Element, around: Style, block: bool) -> Style:
    """The style of an element's own text; what it does not set is inherited from ``around``."""
    rules = _rules(element.get("style"))
    right, bold = around.right, around.bold or rules.bold or element.tag in {"strong", "b"}
    if block:
        align = rules.align or (element.get("align") or "").lower()
        right = align in {"right", "end"} if align else right or "text-right" in (element.get("class") or "").split()
    lines = around.lines or element.tag in PRESERVED
    if rules.white_space:
        lines = rules.white_space.startswith(("pre", "break-spaces"))
    return Style(block, bold, right, element.get("href") if element.tag == "a" else around.link, lines)


def is_printed(element: Element) -> bool:
    """Whether a browser shows the element's text."""
    if element.tag in UNPRINTED or element.get("hidden") is not None:
        return False
    if element.tag == "form" and not _wraps_page(element):
        return False
    return not _rules(element.get("style")).hidden


def _wraps_page(form: Element) -> bool:
    """Whether a form stands round a part of the page, as older systems write it, and asks not for a comment or vote."""
    letters = running = 0
    for element in islice(form.iter(), MOST_ELEMENTS):
        if element.tag == "h1":
            return True
        texts = [element.text if element.tag not in UNPRINTED else "", element.tail if element is not form else ""]
        lengths = [len(text.strip()) for text in texts if text]
        letters += sum(lengths)
        running += sum(length >= LONG for length in lengths)
        if letters > MOST_IN_FORM or running > 1:
            return True
    return False


def plain_text(node: Element, skipped: frozenset[Element] = frozenset()) -> str:
    """All printed text of ``node`` in one line, without the elements in ``skipped``."""
    pieces: list[str] = []
    walker = etree.iterwalk(node, events=("start", "end"))
    for event, element in walker:
        if element.tag in BLOCKS or element.tag == "br":
            pieces.append(" ")
        if event == "end":
            if element is not node:
                pieces.append(element.tail or "")
        elif element in skipped or not is_printed(element):
            walker.skip_subtree()
        else:
            pieces.append(element.text or "")
    return fold("".join(pieces))
