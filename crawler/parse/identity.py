"""Whether a page is the one asked for, and an article's at all. Pure."""

import re

from lxml.etree import _Element as Element

from crawler.newspapers.model import Newspaper
from crawler.parse.errors import NotAnArticle, Reason
from crawler.parse.select import select
from crawler.urls import Address, Kind, read_address

PAGES = frozenset({Kind.ARTICLE, Kind.NOT_NEWS, Kind.HOME, Kind.SECTION, Kind.OTHER_EDITION})
FULL_ID = re.compile(r"[0-9A-Fa-f]{32}")


def identify(root: Element, data: dict[str, str], asked: Address, newspaper: Newspaper) -> Address:
    """The address that the page gives itself, ``asked`` when it gives none: an article has one, but links to it many.

    ``data`` is what the page says of itself. Raises NotAnArticle when that is another article: by its own address, or
    by the portal's long id, which ends with the id in the address. Articles migrated from the old portal, whose ids are
    decimal, have long ids that tell nothing.
    """
    own = _own_address(data, asked, newspaper)
    for selector in dict.fromkeys(layout.full_id for layout in newspaper.layouts):
        for element in select(selector, root):
            full_id = "".join(element.itertext()).strip().lower()
            if _tells_another(full_id, asked.article_id or ""):
                raise NotAnArticle(Reason.OTHER_ID, f"the page's long id is {full_id}")
    return own


def _own_address(data: dict[str, str], asked: Address, newspaper: Newspaper) -> Address:
    own = data.get("og:url", "").strip()
    if not own or own == asked.url:
        return asked
    found = read_address(own, newspaper.home, newspaper)
    if found.kind in PAGES and found.article_id != asked.article_id:
        raise NotAnArticle(Reason.OTHER_ID, f"the page is {own}")
    return found if found.kind is Kind.ARTICLE else asked


def _tells_another(full_id: str, article_id: str) -> bool:
    if article_id.isdecimal() or not FULL_ID.fullmatch(full_id):
        return False
    return not full_id.endswith(article_id)
