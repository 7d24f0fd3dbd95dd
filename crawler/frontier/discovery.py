"""Converts links and addresses to frontier entries. Pure."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import urlsplit

from crawler.archive.frontier.entries import Discovery
from crawler.newspapers import Newspaper
from crawler.parse.listing import Link
from crawler.parse.urls import UrlKind, classify_url

NUMBER = re.compile(r"/\d+$|(?:19|20)\d{4}$")
"""``/202511``, ``/123456``, or a month written without the slash before it."""

BATCH = 500
"""Articles recorded in one transaction: a file or a sitemap may name more than memory should hold."""


def from_links(links: Iterable[Link], listed_in: str | None = None) -> list[Discovery]:
    """Frontier entries of links; ``listed_in`` is the section whose list holds them."""
    return [
        Discovery(link.article_id, link.url, link.month, _section(link.url), link.title, listed_in) for link in links
    ]


def from_address(href: str, newspaper: Newspaper, day: str | None = None) -> Discovery | None:
    """The frontier entry of an article's address; None when it is not an article of the newspaper.

    ``day`` is the day of publication (``YYYYMMDD``) if known; it is used when it agrees with the month in the address,
    or when the address has none.
    """
    found = classify_url(href, newspaper.home, newspaper)
    if found.kind is not UrlKind.ARTICLE:
        return None
    assert found.article_id is not None
    month = found.month or ""
    published = day if day is not None and day.startswith(month) else month
    return Discovery(found.article_id, found.url, published, _section(found.url))


def in_batches(found: Iterable[Discovery]) -> Iterator[list[Discovery]]:
    """The items in lists of at most :data:`BATCH`."""
    rest = iter(found)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _section(url: str) -> str:
    """Path of the section: the canonical address without its last part and the month or number before it."""
    path = urlsplit(url).path.strip("/").rpartition("/")[0]
    return NUMBER.sub("", path)
