"""The newspaper itself: its stories, its links and its rendered pages."""

import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Literal

from crawler.items import Article
from crawler.newspapers.builtin.contents import ContentWriter, before_migration
from crawler.newspapers.builtin.edits import EditKind, edit_content
from crawler.newspapers.builtin.faults import Faults
from crawler.newspapers.builtin.grammar.writer import load_grammar
from crawler.newspapers.builtin.headlines import HeadlineWriter
from crawler.newspapers.builtin.links import Links
from crawler.newspapers.builtin.options import Fault, Options
from crawler.newspapers.builtin.papers import edition_of
from crawler.newspapers.builtin.press import Press
from crawler.newspapers.builtin.story import Content, Story
from crawler.newspapers.builtin.truth import true_article
from crawler.newspapers.builtin.twins import Twin, TwinMaker
from crawler.newspapers.model import VIETNAM


class Newspaper:
    """A newspaper made up from a seed. All methods may be called while it is served."""

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()
        self.edition = edition_of(self.options)
        self.lock = threading.RLock()
        self.gone: dict[str, int] = {}
        """Removed articles and the status they answer with."""
        grammar = load_grammar(self.edition.language)
        self._writer = HeadlineWriter(self.options, self.edition, grammar)
        self._contents = ContentWriter(self.options.seed, grammar, self.edition.language)
        self._written: dict[str, Content] = {}
        self._edited: dict[str, datetime] = {}
        self._edits = 0
        self._stories = list(self._writer.archive())
        self._twins: list[Twin] = []
        self._copy_some()
        self.faults = Faults(self.options.faults)
        self._print()

    @property
    def truth(self) -> Mapping[str, Article]:
        """The articles that a perfect crawler would store, by article id; ``sources`` and ``page`` are empty."""
        with self.lock:
            return {story.article_id: true_article(story, self.content(story), self.edition) for story in self._stories}

    def content(self, story: Story) -> Content:
        """The content of a story, written on first use."""
        with self.lock:
            if story.article_id not in self._written:
                content = self._contents.write(story)
                old = self.options.portal == "old" and story.shape == "migrated"
                self._written[story.article_id] = before_migration(content) if old else content
            return self._written[story.article_id]

    def changed_at(self, story: Story) -> datetime:
        """When the article was last changed: published, or edited since."""
        return self._edited.get(story.article_id, story.published_at)

    def reachable(self, mode: Literal["latest", "backfill"] = "latest", depth: int | None = None) -> set[str]:
        """Ids of the articles that links lead to.

        ``latest``: from the first ``depth`` pages of each section (None: as deep as its pager leads); ``backfill``:
        also by the links that article pages carry.
        """
        with self.lock:
            listed = self.links.listed_within(depth)
            return listed if mode == "latest" else self.links.linked_from(listed)

    def twins(self) -> list[Twin]:
        """The pairs of copies and of articles that only look like copies."""
        return list(self._twins)

    def publish(self, count: int) -> list[str]:
        """Print ``count`` new articles; their ids, the newest last."""
        with self.lock:
            fresh = []
            for _ in range(count):
                newest = self._stories[0]
                later = newest.published_at + timedelta(minutes=7)
                story = self._writer.write(min(newest.number, 0) - 1, self.edition.present, later)
                self._stories.insert(0, story)
                fresh.append(story.article_id)
            self._print()
            return fresh

    def edit(self, article_id: str, kind: EditKind = "rewording") -> None:
        """Change an article, and the truth with it."""
        with self.lock:
            story = self.links.stories[article_id]
            random = Random(f"{article_id}:{kind}:{self._edits}")
            self._edits += 1
            if kind == "headline":
                self._replace(self._writer.retitled(story, random))
            else:
                content = edit_content(kind, story, self.content(story), self._contents, random)
                self._written[article_id] = content
            self._edited[article_id] = datetime.now(VIETNAM).replace(microsecond=0)
            self._print()

    def remove(self, article_id: str, status: Literal[404, 410] = 404) -> None:
        """Take an article down; nothing links to it any more, and its address answers ``status``."""
        with self.lock:
            self._stories.remove(self.links.stories[article_id])
            self.gone[article_id] = status
            self._print()

    def break_article(self, article_id: str, fault: Fault, times: int | None = None) -> None:
        """Let an article's page fail ``times`` times; None: always."""
        with self.lock:
            self.faults.plan(article_id, fault, times)

    def _copy_some(self) -> None:
        """Make some articles copies of others."""
        for twin, written in TwinMaker(self._stories, self._contents, self.options.seed).make(self.options.twins):
            self._twins.append(twin)
            for story, content in written:
                self._replace(story)
                self._written[story.article_id] = content

    def _replace(self, story: Story) -> None:
        at = next(at for at, other in enumerate(self._stories) if other.article_id == story.article_id)
        self._stories[at] = story

    def _print(self) -> None:
        """Clear the cached pages after a change."""
        self.links = Links(self._stories, self.edition, self.options)
        self.press = Press(self.options, self.edition, self.links, self.content)
