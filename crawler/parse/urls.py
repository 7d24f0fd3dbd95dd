"""Addresses: what one is, its canonical form, the id of the article behind it. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from crawler.newspapers.model import Newspaper

MOST_BYTES = 1000
"""Of the newspaper's own addresses, without what is left out of them; the longest known has 200. PostgreSQL's indexes
hold 2,700 bytes, an address and a section; Scrapy drops requests of more than 2,083 letters without a word."""

_NO_LETTER = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class UrlKind(StrEnum):
    """What an address of a newspaper's page leads to."""

    ARTICLE = "article"
    NOT_NEWS = "not-news"
    """Looks like an article's, but stands outside the news: videos, adverts, the contact page."""
    OTHER_EDITION = "other-edition"
    """An article of the same publisher's other newspaper."""
    SECTION = "section"
    HOME = "home"
    IMAGE = "image"
    FEED = "feed"
    SEARCH = "search"
    FOREIGN = "foreign"
    """Another host."""
    NONE = "none"
    """No address: a fragment, a script, mail, or an own one that is endless or has control characters."""


@dataclass(frozen=True, slots=True)
class SiteUrl:
    """One address, told apart."""

    kind: UrlKind
    url: str
    """Canonical for the newspaper's own pages; as resolved for others; empty for ``Kind.NONE``."""
    article_id: str | None = None
    section: str | None = None
    """First part of the path, for articles and sections."""
    subsection: str | None = None
    month: str | None = None
    """``YYYYMM`` as the address of an article says."""


# The same links stand on many pages, most twice: measured, a third of the time spent on an article's links.
@lru_cache(maxsize=4096)
def classify_url(href: str, base: str, newspaper: Newspaper) -> SiteUrl:
    """Tell what a link leads to.

    ``href`` is the link as printed, ``base`` the absolute address of the page it stands on. A path without a slash
    at its start is the newspaper's own habit and means the site's root, not the current page.
    """
    parts = _resolve(href.strip(), base)
    if parts is None:
        return SiteUrl(UrlKind.NONE, "")
    host = (parts.hostname or "").rstrip(".")
    if host in newspaper.hosts:
        own = _own_address(parts, newspaper)
        return own if _can_be_kept(own.url) else SiteUrl(UrlKind.NONE, "")
    if host in newspaper.other_editions:
        return SiteUrl(_kind_elsewhere(parts.path, newspaper), urlunsplit(parts))
    return SiteUrl(UrlKind.FOREIGN, urlunsplit(parts))


def is_news(path: str, newspaper: Newspaper) -> bool:
    """Whether a path (``/video/ban-tin/``) belongs to the news sections."""
    segments = [segment.lower() for segment in path.split("/") if segment]
    return not any("/".join(segments[:length]) in newspaper.not_news for length in (1, 2))


def _resolve(href: str, base: str) -> SplitResult | None:
    """The absolute http(s) address that ``href`` means, or None when it means none."""
    if href.startswith("#"):
        return None
    try:
        parts = urlsplit(href)
        if not parts.scheme and not parts.netloc and parts.path and not parts.path.startswith("/"):
            href = "/" + href
        resolved = parts if parts.scheme and parts.netloc else urlsplit(urljoin(base, href))
        _ = resolved.port
    except ValueError:
        return None
    return resolved if resolved.scheme in {"http", "https"} and resolved.hostname else None


def _can_be_kept(url: str) -> bool:
    return not _NO_LETTER.search(url) and len(url.encode()) <= MOST_BYTES


def _kind_elsewhere(path: str, newspaper: Newspaper) -> UrlKind:
    """What a path leads to on the host of the publisher's other newspaper; the two share their pictures."""
    if newspaper.article_path.fullmatch(path):
        return UrlKind.OTHER_EDITION
    return UrlKind.IMAGE if newspaper.image_path.fullmatch(path) else UrlKind.FOREIGN


def _own_address(parts: SplitResult, newspaper: Newspaper) -> SiteUrl:
    path = "/" + "/".join(segment for segment in parts.path.split("/") if segment)
    lower = path.lower()
    if newspaper.image_path.fullmatch(path):
        return SiteUrl(UrlKind.IMAGE, urlunsplit(("https", newspaper.host, parts.path, parts.query, "")))
    url = f"https://{newspaper.host}{path.rstrip('/')}/"
    if match := newspaper.article_path.fullmatch(path):
        kind = UrlKind.ARTICLE if is_news(path, newspaper) else UrlKind.NOT_NEWS
        return SiteUrl(kind, url, match["id"], match["section"], match["subsection"], match["month"])
    if path == "/":
        return SiteUrl(UrlKind.HOME, newspaper.home)
    if lower == "/rss" or lower.startswith("/rss/") or lower.endswith((".rss", ".xml")):
        return SiteUrl(UrlKind.FEED, f"https://{newspaper.host}{path}")
    if lower.split("/")[1] in {"tim-kiem", "search"}:
        return SiteUrl(UrlKind.SEARCH, url)
    segments = path.strip("/").split("/")
    return SiteUrl(UrlKind.SECTION, url, None, segments[0], segments[1] if len(segments) > 1 else None)
