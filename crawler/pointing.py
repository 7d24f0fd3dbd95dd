"""Where to look when a tripwire was touched: the selector, a page, the element that may be meant now. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from crawler.found import Found
from crawler.items import Article
from crawler.kept import as_response
from crawler.newspapers.model import Newspaper
from crawler.parse.article import read_article
from crawler.parse.errors import NotAPage
from crawler.parse.lookalike import lookalike
from crawler.tripwires import Trip

SELECTORS = {
    "title": "title",
    "kicker": "kicker",
    "lead": "body",
    "body": "body",
    "author": "author",
    "published_at": "date",
    "tags": "tag",
    "images": "picture",
}
"""Selector of a layout by the field that it gives."""

NOT_LOOKED_FOR = ("tags", "images")
"""Fields that are no text which one element prints."""


def tell(trips: Iterable[Trip], found: Found, newspaper: Newspaper) -> Iterator[str]:
    """What was found, one line for all that the same page shows."""
    by_page: dict[str | None, list[str]] = defaultdict(list)
    for trip in trips:
        text, url = _point(trip, found, newspaper)
        by_page[url].append(text)
    for url, texts in by_page.items():
        line = "; ".join(texts)
        yield f"{line}; look at {url}" if url else line


def _point(trip: Trip, found: Found, newspaper: Newspaper) -> tuple[str, str | None]:
    """The text on one trip, and the address of a page that shows it."""
    if trip.field is None:
        return trip.told, trip.url
    selector = getattr(newspaper.layouts[0], SELECTORS[trip.field])
    text = f"{trip.told}: selector {selector}"
    if trip.url is not None:
        return text, trip.url
    examples = [*found.without_selector[trip.field], *found.without_field[trip.field]]
    for article in examples:
        if element := now_printed_by(article, trip.field, newspaper):
            return f"{text}, now perhaps {element}", article.url
    return text, examples[0].url if examples else None


def now_printed_by(article: Article, field: str, newspaper: Newspaper) -> str | None:
    """A selector of the element that prints a field, or seems to when the page is read without any selectors."""
    if article.page is None or field in NOT_LOOKED_FOR:
        return None
    page = as_response(article.page)
    if not getattr(article, field):
        try:
            article = read_article(page, replace(newspaper, layouts=()))
        except NotAPage:
            return None
    return lookalike(page, article, field)
