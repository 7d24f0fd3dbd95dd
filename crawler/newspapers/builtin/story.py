"""The content of one article before it becomes a page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from crawler.items import Precision
from crawler.newspapers.builtin.options import Shape

Genre = Literal["report", "interview", "photos", "figures", "steps", "film", "gate"]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    role: Literal["plain", "subheading", "question", "quote", "source"] = "plain"
    """``source``: a right-aligned line at the end that names a source or the photographer, not the author."""


@dataclass(frozen=True, slots=True)
class Items:
    """A bulleted list; each item counts as a paragraph."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """A table of text."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; ``path`` as printed, on the newspaper's own host."""

    path: str
    caption: str | None


@dataclass(frozen=True, slots=True)
class Film:
    """An embedded video: no text."""

    address: str


Block = Text | Items | Figures | Picture | Film


@dataclass(frozen=True, slots=True)
class Content:
    """The content below the headline."""

    lead: str | None
    blocks: tuple[Block, ...]
    byline: str | None
    """As printed: ``NGUYỄN VŨ (Thực hiện)``."""
    author: str | None
    """Without its role word: ``NGUYỄN VŨ``."""
    tags: tuple[str, ...] = ()
    ink: int = 0
    """Another number prints the same words with other spaces and entities."""


@dataclass(frozen=True, slots=True)
class Story:
    """Headline and place of an article."""

    number: int
    """The stories of a newspaper are numbered from the newest, 0; those published later count down from -1."""
    article_id: str
    full_id: str
    """The portal's own, longer id."""
    topic: str
    section: str
    """Path of the section it belongs to: ``xa-hoi`` or ``xa-hoi/giao-duc``."""
    genre: Genre
    shape: Shape
    published_at: datetime
    precision: Precision
    date_line: str
    """The date as printed."""
    title: str
    kicker: str | None
    slug: str
    also_in: tuple[str, ...] = ()
    """Other sections that list it."""
    aliases: tuple[str, ...] = ()
    """Other paths under which it is linked."""
    listed: bool = True

    @property
    def path(self) -> str:
        """Path of its page, with slashes at both ends; of a former form without one at the end."""
        if self.shape == "bare-htm":
            return f"/{self.section}/{self.slug}-{self.article_id}.htm"
        return article_path(self.section, self.published_at, self.slug, self.article_id)


def former_path(section: str, slug: str, article_id: str) -> str:
    """Path of an article of Báo Phú Yên before it became an edition."""
    number = int(article_id, 16) % 900_000 + 10_000
    return f"/{section.split('/')[0]}/{number}/{slug}/"


def article_path(section: str, published_at: datetime, slug: str, article_id: str) -> str:
    """Path of an article's page."""
    return f"/{section}/{published_at:%Y%m}/{slug}-{article_id}/"
