"""The front page, the sections' pages, and the pages that are no news."""

from collections.abc import Callable, Sequence

from crawler.newspapers.builtin.links import Links
from crawler.newspapers.builtin.pages.boxes import Boxes
from crawler.newspapers.builtin.pages.frame import Frame, submenu
from crawler.newspapers.builtin.pages.ink import attribute
from crawler.newspapers.builtin.sections import Edition, Section
from crawler.newspapers.builtin.story import Story

LeadOf = Callable[[Story], str | None]


class ListingPages:
    """Renders lists of articles."""

    def __init__(self, edition: Edition, frame: Frame, links: Links, boxes: Boxes, lead_of: LeadOf) -> None:
        self._edition, self._frame, self._links, self._boxes = edition, frame, links, boxes
        self._lead_of = lead_of

    def home(self) -> str:
        """The front page: the newest, and some of each section."""
        parts = [self._items(self._links.newest[:6], "home")]
        for section in self._edition.sections:
            if "/" not in section.path and section.weight:
                parts.append(self._block(section))
        parts.append(self._boxes.inside())
        return self._frame.page(self._edition.slogan, "\n".join(parts), side=self._boxes.side())

    def section(self, section: Section, page: int, stories: list[Story]) -> str:
        """One page of a section's list."""
        below = [other for other in self._edition.sections if other.parent == section.parent and "/" in other.path]
        main = (
            f"<div class=\"cate_title_1 \"><a href='{section.address}' class='title color1'>{section.name}</a>"
            f"<div class='cate_nav'>{submenu(below)}</div></div>\n"
            f"{self._items(stories, f'{section.path}:{page}')}\n{self._pager(section, page)}"
            f"{self._boxes.inside()}"
        )
        return self._frame.page(section.name, main, side=self._boxes.side())

    def not_news_section(self, path: str, name: str) -> str:
        """A section of videos or adverts."""
        main = f'<div class="cate_title_1 ">{name}</div>{self._boxes.not_news(path)}'
        return self._frame.page(name, main, side=self._boxes.side())

    def not_news(self, path: str) -> str:
        """A page outside the news that looks like an article."""
        main = (
            f'<div class="date row10">06:00, 29/11/2025</div><h1 class="head_title">{attribute(path.strip("/"))}</h1>'
            '<div id="content" class="content-detail"><div class="td-post-content"><p><strong>Trang này không phải tin.'
            "</strong></p><p>Ai lưu trang này vào kho tin là đã đi lạc khỏi các chuyên mục.</p></div></div>"
        )
        return self._frame.page("Không phải tin", main, side=self._boxes.side())

    def missing(self) -> str:
        """The page of a 404."""
        return self._frame.page("Không tìm thấy", "<p>Trang bạn tìm không có ở đây.</p>")

    def _items(self, stories: Sequence[Story], place: str) -> str:
        """A list of articles, the first one large."""
        if not stories:
            return '<div class="list-bd"></div>'
        first = f'<div class="first row10">{self._boxes.card(stories[0], place, self._edition.skin.link)}</div>'
        rest = "\n".join(self._item(story, place) for story in stories[1:])
        return f'{first}\n<div class="list-bd">\n{rest}\n</div>'

    def _item(self, story: Story, place: str) -> str:
        skin = self._edition.skin
        return skin.item.format(
            picture=self._boxes.avatar(story, place),
            title=self._boxes.title(story, place, skin.link),
            date=story.date_line,
            lead=attribute(self._lead_of(story) or ""),
        )

    def _block(self, section: Section) -> str:
        stories = (self._links.section_page(section.path, 1) or [])[:3]
        link = self._edition.skin.link
        cards = "".join(f'<div class="col">{self._boxes.card(story, "home", link)}</div>' for story in stories)
        return (
            f'<div class="cate_title_1"><a class="title" href="/{section.path}/">{section.name}</a></div>'
            f'<div class="grid3">{cards}</div>'
        )

    def _pager(self, section: Section, page: int) -> str:
        """Links for readers; the portal fills this element by script."""
        numbers = range(1, max(page + 1, self._links.pages(section.path)) + 1)
        links = "".join(f'<a href="/{section.path}/?paged={number}">{number}</a>' for number in numbers[:12])
        return self._edition.skin.pager.format(links=links)
