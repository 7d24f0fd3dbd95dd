"""Classifies edits of an article's text, and compares texts word by word. Pure."""

import re
import unicodedata
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, zip_longest
from typing import Literal

from crawler.archive.text import DIGIT, ArticleText, fold_for_comparison, fold_to_substance

Edit = Literal["typo", "rewording", "addition", "headline"]

Change = Literal["same", "removed", "added"]

TYPO_WORDS = 5
"""Longer edits are not typos."""

TYPO_LETTERS = 200
"""Most letters of both sides of a typo; a longer «word» is no word."""

TYPO_LIKENESS = 0.6
"""Least similarity of a word and its correction: «nghành» has 0.91, «taòn» for «toàn» 0.75."""

ADDITION_WORDS = 8
"""Fewest new words of an addition; sentences are rarely shorter."""

ADDITION_RATIO = 3
"""Fewest new words per removed word of an addition."""

MAX_STEPS = 10_000_000
"""Pairs of equal words compared, in 2 s; the rest counts as replaced. Two unlike texts of 10,000 words take 0.3 s."""

_TOKEN = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive words of one kind, with the white space after them."""

    change: Change
    text: str


def kind_of_edit(old: ArticleText, new: ArticleText) -> Edit | None:
    """Classify an edit; None when nothing changed in substance (white space, tone placement, quotation marks).

    ``typo``: a few words corrected in a letter, diacritic, capital or punctuation, without numbers. ``headline``:
    another title, and at most typos in lead and body. ``addition``: at least one new sentence, hardly anything
    removed. ``rewording``: everything else.
    """
    if _substance(old) == _substance(new):
        return None
    replaced = list(_replaced(old.running, new.running))
    if _is_typo([*_replaced(old.title, new.title), *replaced]):
        return "typo"
    if _is_typo(replaced):
        return "headline"
    removed = sum(len(before) for before, _ in replaced)
    added = [len(after) for _, after in replaced]
    grown = max(added) >= ADDITION_WORDS and sum(added) >= ADDITION_RATIO * removed
    return "addition" if grown else "rewording"


def word_diff(old: str, new: str) -> list[Segment]:
    """The segments that turn one text into the other, word by word, without neighbours of one kind.

    ``same`` and ``added`` together are exactly ``new``; ``same`` and ``removed`` are ``old`` in substance.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    segments = []
    for tag, old_from, old_to, new_from, new_to in _opcodes(before, after):
        if tag == "equal":
            segments.append(Segment("same", "".join(after[new_from:new_to])))
            continue
        if old_to > old_from:
            segments.append(Segment("removed", "".join(before[old_from:old_to])))
        if new_to > new_from:
            segments.append(Segment("added", "".join(after[new_from:new_to])))
    return segments


def _substance(text: ArticleText) -> tuple[str, str]:
    return fold_to_substance(text.title), fold_to_substance(text.running)


def _replaced(old: str, new: str) -> Iterator[tuple[list[str], list[str]]]:
    """Runs of removed words with the words that replace them; either may be empty."""
    before, after = old.split(), new.split()
    for tag, old_from, old_to, new_from, new_to in _opcodes(before, after):
        if tag != "equal":
            yield before[old_from:old_to], after[new_from:new_to]


def _opcodes(before: list[str], after: list[str]) -> list[tuple[str, int, int, int, int]]:
    """As :meth:`difflib.SequenceMatcher.get_opcodes`, in bounded time; words are compared in substance."""
    old, new = [[fold_to_substance(word) for word in words] for words in (before, after)]
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    old_to, new_to = len(old) - end, len(new) - end
    middle = _middle(old[start:old_to], new[start:new_to])
    moved = [(tag, a + start, b + start, c + start, d + start) for tag, a, b, c, d in middle]
    whole = [("equal", 0, start, 0, start), *moved, ("equal", old_to, len(old), new_to, len(new))]
    return [code for code in whole if code[2] > code[1] or code[4] > code[3]]


def _middle(old: list[str], new: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    old_done = new_done = 0
    for old_from, new_from, size in [*sorted(_matches(old, new)), (len(old), len(new), 0)]:
        yield "replace", old_done, old_from, new_done, new_from
        old_done, new_done = old_from + size, new_from + size
        yield "equal", old_from, old_done, new_from, new_done


def _matches(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int]]:
    """The matching runs of words, as of :class:`difflib.SequenceMatcher`, until the steps are used up."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    times = Counter(new)
    pairs_before = list(accumulate((1 + times[word] for word in old), initial=0))
    left = MAX_STEPS
    between = deque([(0, len(old), 0, len(new))])
    while between:
        old_from, old_to, new_from, new_to = between.popleft()
        left -= pairs_before[old_to] - pairs_before[old_from]
        if left < 0:
            return
        match = matcher.find_longest_match(old_from, old_to, new_from, new_to)
        if match.size:
            yield match.a, match.b, match.size
            between.append((old_from, match.a, new_from, match.b))
            between.append((match.a + match.size, old_to, match.b + match.size, new_to))


def _common(one: list[str], other: list[str]) -> int:
    """Number of equal words at the beginning."""
    return next((place for place, (a, b) in enumerate(zip_longest(one, other)) if a != b), len(one))


def _is_typo(replaced: list[tuple[list[str], list[str]]]) -> bool:
    """Whether all replacements are typos; also when there are none."""
    if sum(max(len(before), len(after)) for before, after in replaced) > TYPO_WORDS:
        return False
    return all(_is_corrected(" ".join(before), " ".join(after)) for before, after in replaced)


def _is_corrected(before: str, after: str) -> bool:
    """Whether one side is a correction of the other: in a letter, diacritic, capital, punctuation or space."""
    old, new = fold_for_comparison(before), fold_for_comparison(after)
    if old == new:
        return True
    if DIGIT.findall(old) != DIGIT.findall(new) or len(old) + len(new) > TYPO_LETTERS:
        return False
    return SequenceMatcher(None, _unmarked(old), _unmarked(new), autojunk=False).ratio() >= TYPO_LIKENESS


def _unmarked(text: str) -> str:
    """The text without diacritics, which typos misplace: «toàn» and «taòn»."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
