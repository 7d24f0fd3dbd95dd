"""Adds hints to breached rules: selector, example page, element that now holds the field. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml.etree import _Element as Element
from scrapy.http import Response

from crawler.items import Article
from crawler.monitoring.health.coverage import RunCoverage
from crawler.monitoring.health.rules import Breach
from crawler.newspapers.model import Newspaper
from crawler.parse.article import read_article
from crawler.parse.document import as_response, open_page
from crawler.parse.errors import UnreadablePage
from crawler.parse.html_text import plain_text
from crawler.parse.text import fold

DEEPEST = 100
"""Nested elements that are searched."""

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

WITHOUT_TEXT = ("tags", "images")
"""Fields that are not the text of one element."""


def describe(breaches: Iterable[Breach], coverage: RunCoverage, newspaper: Newspaper) -> Iterator[str]:
    """One line per example page with all breaches it shows."""
    by_page: dict[str | None, list[str]] = defaultdict(list)
    for breach in breaches:
        text, url = _describe_one(breach, coverage, newspaper)
        by_page[url].append(text)
    for url, texts in by_page.items():
        line = "; ".join(texts)
        yield f"{line}; look at {url}" if url else line


def _describe_one(breach: Breach, coverage: RunCoverage, newspaper: Newspaper) -> tuple[str, str | None]:
    """The description of one breach, and the URL of an example page."""
    if breach.field is None:
        return breach.message, breach.url
    selector = getattr(newspaper.layouts[0], SELECTORS[breach.field])
    text = f"{breach.message}: selector {selector}"
    if breach.url is not None:
        return text, breach.url
    examples = [*coverage.without_selector[breach.field], *coverage.without_field[breach.field]]
    for article in examples:
        if element := current_element(article, breach.field, newspaper):
            return f"{text}, now perhaps {element}", article.url
    return text, examples[0].url if examples else None


def current_element(article: Article, field: str, newspaper: Newspaper) -> str | None:
    """A selector of the element that holds a field, or seems to when the page is read without selectors."""
    if article.page is None or field in WITHOUT_TEXT:
        return None
    page = as_response(article.page)
    if not getattr(article, field):
        try:
            article = read_article(page, replace(newspaper, layouts=()))
        except UnreadablePage:
            return None
    return element_of(page, article, field)


def element_of(response: Response, article: Article, field: str) -> str | None:
    """A selector of the innermost element that contains the whole text of a field, as read by another rule.

    ``field`` is one of title, kicker, lead, body, author, published_at. None when the article has no such text, or
    no element contains it.
    """
    body = next(open_page(response).iter("body"), None)
    texts = _texts(article, field)
    if body is None or not texts:
        return None
    start = next((element for element in body.iter("h1") if _prints(element, texts)), body)
    element = _innermost(start, texts)
    return None if element is body else selector_of(element)


def selector_of(element: Element) -> str:
    """A selector for use in a layout: names of the element and its parent."""
    around = element.getparent()
    own = _names(element)
    return own if around is None or "#" in own else f"{_names(around)} > {own}"


def _texts(article: Article, field: str) -> list[str]:
    if field == "body":
        paragraphs = article.body.split("\n\n")
        return [fold(text) for text in (paragraphs[0], paragraphs[-1]) if text]
    value = getattr(article, {"published_at": "published_raw"}.get(field, field))
    return [value] if value else []


def _innermost(element: Element, texts: list[str]) -> Element:
    for _ in range(DEEPEST):
        inner = next((child for child in element.iterchildren() if _prints(child, texts)), None)
        if inner is None:
            break
        element = inner
    return element


def _prints(element: Element, texts: list[str]) -> bool:
    printed = plain_text(element)
    return all(text in printed for text in texts)


def _names(element: Element) -> str:
    if element.get("id"):
        return f"{element.tag}#{element.get('id')}"
    return ".".join([str(element.tag), *(element.get("class") or "").split()])
