"""Reads sitemaps and RSS or Atom feeds. Pure."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Literal
from urllib.parse import urljoin

from lxml import etree
from lxml.etree import _Element as Element
from scrapy.http import Response

from crawler.parse.document import open_page
from crawler.parse.errors import Reason, UnreadablePage

LARGEST = 50 * 1024 * 1024
"""Most bytes of an uncompressed sitemap, by the protocol (sitemaps.org)."""
GZIP = b"\x1f\x8b\x08"
FEEDS = ("application/rss+xml", "application/atom+xml")


@dataclass(frozen=True, slots=True)
class Entry:
    """One address in a sitemap or a feed."""

    kind: Literal["page", "sitemap"]
    url: str
    published: date | None = None
    """In the newspaper's time zone."""
    changed: date | None = None
    """Day of the last change; nothing that the address leads to is newer."""


def read_catalogue(body: bytes, zone: tzinfo) -> Iterator[Entry]:
    """The entries of a sitemap, an index of sitemaps, an RSS or an Atom feed, plain or gzip-compressed.

    :raises UnreadablePage: when it is none of these.
    """
    if body.startswith(GZIP):
        body = _unpack(body)
    found = etree.iterparse(BytesIO(body), events=("end",), recover=True, resolve_entities=False, no_network=True)
    known = False
    try:
        for _, element in found:
            if (read := READERS.get(_name(element))) is not None:
                known = True
                if entry := read(element, zone):
                    yield entry
                element.clear()
    except etree.XMLSyntaxError as error:
        raise UnreadablePage(Reason.NOT_HTML, f"no sitemap and no feed: {error.msg}") from None
    if not known and _name(found.root) not in ROOTS:
        raise UnreadablePage(Reason.NOT_HTML, "no sitemap and no feed")


def read_feed_links(response: Response) -> list[str]:
    """Absolute addresses of the feeds that a page links to.

    :raises UnreadablePage: when the response holds no complete page.
    """
    return [
        urljoin(response.url, element.get("href", ""))
        for element in open_page(response).iter("link")
        if element.get("type", "").lower() in FEEDS and "alternate" in element.get("rel", "").lower()
    ]


def _unpack(body: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(body, LARGEST)
    except zlib.error as error:
        raise UnreadablePage(Reason.UNDECODED, str(error)) from None
    if unpacker.unconsumed_tail:
        raise UnreadablePage(Reason.TOO_LARGE, f"more than {LARGEST} bytes uncompressed")
    return unpacked


def _sitemap(element: Element, zone: tzinfo) -> Entry | None:
    url = _text(element, "loc")
    return Entry("sitemap", url, changed=_iso(_text(element, "lastmod"), zone)) if url else None


def _url(element: Element, zone: tzinfo) -> Entry | None:
    url = _text(element, "loc")
    published = _iso(_text(element, "publication_date", inside="news"), zone)
    return Entry("page", url, published, _iso(_text(element, "lastmod"), zone)) if url else None


def _item(element: Element, zone: tzinfo) -> Entry | None:
    url = _text(element, "link") or _text(element, "guid")
    return Entry("page", url, _rfc822(_text(element, "pubDate"), zone)) if url else None


def _entry(element: Element, zone: tzinfo) -> Entry | None:
    links = [link for link in element if _name(link) == "link" and link.get("rel", "alternate") == "alternate"]
    url = links[0].get("href", "") if links else ""
    return Entry("page", url, _iso(_text(element, "published"), zone)) if url else None


READERS: dict[str, Callable[[Element, tzinfo], Entry | None]] = {
    "sitemap": _sitemap,
    "url": _url,
    "item": _item,
    "entry": _entry,
}
ROOTS = frozenset({"urlset", "sitemapindex", "rss", "RDF", "feed"})


def _name(element: Element | None) -> str:
    """Tag name without its namespace."""
    return str(element.tag).rpartition("}")[2] if element is not None else ""


def _text(element: Element, name: str, inside: str | None = None) -> str:
    """Text of the first child of this name, or of the first in the children called ``inside``."""
    places = [element] if inside is None else [child for child in element if _name(child) == inside]
    return next(((child.text or "").strip() for place in places for child in place if _name(child) == name), "")


def _iso(text: str, zone: tzinfo) -> date | None:
    try:
        return _day(datetime.fromisoformat(text), zone)
    except ValueError:
        return None


def _rfc822(text: str, zone: tzinfo) -> date | None:
    try:
        return _day(parsedate_to_datetime(text), zone)
    except ValueError:
        return None


def _day(moment: datetime, zone: tzinfo) -> date:
    return (moment.astimezone(zone) if moment.tzinfo else moment).date()
