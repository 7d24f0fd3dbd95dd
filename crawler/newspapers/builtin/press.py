"""Renders pages, cached while nothing changes."""

import re
from collections.abc import Callable
from zlib import crc32

from crawler.newspapers.builtin.links import Links
from crawler.newspapers.builtin.options import Options
from crawler.newspapers.builtin.pages.article import ArticlePage
from crawler.newspapers.builtin.pages.boxes import Boxes
from crawler.newspapers.builtin.pages.frame import Frame
from crawler.newspapers.builtin.pages.listing import ListingPages
from crawler.newspapers.builtin.sections import Edition, Section
from crawler.newspapers.builtin.story import Content, Story

_NAMES = re.compile(r"""\b(class|id)=(["'])(.*?)\2""")


class Press:
    """The pages of the newspaper as bytes."""

    def __init__(self, options: Options, edition: Edition, links: Links, content: Callable[[Story], Content]) -> None:
        self._renamed = options.layout == "renamed"
        self._links, self._content = links, content
        self._boxes = Boxes(edition, links)
        frame = Frame(edition, options.feeds)
        self._articles = ArticlePage(edition, frame, options.portal)
        self._listings = ListingPages(edition, frame, links, self._boxes, lambda story: content(story).lead)
        self._printed: dict[str, bytes] = {}
        self._side = self._boxes.side()

    def article(self, story: Story) -> bytes:
        """An article's page."""
        return self._once(f"article {story.article_id}", lambda: self._render(story))

    def home(self) -> bytes:
        """The front page."""
        return self._once("home", self._listings.home)

    def section(self, section: Section, page: int) -> bytes | None:
        """A page of a section; None when there is no such page."""
        stories = self._links.section_page(section.path, page)
        if stories is None:
            return None
        return self._once(f"{section.path} {page}", lambda: self._listings.section(section, page, stories))

    def not_news_section(self, path: str, name: str) -> bytes:
        """The list of a section that holds no news."""
        return self._once(f"{path} list", lambda: self._listings.not_news_section(path, name))

    def not_news(self, path: str) -> bytes:
        """A page outside the news that looks like an article."""
        return self._once(path, lambda: self._listings.not_news(path))

    def missing(self) -> bytes:
        """The page of a 404."""
        return self._once("missing", self._listings.missing)

    def _render(self, story: Story) -> str:
        boxes = self._boxes
        return self._articles.render(
            story, self._content(story), boxes.related(story), self._side, boxes.neighbours(story)
        )

    def _once(self, key: str, render: Callable[[], str]) -> bytes:
        if key not in self._printed:
            html = render()
            self._printed[key] = (_rename(html) if self._renamed else html).encode()
        return self._printed[key]


def _rename(html: str) -> str:
    """Every class name and id replaced by another, the same all over the newspaper."""

    def other(match: re.Match[str]) -> str:
        names = " ".join(f"k{crc32(name.encode()):08x}" for name in match[3].split())
        return f"{match[1]}={match[2]}{names}{match[2]}"

    return _NAMES.sub(other, html)
