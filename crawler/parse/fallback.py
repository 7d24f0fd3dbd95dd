"""Reads a page that fits no layout: trafilatura finds the text, JSON-LD and meta tags give the rest. Pure.

Slow, so only for pages that cannot be read otherwise; ``sources`` marks every field.
"""

import re
from collections.abc import Iterator
from itertools import takewhile

from lxml.etree import _Element as Element

from crawler.items import Source
from crawler.newspapers.model import Newspaper
from crawler.parse.bylines import author_of
from crawler.parse.checks import claims_article
from crawler.parse.content import Boxes, Paragraph, read_content
from crawler.parse.dates import PrintedDate, read_date, read_timestamp
from crawler.parse.document import meta
from crawler.parse.draft import Draft
from crawler.parse.errors import NotAnArticle, Reason
from crawler.parse.html_text import plain_text
from crawler.parse.main_text import MainText, find_main_text
from crawler.parse.parts import (
    description_of,
    split_byline,
    split_lead,
    without_buttons,
    without_related,
    without_wait_block,
)
from crawler.parse.pictures import Picture, read_images, read_picture_box
from crawler.parse.structured_data import StructuredData, structured_data
from crawler.parse.text import alike, fold, letters
from crawler.parse.urls import SiteUrl, UrlKind, classify_url

LONGEST_DATE = 60
"""Characters of a date line."""

LEAST_LEAD = 40
"""Characters of a lead that stands outside the text."""

LEAD_NAME = re.compile(r"sapo|lead|summary|standfirst|descr?\b|desc-|description|intro|abstract|reply|chapeau|teaser")
"""Class names of a lead's element."""


def read_by_fallback(root: Element, address: SiteUrl, newspaper: Newspaper) -> Draft:
    """Every field of a page that fits no layout.

    :raises NotAnArticle: when its meta data do not name an article.
    """
    if not claims_article(root, newspaper):
        raise NotAnArticle(Reason.ERROR_PAGE, "no layout fits, and the page's meta data name no article")
    draft = Draft("fallback")
    fill(draft, root, newspaper, newspaper.doubted_id(address.article_id or ""))
    return draft


def fill(draft: Draft, root: Element, newspaper: Newspaper, article_id: str) -> None:
    """Fill an empty draft from a page; ``article_id`` is empty where the printed clock is not to be doubted."""
    fill_title(draft, root)
    draft.kicker = _kicker(root, draft.title)
    data, main = structured_data(root), find_main_text(root)
    _fill_author(draft, data, newspaper)
    _fill_date(draft, root, main, data, newspaper, article_id)
    _fill_text(draft, root, main, newspaper)


def fill_title(draft: Draft, root: Element) -> None:
    """Take the title from the page's meta data."""
    draft.title = fold(meta(root).get("og:title", "")) or structured_data(root).headline
    draft.sources["title"] = "meta"


def fill_body(draft: Draft, root: Element, newspaper: Newspaper) -> None:
    """Take lead, text, byline and pictures from the page's main text."""
    _fill_text(draft, root, find_main_text(root), newspaper)


def _fill_text(draft: Draft, root: Element, main: MainText | None, newspaper: Newspaper) -> None:
    if main is None:
        return
    apart = {letters(draft.title), letters(draft.kicker or ""), letters(draft.date.raw if draft.date else "")}
    paragraphs = without_wait_block(without_related(main.paragraphs, newspaper))
    paragraphs = [paragraph for paragraph in paragraphs if letters(paragraph.text) not in apart]
    author, paragraphs = split_byline(without_buttons(paragraphs), draft.author)
    description = description_of(meta(root))
    repeated = _repeated_lead(main, paragraphs, description)
    draft.lead, draft.paragraphs = split_lead(paragraphs, repeated, description)
    draft.images = read_images(_pictures(root, main, newspaper), newspaper)
    filled: dict[str, Source] = dict.fromkeys(("lead", "body", "images"), "fallback")
    draft.sources |= filled
    if draft.author is None:
        draft.author = author
        draft.sources["author"] = "fallback"


def _repeated_lead(main: MainText, paragraphs: list[Paragraph], description: str) -> str | None:
    """A lead that stands before or above the text; one of ``paragraphs`` is taken out of them."""
    # Migrated pages print the lead twice.
    if len(paragraphs) > 1 and alike(paragraphs[0].text, paragraphs[1].text):
        return paragraphs.pop(0).text
    first = paragraphs[0] if paragraphs else None
    if first is not None and first is main.paragraphs[0] and main.first_is_outside and _is_lead(first, description):
        return paragraphs.pop(0).text
    return next((fold(line.text) for line in reversed(main.before) if _is_lead(line, description)), None)


def _is_lead(paragraph: Paragraph, description: str) -> bool:
    """Whether a paragraph outside the text agrees with the page's description, or bears a lead's class name."""
    if paragraph.links or len(paragraph.text) < LEAST_LEAD:
        return False
    names = paragraph.place.get("class") or "" if paragraph.place is not None else ""
    return alike(paragraph.text, description, LEAST_LEAD) or LEAD_NAME.search(names.lower()) is not None


def _pictures(root: Element, main: MainText, newspaper: Newspaper) -> Iterator[Picture]:
    """Those of figures between the headline and the text, then those of the text; none that link to other articles."""
    yield from _figures_before(root, main)
    links = (link for link in main.box.iter("a") if _leads_to_article(link, newspaper))
    yield from read_content(main.box, Boxes(skipped=frozenset(links))).pictures


def _figures_before(root: Element, main: MainText) -> Iterator[Picture]:
    headline = False
    for element in takewhile(lambda element: element is not main.box, root.iter()):
        headline = headline or element.tag == "h1"
        if headline and element.tag == "figure":
            yield from read_picture_box(element, None)


def _leads_to_article(link: Element, newspaper: Newspaper) -> bool:
    kinds = {UrlKind.ARTICLE, UrlKind.NOT_NEWS, UrlKind.OTHER_EDITION}
    return classify_url(link.get("href") or "", newspaper.home, newspaper).kind in kinds


def _fill_author(draft: Draft, data: StructuredData, newspaper: Newspaper) -> None:
    """The names that the page's data give, but for the publisher's own."""
    publishers = {letters(name) for name in (newspaper.title, newspaper.host, *data.publishers)}
    names = [name for name in data.authors if letters(name) not in publishers]
    draft.author = author_of(", ".join(names)) if names else None
    draft.sources["author"] = "meta"


def _fill_date(
    draft: Draft, root: Element, main: MainText | None, data: StructuredData, newspaper: Newspaper, article_id: str
) -> None:
    """The date line before the text, if it is of the day that the page's data name; else their date, if any."""
    given = read_timestamp(data.published, newspaper.timezone, article_id) if data.published else None
    printed = [date for date in _date_lines(root, main, newspaper, article_id) if date.at]
    if given is None or given.at is None:
        draft.date = printed[-1] if printed else None
        return
    day = given.at.date()
    same = [date for date in printed if date.at and abs(date.at.date() - day).days <= 1]
    draft.date = same[-1] if same else given
    if not same:
        draft.sources |= dict.fromkeys(("published_at", "published_precision", "published_raw"), "meta")


def _date_lines(root: Element, main: MainText | None, newspaper: Newspaper, article_id: str) -> Iterator[PrintedDate]:
    """Lines before the text, or at its beginning, that may be a date and nothing else."""
    paragraphs = main.paragraphs if main is not None else []
    first = next((each.place for each in paragraphs if not _is_date(each.text, newspaper)), None)
    for element in takewhile(lambda element: element is not first, root.iter()):
        text = element.text
        if text and len(text) <= LONGEST_DATE and ("/" in text or "-" in text):
            yield read_date(text, newspaper.timezone, article_id)


def _is_date(text: str, newspaper: Newspaper) -> bool:
    """Whether a paragraph is a date line; trafilatura takes it for text where the text is short."""
    return len(text) <= LONGEST_DATE and read_date(text, newspaper.timezone).at is not None


def _kicker(root: Element, title: str) -> str | None:
    """What the headline's element prints before the title."""
    for headline in map(plain_text, root.iter("h1")):
        if title and headline.endswith(title):
            return headline.removesuffix(title).rstrip(" :") or None
    return None
