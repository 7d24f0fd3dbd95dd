"""What a survey found out, as plain data."""

from dataclasses import dataclass, field
from datetime import datetime

from crawler.survey.addresses import AddressForm
from crawler.survey.client import Exchange


@dataclass(frozen=True, slots=True)
class FieldFound:
    """A field, as the best layout reads it."""

    name: str
    pages: int
    """Articles that have it."""
    example: str


@dataclass(frozen=True, slots=True)
class LayoutFit:
    """How well a known page template fits the articles read."""

    name: str
    pages: int
    """Articles whose title and body it finds."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A sitemap or a feed."""

    url: str
    status: int
    articles: int
    """Entries that are articles of this newspaper."""
    others: int
    """Entries that are not, other sitemaps included."""
    newest: str | None
    """Day of the newest entry."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box that holds the same links on several pages."""

    selector: str
    pages: int
    links: int
    is_known: bool
    """Whether the newspaper's module leaves it out of lists."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One article's page."""

    url: str
    title: str | None
    refused: str | None
    """Why it is not read; None when it is."""


@dataclass(slots=True)
class Finding:
    """The answers; empty where a survey was stopped before."""

    home: str
    newspaper: str | None
    """Name of the module, for a known newspaper."""
    at: datetime
    requests: list[Exchange] = field(default_factory=list)
    stopped: str | None = None
    """Why it was stopped; None when it went to its end."""
    not_done: list[str] = field(default_factory=list)
    """What was not asked, with the reason."""
    host: str = ""
    """Host that the pages name as their own."""
    other_hosts: dict[str, int] = field(default_factory=dict)
    """Hosts of links with addresses like this newspaper's articles."""
    former_hosts: dict[str, int] = field(default_factory=dict)
    """Hosts that pages name in their own address (``og:url``) and that are not ``host``."""
    robots: str = ""
    crawl_delay: float | None = None
    sitemaps_named: list[str] = field(default_factory=list)
    language: str | None = None
    sections: dict[str, str] = field(default_factory=dict)
    """Names by path, from the navigation."""
    forms: list[AddressForm] = field(default_factory=list)
    unknown_addresses: list[AddressForm] = field(default_factory=list)
    layouts: list[LayoutFit] = field(default_factory=list)
    fields: list[FieldFound] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    placeholder: str | None = None
    """A text that stands at every author's place."""
    pager: str = ""
    pager_state: str = ""
    """``works``, ``repeats``, ``ends``, ``missing`` or empty."""
    catalogues: list[Catalogue] = field(default_factory=list)
    missing: str = ""
    dates: list[str] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    image_hosts: dict[str, int] = field(default_factory=dict)
    image_folders: dict[str, int] = field(default_factory=dict)
    gate: str = ""
    differences: list[str] = field(default_factory=list)
    """Where a known newspaper is not as its module says."""
