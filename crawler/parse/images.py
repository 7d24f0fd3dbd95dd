"""Addresses of pictures. Pure."""

from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from crawler.items import Image
from crawler.newspapers.model import Newspaper
from crawler.parse.boxes import Picture


def read_images(pictures: Iterable[Picture], newspaper: Newspaper) -> tuple[Image, ...]:
    """The newspaper's own pictures, each once, in the order printed; those of other hosts are left out."""
    images: dict[str, Image] = {}
    for picture in pictures:
        url = image_url(picture.source, newspaper)
        if url is not None:
            images.setdefault(url, Image(url, picture.caption))
    return tuple(images.values())


def image_url(source: str, newspaper: Newspaper) -> str | None:
    """Canonical address of a picture: on the newspaper's host, without query and doubled slashes.

    None when it is none of the newspaper's own pictures.
    """
    try:
        parts = urlsplit(urljoin(newspaper.home, source))
        host = parts.hostname
    except ValueError:
        return None
    own = host in newspaper.hosts
    if parts.scheme not in {"http", "https"} or not (own or host in newspaper.other_editions):
        return None
    path = "/" + "/".join(filter(None, parts.path.split("/")))
    if not newspaper.image_path.fullmatch(path):
        return None
    return f"https://{newspaper.host if own else host}{path}"
