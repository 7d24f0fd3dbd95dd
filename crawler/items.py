"""The items that spiders pass to the pipelines. The fields are those of docs/data.md; imports nothing of ours."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal

Precision = Literal["minute", "day"]
"""Precision of the publication time."""

Source = Literal["selector", "meta", "fallback", "url", "archive"]
"""Type of rule that gave a field; ``archive``: read from a web archive's capture."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture printed with an article."""

    url: str
    """Absolute address, without the portal's resize query."""
    caption: str | None = None
    """Text printed below the picture; None when there is none."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page an article was read from, as received."""

    url: str
    """The newspaper's own address of the page, also when a mirror served it."""
    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    """Without its content encoding."""


def _as_iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _as_dicts(images: Iterable[Image]) -> list[dict[str, Any]]:
    return [asdict(image) for image in images]


@dataclass(slots=True)
class Article:
    """One article of a newspaper, as printed. A ``serializer`` gives Scrapy's feed exporters a field's plain value."""

    newspaper: str
    """Name of the newspaper, e.g. ``khanhhoa``."""
    article_id: str
    """The newspaper's own id: the seven characters at the end of the address."""
    url: str
    """Canonical address: https, no ``www.``, no query, one slash at the end."""
    section: str
    """First part of the address's path, e.g. ``xa-hoi``."""
    subsection: str | None
    """Second part of the address's path, e.g. ``y-te-suc-khoe``; None when the address has none."""
    language: str
    """ISO 639-1 code: ``vi`` or ``en``."""
    title: str
    """The headline, without the kicker."""
    body: str
    """Paragraphs separated by one blank line: no lead, captions, byline, related links or wait block."""
    kicker: str | None = None
    """The line above the headline, without its colon."""
    lead: str | None = None
    """The first, bold paragraph (sapo)."""
    author: str | None = None
    """The byline without its role word."""
    published_at: datetime | None = field(default=None, metadata={"serializer": _as_iso})
    """With the newspaper's offset; 00:00 when only the day is known."""
    published_precision: Precision | None = None
    published_raw: str | None = None
    """The date as printed."""
    tags: tuple[str, ...] = field(default=(), metadata={"serializer": list})
    images: tuple[Image, ...] = field(default=(), metadata={"serializer": _as_dicts})
    sources: dict[str, Source] = field(default_factory=dict)
    """Type of rule by field, for fields with a value."""
    page: Page | None = field(default=None, repr=False, compare=False)
    """The page that the article was read from; None when pages are not stored."""
