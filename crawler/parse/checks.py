"""Checks whether a page is the article that was requested. Pure."""

import re
from itertools import islice
from urllib.parse import urlsplit

from lxml.etree import _Element as Element
from scrapy.http import Response

from crawler.newspapers.model import Newspaper
from crawler.parse.document import check_not_empty, meta, text_of
from crawler.parse.errors import NotAnArticle, Reason
from crawler.parse.html_text import plain_text
from crawler.parse.selectors import select
from crawler.parse.structured_data import structured_data
from crawler.parse.urls import SiteUrl, UrlKind, classify_url
from crawler.parse.waitpages.recognise import headers_as_text, recognise

PAGES = frozenset({UrlKind.ARTICLE, UrlKind.NOT_NEWS, UrlKind.HOME, UrlKind.SECTION, UrlKind.OTHER_EDITION})

FULL_ID = re.compile(r"[0-9A-Fa-f]{32}")


def identify(root: Element, data: dict[str, str], requested: SiteUrl, newspaper: Newspaper) -> SiteUrl:
    """The page's canonical address (``og:url``), else ``requested``.

    ``data`` is the page's meta data. The long ids of articles migrated from the old portal, whose article ids are
    decimal, are unrelated to the article id and not compared.

    :raises NotAnArticle: when the page is another article, by its canonical address or by the portal's long id, which
        ends with the article id.
    """
    own = _own_address(root, data, requested, newspaper)
    for selector in dict.fromkeys(layout.full_id for layout in newspaper.layouts):
        for element in select(selector, root):
            full_id = "".join(element.itertext()).strip().lower()
            if _is_other_id(full_id, requested.article_id or ""):
                raise NotAnArticle(Reason.OTHER_ID, f"the page's long id is {full_id}")
    return own


def _own_address(root: Element, data: dict[str, str], requested: SiteUrl, newspaper: Newspaper) -> SiteUrl:
    own = data.get("og:url", "").strip()
    if not own or own == requested.url:
        return requested
    found = classify_url(own, newspaper.home, newspaper)
    if found.article_id == requested.article_id:
        return found if found.kind is UrlKind.ARTICLE else requested
    if found.kind in PAGES and not _is_of_another_form(found, requested, newspaper):
        raise NotAnArticle(Reason.OTHER_ID, f"the page is {own}")
    return _in_own_section(root, requested, newspaper)


def _in_own_section(root: Element, requested: SiteUrl, newspaper: Newspaper) -> SiteUrl:
    """The requested address below the section that the page names; articles are linked below others, too."""
    for selector in dict.fromkeys(layout.section for layout in newspaper.layouts):
        for element in select(selector, root):
            rest = urlsplit(requested.url).path.strip("/").split("/")[-2:]
            named = "/".join(["", "".join(element.itertext()).strip(" \n/"), *rest, ""])
            own = classify_url(named, newspaper.home, newspaper)
            if own.kind is UrlKind.ARTICLE and own.article_id == requested.article_id:
                return own
    return requested


def _is_of_another_form(found: SiteUrl, requested: SiteUrl, newspaper: Newspaper) -> bool:
    """Whether the page names an address from before its migration, whose id cannot be compared."""
    forms = [newspaper.match_article(urlsplit(address.url).path) for address in (found, requested)]
    return all(forms) and len({match.re for match in forms if match}) > 1


def _is_other_id(full_id: str, article_id: str) -> bool:
    if article_id.isdecimal() or not FULL_ID.fullmatch(full_id):
        return False
    return not full_id.endswith(article_id)


LONGEST_TITLE = 300
MOST_TITLES = 100
"""Characters and number of titles that are compared with those of error pages."""

ERROR_TITLE = re.compile(
    r"lỗi|error|(?:lỗi|error|http)?\W*(?:40[0-9]|410|50[0-4])\b.*"
    r"|(?:trang |page )?(?:không tìm thấy|not found|không tồn tại).*"
    r"|internal server error.*|bad gateway.*|service (?:temporarily )?unavailable.*|gateway time-?out.*|lỗi hệ thống.*"
    r"|(?:website |trang web |hệ thống )?(?:đang )?(?:được )?(?:bảo trì|nâng cấp).*|(?:under )?maintenance.*"
    r"|welcome to nginx.*|.*default page.*|index of /.*|đã có lỗi xảy ra.*|an error occurred.*|database error.*",
    re.IGNORECASE,
)
"""The whole title of an error page. Headlines may look alike, so it counts only on pages without an article's meta
data."""


def check_kind(root: Element, response: Response, newspaper: Newspaper) -> None:
    """Raise UnreadablePage when a page that fits no layout is a wait page, a challenge, empty or an error page."""
    gate = recognise(response.status or 200, headers_as_text(response), text_of(response))
    if gate is not None and gate.shape == "whole":
        reason = Reason.WAIT_PAGE if gate.kind == "wait" else Reason.CHALLENGE
        raise NotAnArticle(reason, gate.evidence)
    check_not_empty(root)
    titles = [plain_text(element)[:LONGEST_TITLE] for element in islice(root.iter("title", "h1"), MOST_TITLES)]
    if any(map(ERROR_TITLE.fullmatch, titles)) and not claims_article(root, newspaper):
        raise NotAnArticle(Reason.ERROR_PAGE, f"the page's titles are {titles[:2]}")


def claims_article(root: Element, newspaper: Newspaper) -> bool:
    """Whether the page's meta data say that it is an article."""
    data = meta(root)
    own = classify_url(data.get("og:url", ""), newspaper.home, newspaper)
    if own.kind is UrlKind.ARTICLE or (data.get("og:type", "").lower() == "article" and "og:title" in data):
        return True
    return structured_data(root).is_article
