"""What a page's JSON-LD and meta tags say of its article. Pure."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.etree import _Element as Element

from crawler.parse.document import meta
from crawler.parse.text import fold

ARTICLE_TYPES = frozenset(
    {
        "Article",
        "NewsArticle",
        "BlogPosting",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "LiveBlogPosting",
        "Report",
    }
)

AUTHOR_TAGS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author")

DATE_TAGS = (
    "article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.created",
    "pubdate",
    "parsely-pub-date",
)

COMMENT_START = re.compile(r"\A\s*(?://|/\*)?\s*<!(?:\[CDATA\[|--)(?:\s*\*/)?")

COMMENT_END = re.compile(r"(?://|/\*)?\s?(?:\]\]>|-->)(?:\s?\*/)?\s?\Z")

MOST_OBJECTS = 1_000
"""JSON objects that are looked at; a page has some 20."""


@dataclass(frozen=True, slots=True)
class StructuredData:
    """One article's own data; empty where the page gives none."""

    is_article: bool = False
    """Whether JSON-LD names an article."""
    headline: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    publishers: tuple[str, ...] = ()
    """Names of the publisher and of the site."""


def structured_data(root: Element) -> StructuredData:
    """JSON-LD first, meta tags where it says nothing."""
    objects = list(_objects(root))
    articles = [found for found in objects if ARTICLE_TYPES.intersection(_texts(found.get("@type")))]
    article = articles[0] if articles else {}
    data = meta(root)
    authors = tuple(_names(article.get("author"), objects)) or tuple(_meta_authors(data))
    published = _first(_texts(article.get("datePublished"))) or _first(data[tag] for tag in DATE_TAGS if tag in data)
    publishers = (*_names(article.get("publisher"), objects), fold(data.get("og:site_name", "")))
    headline = _first(_texts(article.get("headline")))
    return StructuredData(bool(articles), fold(headline), authors, fold(published), tuple(filter(None, publishers)))


def _meta_authors(data: dict[str, str]) -> Iterator[str]:
    """The first tag that names somebody; addresses of profiles are no names."""
    names = (fold(data[tag]) for tag in AUTHOR_TAGS if tag in data)
    yield from [name for name in names if name and "://" not in name][:1]


def _objects(root: Element) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, also those inside others; what cannot be parsed is passed over."""
    waiting: list[Any] = []
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            try:
                waiting.append(json.loads(_json(script.text or ""), strict=False))
            except (ValueError, RecursionError):
                continue
    taken = 0
    waiting.reverse()
    while waiting and taken < MOST_OBJECTS:
        taken += 1
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting.extend(reversed([inner for inner in value.values() if isinstance(inner, dict | list)]))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _json(text: str) -> str:
    """The JSON of a script without the comment marks that old systems put round it."""
    return COMMENT_END.sub("", COMMENT_START.sub("", text).rstrip())


def _names(value: Any, objects: list[dict[str, Any]]) -> Iterator[str]:
    """Names of persons or organisations: texts, objects with a name, or references to such."""
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, dict) and "name" not in entry:
            entry = next((found for found in objects if "name" in found and found.get("@id") == entry.get("@id")), {})
        names = _texts(entry.get("name")) if isinstance(entry, dict) else _texts(entry)
        yield from (fold(name) for name in names if fold(name) and "://" not in name)


def _texts(value: Any) -> list[str]:
    return [text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)]


def _first(texts: Any) -> str:
    return next(iter(texts), "")
