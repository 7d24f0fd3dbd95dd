"""From links and addresses to what the frontier keeps of them. Pure."""

from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import urlsplit

from crawler.archive.frontier.entries import Discovery
from crawler.newspapers import Newspaper
from crawler.parse.listing import Link
from crawler.parse.urls import UrlKind, classify_url

BATCH = 500
"""Articles written down in one transaction: a file or a sitemap may name more than memory should hold."""


def from_links(links: Iterable[Link], listed_in: str | None = None) -> list[Discovery]:
    """What the frontier keeps of links; ``listed_in`` is the section whose list they stand in."""
    return [
        Discovery(link.article_id, link.url, link.month, _section(link.url), link.title, listed_in) for link in links
    ]


def from_address(href: str, newspaper: Newspaper, day: str | None = None) -> Discovery | None:
    """What the frontier keeps of an article's address, None when it is none of the newspaper.

    ``day`` is the day of publication (``YYYYMMDD``) when it is known; it counts if it agrees with the address.
    """
    found = classify_url(href, newspaper.home, newspaper)
    if found.kind is not UrlKind.ARTICLE:
        return None
    assert found.article_id is not None
    assert found.month is not None
    published = day if day is not None and day.startswith(found.month) else found.month
    return Discovery(found.article_id, found.url, published, _section(found.url))


def in_batches(found: Iterable[Discovery]) -> Iterator[list[Discovery]]:
    """All of them, :data:`BATCH` at a time."""
    rest = iter(found)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _section(url: str) -> str:
    """Path of the section: all but the month and the last part of an article's canonical address."""
    return "/".join(urlsplit(url).path.strip("/").split("/")[:-2])
