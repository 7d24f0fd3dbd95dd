"""What the crawler must know of a newspaper, as typed, frozen data."""

import re
from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
"""Time zone of publication dates and of the days that an operator names."""


@dataclass(frozen=True, slots=True)
class TextLayout:
    """How pages read whose markup is not known: by the order of their lines round one that is sure."""

    name: str
    date_line: re.Pattern[str]
    """The whole of the date's line. Kicker and headline stand before it, the headline perhaps once more, lead, body
    and byline behind it."""
    end: re.Pattern[str]
    """The whole of a line with which something begins that is no part of the article."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where one page template keeps each field: CSS selectors, ``None`` where it has no such field."""

    name: str
    title: str
    """Element whose text, without the ``kicker`` inside it, is the headline."""
    body: str
    """Element that holds the paragraphs."""
    date: str | None = None
    """Several may stand on the page; the one next to the headline counts."""
    kicker: str | None = None
    """Inside the headline's element or before it in the same box."""
    author: str | None = None
    repeated_lead: str | None = None
    """Element that prints the lead a second time, before the body."""
    picture: str | None = None
    """Box round pictures and their captions."""
    caption: str | None = None
    """The caption inside ``picture``."""
    tag: str | None = None
    full_id: str | None = None
    """Element whose text is the portal's own long id; it ends with the id in the address."""
    not_text: str | None = None
    """Elements inside the body that are no part of the article: related boxes, adverts."""
    earlier: TextLayout | None = None
    """How pages read that were printed before this layout came."""


@dataclass(frozen=True, slots=True)
class ListingLayout:
    """Where pages keep their links to others: CSS selectors."""

    navigation: str
    """Links to sections."""
    aside: str
    """Boxes that stand on many pages alike; links to articles outside them are the page's own list."""
    pager: str
    """Element that holds the pager, also while a script has yet to fill it."""
    page_parameter: str
    """Query parameter of the pager, e.g. ``paged``."""


@dataclass(frozen=True, slots=True)
class Expectations:
    """What a healthy run of the newspaper finds; shares are 0..1."""

    sections: int
    """At least so many news sections in the navigation."""
    new_articles_a_day: int
    """At least so many new articles a day, on the live newspaper."""
    field_shares: dict[str, float]
    """At least this share of the read articles has the field."""
    body_characters: int
    """At least so many characters in the median body."""


@dataclass(frozen=True, slots=True, eq=False)
class Newspaper:
    """One newspaper: its addresses, page templates and what to expect of it. Each is equal to itself alone."""

    name: str
    """Name of the spider and value of the column ``newspaper``."""
    title: str
    language: str
    home: str
    """Canonical address of the front page, with a slash at the end."""
    aliases: frozenset[str]
    """Other host names under which the same pages are linked."""
    other_editions: frozenset[str]
    """Host names of the same publisher's other newspapers."""
    timezone: tzinfo
    article_path: re.Pattern[str]
    """Path of an article, with groups ``section``, ``subsection`` (or None), ``month`` (YYYYMM) and ``id``."""
    sections: frozenset[str]
    """Paths of news sections known beforehand, so that an operator's word can be checked before the first request."""
    not_news: frozenset[str]
    """Paths of sections (without slashes at the ends, lower case) that hold no news, whatever is below them."""
    image_path: re.Pattern[str]
    """Path of a picture."""
    layouts: tuple[Layout, ...]
    """Page templates, the most usual first."""
    listing: ListingLayout
    expectations: Expectations
    mirror_folder: str = "/"
    """Folder of a mirror below which the newspaper's paths begin; its links may carry it."""

    @property
    def host(self) -> str:
        """Canonical host name."""
        return self.home.split("/")[2]

    @property
    def hosts(self) -> frozenset[str]:
        """Every host name that means this newspaper."""
        return self.aliases | {self.host}
