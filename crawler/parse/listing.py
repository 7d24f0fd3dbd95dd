"""Reads links, sections and the next page from list pages and others. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlencode, urlsplit

from lxml.etree import _Element as Element
from scrapy.http import Response

from crawler.newspapers.model import Newspaper
from crawler.parse.document import check_not_empty, open_page
from crawler.parse.html_text import plain_text
from crawler.parse.selectors import Names, select
from crawler.parse.urls import SiteUrl, UrlKind, classify_url, is_news

SECTION_PATH = re.compile(r"[\w%-]+(?:/[\w%-]+)?")
"""One or two words; what has a dot is a file (a PDF, a picture, a script), not a section."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an article of the newspaper."""

    url: str
    """Canonical address."""
    article_id: str
    section: str
    """First part of the address's path."""
    month: str
    """``YYYYMM`` of the address."""
    title: str | None
    """Text of the link; lists print the kicker before it."""
    listed: bool
    """Whether it is in the page's own list, not in a box that many pages repeat; always False on an article's page."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The links of a list page."""

    articles: tuple[Link, ...]
    """Each article once, in the order printed."""
    next_page: str | None
    """Address of the next page, which may repeat this one."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the newspaper's navigation."""

    path: str
    """``xa-hoi`` or ``xa-hoi/y-te-suc-khoe``."""
    url: str
    title: str


def read_listing(response: Response, newspaper: Newspaper) -> Listing:
    """Article links and the next page of a list.

    :raises UnreadablePage: when the response holds no complete page.
    """
    root = open_page(response)
    check_not_empty(root)
    aside = frozenset(Names(root).select(newspaper.listing.aside))
    articles = tuple(_links(root, newspaper, aside))
    # Beyond the last page the pager links to further pages, whose lists are empty.
    goes_on = any(link.listed for link in articles)
    return Listing(articles, _next_page(root, response.url, newspaper) if goes_on else None)


def read_article_links(response: Response, newspaper: Newspaper) -> tuple[Link, ...]:
    """Links of an article's page to others, none of them ``listed``; raises UnreadablePage as ``read_listing`` does."""
    own = classify_url(response.url, newspaper.home, newspaper).article_id
    return tuple(link for link in _links(open_page(response), newspaper, None) if link.article_id != own)


def read_sections(response: Response, newspaper: Newspaper) -> tuple[Section, ...]:
    """News sections that the page's navigation names, each once; raises UnreadablePage as ``read_listing`` does."""
    sections: dict[str, Section] = {}
    root = open_page(response)
    check_not_empty(root)
    for element in select(newspaper.listing.navigation, root):
        address = classify_url(element.get("href") or "", newspaper.home, newspaper)
        path = urlsplit(address.url).path.strip("/")
        if address.kind is UrlKind.SECTION and SECTION_PATH.fullmatch(path) and is_news(path, newspaper):
            sections.setdefault(path.lower(), Section(path, address.url, plain_text(element)))
    return tuple(sections.values())


def _links(root: Element, newspaper: Newspaper, aside: frozenset[Element] | None) -> Iterator[Link]:
    """Links to articles, each once; ``listed`` are those outside of ``aside``, none when it is None."""
    links: dict[str, Link] = {}
    for element, address in _article_links(root, newspaper):
        article_id = address.article_id or ""
        link = links.get(article_id)
        if link is None:
            link = Link(address.url, article_id, address.section or "", address.month or "", None, False)
        links[article_id] = replace(
            link,
            title=link.title or plain_text(element) or None,
            listed=link.listed or (aside is not None and aside.isdisjoint(element.iterancestors())),
        )
    return iter(links.values())


def _article_links(root: Element, newspaper: Newspaper) -> Iterator[tuple[Element, SiteUrl]]:
    for element in root.iter("a"):
        href = element.get("href")
        # No article's address is without a digit; most links of the navigation are.
        if href and any(map(str.isdigit, href)):
            address = classify_url(href, newspaper.home, newspaper)
            if address.kind is UrlKind.ARTICLE:
                yield element, address


def _next_page(root: Element, url: str, newspaper: Newspaper) -> str | None:
    """The page after ``url``, when the pager links to a later page or is filled by a script."""
    listing = newspaper.listing
    here = classify_url(url, newspaper.home, newspaper)
    number = _page_number(url, listing.page_parameter) or 1
    numbers = [
        later
        for element in root.iter("a")
        if (later := _page_number(element.get("href") or "", listing.page_parameter))
        and classify_url(element.get("href"), here.url, newspaper).url == here.url
    ]
    goes_on = max(numbers) > number if numbers else bool(select(listing.pager, root))
    return f"{here.url}?{urlencode({listing.page_parameter: number + 1})}" if goes_on else None


def _page_number(href: str, parameter: str) -> int | None:
    if parameter not in href:
        return None
    values = parse_qs(urlsplit(href.strip()).query).get(parameter, [])
    return int(values[0]) if values and values[0].isdecimal() and len(values[0]) < 10 else None
