"""Boxes in a body that are no running text: pictures with their captions, tables. Pure."""

from dataclasses import dataclass
from itertools import groupby

from lxml import etree
from lxml.etree import _Element as Element

from crawler.parse.printed import plain_text
from crawler.parse.select import select
from crawler.parse.text import fold

ROWS = etree.XPath("./tr | ./tbody/tr | ./thead/tr | ./tfoot/tr")
CELLS = etree.XPath("./td | ./th")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the page names it."""

    source: str
    caption: str | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table, told apart."""

    text: str | None
    """One line a row, cells parted by `` | ``; None when the table only places what is in it."""
    is_picture_box: bool
    """It holds pictures and at most one text for each."""


def read_data_table(table: Element, skipped: frozenset[Element]) -> Table:
    """Tell what a table is for, and read it if it holds data."""
    rows = [[plain_text(cell, skipped) for cell in CELLS(row)] for row in ROWS(table)]
    images = sum(1 for _ in table.iter("img"))
    if images and sum(1 for row in rows for cell in row if cell) <= images:
        return Table(None, True)
    if max(map(len, rows), default=0) < 2:
        return Table(None, False)
    heads = [plain_text(head) for head in table.iterchildren("caption")]
    lines = [*heads, *(fold(" | ".join(row)) for row in rows if any(row))]
    return Table("\n".join(filter(None, lines)), False)


def read_picture_box(box: Element, caption: str | None) -> list[Picture]:
    """Pictures of a box with their captions: each its own, or one below several for all of them.

    ``caption`` selects captions; where it finds none in the box, a ``figcaption`` is one, and else any text.
    """
    captions = set(select(caption, box)) or set(box.iter("figcaption"))
    images = [image for image in box.iter("img") if _source(image)]
    if not captions:
        text = plain_text(box) or None
        return [Picture(_source(image), text) for image in images]
    order = [element for element in box.iter() if element in captions or element in images]
    runs = [list(run) for _, run in groupby(_outermost(order, captions), lambda element: element.tag == "img")]
    pictures: list[Picture] = []
    for run, following in zip(runs, [*runs[1:], []], strict=True):
        if run[0].tag == "img":
            pictures.extend(_captioned(run, following))
    return pictures


def _outermost(order: list[Element], captions: set[Element]) -> list[Element]:
    return [element for element in order if not any(parent in captions for parent in element.iterancestors())]


def _captioned(images: list[Element], captions: list[Element]) -> list[Picture]:
    texts = [plain_text(caption) or None for caption in captions]
    if len(texts) == 1:
        texts *= len(images)
    texts += [None] * (len(images) - len(texts))
    return [Picture(_source(image), text) for image, text in zip(images, texts, strict=False)]


def _source(image: Element) -> str:
    """The address the picture is shown from; lazy ones keep it in ``data-src``."""
    if image.getparent() is not None and image.getparent().tag == "noscript":
        return ""
    source = image.get("data-src") or image.get("src") or ""
    return "" if source.startswith("data:") else str(source).strip()
