"""Reads pictures, their captions and addresses. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element as Element

from crawler.items import Image
from crawler.newspapers.model import Newspaper
from crawler.parse.html_text import plain_text
from crawler.parse.selectors import select


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and its caption as printed."""

    source: str
    caption: str | None


def read_picture_box(box: Element, caption: str | None) -> list[Picture]:
    """Pictures of a box with their captions: one each, or one below several pictures for all of them.

    ``caption`` selects captions; where it finds none in the box, ``figcaption`` elements count, else all text.
    """
    captions = set(select(caption, box)) or set(box.iter("figcaption"))
    images = [image for image in box.iter("img") if _source(image)]
    if not captions:
        return _with_texts(box, images)
    pictures = set(images)
    order = [element for element in box.iter() if element in captions or element in pictures]
    runs = [list(run) for _, run in groupby(_outermost(order, captions), lambda element: element.tag == "img")]
    found: list[Picture] = []
    for run, following in zip(runs, [*runs[1:], []], strict=True):
        if run[0].tag == "img":
            found.extend(_captioned(run, following))
    return found


def pictures_of(box: Element) -> list[Picture]:
    """Pictures of a box whose text is no caption."""
    return [Picture(_source(image), None) for image in box.iter("img") if _source(image)]


def _with_texts(box: Element, images: list[Element]) -> list[Picture]:
    """Pictures with a cell of text each, in order; else all of them with all text."""
    texts = [plain_text(cell) for cell in box.iter("td", "th") if next(cell.iter("img"), None) is None]
    texts = [text for text in texts if text]
    if len(texts) != len(images):
        texts = [plain_text(box)] * len(images)
    return [Picture(_source(image), text or None) for image, text in zip(images, texts, strict=True)]


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


def read_images(pictures: Iterable[Picture], newspaper: Newspaper, root: Element | None = None) -> tuple[Image, ...]:
    """The newspaper's own pictures, each once, in the order printed; those of other hosts are left out.

    ``root`` is the page, which may name the folder of its pictures.
    """
    folder = _folder(root, newspaper)
    images: dict[str, Image] = {}
    for picture in pictures:
        source = f"/file/{folder}{picture.source}" if folder and picture.source.startswith(MOVED) else picture.source
        url = image_url(source, newspaper)
        if url is not None:
            images.setdefault(url, Image(url, picture.caption))
    return tuple(images.values())


MOVED = "/dataimages/"
"""Pictures that some newspapers' script shows from another folder."""


def _folder(root: Element | None, newspaper: Newspaper) -> str | None:
    if root is None or newspaper.picture_folder is None:
        return None
    names = ("".join(element.itertext()).strip() for element in select(newspaper.picture_folder, root))
    return next((name for name in names if name.isalnum()), None)


def image_url(source: str, newspaper: Newspaper) -> str | None:
    """Canonical address of a picture: on a host of the newspaper's, without query and doubled slashes.

    None for other pictures.
    """
    try:
        parts = urlsplit(urljoin(newspaper.home, source))
        host = parts.hostname
    except ValueError:
        return None
    own = host in newspaper.hosts
    elsewhere = host in newspaper.image_hosts
    if parts.scheme not in {"http", "https"} or not (own or elsewhere or host in newspaper.other_editions):
        return None
    path = "/" + "/".join(filter(None, parts.path.removeprefix(newspaper.mirror_folder).split("/")))
    if not (elsewhere or newspaper.image_path.fullmatch(path)):
        return None
    return f"https://{newspaper.host if own else host}{path}"
