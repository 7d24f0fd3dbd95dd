"""Finds the main text of any page: trafilatura says which text it is, the page how it is printed. Pure.

Every step takes time in proportion to the page's length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice, pairwise

from lxml import etree
from lxml.etree import _Element as Element

from crawler.parse.content import Boxes, Content, Paragraph, read_content
from crawler.parse.errors import Reason, UnreadablePage
from crawler.parse.text import without_excess_marks

RUN = 4
"""Words that are compared together."""

LONGEST = 1_000_000
"""Characters of a text whose words are compared; comparing takes some 100 bytes of memory for each."""

LEAST_SHARE = 0.8
"""Of a paragraph's runs of words that are in the main text when the paragraph belongs to it."""

GAP = 20
"""Words between two stretches of text."""

MOST_IN_TAIL = 0.25
"""Of all words of the text; and no more than between it and the rest."""

MOST_TAILS = 5

MOST_HEAD = 2
"""Paragraphs of a text that is too short to distinguish its lead from the rest."""

MOST_BETWEEN = 12
"""Items of a list between two paragraphs that belongs to the text, too."""

LIST_ITEMS = frozenset({"dd", "dt", "li"})

SURE = 8
"""Words of a paragraph that does not stand in a menu by chance."""

FORGET_AFTER = 500
"""Pages after which trafilatura's caches are emptied: they keep lines of text, and emptying takes 50 ms."""

IMPRINT = re.compile(
    r"(?:cơ quan chủ quản|giấy phép (?:hoạt động|số|xuất bản|thiết lập)|(?:phó )?tổng biên tập|bản quyền|ghi rõ nguồn"
    r"|®|©|copyright|all rights reserved|tòa soạn\s*:|trụ sở|điện thoại\s*:|hotline|email\s*:"
    r"|(?:tên hiển thị và )?địa chỉ (?:e-?mail|thư)|your e-?mail address|vui lòng (?:nhập|gõ)|ý kiến của bạn)",
    re.IGNORECASE,
)
"""How lines of an imprint and below a comment's form begin."""

WORD = re.compile(r"\w+")

_extractions = count(1)

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MainText:
    """The main text of a page."""

    box: Element
    """The innermost element that contains it."""
    paragraphs: list[Paragraph]
    before: list[Paragraph]
    """What the page prints before it, in order."""
    first_is_outside: bool = False
    """Whether the first paragraph stands outside of the element that contains the others, which is then ``box``."""


def find_main_text(root: Element) -> MainText | None:
    """The main text; None when trafilatura finds none.

    :raises UnreadablePage: when it is longer than LONGEST.
    """
    lines = _extracted_lines(root)
    if not lines:
        return None
    if (length := sum(map(len, lines))) > LONGEST:
        raise UnreadablePage(Reason.TOO_LARGE, f"{length} characters of text that fits no layout")
    everything = read_content(root, Boxes())
    matching = _Matching(lines, everything)
    chosen = [everything.paragraphs[number] for number in matching.chosen]
    before = everything.paragraphs[: matching.chosen[0]] if chosen else []
    box, outside = _box(chosen)
    return MainText(root if box is None else box, list(matching.merged(chosen)), before, outside)


def _box(chosen: list[Paragraph]) -> tuple[Element | None, bool]:
    """The innermost element round the paragraphs but for the first, and whether that one stands outside."""
    places = [paragraph.place for paragraph in chosen if paragraph.place is not None]
    rest = _common_ancestor(places[1:]) if len(places) > MOST_HEAD else None
    if rest is None or places[0] is rest or rest in places[0].iterancestors():
        return _common_ancestor(places), False
    return rest, True


class _Matching:
    """Which paragraphs of a page are in the lines of its main text, and which lines are in no paragraph."""

    def __init__(self, lines: list[str], everything: Content) -> None:
        self._lines = [(line, _words(line)) for line in lines]
        self._whole = {tuple(words) for _, words in self._lines}
        self._first = self._places()
        self._captions = {tuple(_words(picture.caption)) for picture in everything.pictures if picture.caption}
        words = [_words(paragraph.text) for paragraph in everything.paragraphs]
        matched = [self._holds(one) for one in words]
        sure = [number for number, one in enumerate(words) if matched[number] and len(one) >= SURE]
        first, last = _stretch(matched, sure)
        found = list(_each_once([number for number in range(first, last) if matched[number]], words))
        self._given = {run for number in found for run in _runs(words[number])}
        self._given.update(_runs([word for number in found for word in words[number]]))
        kept = _without_tails(found, [len(one) for one in words], everything.paragraphs)
        self.chosen = list(_with_lists(kept, everything.paragraphs))

    def _places(self) -> dict[Run, int]:
        """In which line each run of words begins; runs go on from one line into the next."""
        words = [(word, number) for number, (_, line) in enumerate(self._lines) for word in line]
        places = {run: words[start][1] for start, run in enumerate(_runs([word for word, _ in words]))}
        for number, (_, line) in enumerate(self._lines):
            places.setdefault(tuple(line[:RUN]), number)
        return places

    def merged(self, chosen: list[Paragraph]) -> Iterator[Paragraph]:
        """The chosen paragraphs, and between them the lines that none of them holds, but for captions."""
        number = 0
        for paragraph in chosen:
            at = next((self._first[run] for run in _runs(_words(paragraph.text)) if run in self._first), number)
            yield from self._missing(number, at)
            number = max(number, at)
            yield paragraph
        yield from self._missing(number, len(self._lines))

    def _missing(self, start: int, end: int) -> Iterator[Paragraph]:
        for number in range(start, end):
            line, words = self._lines[number]
            if tuple(words) not in self._captions and self._is_lost(words, self._following(number)):
                yield Paragraph(line.removeprefix("- "))

    def _following(self, number: int) -> list[str]:
        """The first words behind a line: trafilatura breaks lines where the page's source does."""
        behind = (word for _, words in self._lines[number + 1 : number + RUN] for word in words)
        return list(islice(behind, RUN - 1))

    def _is_lost(self, words: list[str], following: list[str]) -> bool:
        runs, across = _runs(words), _runs([*words, *following])[: len(words)]
        least = min(sum(run not in self._given for run in some) / len(some) for some in (runs, across))
        return least > 1 - LEAST_SHARE

    def _holds(self, words: list[str]) -> bool:
        """Whether a paragraph is a line of the text, or nearly all of it is part of some."""
        if tuple(words) in self._whole:
            return True
        runs = _runs(words) if len(words) >= RUN else []
        return bool(runs) and sum(run in self._first for run in runs) >= LEAST_SHARE * len(runs)


def _stretch(matched: list[bool], sure: list[int]) -> tuple[int, int]:
    """From the first sure paragraph to behind the last, with what matches right before and behind."""
    if not sure:
        return 0, len(matched)
    first, last = sure[0], sure[-1] + 1
    while first and matched[first - 1]:
        first -= 1
    while last < len(matched) and matched[last]:
        last += 1
    return first, last


def _without_tails(found: list[int], lengths: list[int], paragraphs: list[Paragraph]) -> list[int]:
    """The numbers of paragraphs without the page's imprint and other short stretches at the end, in other boxes."""
    total = sum(lengths[number] for number in found)
    kept = found
    for _ in range(MOST_TAILS):
        imprint = IMPRINT.match(paragraphs[kept[-1]].text) if kept else None
        cut = len(kept) - 1 if imprint else _last_gap(kept, lengths)
        words = sum(lengths[number] for number in kept[cut:])
        short = words <= MOST_IN_TAIL * total and words <= sum(lengths[kept[cut - 1] + 1 : kept[cut]]) if cut else False
        if not cut or not (imprint or short) or _in_same_box(kept[:cut], kept[cut:], paragraphs):
            break
        kept = kept[:cut]
    return kept


def _in_same_box(text: list[int], tail: list[int], paragraphs: list[Paragraph]) -> bool:
    """Whether one of the paragraphs of ``tail`` stands in the innermost element round those of ``text``."""
    box, _ = _box([paragraphs[number] for number in text])
    places = [place for number in tail if (place := paragraphs[number].place) is not None]
    return any(box is place or box in place.iterancestors() for place in places)


def _last_gap(found: list[int], lengths: list[int]) -> int:
    """Where the last stretch begins, with more words before it that are not in the text; 0 for none."""
    for at in range(len(found) - 1, 0, -1):
        if sum(lengths[found[at - 1] + 1 : found[at]]) >= GAP:
            return at
    return 0


def _each_once(numbers: list[int], words: list[list[str]]) -> Iterator[int]:
    """The numbers of paragraphs, but one only of two long ones with the same words.

    That is the first, unless it is where the text begins: a lead may stand above the text and once more in it.
    """
    keys = [tuple(words[number]) for number in numbers]
    start = 1 if keys and keys[0] in keys[1:] else 0
    seen: set[Run] = set()
    for number, key in zip(numbers[start:], keys[start:], strict=True):
        if len(key) < SURE or key not in seen:
            yield number
        seen.add(key)


def _with_lists(chosen: list[int], paragraphs: list[Paragraph]) -> Iterator[int]:
    """The numbers of chosen paragraphs, and of the lists between two that stand in the same element."""
    yield from chosen[:1]
    for before, after in pairwise(chosen):
        between = range(before + 1, after)
        near = len(between) <= MOST_BETWEEN and _are_siblings(paragraphs[before], paragraphs[after])
        if near and all(_is_list_item(paragraphs[number]) for number in between):
            yield from between
        yield after


def _is_list_item(paragraph: Paragraph) -> bool:
    # Other lines there are captions and labels of videos more often than text.
    return paragraph.place is not None and paragraph.place.tag in LIST_ITEMS and not paragraph.links


def _are_siblings(one: Paragraph, other: Paragraph) -> bool:
    if one.place is None or other.place is None:
        return False
    return one.place.getparent() is other.place.getparent()


def _extracted_lines(root: Element) -> list[str]:
    # Imported here, since it takes half a second and most runs never need it.
    from trafilatura import extract
    from trafilatura.meta import reset_caches

    html = without_excess_marks(etree.tostring(root, encoding="unicode", method="html"))
    text = extract(html, include_comments=False) or extract(html, include_comments=False, favor_recall=True)
    if next(_extractions) % FORGET_AFTER == 0:
        reset_caches()
    return [line for line in (text or "").splitlines() if WORD.search(line)]


def _words(text: str) -> list[str]:
    return WORD.findall(text)


def _runs(words: list[str]) -> list[Run]:
    """Every stretch of four words that follow each other; all words when there are fewer."""
    return [tuple(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1))]


def _common_ancestor(elements: list[Element]) -> Element | None:
    """The innermost element round all of ``elements``; None for none."""
    if not elements:
        return None
    way = [elements[0], *elements[0].iterancestors()]
    depth = {element: number for number, element in enumerate(way)}
    known: set[Element] = set()
    highest = 0
    for element in elements[1:]:
        # What was gone up once leads to an element that is known, so each is visited once.
        while element is not None and element not in depth and element not in known:
            known.add(element)
            element = element.getparent()
        if element is not None and element in depth:
            highest = max(highest, depth[element])
    return way[highest]
