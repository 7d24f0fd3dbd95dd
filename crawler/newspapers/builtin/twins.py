"""Duplicates: exact copies, near copies, and pairs that only look like copies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, cycle, islice, repeat
from random import Random
from typing import Literal

from crawler.newspapers.builtin.contents import ContentWriter
from crawler.newspapers.builtin.edits import extended, is_plain, reworded, shortened
from crawler.newspapers.builtin.ids import slugify
from crawler.newspapers.builtin.story import Content, Story

TwinKind = Literal["exact", "near", "lookalike"]
"""``lookalike``: the titles differ only in a number, the texts hardly; they are different articles all the same."""
_ENOUGH_PARAGRAPHS = 6


@dataclass(frozen=True, slots=True)
class Twin:
    """A pair of article ids; ``newer`` was published later."""

    older: str
    newer: str
    kind: TwinKind


Written = tuple[Story, Content]


class TwinMaker:
    """Turns articles of a newspaper into copies of others."""

    def __init__(self, stories: Sequence[Story], writer: ContentWriter, seed: int) -> None:
        self._random = Random(f"{seed}:twins")
        self._writer = writer
        self._candidates = self._long_reports(stories)
        self._changes = cycle((self._longer, self._shorter, self._rewritten))

    def make(self, count: int) -> Iterator[tuple[Twin, list[Written]]]:
        """``count`` exact pairs, as many near ones and half as many lookalikes, with what is to be printed for them."""
        kinds: tuple[tuple[TwinKind, int], ...] = (("exact", count), ("near", count), ("lookalike", count // 2))
        for kind in chain.from_iterable(repeat(kind, times) for kind, times in kinds):
            pair = list(islice(self._candidates, 2))
            if len(pair) < 2:
                return
            newer, older = sorted((story for story, _ in pair), key=lambda story: story.number)
            content = next(content for story, content in pair if story is older)
            yield Twin(older.article_id, newer.article_id, kind), self._write(kind, older, newer, content)

    def _long_reports(self, stories: Sequence[Story]) -> Iterator[Written]:
        """Listed articles with enough text for a copy to differ from a chance likeness, in random order."""
        for story in self._random.sample(stories, len(stories)):
            if story.genre == "report" and story.listed and story.shape in {"native", "sister", "v2"}:
                content = self._writer.write(story)
                if sum(is_plain(block) for block in content.blocks) >= _ENOUGH_PARAGRAPHS:
                    yield story, content

    def _write(self, kind: TwinKind, older: Story, newer: Story, content: Content) -> list[Written]:
        copy = replace(newer, topic=older.topic, kicker=older.kicker)
        match kind:
            case "exact":
                return [(_titled(copy, older.title), content)]
            case "near":
                return [next(self._changes)(copy, older, content)]
            case "lookalike":
                number = self._random.randint(3, 40)
                again = reworded(older, content, self._writer, self._random, share=0.04)
                return [
                    (_titled(older, f"{older.title} ({number})"), content),
                    (_titled(copy, f"{older.title} ({number + 1})"), again),
                ]

    def _longer(self, copy: Story, older: Story, content: Content) -> Written:
        return _titled(copy, older.title), extended(older, content, self._writer, self._random)

    def _shorter(self, copy: Story, older: Story, content: Content) -> Written:
        return _titled(copy, older.title), shortened(content)

    def _rewritten(self, copy: Story, older: Story, content: Content) -> Written:
        """Under a headline of its own."""
        return _titled(copy, copy.title), reworded(older, content, self._writer, self._random, share=0.1)


def _titled(story: Story, title: str) -> Story:
    return replace(story, title=title, slug=slugify(f"{story.kicker} {title}" if story.kicker else title))
