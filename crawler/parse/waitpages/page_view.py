"""What a page shows and runs, read in linear time. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from itertools import islice

from crawler.parse.text import TAG
from crawler.parse.waitpages.phrases import WAIT_TITLE, fold
from crawler.parse.waitpages.undisplayed import undisplayed, without_spans

_UNSEEN = ("script", "style", "noscript", "template", "svg", "select", "nav", "header", "footer", "aside", "title")
_HIDDEN = re.compile(rf"<(?:({'|'.join(_UNSEEN)})\b|!--)", re.I)
_CLOSE = {name: re.compile(rf"</{name}\s*>", re.I) for name in _UNSEEN}
_COMMENT_END = re.compile("-->")
# [^<>] keeps every pattern linear: an unclosed tag costs no more than the distance to the next one.
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|h[1-6]|br|hr|tr|td|th|table|section|article|main|form|center|figure|figcaption"
    r"|blockquote|dl|dt|dd|body|html|head|title)\b[^<>]*>",
    re.I,
)
_TITLE = re.compile(r"<title\b[^<>]*>([^<]*)", re.I)
_SCRIPT = re.compile(r"<script\b[^<>]*>", re.I)
_HANDLER = re.compile(r"<body\b[^<>]*\bonload\s{0,9}=\s{0,9}(\"[^\"<>]*\"|'[^'<>]*')", re.I)

META_TAG = re.compile(r"<meta\b[^<>]*", re.I)
_IS_OWN_TITLE = re.compile(r"\bproperty\s{0,9}=\s{0,9}[\"']?og:title\b", re.I)
_CONTENT = re.compile(r"\bcontent\s{0,9}=\s{0,9}(?:\"([^\"<>]*)|'([^'<>]*))", re.I)
_HEADLINE = re.compile(r"<h1\b[^<>]*>", re.I)
_HEADLINE_END = re.compile("</h1", re.I)
_DATE = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d-\d\d-\d\d")
MOST_HEADLINES = 20
LONGEST_TITLE = 1_000
"""Characters of a title that are compared."""
MOST_CODE = 100_000
"""Characters of scripts that are looked at; those of wait pages have some thousand."""
LONGEST_HEADLINE = 2_000
"""Characters of HTML."""


@dataclass(frozen=True)
class Page:
    """One HTML page."""

    html: str

    @cached_property
    def title(self) -> str:
        """Text of the first title, folded; empty when there is none."""
        match = _TITLE.search(self.html)
        return fold(unescape(match[1][:LONGEST_TITLE])) if match else ""

    @cached_property
    def displayed(self) -> str:
        """The HTML without elements that are not displayed."""
        return without_spans(self.html, undisplayed(self.html))

    @cached_property
    def visible(self) -> str:
        """The HTML without comments, scripts, styles and the site's frame (navigation, header, footer)."""
        kept, at = [], 0
        while match := _HIDDEN.search(self.displayed, at):
            kept.append(self.displayed[at : match.start()])
            close = _CLOSE[match[1].lower()] if match[1] else _COMMENT_END
            end = close.search(self.displayed, match.end())
            if end is None:
                return "".join(kept)
            at = end.end()
        kept.append(self.displayed[at:])
        return "".join(kept)

    @cached_property
    def lines(self) -> list[str]:
        """Visible text, one folded line for each block."""
        text = unescape(TAG.sub("", _BLOCK.sub("\n", self.visible)))
        return [line for line in map(fold, text.splitlines()) if line]

    @cached_property
    def text(self) -> str:
        return " ".join(self.lines)

    @cached_property
    def scripts(self) -> str:
        """Code of the inline scripts."""
        code = [match[1] for match in _HANDLER.finditer(self.html)]
        for match in _SCRIPT.finditer(self.html):
            end = _CLOSE["script"].search(self.html, match.end())
            if end is None:
                break
            code.append(self.html[match.end() : end.start()])
        return "\n".join(code)[:MOST_CODE]

    @cached_property
    def has_script(self) -> bool:
        return _SCRIPT.search(self.html) is not None

    @cached_property
    def site_page(self) -> bool:
        """Whether it has the marks of a content page (many links, Open Graph, a canonical link), which bare wait pages
        lack."""
        return self.html.count("<a ") >= 8 or any(mark in self.html for mark in _CONTENT_MARKS)

    @cached_property
    def is_article(self) -> bool:
        """Whether it says itself that it is an article: a headline that is its own title, and a date.

        Its own title is ``og:title``, or a ``title`` that does not ask to wait.
        """
        if not _DATE.search(self.visible):
            return False
        found = next((tag[0] for tag in META_TAG.finditer(self.html) if _IS_OWN_TITLE.search(tag[0])), None)
        content = _CONTENT.search(found) if found else None
        given = (content[1] or content[2] or "")[:LONGEST_TITLE] if content else None
        own = _squeezed(given) if given else "" if WAIT_TITLE.fullmatch(self.title) else _squeezed(self.title)
        headlines = map(_squeezed, self._headlines())
        return bool(own) and any(headline and (headline in own or own in headline) for headline in headlines)

    def _headlines(self) -> Iterator[str]:
        for start in islice(_HEADLINE.finditer(self.visible), MOST_HEADLINES):
            end = _HEADLINE_END.search(self.visible, start.end(), start.end() + LONGEST_HEADLINE)
            if end:
                yield self.visible[start.end() : end.start()]

    @cached_property
    def has_article(self) -> bool:
        """Whether it holds running text: one long paragraph, or two of medium length."""
        lengths = [len(line) for line in self.lines]
        return any(length >= 200 for length in lengths) or sum(length >= 90 for length in lengths) >= 2


_CONTENT_MARKS = (
    'property="og:',
    "property='og:",
    'rel="canonical"',
    "rel='canonical'",
    "application/ld+json",
    "<article",
)


def _squeezed(html: str) -> str:
    """Letters and digits of a piece of HTML, folded."""
    return "".join(filter(str.isalnum, fold(unescape(TAG.sub("", html)))))
