"""Reads a page that fits no layout, from its meta data and with trafilatura. Pure.

Slow, so only for pages that cannot be read otherwise; ``sources`` marks every field.
"""

from collections.abc import Iterator
from itertools import count

from lxml import etree
from lxml.etree import _Element as Element

from crawler.newspapers.model import Newspaper
from crawler.parse.checks import claims_article
from crawler.parse.content import Boxes, Paragraph, read_content
from crawler.parse.dates import PrintedDate, read_date
from crawler.parse.document import meta
from crawler.parse.draft import Draft
from crawler.parse.errors import NotAnArticle, Reason
from crawler.parse.html_text import plain_text
from crawler.parse.parts import description_of, split_byline, split_lead, without_related, without_wait_block
from crawler.parse.pictures import read_images
from crawler.parse.text import alike, fold, letters
from crawler.parse.urls import SiteUrl

LONGEST_DATE = 60
"""Characters of a date line."""


def read_by_fallback(root: Element, address: SiteUrl, newspaper: Newspaper) -> Draft:
    """Title, date and text of a page that fits no layout.

    :raises NotAnArticle: when its meta data do not name an article.
    """
    if not claims_article(root, newspaper):
        raise NotAnArticle(Reason.ERROR_PAGE, "no layout fits, and the page's meta data name no article")
    draft = Draft("fallback")
    fill_title(draft, root)
    draft.kicker = _kicker(root, draft.title)
    body = find_body(root)
    draft.date = _date(root, body, newspaper, address.article_id or "")
    fill_body(draft, root, body, newspaper)
    return draft


def fill_title(draft: Draft, root: Element) -> None:
    """Take the title from the page's meta data."""
    draft.title = fold(meta(root).get("og:title", ""))
    draft.sources["title"] = "meta"


def fill_body(draft: Draft, root: Element, body: Element | None, newspaper: Newspaper) -> None:
    """Take lead, text, byline and pictures from ``body``, the element that ``find_body`` names."""
    if body is None:
        return
    content = read_content(body, Boxes())
    apart = {letters(draft.title), letters(draft.date.raw if draft.date else "")}
    paragraphs = without_wait_block(without_related(content.paragraphs, newspaper))
    paragraphs = [paragraph for paragraph in paragraphs if letters(paragraph.text) not in apart]
    author, paragraphs = split_byline(paragraphs, draft.author)
    # Migrated pages print the lead twice.
    repeated = paragraphs.pop(0).text if len(paragraphs) > 1 and _alike(paragraphs) else None
    draft.lead, draft.paragraphs = split_lead(paragraphs, repeated, description_of(meta(root)))
    draft.images = read_images(content.pictures, newspaper)
    draft.sources |= dict.fromkeys(("lead", "body", "images"), "fallback")
    if draft.author is None:
        draft.author = author
        draft.sources["author"] = "fallback"


def _alike(paragraphs: list[Paragraph]) -> bool:
    return alike(paragraphs[0].text, paragraphs[1].text)


def _kicker(root: Element, title: str) -> str | None:
    """What the headline's element prints before the title."""
    for headline in map(plain_text, root.iter("h1")):
        if title and headline.endswith(title):
            return headline.removesuffix(title).rstrip(" :") or None
    return None


def _date(root: Element, body: Element | None, newspaper: Newspaper, article_id: str) -> PrintedDate | None:
    """The last line before the body that is a date and nothing else."""
    found = None
    for element in root.iter():
        if element is body:
            break
        text = element.text
        if text and len(text) <= LONGEST_DATE and "/" in text:
            date = read_date(text, newspaper.timezone, article_id)
            found = date if date.at else found
    return found


DEEPEST = 100
"""Nesting depth down to which elements are searched."""

FORGET_AFTER = 500
"""Pages after which trafilatura's caches are emptied: they keep lines of text, and emptying takes 50 ms."""

_extractions = count(1)


def find_body(root: Element) -> Element | None:
    """The element whose text is most like the page's main text; None when there is no such text.

    A single paragraph, or an element that contains the headline, is taken only when there is no other.
    """
    lines = _main_lines(root)
    if not lines:
        return None
    path = list(_path_to_text(root, lines))
    likely = [element for element in path if element.tag != "p" and next(element.iter("h1"), None) is None]
    return max(likely or path, key=lambda element: _likeness(element, lines))


def _main_lines(root: Element) -> list[str]:
    # Imported here, since it takes half a second and most runs never need it.
    from trafilatura import extract
    from trafilatura.meta import reset_caches

    text = extract(etree.tostring(root, encoding="unicode", method="html"), favor_recall=True, include_comments=False)
    if next(_extractions) % FORGET_AFTER == 0:
        reset_caches()
    return [line for line in map(_bare, (text or "").splitlines()) if line]


def _path_to_text(root: Element, lines: list[str]) -> Iterator[Element]:
    """Elements from the root down, at each level the child with most of the text."""
    element: Element | None = root
    for _ in range(DEEPEST):
        if element is None:
            return
        yield element
        element = max(element.iterchildren(), key=lambda child: _held(_text(child), lines), default=None)


def _likeness(element: Element, lines: list[str]) -> float:
    """Share of letters that are in both the element and the lines, 0 to 1."""
    text = _text(element)
    return 2 * _held(text, lines) / (len(text) + sum(map(len, lines)))


def _held(text: str, lines: list[str]) -> int:
    return sum(len(line) for line in lines if line in text)


def _text(element: Element) -> str:
    return _bare(plain_text(element))


def _bare(text: str) -> str:
    return "".join(text.split()).lstrip("-|")
