"""Reads an article from its page: response in, Article out, or an exception with a reason. Pure."""

from lxml.etree import _Element as Element
from scrapy.http import Response

from crawler.items import Article
from crawler.newspapers.model import Newspaper
from crawler.parse.checks import check_kind, identify
from crawler.parse.document import meta, open_page
from crawler.parse.draft import Draft, finish
from crawler.parse.errors import NotAnArticle, Reason
from crawler.parse.fallback import fill_body, fill_title, read_by_fallback
from crawler.parse.layout import find_layout, read_by_layout
from crawler.parse.parts import split_kicker
from crawler.parse.text_layout import read_by_text
from crawler.parse.urls import SiteUrl, UrlKind, classify_url


def read_article(response: Response, newspaper: Newspaper) -> Article:
    """The article on a page whose ``response.url`` is the newspaper's own address of it.

    Layouts are tried first, then the line order of old pages, then meta data and trafilatura.

    :raises UnreadablePage: when the response holds no complete page.
    :raises NotAnArticle: when no article can be taken from it.
    """
    address = classify_url(response.url, newspaper.home, newspaper)
    if address.kind is not UrlKind.ARTICLE or address.article_id is None:
        raise NotAnArticle(Reason.NOT_AN_ADDRESS, response.url)
    root = open_page(response)
    found = find_layout(root, newspaper.layouts)
    if found is None or not found.is_whole:
        check_kind(root, response, newspaper)
    data = meta(root)
    address = identify(root, data, address, newspaper)
    if found is None:
        draft = _read_without_layout(root, address, newspaper)
    else:
        draft = read_by_layout(found, data, newspaper, address.article_id or "")
        split_kicker(draft, data)
        if found.title is None:
            fill_title(draft, root)
        if found.body is None:
            fill_body(draft, root, newspaper)
    return finish(draft, address, newspaper)


def _read_without_layout(root: Element, address: SiteUrl, newspaper: Newspaper) -> Draft:
    for layout in newspaper.layouts:
        draft = read_by_text(root, layout.earlier, newspaper) if layout.earlier else None
        if draft is not None:
            return draft
    return read_by_fallback(root, address, newspaper)
