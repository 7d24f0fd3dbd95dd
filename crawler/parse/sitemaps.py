"""Reads sitemaps and RSS or Atom feeds as a stream. Pure.

libxml2 calls the reader for each tag, so that memory does not grow with the file, and goes on behind what is not
well-formed.
"""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from itertools import chain
from typing import Literal
from urllib.parse import urljoin, urlsplit

from lxml import etree
from scrapy.http import Response

from crawler.parse.document import open_page
from crawler.parse.errors import Reason, UnreadablePage
from crawler.parse.sitemap_bytes import SitemapBytes

FEEDS = ("application/rss+xml", "application/atom+xml")

ROOTS = frozenset({"urlset", "sitemapindex", "rss", "rdf", "feed"})
KINDS: Mapping[str, Literal["page", "sitemap"]] = {"sitemap": "sitemap", "url": "page", "item": "page", "entry": "page"}

FIELDS = {
    ("url", "loc"): "address",
    ("sitemap", "loc"): "address",
    ("item", "origlink"): "original",
    ("item", "link"): "address",
    ("item", "guid"): "guid",
    ("entry", "origlink"): "original",
    ("url", "lastmod"): "changed",
    ("sitemap", "lastmod"): "changed",
    ("news", "publication_date"): "published",
    ("item", "pubdate"): "published",
    ("item", "date"): "published",
    ("entry", "published"): "published",
    ("entry", "issued"): "published",
    ("entry", "created"): "published",
}
"""What the text of an element is, by the names of its parent and itself, without namespaces, in lower case."""

ADDRESSES = ("original", "address", "guid", "about")
"""Where an entry's address is looked for, in this order; ``original`` is before a feed service rewrote it."""

MOST_NESTED = 100
"""Elements inside each other; more are no sitemap."""

LONGEST = 4096
"""Characters of an address or a date."""

FIRST_YEAR = 1990
"""Before it a date stands for none: servers write 0001 and 1970 for «unknown»."""

XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"

_PROLOG = re.compile(
    rb"\A[^<]*(?:<\?xml\b[^>]*>|<!--(?:(?!-->).){0,4000}-->|\s)*(?:<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>)?", re.S | re.I
)
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?")
_NO_ADDRESS = re.compile('[\ufffd\x00-\x1f\x7f<>"]')


@dataclass(frozen=True, slots=True)
class Entry:
    """One address in a sitemap or a feed."""

    kind: Literal["page", "sitemap"]
    url: str
    """Absolute."""
    published: date | None = None
    """In the newspaper's time zone."""
    changed: date | None = None
    """Day of the last change; nothing that the address leads to is newer."""


class Catalogue:
    """One sitemap, index of sitemaps, RSS or Atom feed, plain or gzip-compressed, or a list of addresses as text.

    Iterating reads it. Afterwards ``cut`` says why it is not whole (None when it is), ``bad_addresses`` how many
    entries have no address that can be used, ``bad_dates`` how many dates were not understood.
    """

    def __init__(self, body: bytes, address: str, zone: tzinfo, charset: str | None = None) -> None:
        self._source = SitemapBytes(body, charset)
        self._address = address
        self._zone = zone
        self.cut: str | None = None
        self.bad_addresses = 0
        self.bad_dates = 0

    def __iter__(self) -> Iterator[Entry]:
        """The entries, as they are read.

        :raises UnreadablePage: when it is no catalogue at all.
        """
        chunks = iter(self._source)
        first = next(chunks, b"")
        if b"<" not in first and first.lstrip().startswith((b"http://", b"https://")):
            yield from self._lines(first, chunks)
        else:
            yield from self._elements(first, chunks)
        self.cut = self._source.cut or self.cut

    def _lines(self, first: bytes, chunks: Iterator[bytes]) -> Iterator[Entry]:
        """A sitemap in plain text: one address a line."""
        rest = b""
        for chunk in chain((first,), chunks, (b"\n",)):
            *lines, rest = (rest + chunk).split(b"\n")
            rest = rest[:LONGEST]
            for line in filter(None, map(bytes.strip, lines)):
                text = line.decode("utf-8", "replace")
                if url := self._resolve(self._address, [text] if text.startswith("http") else []):
                    yield Entry("page", url)

    def _elements(self, first: bytes, chunks: Iterator[bytes]) -> Iterator[Entry]:
        target = _Target(self._address)
        # Nothing declares entities, so that without limits (huge_tree) none grows.
        parser = etree.XMLParser(
            target=target, recover=True, huge_tree=True, resolve_entities=False, no_network=True, encoding="utf-8"
        )
        # Inside one element of ours, whatever stands before and behind the catalogue's own does no harm.
        start = b"<catalogue>" + _PROLOG.sub(b"", first, count=1)
        try:
            for chunk in chain((start,), chunks, (b"</catalogue>",)):
                parser.feed(chunk)
                yield from self._take(target)
        except etree.XMLSyntaxError as error:
            self.cut = f"it cannot be read to its end: {error.msg}"
        if not target.known:
            raise UnreadablePage(Reason.NOT_HTML, "no sitemap and no feed")
        if target.is_open:
            self.cut = self.cut or f"it ends inside <{target.closed_last}>"

    def _take(self, target: "_Target") -> Iterator[Entry]:
        for found in target.take():
            given = [found.texts[name] for name in ADDRESSES if found.texts.get(name)]
            if url := self._resolve(found.base, given):
                published, changed = (self._day(found.texts.get(name, "")) for name in ("published", "changed"))
                yield Entry(found.kind, url, published, changed)

    def _resolve(self, base: str, given: list[str]) -> str | None:
        """The first of the addresses that can be used, absolute; None, counted, when there is none."""
        url = next(filter(None, (_absolute(base, text) for text in given)), None)
        self.bad_addresses += url is None
        return url

    def _day(self, text: str) -> date | None:
        """The day in the newspaper's time zone; None, counted when something is printed that is no date."""
        if not text:
            return None
        try:
            day = _read_day(text, self._zone)
        except (ValueError, TypeError, IndexError, OverflowError):
            self.bad_dates += 1
            return None
        return day if day.year >= FIRST_YEAR else None


def read_feed_links(response: Response) -> list[str]:
    """Addresses of the feeds that a page names, absolute where they can be parsed.

    :raises UnreadablePage: when the response holds no whole page.
    """
    return [
        _joined(response.url, element.get("href", ""))
        for element in open_page(response).iter("link")
        if element.get("type", "").lower() in FEEDS and "alternate" in element.get("rel", "").lower()
    ]


def _absolute(base: str, text: str) -> str | None:
    if len(text) >= LONGEST or _NO_ADDRESS.search(text):
        return None
    try:
        # Twice escaped addresses are common.
        url = text.replace("&amp;", "&")
        if not url.startswith(("http://", "https://")):
            url = urljoin(base, url)
        parts = urlsplit(url)
        return url if parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0 else None
    except ValueError:
        return None


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return href


def _read_day(text: str, zone: tzinfo) -> date:
    """A date as feeds write it: ISO 8601, its year or month alone (then the last day of it), or RFC 822."""
    if match := _PARTIAL_DATE.fullmatch(text):
        year, month = int(match[1]), int(match[2] or 12)
        return date(year, month, calendar.monthrange(year, month)[1])
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = parsedate_to_datetime(text)
    return (moment.astimezone(zone) if moment.tzinfo else moment).date()


class _Found:
    """One entry while it is read."""

    __slots__ = ("base", "kind", "texts")

    def __init__(self, kind: Literal["page", "sitemap"], base: str) -> None:
        self.kind = kind
        self.base = base
        self.texts: dict[str, str] = {}


class _Target:
    """Called by the parser for each tag; holds the path to the current element and the entries not yet taken."""

    def __init__(self, address: str) -> None:
        self.known = False
        """Whether the root of a sitemap or feed was seen."""
        self.closed_last = ""
        self._path: list[str] = []
        self._bases = [address]
        self._entry: _Found | None = None
        self._entry_depth = 0
        self._field: str | None = None
        self._done: list[_Found] = []

    @property
    def is_open(self) -> bool:
        """Whether the root of a sitemap or feed is still open."""
        return not ROOTS.isdisjoint(self._path)

    def take(self) -> list[_Found]:
        """The entries that were completed since the last call."""
        done, self._done = self._done, []
        return done

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = _local(tag)
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        if len(self._path) > MOST_NESTED:
            raise UnreadablePage(Reason.TOO_LARGE, f"more than {MOST_NESTED} elements inside each other")
        self._bases.append(
            _joined(self._bases[-1], attributes[XML_BASE]) if XML_BASE in attributes else self._bases[-1]
        )
        if name in ROOTS:
            self.known = True
        elif name in KINDS and self.known and not (name == "url" and parent == "image"):
            self._begin(name, attributes)
        elif self._entry is not None:
            self._look_at(parent, name, attributes)

    def end(self, tag: str) -> None:
        self._field = None
        if self._entry is not None and len(self._path) == self._entry_depth:
            self._complete()
        self.closed_last = self._path.pop()
        self._bases.pop()

    def data(self, text: str) -> None:
        if self._field is not None and self._entry is not None:
            before = self._entry.texts.get(self._field, "")
            self._entry.texts[self._field] = (before + text)[:LONGEST] if before else text.lstrip()[:LONGEST]

    def close(self) -> None:
        """Nothing is left to do."""

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._entry is not None:  # the one before was never closed
            self._complete()
        self._entry = _Found(KINDS[name], self._bases[-1])
        self._entry_depth = len(self._path)
        if about := next((value for key, value in attributes.items() if _local(key) == "about"), ""):
            self._entry.texts["about"] = about

    def _look_at(self, parent: str, name: str, attributes: Mapping[str, str]) -> None:
        assert self._entry is not None
        field = FIELDS.get((parent, name))
        if field == "guid" and attributes.get("isPermaLink", "true").strip().lower() == "false":
            return
        if (parent, name) == ("entry", "link") and attributes.get("rel", "alternate") == "alternate":
            self._entry.texts.setdefault("address", attributes.get("href", "").strip())
        if field is not None and not self._entry.texts.get(field):
            self._field = field

    def _complete(self) -> None:
        assert self._entry is not None
        texts = self._entry.texts
        for name in texts:
            texts[name] = texts[name].strip()
        self._done.append(self._entry)
        self._entry = None


@lru_cache(maxsize=256)
def _local(name: str) -> str:
    """Name without namespace or prefix, in lower case."""
    return name.rpartition("}")[2].rpartition(":")[2].lower()
