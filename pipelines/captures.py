"""Reads captures of web archives: a captured response in, an article and links out. Runs in processes of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from itemadapter import ItemAdapter
from scrapy.http import Headers, HtmlResponse

from crawler.archive.captures.payload import BadPayload, Payload, check_digest, read_payload
from crawler.archive.captures.store import Capture
from crawler.archive.pages.warc_records import encode_page
from crawler.items import Page
from crawler.newspapers.site import Site
from crawler.parse.article import read_article
from crawler.parse.decoding import is_html
from crawler.parse.errors import Reason, Rejected, UnreadablePage
from crawler.parse.listing import Link, read_article_links, read_listing
from crawler.parse.urls import SiteUrl, UrlKind, classify_url
from pipelines.normalise import NormalisePipeline
from pipelines.store import rows as as_rows
from pipelines.validate import AHEAD, validate

READ_KINDS = frozenset({UrlKind.ARTICLE, UrlKind.SECTION, UrlKind.HOME})

OK = 200
REDIRECTS = range(300, 400)


@dataclass(frozen=True, slots=True)
class RawCapture:
    """A record of a web archive whose address is the newspaper's."""

    kind: str
    """``response`` or ``revisit``."""
    url: str
    captured_at: datetime | None
    block: bytes | None
    """The HTTP response as recorded; None when it is too long to be a page."""
    headers: Mapping[str, str]
    """The record's own, by name in lower case."""


@dataclass(frozen=True, slots=True)
class CaptureReading:
    """What a capture holds."""

    newspaper: str
    address: SiteUrl
    capture: Capture | None = None
    """The article, read; None for a list, a revisit and what was refused."""
    links: tuple[Link, ...] = ()
    record: bytes | None = None
    """The page as a record of the page archive, if pages are kept."""
    revisit_at: datetime | None = None
    """When a revisit record saw the page of an earlier capture again."""
    payload_digest: str | None = None
    """Of the page that a revisit record refers to."""
    refused: str = ""
    """A short stable word for why it was not read."""
    detail: str = ""


def find_address(url: str, sites: Sequence[Site]) -> tuple[Site, SiteUrl] | None:
    """The newspaper's page behind an address; None when it is no page that is read."""
    for site in sites:
        found = classify_url(url, site.newspaper.home, site.newspaper)
        if found.kind in READ_KINDS:
            return site, found
    return None


def read_capture(sites: Sequence[Site], keep: bool, raw: RawCapture) -> CaptureReading:
    """Read one capture by the current rules; what cannot be read has a reason. ``keep``: also encode the page."""
    found = find_address(raw.url, sites)
    assert found is not None
    site, address = found
    name = site.newspaper.name
    try:
        moment = _moment(raw.captured_at)
        if raw.kind == "revisit":
            return CaptureReading(
                name, address, revisit_at=moment, payload_digest=raw.headers.get("warc-payload-digest")
            )
        payload = _payload(raw)
        response = HtmlResponse(address.url, payload.status, _scrapy_headers(payload), payload.body)
        if address.kind is not UrlKind.ARTICLE:
            return CaptureReading(name, address, links=read_listing(response, site.newspaper).articles)
        capture = _capture(response, site, raw, moment)
        links = read_article_links(response, site.newspaper)
    except BadPayload as refusal:
        return CaptureReading(name, address, refused=refusal.reason, detail=str(refusal))
    except (UnreadablePage, Rejected) as refusal:
        return CaptureReading(name, address, refused=str(refusal.reason), detail=str(refusal))
    page = Page(address.url, payload.status, payload.headers, payload.body)
    return CaptureReading(name, address, capture, links, encode_page(page, moment) if keep else None)


def _moment(captured_at: datetime | None) -> datetime:
    if captured_at is None:
        raise BadPayload("no-date", "the record has no WARC-Date that can be read")
    if captured_at > datetime.now(UTC) + AHEAD:
        raise BadPayload("no-date", f"the record is dated {captured_at.isoformat()}")
    return captured_at


def _payload(raw: RawCapture) -> Payload:
    if raw.block is None:
        raise BadPayload(str(Reason.TOO_LARGE), f"a record of {raw.headers.get('content-length')} bytes")
    if why := raw.headers.get("warc-truncated"):
        raise BadPayload(str(Reason.TRUNCATED), f"WARC-Truncated: {why}")
    check_digest(raw.block, raw.headers.get("warc-block-digest", ""))
    payload = read_payload(raw.block)
    if payload.status in REDIRECTS:
        raise BadPayload("redirect", f"status {payload.status}")
    if payload.status != OK:
        raise BadPayload(f"status-{payload.status}", raw.url)
    if not is_html(payload.body):
        raise BadPayload(str(Reason.NOT_HTML), f"it begins with {payload.body[:20]!r}")
    return payload


def _scrapy_headers(payload: Payload) -> Headers:
    headers = Headers()
    for name, value in payload.headers:
        headers.appendlist(name, value)
    return headers


def _capture(response: HtmlResponse, site: Site, raw: RawCapture, moment: datetime) -> Capture:
    item = read_article(response, site.newspaper)
    if item.sources.get("body") == "fallback" and item.published_at is None:
        # A text that no rule of its time fits is a guess, and would become a false revision.
        raise Rejected("no-layout", f"no layout fits, and there is no date: {raw.url}")
    NormalisePipeline().process_item(item)
    # An article was published before it was captured.
    validate(ItemAdapter(item), moment)
    values, pictures = as_rows(item)
    digest = sha256(response.body).hexdigest()[:32]
    return Capture(values, pictures, moment, raw.url, digest, raw.headers.get("warc-payload-digest"))
