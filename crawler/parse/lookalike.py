"""When a selector finds nothing: which element of the page now prints the field. Pure."""

from lxml.etree import _Element as Element
from scrapy.http import Response

from crawler.items import Article
from crawler.parse.page import open_page
from crawler.parse.printed import plain_text
from crawler.parse.text import fold

DEEPEST = 100
"""Elements inside each other that are looked into."""


def lookalike(response: Response, article: Article, field: str) -> str | None:
    """A selector for the innermost element that prints all of a field, as read by another rule.

    ``field`` is one of title, kicker, lead, body, author, published_at. None when the article has no such text, or no
    element prints it.
    """
    body = next(open_page(response).iter("body"), None)
    texts = _texts(article, field)
    if body is None or not texts:
        return None
    start = next((element for element in body.iter("h1") if _prints(element, texts)), body)
    element = _innermost(start, texts)
    return None if element is body else selector_of(element)


def selector_of(element: Element) -> str:
    """A selector that a person can put into a layout: names of the element and of the one around it."""
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
