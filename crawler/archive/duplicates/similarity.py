"""Decides whether two articles are copies: the exact check of the index's candidates. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

from crawler.archive.duplicates.fingerprints import Fingerprint, fingerprint, jaccard, shingles
from crawler.archive.text import DIGIT, ArticleText, fold_for_comparison, folded_words

Kind = Literal["exact", "near"]

NEAR = 0.48
"""Least Jaccard similarity of near copies. The line is 0.5 in the measured pairs; the margin allows for other ways to
split words."""

SAME_FAMILY = 0.3
"""Least similarity to the oldest of the family for an article that is near to a later member. Below 0.3 the measured
pairs are no copies; a story retold every day must not become one article."""

SHORT_WORDS = 100
"""Below this many words of lead and body a text is short; the measured articles begin at 104."""

LEAST_WORDS = 12
"""Below this many words, title included, a text is never a copy: «Ảnh đẹp trong ngày» is a column's name."""

_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_SERIES = re.compile(
    "bài|chương|đoạn|đề|đợt|hạng|hội|hồi|khoá|kì|kỳ|lần|lượt|mã|nhóm|phần|quý|số|tháng|thứ|trang|tập|vòng"
)
_ORDINAL = re.compile(
    "[a-zđ]|[ivxl]+|một|nhất|nhì|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín|mười|giêng|chạp|đầu|cuối|thượng|trung|hạ"
)


@dataclass(frozen=True)
class ComparableText:
    """A text prepared for comparing; each form is computed on first use."""

    text: ArticleText

    @cached_property
    def title(self) -> str:
        return fold_title(self.text.title)

    @cached_property
    def words(self) -> Sequence[str]:
        """The folded words of lead and body."""
        return folded_words(self.text.running)

    @cached_property
    def shingles(self) -> frozenset[int]:
        return shingles(self.words)

    @property
    def is_short(self) -> bool:
        return len(self.words) < SHORT_WORDS

    @property
    def is_too_short(self) -> bool:
        return len(self.title.split()) + len(self.words) < LEAST_WORDS

    @cached_property
    def fingerprint(self) -> Fingerprint:
        """The fingerprint; of short texts it includes the title."""
        title = f"{self.title}\n" if self.is_short else "\n"
        return fingerprint(self.shingles, title + " ".join(self.words))


def fold_title(title: str) -> str:
    """The words of a title; 1.000 stays one number."""
    return fold_for_comparison(_THOUSANDS.sub("", title))


def kind_of_copy(one: ComparableText, other: ComparableText) -> Kind | None:
    """How one article duplicates the other; None when it does not."""
    if one.is_too_short or other.is_too_short:
        return None
    if one.fingerprint.text_hash == other.fingerprint.text_hash:
        return "exact"
    return "near" if may_be_near(one, other) and similarity(one, other) >= NEAR else None


def may_be_near(one: ComparableText, other: ComparableText) -> bool:
    """Whether titles and lengths allow two articles to be near copies."""
    if one.is_short or other.is_short:
        return one.title == other.title and _numbers(one.words) == _numbers(other.words)
    return not differ_in_number(one.title, other.title)


def similarity(one: ComparableText, other: ComparableText) -> float:
    """The Jaccard similarity of the five-word shingles of lead and body, 0 to 1."""
    return jaccard(one.shingles, other.shingles)


def differ_in_number(one: str, other: str) -> bool:
    """Whether two folded titles differ only in numbers, as those of different articles do.

    A number is a word with a digit, and after a word like «kỳ», «tháng», «mã đề» also a Roman or spelt-out number, a
    letter or «cuối». Dates written in different ways (``2/9``, ``02-9``) are the same.

    >>> differ_in_number("đáp án mã đề 216", "đáp án mã đề 206"), differ_in_number("kỳ 1 ra khơi", "kỳ cuối ra khơi")
    (True, True)
    >>> differ_in_number("bão số 9 vào bờ", "bão số 9 tan"), differ_in_number("mưa ngày 02 9", "mưa ngày 2 9")
    (False, False)
    """
    (frame, numbers), (other_frame, other_numbers) = _numbers_apart(one), _numbers_apart(other)
    return frame == other_frame and numbers != other_numbers


def _numbers_apart(title: str) -> tuple[list[str], list[str]]:
    """A title with ``#`` for each run of numbers, and the numbers."""
    words = title.split()
    marked = [
        ("#" if _is_number(word, before) else word, word) for before, word in zip(["", *words], words, strict=False)
    ]
    frame = [key for mark, group in groupby(mark for mark, _ in marked) for key in ([mark] if mark == "#" else group)]
    return frame, [word.lstrip("0") for mark, word in marked if mark == "#"]


def _is_number(word: str, before: str) -> bool:
    return bool(DIGIT.search(word)) or bool(_SERIES.fullmatch(before) and _ORDINAL.fullmatch(word))


def _numbers(words: Sequence[str]) -> Counter[str]:
    return Counter(word for word in words if DIGIT.search(word))
