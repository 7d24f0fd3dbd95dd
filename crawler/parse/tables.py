"""What a table is for: data, pictures with captions, or nothing but the layout of what is in it. Pure.

Each check of a cell ends after so many characters or elements that tables inside each other cost no more.
"""

from dataclasses import dataclass
from itertools import islice
from typing import Literal

from lxml import etree
from lxml.etree import _Element as Element

from crawler.parse.html_text import is_printed, plain_text
from crawler.parse.text import fold

ROWS = etree.XPath("./tr | ./tbody/tr | ./thead/tr | ./tfoot/tr")

CELLS = etree.XPath("./td | ./th")

PARAGRAPHS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "blockquote"})

LONG_PARAGRAPH = 80
"""Characters of a paragraph that is running text."""

LONG_CAPTION = 400
"""Characters that no caption has."""

LONG_CELL = 500
"""Characters of a cell in a table of one or two rows that is a column of the page."""

MOST_ELEMENTS = 2_000
"""Of a cell that are looked at."""

Use = Literal["data", "pictures", "layout"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell holds."""

    has_image: bool
    characters: int
    """Of text that is no caption; counted no further than is needed."""
    paragraphs: int
    """Paragraphs of running text."""

    @property
    def is_running_text(self) -> bool:
        return self.paragraphs > 1 or self.characters > LONG_CAPTION


def use_of(table: Element, captions: frozenset[Element]) -> Use:
    """What a table is for; the text of ``captions`` counts for nothing."""
    rows = [[look_into(cell, captions) for cell in CELLS(row)] for row in ROWS(table)]
    cells = [cell for row in rows for cell in row]
    images = sum(cell.has_image for cell in cells)
    if images and _holds_pictures(table, rows, cells):
        return "pictures"
    columns = [row for row in rows if sum(bool(cell.characters) for cell in row) > 1]
    if any(cell.paragraphs > 1 for cell in cells) or _is_page_frame(rows, cells):
        return "layout"
    if images:
        return "data" if columns else "layout"
    return "data" if max(map(len, rows), default=0) > 1 else "layout"


def _holds_pictures(table: Element, rows: list[list[Cell]], cells: list[Cell]) -> bool:
    """Whether there is at most one text for each picture, below it, and none of them is running text."""
    texts = [cell for cell in cells if cell.characters]
    beside = any(
        any(cell.has_image for cell in row) and any(cell.characters and not cell.has_image for cell in row)
        for row in rows
    )
    pictures = sum(1 for _ in table.iter("img"))
    return len(texts) <= pictures and not beside and not any(cell.is_running_text for cell in texts)


def _is_page_frame(rows: list[list[Cell]], cells: list[Cell]) -> bool:
    return len(rows) <= 2 and any(cell.characters > LONG_CELL for cell in cells)


def look_into(cell: Element, captions: frozenset[Element]) -> Cell:
    """What a cell, or another box, holds."""
    characters = paragraphs = elements = 0
    has_image = False
    walker = etree.iterwalk(cell, events=("start", "end"))
    for event, element in islice(walker, MOST_ELEMENTS * 2):
        text = element.text if event == "start" else element.tail if element is not cell else None
        if event == "start":
            elements += 1
            has_image = has_image or element.tag == "img"
            if element in captions or not is_printed(element):
                walker.skip_subtree()
                continue
            if element.tag in PARAGRAPHS:
                paragraphs += len(plain_start(element)) >= LONG_PARAGRAPH
        characters += len((text or "").strip())
        if paragraphs > 1 or characters > LONG_CELL or elements > MOST_ELEMENTS:
            break
    return Cell(has_image, characters, paragraphs)


def plain_start(element: Element) -> str:
    """The beginning of an element's text, as far as it stands in itself and in elements within the line."""
    pieces = [element.text or ""]
    for inner in islice(element.iterdescendants(), 20):
        if inner.tag in PARAGRAPHS or inner.tag == "table":
            break
        pieces += [inner.text or "", inner.tail or ""]
    return fold("".join(pieces))


def table_text(table: Element, skipped: frozenset[Element]) -> str:
    """One line a row, cells parted by `` | ``, cells that hold nothing but a picture left out."""
    heads = [plain_text(head) for head in table.iterchildren("caption")]
    rows = [list(_texts(row, skipped)) for row in ROWS(table)]
    return "\n".join(filter(None, [*heads, *(fold(" | ".join(row)) for row in rows if any(row))]))


def _texts(row: Element, skipped: frozenset[Element]) -> list[str]:
    cells = [(cell, plain_text(cell, skipped)) for cell in CELLS(row)]
    return [text for cell, text in cells if text or next(cell.iter("img"), None) is None]
