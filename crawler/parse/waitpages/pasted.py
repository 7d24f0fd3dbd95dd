"""Removes a wait block that is pasted at the end of a complete article. Pure."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from html import unescape
from itertools import islice

from crawler.parse.text import TAG
from crawler.parse.waitpages.phrases import COUNTER_ID, PLEA, fold
from crawler.parse.waitpages.undisplayed import undisplayed

# Tags first, then what is in each: one pattern for both takes quadratic time in a tag that is not closed.
_DIV_TAG = re.compile(r"<div\b[^<>]*>", re.I)
_BLOCK = re.compile(r"\bclass\s{0,9}=\s{0,9}[\"']?[^\"'<>=]*\bfloodblocker\b", re.I)
_TAG = re.compile(r"<\w[^<>]*>")
_DIV = re.compile(r"<(/?)div\b[^<>]*>", re.I)
_OPENING = re.compile(r"<(?:p|div|center|td|section)\b[^<>]*>", re.I)
_CLOSING = re.compile(r"</(?:p|div|center|td|section)\s*>", re.I)
_DOCUMENT = re.compile(r"<!doctype\b[^<>]*>|<html\b[^<>]*>", re.I)
_DOCUMENT_END = re.compile(r"</html\s*>", re.I)
_HEAD_PIECE = re.compile(
    r"<!doctype\b[^<>]*>|</?(?:html|head|body|meta|link)\b[^<>]*>"
    r"|<title\b[^<>]*>[^<]*</title\s{0,9}>|<style\b[^<>]*>[^<]*</style\s{0,9}>|\s+",
    re.I,
)
_SCRIPT = re.compile(r"\s{0,99}<script\b[^<>]*>", re.I)
_SCRIPT_END = re.compile(r"</script\s{0,9}>", re.I)
LONGEST_SCRIPT = 8_000
"""Characters of the countdown's script behind the block."""
_SPACE = r"(?:\s|<br\s*/?>|</?(?:p|div|span|strong|b|em|h[1-6]|center)\b[^<>]*>)*"
_TEXT_ONLY = re.compile(
    rf"(?:Hãy đợi\s*(?:\.{{3}}|…){_SPACE}){{0,4}}Hệ thống đang từ chối truy cập của bạn\.?{_SPACE}"
    rf"Hãy đợi{_SPACE}\d{{1,5}}{_SPACE}giây\s*(?:\.{{3}}|…)?",
)
_NEEDLES = ("floodblocker", "secField", "Hệ thống đang từ chối truy cập của bạn")
_HEAD_LENGTH = 12_000
"""Characters before the block that may be its own head (measured: 1,400 in NukeViet 4, 4,000 in 5)."""

LONGEST_BLOCK = 2_000
"""Characters of a block round a countdown."""
BEFORE_COUNTDOWN = 200
"""Characters before that block in which the plea may stand."""
MOST_COUNTERS = 20
_BLOCK_TAG = r"</?(?:p|div|br|td|tr|center|section|article|h[1-6]|li|ul|ol|body|hr|blockquote|script)\b[^<>]*>"
_INLINE = r"(?:\s|&nbsp;|</?(?:span|strong|b|em|i|u|font)\b[^<>]*>)*"
_STARTS_BLOCK = re.compile(rf"(?:\A|{_BLOCK_TAG}){_INLINE}\Z", re.I)
_ENDS_BLOCK = re.compile(rf"{_INLINE}(?:\Z|{_BLOCK_TAG})", re.I)
_NEAR = 400


def may_hold_block(html: str) -> bool:
    """Whether the page may hold a wait block: a cheap check that most pages fail."""
    return any(needle in html for needle in _NEEDLES)


def strip_pasted_block(html: str) -> tuple[str, bool]:
    """The page without the wait block, and whether there was one."""
    if not may_hold_block(html):
        return html, False
    stripped = _without_element(html)
    stripped = _TEXT_ONLY.sub(_unless_quoted, stripped)
    return stripped, stripped != html


def _unless_quoted(block: re.Match[str]) -> str:
    """Nothing in place of the block's words; the words themselves when they stand inside a sentence."""
    near = block.string[max(0, block.start() - _NEAR) : block.start()]
    alone = _STARTS_BLOCK.search(near) and _ENDS_BLOCK.match(block.string, block.end())
    return "" if alone else block[0]


def _without_element(html: str) -> str:
    if block := next(_tags_with(_DIV_TAG, _BLOCK, html), None):
        start, end = block.start(), _end_of_div(html, block)
    elif found := _gates_counter(html):
        start, end = found
    else:
        return html
    if document := _nested_document(html, start):
        start, end = document
    else:
        start = _start_of_head(html, start)
        end = _end_of_script(html, end)
    return html[:start] + html[end:]


def _end_of_script(html: str, at: int) -> int:
    """The end of the countdown's script when one stands right here, else ``at``."""
    start = _SCRIPT.match(html, at)
    end = _SCRIPT_END.search(html, start.end(), start.end() + LONGEST_SCRIPT) if start else None
    return end.end() if start and end and "secField" in html[start.end() : end.start()] else at


def _gates_counter(html: str) -> tuple[int, int] | None:
    """The block round a countdown that belongs to a gate: it is displayed, and its own block asks to wait.

    Ordinary pages of NukeViet have a countdown of the same id in the box that warns of the end of a session.
    """
    hidden = undisplayed(html)
    openings = [tag.start() for tag in _OPENING.finditer(html)]
    for counter in islice(_tags_with(_TAG, COUNTER_ID, html), MOST_COUNTERS):
        if not any(start <= counter.start() < end for start, end in hidden):
            start, end = _element_round(html, counter, openings)
            if end - start > LONGEST_BLOCK:
                continue
            words = fold(unescape(TAG.sub(" ", html[max(0, start - BEFORE_COUNTDOWN) : end])))
            if PLEA.search(words):
                return start, end
    return None


def _end_of_div(html: str, opening: re.Match[str]) -> int:
    depth = 1
    for tag in _DIV.finditer(html, opening.end()):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return len(html)


def _element_round(html: str, counter: re.Match[str], openings: list[int]) -> tuple[int, int]:
    """The innermost block element that holds the countdown."""
    before = bisect_left(openings, counter.start())
    after = _CLOSING.search(html, counter.end())
    return openings[before - 1] if before else counter.start(), after.end() if after else len(html)


def _nested_document(html: str, block: int) -> tuple[int, int] | None:
    """The span of the wait page when it was pasted whole, with a document head of its own."""
    starts = list(_DOCUMENT.finditer(html, 0, block))
    # The page's own head is one doctype and one html tag at most.
    own = 2 if starts and starts[0][0][1] == "!" else 1
    if len(starts) <= own:
        return None
    end = _DOCUMENT_END.search(html, block)
    return starts[own].start(), end.end() if end else len(html)


def _start_of_head(html: str, block: int) -> int:
    """Start of the title, style and meta tags that were pasted right before the block."""
    window = max(0, block - _HEAD_LENGTH)
    start = end = window
    for piece in _HEAD_PIECE.finditer(html, window, block):
        start = start if piece.start() == end else piece.start()
        end = piece.end()
    return start if end == block else block


def _tags_with(tags: re.Pattern[str], attribute: re.Pattern[str], html: str) -> Iterator[re.Match[str]]:
    return (tag for tag in tags.finditer(html) if attribute.search(tag[0]))
