"""Classifies URLs: kind, canonical form, article id. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from crawler.newspapers.model import Newspaper

MAX_URL_BYTES = 1000
"""Longest own URL, without the parts that are dropped; the longest known has 200 bytes. PostgreSQL's indexes hold 2,700
bytes, a URL and a section; Scrapy silently drops requests of more than 2,083 characters."""

_NO_LETTER = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class UrlKind(StrEnum):
    """What a URL leads to."""

    ARTICLE = "article"
    NOT_NEWS = "not-news"
    """An article's URL outside the news: videos, adverts, the contact page."""
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
    """No page: a fragment, a script, mail, or an own URL that is too long or has control characters."""


@dataclass(frozen=True, slots=True)
class SiteUrl:
    """A classified URL."""

    kind: UrlKind
    url: str
    """Canonical for the newspaper's own pages; as resolved for others; empty for ``UrlKind.NONE``."""
    article_id: str | None = None
    section: str | None = None
    """First part of the path, for articles and sections."""
    subsection: str | None = None
    month: str | None = None
    """``YYYYMM`` of an article's URL; None also for articles whose form of URL has no month."""


# Many pages repeat the same links, most twice: the cache saves a third of the time spent on an article's links.
@lru_cache(maxsize=4096)
def classify_url(href: str, base: str, newspaper: Newspaper) -> SiteUrl:
    """Classify a link.

    ``href`` is the link as printed, ``base`` the absolute URL of the page. A path without a leading slash is relative
    to the site's root, as this newspaper prints them, not to the current page.
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
    """The absolute http(s) URL of ``href``; None when it has none."""
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
    return not _NO_LETTER.search(url) and len(url.encode()) <= MAX_URL_BYTES


def _kind_elsewhere(path: str, newspaper: Newspaper) -> UrlKind:
    """What a path leads to on the host of the publisher's other newspaper; the two share their pictures."""
    if newspaper.match_article(path):
        return UrlKind.OTHER_EDITION
    return UrlKind.IMAGE if newspaper.image_path.fullmatch(path) else UrlKind.FOREIGN


def _own_address(parts: SplitResult, newspaper: Newspaper) -> SiteUrl:
    printed = "/" + parts.path.removeprefix(newspaper.mirror_folder)
    path = "/" + "/".join(segment for segment in printed.split("/") if segment)
    lower = path.lower()
    if newspaper.image_path.fullmatch(path):
        return SiteUrl(UrlKind.IMAGE, urlunsplit(("https", newspaper.host, printed, parts.query, "")))
    end = "" if lower.endswith((".htm", ".html")) else "/"
    url = f"https://{newspaper.host}{path.rstrip('/')}{end}"
    if match := newspaper.match_article(path):
        kind = UrlKind.ARTICLE if is_news(path, newspaper) else UrlKind.NOT_NEWS
        groups = match.groupdict()
        return SiteUrl(kind, url, match["id"], match["section"], groups.get("subsection"), groups.get("month"))
    if path == "/":
        return SiteUrl(UrlKind.HOME, newspaper.home)
    if lower == "/rss" or lower.startswith("/rss/") or lower.endswith((".rss", ".xml")):
        return SiteUrl(UrlKind.FEED, f"https://{newspaper.host}{path}")
    if lower.split("/")[1] in {"tim-kiem", "search"}:
        return SiteUrl(UrlKind.SEARCH, url)
    segments = path.strip("/").split("/")
    return SiteUrl(UrlKind.SECTION, url, None, segments[0], segments[1] if len(segments) > 1 else None)
