"""Links to articles as they are printed: in lists, in boxes, with everything that gets pasted on to an address."""

from collections.abc import Iterable
from random import Random

from crawler.newspapers.builtin.links import Links
from crawler.newspapers.builtin.pages.body import PIXEL
from crawler.newspapers.builtin.pages.ink import attribute
from crawler.newspapers.builtin.sections import Edition
from crawler.newspapers.builtin.story import Story

TRACKING = "?zarsrc=30&amp;utm_source=zalo&amp;utm_medium=zalo&amp;gidzl=kX2"
_THUMBNAIL = "?width=300&amp;height=-&amp;type=resize"


class Boxes:
    """Prints links to stories; the same place links to the same story in the same way each time."""

    def __init__(self, edition: Edition, links: Links) -> None:
        self._edition, self._links = edition, links

    def href(self, story: Story, place: str) -> str:
        """An address for ``story`` as it may be printed at ``place``."""
        random = Random(f"{story.full_id}:{place}")
        path = random.choice((story.path, *story.aliases))
        host = self._edition.host
        return random.choices(
            (
                path,
                path.rstrip("/"),
                path + TRACKING,
                f"//{host}{path}",
                f"https://{host}{path}",
                f"http://www.{host}{path}",
                path + " ",
                path + "#binh-luan",
            ),
            (70, 6, 6, 3, 5, 2, 5, 3),
        )[0]

    def picture(self, story: Story) -> str:
        """A lazy thumbnail."""
        address = (
            f"/file/{story.full_id}/{story.published_at:%m%Y}/{story.article_id}_{story.published_at:%Y%m%d%H%M}00.jpg"
        )
        return f'<img class="lazy" src="{PIXEL}" data-src="{address}{_THUMBNAIL}" alt="{attribute(full_title(story))}">'

    def card(self, story: Story, place: str, css: str) -> str:
        """Picture and title, which link to the same article, not always by the same address."""
        return f"{self.avatar(story, place)}\n{self.title(story, place, css)}"

    def avatar(self, story: Story, place: str) -> str:
        """The picture's link."""
        return f'<a href="{self.href(story, place + "p")}" class="avatar row5">{self.picture(story)}</a>'

    def title(self, story: Story, place: str, css: str) -> str:
        """The title's link."""
        return f'<a href="{self.href(story, place + "t")}" class="{css}">{attribute(full_title(story))}</a>'

    def related(self, story: Story) -> str:
        """The related box; the sister skin keeps it inside the body."""
        stories = self._links.related(story)
        lines = [
            f'<a href="{self.href(other, story.article_id)}">{attribute(full_title(other))}</a>' for other in stories
        ]
        if dead := self._links.dead_link(story):
            lines.append(f'<a href="{dead}">Bài đã gỡ</a>')
        if story.shape == "sister":
            rows = "".join(f"<tr><td>{line}</td></tr>" for line in lines)
            head = "<tr><td>Tin liên quan</td></tr>"
            return f'<div class="related"><table class="rl"><tbody>{head}{rows}</tbody></table></div>'
        items = "".join(f"<li>{line}</li>" for line in lines)
        return f'<div class="textlink_embed"><b>Tin liên quan</b><ul>{items}</ul></div>'

    def neighbours(self, story: Story) -> str:
        """``Cùng chuyên mục``."""
        cards = "".join(
            f'<div class="col-3">{self.card(other, story.article_id, "title")}</div>'
            for other in self._links.neighbours(story)
        )
        return (
            f'<div class="bg_grey2"><div {self._edition.skin.below}><div class="cate_title_1 row20">'
            f'<a class="title fleft" href="#">Cùng chuyên mục</a></div><div class="row">{cards}</div></div></div>'
        )

    def side(self) -> str:
        """Most-read and video boxes: links to pages outside the news that look like articles."""
        outside = self._edition.not_news[0][0]
        most = "".join(
            f'<a href="{self.href(story, "most")}">{attribute(story.title)}</a>' for story in self._links.most_read
        )
        return (
            '<div class="sticky-content"><div class="mostread_box"><div class="cate_title_3"><a class="title">Xem nhiều'
            f'</a></div><div class="list-bd" id="mostread">{most}</div></div>\n'
            '<div id="video-box" class="thoisu row30">'
            f'<div class="cate_title_1 row10"><a class="title fleft" href="/{outside}/">Video</a></div>'
            f"{self.not_news(outside)}</div></div>{self._filled(self._edition.skin.side)}"
        )

    def inside(self) -> str:
        """Boxes of links behind a list, in its column."""
        return self._filled(self._edition.skin.inside)

    def _filled(self, boxes: Iterable[str]) -> str:
        links = "".join(self.title(story, "box", "title1") for story in self._links.most_read)
        return "".join(f"<div {box}>{links}</div>" for box in boxes)

    def not_news(self, section: str) -> str:
        """Items of a section that holds no news."""
        return "".join(self._not_news_items(section, range(4)))

    def _not_news_items(self, section: str, numbers: Iterable[int]) -> Iterable[str]:
        for number in numbers:
            address = f"/{section}/202511/ban-tin-so-{number + 1}-{0xFC84559 + number * 7919:07x}/"
            yield (
                f'<div class="item"><div class="fleft40"><a class="avatar " href="{address}">'
                f'<img class="lazy" src="{PIXEL}" '
                f'data-src="/file/video/112025/tsu_{number}.jpg{_THUMBNAIL}" alt="Bản tin số {number + 1}"/></a></div>'
                f'<div class="fright60"><a href="{address}" class="title1">Bản tin số {number + 1}</a></div></div>'
            )


def full_title(story: Story) -> str:
    """Kicker and headline, as lists print them."""
    return f"{story.kicker}: {story.title}" if story.kicker else story.title
