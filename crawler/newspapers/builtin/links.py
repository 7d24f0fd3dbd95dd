"""The links between pages: section lists with their pagers, and the boxes around articles."""

from collections.abc import Sequence
from itertools import islice
from random import Random

from crawler.newspapers.builtin.options import Options, Pager
from crawler.newspapers.builtin.sections import Edition
from crawler.newspapers.builtin.story import Story, article_path

_RELATED_STEPS = (1, 2, 7)
_NEIGHBOURS = 4
_MOST_READ = 5


class Links:
    """The link graph of the current stories, newest first."""

    def __init__(self, stories: Sequence[Story], edition: Edition, options: Options) -> None:
        self._options, self._edition = options, edition
        self.stories = {story.article_id: story for story in stories}
        self.newest = [story for story in stories if story.listed]
        self._families: dict[str, list[Story]] = {}
        self._listed: dict[str, list[Story]] = {section.path: [] for section in edition.sections}
        self._places: dict[str, int] = {}
        for story in stories:
            family = self._families.setdefault(_parent(story.section), [])
            self._places[story.article_id] = len(family)
            family.append(story)
        for story in self.newest:
            for path in dict.fromkeys((_parent(story.section), story.section, *story.also_in)):
                self._listed[path].append(story)
        self.most_read = self.newest[3 :: max(1, len(self.newest) // _MOST_READ)][:_MOST_READ]
        self._dead = self._dead_links(stories)

    def related(self, story: Story) -> list[Story]:
        """Older articles of the same section: a chain that reaches all of them."""
        family, place = self._families[_parent(story.section)], self._places[story.article_id]
        return [family[place + step] for step in _RELATED_STEPS if place + step < len(family)]

    def neighbours(self, story: Story) -> list[Story]:
        """The newest articles of the same section."""
        family = (other for other in self._families[_parent(story.section)] if other.listed and other != story)
        return list(islice(family, _NEIGHBOURS))

    def dead_link(self, story: Story) -> str | None:
        """Path of a missing article that this one links to; None without one."""
        return self._dead.get(story.article_id)

    def around(self, story: Story) -> list[Story]:
        """Every article that the page of this one links to."""
        return [*self.related(story), *self.neighbours(story), *self.most_read]

    def section_page(self, path: str, page: int) -> list[Story] | None:
        """The articles of page ``page`` (from 1) of a section; None for a page beyond the end of a pager of 404s."""
        stories, length = self._listed[path], self._options.page_length
        pages = self.pages(path)
        if page > pages:
            match self.pager(path):
                case "works":
                    return None if self._options.pager_end == "404" else []
                case "loops":
                    page = 2 + (page - 2) % (pages - 1) if pages > 1 else 1
                case "endless":
                    return Random(f"{path}:{page}").sample(stories, min(length, len(stories)))
                case "repeats":
                    page = 1
        if page > 1 and self.pager(path) == "repeats":
            page = 1
        return stories[(page - 1) * length : page * length]

    def pages(self, path: str) -> int:
        """Number of pages of a section, at least one."""
        return max(1, -(-len(self._listed[path]) // self._options.page_length))

    def pager(self, path: str) -> Pager:
        """How a section's pager behaves."""
        pager = self._options.pager
        if pager == "mostly":
            place = [section.path for section in self._edition.sections].index(path)
            return "repeats" if place % 5 == 4 else "works"
        return pager if isinstance(pager, str) else pager.get(path, "works")

    def listed_within(self, depth: int | None) -> set[str]:
        """Ids that the sections' first ``depth`` pages list; None: as deep as the pagers lead."""
        length = self._options.page_length
        found: set[str] = set()
        for path, stories in self._listed.items():
            pages = 1 if self.pager(path) == "repeats" else self.pages(path)
            shown = stories[: length * (pages if depth is None else min(depth, pages))]
            found.update(story.article_id for story in shown)
        return found

    def linked_from(self, ids: set[str]) -> set[str]:
        """These ids and all that is reached from their pages."""
        found, todo = set(ids), list(ids)
        while todo:
            for story in self.around(self.stories[todo.pop()]):
                if story.article_id not in found:
                    found.add(story.article_id)
                    todo.append(story.article_id)
        return found

    def _dead_links(self, stories: Sequence[Story]) -> dict[str, str]:
        random = Random(f"{self._options.seed}:dead")
        chosen = random.sample(self.newest, min(self._options.dead_links, len(self.newest)))
        taken = set(self.stories)
        dead = {}
        for story in chosen:
            while (missing := f"{random.getrandbits(28):07x}") in taken:
                pass
            dead[story.article_id] = article_path(story.section, story.published_at, "bai-da-go", missing)
        return dead


def _parent(section: str) -> str:
    return section.split("/")[0]
