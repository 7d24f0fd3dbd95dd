"""Snippets: the part of a text that contains the hits. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from crawler.archive.text import fold_marked, strip_marks

_BREAK = re.compile(r"\s*\n\s*")

LETTERS = 160
"""Approximate length of a snippet."""


class Part(NamedTuple):
    """A part of a snippet; ``hit`` when it matches the search."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """Consecutive folded words; a single word is a phrase as well."""

    words: tuple[str, ...]
    marked: bool
    """Whether the words match only with the diacritics they were written with."""

    def find(self, folded: str) -> list[tuple[int, int]]:
        """Positions of the phrase in folded text, as (start, end)."""
        searched = folded if self.marked else strip_marks(folded)
        between = r"[\W_]+"
        pattern = rf"(?<![^\W_]){between.join(map(re.escape, self.words))}(?![^\W_])"
        return [match.span() for match in re.finditer(pattern, searched)]


def snippet(text: str, phrases: Sequence[Phrase], letters: int = LETTERS) -> list[Part]:
    """The part of ``text`` with most of the phrases, cut at words; its beginning when there is no hit."""
    folded = fold_marked(text)
    # A letter whose lower case is longer shifts all positions after it.
    hits = sorted(hit for phrase in phrases for hit in phrase.find(folded)) if len(folded) == len(text) else []
    start, end = _window(text, hits, letters)
    return [Part("… ", False)] * (start > 0) + _parts(text, hits, start, end) + [Part(" …", False)] * (end < len(text))


def _window(text: str, hits: list[tuple[int, int]], letters: int) -> tuple[int, int]:
    firsts = [start for start, _ in hits]
    # The window with the most hits; the first of equals.
    best = max(firsts, key=lambda first: sum(first <= other < first + letters for other in firsts), default=0)
    start = _after_space(text, max(0, best - letters // 3))
    end = text.rfind(" ", start, start + letters) if start + letters < len(text) else len(text)
    covering = max((stop for begin, stop in hits if begin == best), default=0)
    return start, max(end, covering) if end > start else min(len(text), start + letters)


def _after_space(text: str, place: int) -> int:
    return text.find(" ", place) + 1 if place else 0


def _parts(text: str, hits: list[tuple[int, int]], start: int, end: int) -> list[Part]:
    parts, place = [], start
    for first, last in hits:
        if first >= place and last <= end:
            parts += [Part(text[place:first], False), Part(text[first:last], True)]
            place = last
    parts.append(Part(text[place:end], False))
    return [Part(_BREAK.sub(" ", part.text), part.hit) for part in parts if part.text]
