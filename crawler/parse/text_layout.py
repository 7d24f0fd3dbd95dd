"""Reads pages of unknown markup by the order of lines around the date line. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, islice, pairwise

from lxml.etree import _Element as Element

from crawler.newspapers.model import Newspaper, TextLayout
from crawler.parse.bylines import read_byline
from crawler.parse.content import Boxes, Content, Paragraph, read_content
from crawler.parse.dates import read_date
from crawler.parse.document import meta
from crawler.parse.draft import Draft
from crawler.parse.html_text import plain_text
from crawler.parse.parts import without_related, without_wait_block
from crawler.parse.pictures import read_images
from crawler.parse.text import fold, letters, titles_agree

LONG = 100
"""Characters from which a paragraph counts as running text."""
SHARE = 0.8
"""Least share of the page's running text after the date that an article's box holds."""
MOST_BOXES = 8
"""Elements round the date that are tried as the article's box; each is read again."""
HEADLINES = 3
"""Most lines before the date in an article's box: series, headline, a note."""


def read_by_text(root: Element, layout: TextLayout, newspaper: Newspaper) -> Draft | None:
    """Read the article around the date line; None when the page has no such line or no text after it."""
    lines = _box_lines(root, layout)
    if lines is None:
        return None
    content, at, raw = lines
    title, kicker = _headline(content.paragraphs[:at], content.paragraphs[at + 1 :], _own_title(root))
    after = _article_lines(content.paragraphs[at + 1 :], layout, newspaper)
    after, captions = _without_captions([line for line in after if letters(line.text) != letters(title)])
    author, after = _split_byline(after)
    draft = Draft("fallback", title=title, kicker=kicker, author=author, date=read_date(raw, newspaper.timezone))
    if len(after) > 1 and (after[0].bold or not any(line.bold for line in after)):
        draft.lead, after = fold(after[0].text), after[1:]
    draft.paragraphs = after
    uncaptioned = [picture for picture in content.pictures if picture.caption is None]
    if len(uncaptioned) == len(captions):
        named = dict(zip(uncaptioned, captions, strict=True))
        content.pictures = [
            replace(picture, caption=named.get(picture, picture.caption)) for picture in content.pictures
        ]
    draft.images = read_images(content.pictures, newspaper)
    return draft


def _box_lines(root: Element, layout: TextLayout) -> tuple[Content, int, str] | None:
    """Content of the article's box, index of its date line, and the date as printed."""
    place = _date_element(root, layout)
    if place is None:
        return None
    whole = read_content(root, Boxes())
    everything = _running_text(whole, layout)
    for box in islice(_boxes(place, whole, layout), MOST_BOXES):
        content = read_content(box, Boxes())
        at = _date_index(content, layout)
        enough = at is not None and everything and _running_text(content, layout) >= SHARE * everything
        if at is not None and enough and (at > 0 or box.tag == "body"):
            raw = layout.date_line.search(content.paragraphs[at].text)
            return (content, at, raw[0]) if raw else None
    return None


def _boxes(place: Element, whole: Content, layout: TextLayout) -> Iterator[Element]:
    """The elements round the date from the first one that holds enough of the page's running text, outwards."""
    way = [place, *place.iterancestors()]
    depth = {element: number for number, element in enumerate(way)}
    lengths = [0] * len(way)
    at = _date_index(whole, layout)
    for line in whole.paragraphs[at + 1 :] if at is not None else ():
        if _is_running(line) and line.place is not None:
            lengths[_depth(line.place, depth)] += len(line.text)
    enough = (number for number, length in enumerate(accumulate(lengths)) if length >= SHARE * sum(lengths))
    yield from way[next(enough, len(way)) :]


def _depth(element: Element, depth: dict[Element, int]) -> int:
    """The number of the innermost known element round this one; what is passed on the way is known from then on."""
    passed: list[Element] = []
    around: Element | None = element
    while around is not None and around not in depth:
        passed.append(around)
        around = around.getparent()
    number = depth[around] if around is not None else max(depth.values())
    depth.update(dict.fromkeys(passed, number))
    return number


def _date_element(root: Element, layout: TextLayout) -> Element | None:
    for element in root.iter():
        if element.text and layout.date_line.search(element.text):
            return element
        if element.tail and layout.date_line.search(element.tail):
            return element.getparent()
    return None


def _date_index(content: Content, layout: TextLayout) -> int | None:
    numbers = (number for number, line in enumerate(content.paragraphs) if layout.date_line.search(line.text))
    return next(numbers, None)


def _running_text(content: Content, layout: TextLayout) -> int:
    """Letters of long paragraphs after the date."""
    at = _date_index(content, layout)
    if at is None:
        return 0
    return sum(len(line.text) for line in content.paragraphs[at + 1 :] if _is_running(line))


def _is_running(line: Paragraph) -> bool:
    return len(line.text) >= LONG and not line.links


def _own_title(root: Element) -> str:
    printed = next(map(plain_text, root.iter("title")), "")
    return fold(meta(root).get("og:title", "")) or printed


def _headline(before: list[Paragraph], after: list[Paragraph], own: str) -> tuple[str, str | None]:
    """Title and kicker: the last lines before the date, if the page's title or a line after it agrees."""
    lines = [line.text for line in before if not line.links]
    if not lines:
        return own, None
    repeated = any(letters(line.text) == letters(lines[-1]) for line in after[:2])
    if own and not repeated and not titles_agree(own, lines[-1]):
        return own, None
    kicker = lines[-2].rstrip(" :") if 1 < len(lines) <= HEADLINES else None
    return fold(lines[-1]), kicker


def _article_lines(lines: list[Paragraph], layout: TextLayout, newspaper: Newspaper) -> list[Paragraph]:
    return without_wait_block(without_related(list(_until_end(lines, layout)), newspaper))


def _until_end(lines: list[Paragraph], layout: TextLayout) -> Iterator[Paragraph]:
    for line in lines:
        if layout.end.fullmatch(line.text):
            return
        yield line


def _without_captions(lines: list[Paragraph]) -> tuple[list[Paragraph], list[str]]:
    """The lines without captions, which the portal prints twice, and the captions."""
    single = [replace(line, text=text) for line in lines for text in _halves(line.text)]
    twice = {number for number, (one, other) in enumerate(pairwise(single)) if letters(one.text) == letters(other.text)}
    captions = [fold(single[number].text) for number in sorted(twice)]
    kept = [line for number, line in enumerate(single) if number not in twice and number - 1 not in twice]
    return kept, captions


def _halves(text: str) -> list[str]:
    """A paragraph's text, split when its two lines are the same."""
    lines = text.split("\n")
    return lines if len(lines) == 2 and lines[0] == lines[1] else [text]


def _split_byline(lines: list[Paragraph]) -> tuple[str | None, list[Paragraph]]:
    byline = read_byline(lines[-1].text) if lines else None
    if byline is None or byline.author is None:
        return None, lines
    return byline.author, lines[:-1]
