"""Pages read for Scrapy's own commands, which have no run: items and requests, nothing is recorded."""

from collections.abc import Iterator

from scrapy import Request
from scrapy.http import Response

from crawler.frontier.requests import Callback, preview_request
from crawler.items import Article
from crawler.newspapers.site import Site
from crawler.parse.article import read_article
from crawler.parse.document import own_page
from crawler.parse.listing import read_listing, read_sections
from crawler.parse.urls import UrlKind, classify_url


def is_article(response: Response, site: Site) -> bool:
    """Whether the response's URL is an article's."""
    return classify_url(site.own_address(response.url), site.home, site.newspaper).kind is UrlKind.ARTICLE


def article(response: Response, site: Site) -> Article:
    """The article of a page, without the page.

    :raises UnreadablePage: when it is no article's page.
    """
    return read_article(own_page(response, site), site.newspaper)


def article_requests(response: Response, site: Site, callback: Callback) -> Iterator[Request]:
    """Requests for the articles that a page links to.

    :raises UnreadablePage: when the page is not the newspaper's.
    """
    for link in read_listing(own_page(response, site), site.newspaper).articles:
        yield preview_request(site.request_address(link.url), callback)


def section_requests(response: Response, site: Site, callback: Callback) -> Iterator[Request]:
    """Requests for the first pages of the sections in the navigation.

    :raises UnreadablePage: when the page is not the newspaper's.
    """
    for section in read_sections(own_page(response, site), site.newspaper):
        yield preview_request(site.listing_address(section.path, 1), callback)
