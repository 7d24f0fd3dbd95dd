"""Reads a page by the selectors of its layout. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from crawler.newspapers.model import Layout, Newspaper
from crawler.parse.content import Boxes, Content, read_content
from crawler.parse.dates import PrintedDate, read_date
from crawler.parse.draft import Draft
from crawler.parse.html_text import plain_text
from crawler.parse.parts import (
    description_of,
    split_byline,
    split_lead,
    without_buttons,
    without_related,
    without_wait_block,
)
from crawler.parse.pictures import read_images
from crawler.parse.selectors import Names, select, select_together

LONGEST_LINE = 100
"""Characters of a date or an author's line."""


@dataclass(frozen=True, slots=True)
class LayoutMatch:
    """A layout, with the title and body elements that it selects on a page."""

    layout: Layout
    root: Element
    title: Element | None
    bodies: tuple[Element, ...]
    """Usually one; several when the body is printed in parts."""

    @property
    def body(self) -> Element | None:
        """The first part of the body."""
        return self.bodies[0] if self.bodies else None

    @property
    def is_whole(self) -> bool:
        """Whether all of title and body was found that the layout has."""
        return (self.title is not None or self.layout.title is None) and self.body is not None

    @property
    def holds_title(self) -> bool:
        """Whether the body's element holds the headline, too."""
        return self.title is not None and self.body in self.title.iterancestors()

    @property
    def box(self) -> Element:
        """The innermost element that contains title and body; the root when one is missing."""
        if self.title is None or self.body is None:
            return self.root
        around = set(self.title.iterancestors())
        return next((element for element in self.body.iterancestors() if element in around), self.root)


def find_layout(root: Element, layouts: tuple[Layout, ...]) -> LayoutMatch | None:
    """The layout that fits the page best, the first of equals; None when not even a title or a body is found."""
    best: LayoutMatch | None = None
    for layout in layouts:
        title = next(filter(plain_text, select(layout.title, root)), None)
        found = LayoutMatch(layout, root, title, tuple(select(layout.body, root)))
        if found.is_whole:
            return found
        if best is None and (title is not None or found.bodies):
            best = found
    return best


def read_by_layout(found: LayoutMatch, data: dict[str, str], newspaper: Newspaper, article_id: str) -> Draft:
    """What the layout's selectors find; title or paragraphs stay empty when their element is missing.

    ``data`` is the page's meta data.
    """
    layout, box = found.layout, found.box
    around = box.getparent()
    names = Names(box if around is None else around)
    draft = Draft("selector", tags=_tags(names, layout), date=_date(found, names, newspaper, article_id))
    if found.title is not None:
        draft.title, draft.kicker = _headline(found.title, layout)
    if found.body is not None:
        content = _content(found, names)
        paragraphs = without_wait_block(without_related(content.paragraphs, newspaper))
        if found.holds_title:
            paragraphs = without_buttons(paragraphs)
        printed = _first_text(names.select(layout.author), box)
        draft.author, paragraphs = split_byline(paragraphs, None if printed in layout.no_author else printed)
        repeated = _first_text(names.select(layout.repeated_lead), box)
        draft.lead, draft.paragraphs = split_lead(paragraphs, repeated, description_of(data))
        draft.images = read_images(content.pictures, newspaper, found.root)
    return draft


def _first_text(elements: list[Element], box: Element) -> str | None:
    inside = (element for element in elements if box in element.iterancestors())
    return next(filter(None, map(plain_text, inside)), None)


def _headline(title: Element, layout: Layout) -> tuple[str, str | None]:
    inside = select(layout.kicker, title) if len(title) else []
    before = [] if inside or layout.kicker is None else _before(title, layout.kicker)
    kicker = next(filter(None, map(plain_text, inside or before)), "")
    return plain_text(title, frozenset(inside)), kicker.rstrip(" :") or None


def _before(title: Element, selector: str) -> list[Element]:
    """Elements before the title in the same box, the nearest first."""
    return [element for element in title.itersiblings(preceding=True) if element in select(selector, element)]


def _date(found: LayoutMatch, names: Names, newspaper: Newspaper, article_id: str) -> PrintedDate | None:
    """The date line nearest to the title: before it, else between it and the body; in its box, else on the page."""
    readings = []
    for element in _near_title(found, names):
        reading = read_date(plain_text(element), newspaper.timezone, newspaper.doubted_id(article_id))
        if reading.at is not None:
            return reading
        readings.append(reading)
    return next((reading for reading in readings if reading.raw), None)


def _near_title(found: LayoutMatch, names: Names) -> Iterator[Element]:
    """Date elements: siblings of the title first, then others before it, between it and the body, or behind it inside
    the body; nearest first."""
    layout, title = found.layout, found.title
    if layout.date is None:
        return
    dates = names.select(layout.date)
    if title is None:
        order = select_together((layout.date, layout.body), found.root)
        yield from reversed(order[: order.index(found.body)] if found.body in order else [])
        return
    yield from (element for element in title.itersiblings(preceding=True) if element in dates)
    order = select_together(tuple(filter(None, (layout.date, layout.title, layout.body))), found.root)
    if title not in order:
        return
    at = order.index(title)
    end = order.index(found.body) if found.body in order else at
    behind = order[at + 1 :] if found.holds_title else order[at + 1 : end]
    for inside in (True, False):
        for element in [*reversed(order[:at]), *behind]:
            if (element in dates) is inside and element is not found.body:
                yield element


def _content(found: LayoutMatch, names: Names) -> Content:
    layout, content = found.layout, Content()
    boxes = Boxes(
        skipped=frozenset([*names.select(layout.not_text), *_head(found, names)]),
        pictures=frozenset(names.select(layout.picture)),
        caption=layout.caption,
    )
    for body in found.bodies:
        part = read_content(body, boxes)
        content.paragraphs += part.paragraphs
        content.pictures += part.pictures
    return content


def _head(found: LayoutMatch, names: Names) -> Iterator[Element]:
    """What stands inside the body's element and is no text of it: the headline and all before it, date, author."""
    if not found.holds_title or found.title is None:
        return
    element = found.title
    yield element
    while element is not found.body:
        yield from element.itersiblings(preceding=True)
        element = element.getparent()
    for selector in (found.layout.date, found.layout.author):
        yield from (named for named in names.select(selector) if len(plain_text(named)) <= LONGEST_LINE)


def _tags(names: Names, layout: Layout) -> tuple[str, ...]:
    texts = (plain_text(element).lstrip("#").strip() for element in names.select(layout.tag))
    return tuple(dict.fromkeys(filter(None, texts)))
