"""Reading a page that fits no layout: what it tells of itself, and trafilatura for the text. Pure.

Slow, and therefore only for pages that cannot be read otherwise; every field is marked.
"""

from lxml.etree import _Element as Element

from crawler.newspapers.model import Newspaper
from crawler.parse.container import find_body
from crawler.parse.content import Boxes, Paragraph, read_content
from crawler.parse.dates import PrintedDate, read_date
from crawler.parse.draft import Draft
from crawler.parse.errors import NotAnArticle, Reason
from crawler.parse.images import read_images
from crawler.parse.lead import description_of, split_lead
from crawler.parse.page import meta
from crawler.parse.printed import plain_text
from crawler.parse.refusals import claims_article
from crawler.parse.related import without_related
from crawler.parse.tail import split_byline, without_wait_block
from crawler.parse.text import alike, fold, letters
from crawler.urls import Address

LONGEST_DATE = 60
"""Characters of a date line."""


def read_by_fallback(root: Element, address: Address, newspaper: Newspaper) -> Draft:
    """Title, date and text of a page without its selectors; raises NotAnArticle when it does not claim an article."""
    if not claims_article(root, newspaper):
        raise NotAnArticle(Reason.ERROR_PAGE, "no layout fits, and the page's own data tell of no article")
    draft = Draft("fallback")
    fill_title(draft, root)
    draft.kicker = _kicker(root, draft.title)
    body = find_body(root)
    draft.date = _date(root, body, newspaper, address.article_id or "")
    fill_body(draft, root, body, newspaper)
    return draft


def fill_title(draft: Draft, root: Element) -> None:
    """Take the title from the page's own data."""
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
    # The migration printed the lead a second time before it.
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
