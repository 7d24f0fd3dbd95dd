"""Kept pages and pictures: hostile files of the newspaper, shown so that they run nothing and reach nothing."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element
from scrapy.http import HtmlResponse
from sqlalchemy import Row

from crawler.archive.pages import warc_files
from crawler.archive.pages.file_names import OPEN
from crawler.archive.pages.places import PagePlace
from crawler.archive.pages.warc_files import FOLDER, PageFileMissing
from crawler.archive.pages.warc_records import BrokenRecord, decode_page
from crawler.items import Page
from crawler.parse.document import as_response, text_of
from crawler.parse.errors import UnreadablePage

KEPT_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'self'"
)
"""Content-Security-Policy of a kept page: no script, no form, nothing loaded but pictures that are kept here."""

FILE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
"""Of every other kept file, should a browser take it for a page."""

DROPPED = ("script", "link", "meta", "base", "iframe", "frame", "object", "applet")
"""Elements that load, lead away or prepare to: some of it no policy stops, as connecting before anything is fetched."""

UNWRAPPED = ("embed", "source", "track", "portal", "video", "audio", "frameset")
"""The same, but the parser may take what follows for their content, which stays."""

LOADING = frozenset(
    [
        "action",
        "autofocus",
        "background",
        "data",
        "formaction",
        "href",
        "longdesc",
        "manifest",
        "ping",
        "poster",
        "src",
        "srcset",
        "style",
    ]
)
"""Attributes that load, ``style`` by its url(…), or that a browser complains about in a frame."""

TYPES = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
}
"""Media types of kept pictures, by the ending that their first bytes gave them."""

STYLE = """
:root { color-scheme: light } body { font: 17px/1.6 Georgia, serif; max-width: 44rem; margin: 1.5rem auto;
padding: 0 1rem; background: #fff; color: #222; overflow-wrap: anywhere } img { max-width: 100%; height: auto }
a { color: #0b5c6b; text-decoration: underline } nav, ul { font-size: 15px }
"""


class NotKept(Exception):
    """The file is not there, or not where it may be."""


def read_record(data_dir: Path, place: PagePlace) -> bytes:
    """The WARC record of a kept page, compressed.

    :raises NotKept: when there is none below the folder of pages.
    """
    folder = data_dir / FOLDER
    for name in (place.file, place.file + OPEN):
        _inside(folder, name)
    try:
        return warc_files.read_record(folder, place)
    except (PageFileMissing, OSError) as error:
        raise NotKept(place.file) from error


def read_kept(data_dir: Path, place: PagePlace) -> Page:
    """A kept page as it was received.

    :raises NotKept: when there is none, or what lies there is damaged.
    """
    try:
        return decode_page(read_record(data_dir, place))
    except BrokenRecord as error:
        raise NotKept(place.file) from error


def read_picture(data_dir: Path, path: str) -> tuple[bytes, str]:
    """A kept picture and its media type.

    :raises NotKept: when there is none below the folder of the archive, or it is no picture by its name.
    """
    file = _inside(data_dir, path)
    if file.suffix not in TYPES or not file.is_file():
        raise NotKept(path)
    return file.read_bytes(), TYPES[file.suffix]


def source_of(page: Page) -> str:
    """The text of a kept page; as far as it can be decoded, when it is damaged."""
    try:
        return text_of(as_response(page))
    except UnreadablePage:
        return page.body.decode("utf-8", "replace")


def harmless(page: Page, pictures: Mapping[str, str]) -> str:
    """A kept page without what runs or loads; ``pictures`` are our addresses of kept pictures, by their own.

    The policy that it is sent with forbids the same once more.
    """
    root = _parse(source_of(page))
    for element in list(root.iter(*DROPPED)):
        _replace(element, [])
    for element in list(root.iter(*UNWRAPPED)):
        _replace(element, list(element))
    for element in root.iter(etree.Element):
        _clean(element, page.url, pictures)
    head = root.find("head")
    if head is None:
        head = etree.Element("head")
        root.insert(0, head)
    etree.SubElement(head, "meta", charset="utf-8")
    etree.SubElement(head, "style").text = STYLE
    text: str = etree.tostring(root, encoding="unicode", method="html")
    return f"<!DOCTYPE html>\n{text}"


def kept_pictures(rows: Sequence[Row[Any]], address: str) -> dict[str, str]:
    """Our addresses of the kept pictures among rows of ``images``, by the newspaper's own."""
    return {row.url: f"{address}/picture/{row.position}" for row in rows if row.path}


def _inside(folder: Path, name: str) -> Path:
    """A file below a folder, symbolic links followed.

    :raises NotKept: when it lies elsewhere.
    """
    try:
        path = (folder / name).resolve()
        is_inside = path.is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        is_inside = False
    if not is_inside:
        raise NotKept(name)
    return path


def _parse(text: str) -> Element:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root: Element | None = etree.fromstring(text.encode("utf-8", "replace") or b"<html></html>", parser)
    return root if root is not None else etree.Element("html")


def _replace(element: Element, children: Sequence[Element]) -> None:
    """Put these children in the place of an element; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    texts = (element.text if children else None, element.tail)
    before = element.getprevious()
    for offset, child in enumerate(children):
        parent.insert(place + offset, child)
    last = children[-1] if children else before
    if texts[0]:
        _append(parent, before, texts[0])
    if texts[1]:
        _append(parent, last, texts[1])
    parent.remove(element)


def _append(parent: Element, before: Element | None, text: str) -> None:
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text


def _clean(element: Element, url: str, pictures: Mapping[str, str]) -> None:
    picture = _picture(element, url, pictures) if element.tag == "img" else None
    # A browser connects to a link's host as soon as the mouse is pressed on it.
    target = element.get("href") if element.tag == "a" else None
    for name in list(element.attrib):
        word = str(name).lower().rpartition("}")[2].rpartition(":")[2]
        if word in LOADING or word.startswith("on"):
            del element.attrib[name]
    if element.tag == "style":
        element.text = ""
    if target:
        element.set("title", target)
    if picture:
        element.set("src", picture)


def _picture(element: Element, url: str, pictures: Mapping[str, str]) -> str | None:
    """Our address of a picture; lazy ones carry theirs in ``data-src``."""
    page = HtmlResponse(url)
    for name in ("data-src", "src"):
        address = (element.get(name) or "").partition("?")[0].strip()
        try:
            found = pictures.get(page.urljoin(address)) if address else None
        except ValueError:
            found = None
        if found:
            return found
    return None
