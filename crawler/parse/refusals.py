"""Pages that came in an article's place: gates and errors, whatever their status. Pure."""

import re

from lxml.etree import _Element as Element
from scrapy.http import Response

from crawler.gate.recognise import recognise
from crawler.newspapers.model import Newspaper
from crawler.parse.errors import NotAnArticle, Reason
from crawler.parse.page import meta, text_of
from crawler.parse.printed import plain_text
from crawler.urls import Kind, read_address

ERROR_TITLE = re.compile(
    r"lỗi|error|(?:lỗi|error|http)?\W*(?:40[0-9]|410|50[0-4])\b.*"
    r"|(?:trang |page )?(?:không tìm thấy|not found|không tồn tại).*"
    r"|internal server error.*|bad gateway.*|service (?:temporarily )?unavailable.*|gateway time-?out.*|lỗi hệ thống.*"
    r"|(?:website |trang web |hệ thống )?(?:đang )?(?:được )?(?:bảo trì|nâng cấp).*|(?:under )?maintenance.*"
    r"|welcome to nginx.*|.*default page.*|index of /.*|đã có lỗi xảy ra.*|an error occurred.*|database error.*",
    re.IGNORECASE,
)
"""The whole title of a page that tells of an error. Headlines may begin so too: it counts only without an article's
own data."""


def check_kind(root: Element, response: Response, newspaper: Newspaper) -> None:
    """Raise NotAnArticle when a page that fits no layout is a gate or an error."""
    headers = {str(name): value for name, value in response.headers.to_unicode_dict().items()}
    gate = recognise(response.status or 200, headers, text_of(response))
    if gate is not None and gate.shape == "whole":
        reason = Reason.WAIT_PAGE if gate.kind == "wait" else Reason.CHALLENGE
        raise NotAnArticle(reason, gate.evidence)
    titles = [plain_text(element) for element in root.iter("title", "h1")]
    if any(map(ERROR_TITLE.fullmatch, titles)) and not claims_article(root, newspaper):
        raise NotAnArticle(Reason.ERROR_PAGE, f"the page's titles are {titles[:2]}")


def claims_article(root: Element, newspaper: Newspaper) -> bool:
    """Whether the page's own data say that it is an article."""
    data = meta(root)
    own = read_address(data.get("og:url", ""), newspaper.home, newspaper)
    return own.kind is Kind.ARTICLE or (data.get("og:type", "").lower() == "article" and "og:title" in data)
