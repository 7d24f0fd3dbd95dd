"""Boxes of links that stand on several pages. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml.etree import _Element as Element
from scrapy.http import Response

from crawler.newspapers.model import Newspaper
from crawler.parse.document import open_page
from crawler.parse.selectors import select
from crawler.parse.urls import UrlKind, classify_url
from crawler.survey.finding import Box

LEAST_LINKS = 3
LEAST_PAGES = 2
ALIKE = 0.6
"""Share of links that two pages' boxes have in common."""


def find_boxes(pages: Sequence[Response], newspaper: Newspaper) -> list[Box]:
    """The outermost boxes that hold the same articles on at least two of the pages, each a list of another section."""
    pages = _with_own_links(pages, newspaper)
    seen = [dict(_boxes(open_page(page), newspaper)) for page in pages]
    repeated = {
        selector: [boxes[selector] for boxes in seen if selector in boxes]
        for selector in dict.fromkeys(selector for boxes in seen for selector in boxes)
    }
    same = {selector: alike for selector, found in repeated.items() if len(alike := _alike(found)) >= LEAST_PAGES}
    roots = [open_page(page) for page in pages]
    outer = [selector for selector in same if not _is_inside(selector, same.keys() - {selector}, roots)]
    return [
        Box(selector, len(same[selector]), len(same[selector][0]), _is_known(selector, newspaper, roots))
        for selector in outer
    ]


def _with_own_links(pages: Sequence[Response], newspaper: Newspaper) -> list[Response]:
    """The pages that list something of their own: of the others the whole page is a box."""
    found = [_articles(open_page(page), newspaper) for page in pages]
    shown = Counter(article_id for ids in found for article_id in ids)
    own = [sum(shown[article_id] == 1 for article_id in ids) for ids in found]
    return [page for page, number in zip(pages, own, strict=True) if number >= LEAST_LINKS]


def _articles(root: Element, newspaper: Newspaper) -> set[str | None]:
    addresses = (classify_url(link.get("href") or "", newspaper.home, newspaper) for link in root.iter("a"))
    return {address.article_id for address in addresses if address.kind is UrlKind.ARTICLE}


def _boxes(root: Element, newspaper: Newspaper) -> Iterator[tuple[str, frozenset[str]]]:
    """The articles of each element that has an id or a class of its own on the page."""
    links: dict[Element, set[str]] = {}
    for link in root.iter("a"):
        found = classify_url(link.get("href") or "", newspaper.home, newspaper)
        if found.kind is UrlKind.ARTICLE and found.article_id:
            for around in link.iterancestors():
                links.setdefault(around, set()).add(found.article_id)
    for element, ids in links.items():
        if len(ids) >= LEAST_LINKS and (selector := _selector(element, root)):
            yield selector, frozenset(ids)


def _selector(element: Element, root: Element) -> str | None:
    if element.tag in {"html", "body"}:
        return None
    if identity := (element.get("id") or "").strip():
        return f"#{identity}" if identity.replace("-", "").replace("_", "").isalnum() else None
    for name in (element.get("class") or "").split():
        if name.replace("-", "").replace("_", "").isalnum() and select(f".{name}", root) == [element]:
            return f".{name}"
    return None


def _alike(found: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """The largest group of pages on which the box holds the same articles."""
    groups = ([other for other in found if len(one & other) >= ALIKE * len(one | other)] for one in found)
    return max(groups, key=len, default=[])


def _is_inside(selector: str, others: set[str], roots: Sequence[Element]) -> bool:
    around = {element for root in roots for other in others for element in select(other, root)}
    return any(not around.isdisjoint(element.iterancestors()) for root in roots for element in select(selector, root))


def _is_known(selector: str, newspaper: Newspaper, roots: Sequence[Element]) -> bool:
    """Whether the module leaves the box out, or each part of it that holds links."""
    for root in roots:
        aside = set(select(newspaper.listing.aside, root))
        for element in select(selector, root):
            links = [link for link in element.iter("a") if _is_article(link, newspaper)]
            if not all(aside & {element, *link.iterancestors()} for link in links):
                return False
    return True


def _is_article(link: Element, newspaper: Newspaper) -> bool:
    return classify_url(link.get("href") or "", newspaper.home, newspaper).kind is UrlKind.ARTICLE
