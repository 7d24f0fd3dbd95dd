"""The content of an article's body: paragraphs and pictures in the order printed.

Pure, and without recursion: hostile pages nest deeper than Python's stack.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from crawler.parse.html_text import BLOCKS, Style, is_printed, plain_text, style_of
from crawler.parse.pictures import Picture, pictures_of, read_picture_box
from crawler.parse.selectors import select
from crawler.parse.tables import look_into, table_text, use_of
from crawler.parse.text import LINE, fold_lines

CONSONANTS = frozenset("BCDĐGHKLMNPQRSTVX")
"""Letters that are not words by themselves: alone in its element such a letter is a drop capital, even before white
space."""

OPENING = "“‘\"'(«"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of text, and how it is printed."""

    text: str
    """Lines separated by line feeds, cells of a table row by `` | ``."""
    bold: bool = False
    """Bold throughout."""
    right: bool = False
    """Aligned to the right."""
    links: tuple[str, ...] = ()
    """Addresses, when the paragraph is nothing but links."""
    place: Element | None = field(default=None, compare=False, repr=False)
    """The block that holds it; None for lines that are not the page's own."""


@dataclass(slots=True)
class Content:
    """Paragraphs and pictures of a part of a page."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Boxes:
    """Elements that are not read as text."""

    skipped: frozenset[Element] = frozenset()
    pictures: frozenset[Element] = frozenset()
    caption: str | None = None
    """Selector of the caption inside a picture's box."""


class _Piece(NamedTuple):
    text: str
    style: Style


def read_content(node: Element, boxes: Boxes) -> Content:
    """Paragraphs and pictures of ``node``, without what is not printed or is in ``boxes.skipped``."""
    content = Content()
    pieces: list[_Piece] = []
    styles = [Style()]
    captions = frozenset([*select(boxes.caption, node), *node.iter("figcaption")])
    walker = etree.iterwalk(node, events=("start", "end"))
    for event, element in walker:
        block = element.tag in BLOCKS
        if block and pieces:
            content.paragraphs.extend(_paragraphs(pieces, element if event == "end" else element.getparent()))
            pieces.clear()
        if event == "end":
            styles.pop()
            if element.tail and element is not node:
                pieces.extend(_pieces(element.tail, styles[-1]))
        elif element in boxes.skipped or not is_printed(element) or _takes_box(element, boxes, captions, content):
            styles.append(styles[-1])
            walker.skip_subtree()
        else:
            styles.append(style_of(element, styles[-1], block))
            if element.tag == "br":
                pieces.append(_Piece(LINE, styles[-1]))
            elif element.text:
                pieces.extend(_pieces(element.text, styles[-1]))
    content.paragraphs.extend(_paragraphs(pieces, node))
    return content


def _pieces(text: str, style: Style) -> list[_Piece]:
    """The pieces of a text, cut at line feeds where these are new lines."""
    if not style.lines or "\n" not in text:
        return [_Piece(text, style)]
    lines = text.split("\n")
    return [_Piece(piece, style) for line in lines for piece in (LINE, line) if piece][1:]


def _takes_box(element: Element, boxes: Boxes, captions: frozenset[Element], content: Content) -> bool:
    """Read an element that is a picture, a caption or a table; False when it is to be read as text."""
    if element.tag == "img":
        content.pictures.extend(read_picture_box(element, boxes.caption))
        return True
    if element in captions:
        return _takes_caption(element, content)
    if element.tag == "table":
        return _takes_table(element, boxes, captions, content)
    if (element.tag != "figure" and element not in boxes.pictures) or look_into(element, captions).is_running_text:
        return False
    content.pictures.extend(read_picture_box(element, boxes.caption))
    return True


def _takes_caption(element: Element, content: Content) -> bool:
    """Give the last picture a caption that stands beside other text; False when there is none without."""
    if not content.pictures or content.pictures[-1].caption is not None:
        return False
    content.pictures[-1] = replace(content.pictures[-1], caption=plain_text(element) or None)
    return True


def _takes_table(table: Element, boxes: Boxes, captions: frozenset[Element], content: Content) -> bool:
    use = use_of(table, captions)
    if use == "pictures":
        content.pictures.extend(read_picture_box(table, boxes.caption))
    elif use == "data":
        content.pictures.extend(pictures_of(table))
        if text := table_text(table, boxes.skipped):
            content.paragraphs.append(Paragraph(text, place=table))
    return use != "layout"


def _paragraphs(pieces: list[_Piece], place: Element | None) -> Iterator[Paragraph]:
    """The paragraphs that the text pieces of one block element form."""
    if len(pieces) == 1:
        text, style = pieces[0]
        if line := fold_lines(text):
            yield Paragraph(line, style.bold, style.right, (style.link,) if style.link else (), place)
        return
    if all(piece.text.isspace() for piece in pieces):
        return
    for part in _parts(_without_drop_capital(pieces)):
        text = fold_lines("".join([piece.text for piece in part]))
        if text:
            styles = {piece.style for piece in part if any(map(str.isalnum, piece.text))}
            yield Paragraph(
                text,
                bold=bool(styles) and all(style.bold for style in styles),
                right=bool(styles) and all(style.right for style in styles),
                links=_links(styles),
                place=place,
            )


def _links(styles: set[Style]) -> tuple[str, ...]:
    links = tuple(style.link for style in styles if style.link)
    return links if len(links) == len(styles) else ()


def _parts(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces, split at two line breaks in a row."""
    part: list[_Piece] = []
    breaks = 0
    for piece in pieces:
        if piece.text == LINE:
            breaks += 1
        elif not piece.text.isspace():
            if breaks > 1:
                yield part
                part = []
            breaks = 0
        part.append(piece)
    yield part


def _without_drop_capital(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces with a drop capital joined to the rest of its word."""
    filled = [piece for piece in pieces if piece.text == LINE or piece.text.strip()]
    if len(filled) < 2 or filled[0].style.block or filled[0].text.strip().lstrip(OPENING) not in CONSONANTS:
        return pieces
    capital, rest = filled[0], filled[1]
    following = rest.text.lstrip()
    if rest.text == LINE or not following[0].islower():
        return pieces
    after = pieces[pieces.index(rest) + 1 :]
    return [capital._replace(text=capital.text.strip()), rest._replace(text=following), *after]
