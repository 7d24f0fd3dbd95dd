"""The data that describes a newspaper, typed and frozen."""

import re
from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
"""Time zone of publication dates and of the days that an operator names."""


@dataclass(frozen=True, slots=True)
class TextLayout:
    """Layout of pages with unknown markup: the order of lines around the date line."""

    name: str
    date_line: re.Pattern[str]
    """Pattern of the complete date line. Kicker and headline come before it; the headline perhaps again, lead, body and
    byline after it."""
    end: re.Pattern[str]
    """Pattern of the complete line after which the article has ended."""


@dataclass(frozen=True, slots=True)
class Layout:
    """CSS selectors of a page template's fields; ``None`` for fields it does not have."""

    name: str
    title: str | None
    """Element whose text, without the ``kicker`` inside it, is the headline; None: only the meta data name it."""
    body: str
    """Element that holds the paragraphs."""
    date: str | None = None
    """The page may have several; the one next to the headline counts."""
    kicker: str | None = None
    """Inside the headline's element or before it in the same box."""
    author: str | None = None
    no_author: frozenset[str] = frozenset()
    """Texts that the template prints at the author's place when it has no name."""
    repeated_lead: str | None = None
    """Element that prints the lead outside the body, alone or a second time."""
    picture: str | None = None
    """Box of pictures and their captions."""
    caption: str | None = None
    """The caption inside ``picture``."""
    tag: str | None = None
    full_id: str | None = None
    """Element whose text is the portal's own long id; it ends with the id in the address."""
    section: str | None = None
    """Element whose text is the path of the article's section; read where the page does not name its own address."""
    not_text: str | None = None
    """Elements inside the body that are no part of the article: related boxes, adverts."""
    earlier: TextLayout | None = None
    """Text layout of pages from before this layout."""


@dataclass(frozen=True, slots=True)
class ListingLayout:
    """CSS selectors of links on pages."""

    navigation: str
    """Links to sections."""
    aside: str
    """Boxes repeated on many pages; article links outside them are the page's own list."""
    pager: str
    """Element of the pager, even before a script fills it."""
    page_parameter: str
    """Query parameter of the pager, e.g. ``paged``."""


@dataclass(frozen=True, slots=True)
class Expectations:
    """Lower bounds for a healthy run; shares are 0..1."""

    sections: int
    """Fewest news sections in the navigation."""
    new_articles_a_day: int
    """Fewest new articles per day on the live newspaper."""
    field_shares: dict[str, float]
    """Least share of articles with a field, by field."""
    body_characters: int
    """Least median length of a body, in characters."""


@dataclass(frozen=True, slots=True, eq=False)
class Newspaper:
    """A newspaper: addresses, page templates, expectations. Equal only to itself."""

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
    article_paths: tuple[re.Pattern[str], ...]
    """Address forms of articles: patterns of the path, today's first, each with the groups ``section`` and ``id``, and
    perhaps ``subsection`` and ``month`` (YYYYMM). An id of one form says nothing about ids of another."""
    sections: frozenset[str]
    """Paths of known news sections, so that arguments can be checked before the first request."""
    not_news: frozenset[str]
    """Paths of sections (no outer slashes, lower case) without news, including everything below them."""
    image_path: re.Pattern[str]
    """Path of a picture."""
    layouts: tuple[Layout, ...]
    """Page templates, the most common first."""
    listing: ListingLayout
    expectations: Expectations
    image_hosts: frozenset[str] = frozenset()
    """Hosts that hold nothing but pictures; on them every path is a picture's."""
    picture_folder: str | None = None
    """Element of a page that names the folder below ``/file/`` from which a script shows ``/dataimages/``."""
    true_clock: bool = False
    """Whether migrated articles, whose ids are decimal, show their true time of day; elsewhere it is doubted."""
    unproven: str | None = None
    """What these data rest on while no survey of the live newspaper has agreed with them; None once one has."""
    mirror_folder: str = "/"
    """Folder of a mirror below which the newspaper's paths begin; its links may carry it."""

    @property
    def host(self) -> str:
        """Canonical host name."""
        return self.home.split("/")[2]

    @property
    def hosts(self) -> frozenset[str]:
        """All host names of this newspaper."""
        return self.aliases | {self.host}

    def match_article(self, path: str) -> re.Match[str] | None:
        """The path as read by the first form that fits; None when it is no article's."""
        return next(filter(None, (form.fullmatch(path) for form in self.article_paths)), None)

    def doubted_id(self, article_id: str) -> str:
        """The id, if the time of day that its article shows may be wrong; else an empty string."""
        return "" if self.true_clock else article_id
