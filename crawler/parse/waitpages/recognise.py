"""Recognises wait pages, captchas and refusals by content, whatever their status. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal

from scrapy.http import Response, TextResponse

from crawler.parse.decoding import is_html, readable_text
from crawler.parse.waitpages.page_view import Page
from crawler.parse.waitpages.pasted import may_hold_block, strip_pasted_block
from crawler.parse.waitpages.phrases import REFUSED_TITLE, WAIT_TITLE
from crawler.parse.waitpages.signs import CHALLENGES, FLOOD_BLOCKER, LITTLE_TEXT, SOME_TEXT, Signs

Kind = Literal["wait", "captcha", "refused"]

Shape = Literal["whole", "pasted"]

BARE_PAGE = 20_000
"""Characters of HTML up to which a page of status 200 is always examined. A longer one must show a sign first: the
usual article page has 60,000."""

MOST_BYTES = 2_000_000
"""Of a page that is looked at; no reader takes a longer one, and a sitemap of 50 MB is no gate."""

_NEVER = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class GatePage:
    """A wait page, captcha or refusal in place of the requested page."""

    kind: Kind
    shape: Shape
    seconds: int | None
    """How long it asks to wait; None when it does not say."""
    opens_to_waiting: bool
    evidence: str
    """The sign that was matched, for the log."""
    scripted: bool = False
    """Whether the page runs a script or reloads itself, so that a browser may pass where plain waiting does not."""
    counts_requests: bool = False
    """Whether it closes after a number of requests per window, so that its rate limit can be learned."""


def recognise(status: int, headers: Mapping[str, str], html: str) -> GatePage | None:
    """Recognise a wait page, captcha or refusal; None for any other page.

    ``headers`` are the response's, names in any case; ``html`` is the body as text.
    """
    if 200 <= status < 300 and not _suspicious(html):
        return None
    signs = Signs(status, headers, Page(html))
    if may_hold_block(html) and (gate := _flood_blocker(signs)):
        return gate
    if status in _NEVER or (status < HTTPStatus.BAD_REQUEST and signs.page.is_article):
        return None
    if evidence := next(filter(None, (rule(signs) for rule in _WAITING)), None):
        return GatePage("wait", "whole", signs.seconds, True, evidence, signs.scripted, signs.retry_after)
    return _closed(signs)


def _suspicious(html: str) -> bool:
    if len(html) <= BARE_PAGE or may_hold_block(html) or CHALLENGES[0] in html:
        return True
    title = Page(html[:8_000]).title
    return bool(WAIT_TITLE.fullmatch(title) or REFUSED_TITLE.fullmatch(title))


def _flood_blocker(signs: Signs) -> GatePage | None:
    html = signs.page.html
    stripped, found = strip_pasted_block(html)
    if not found:
        return None
    rest = Page(stripped)
    shape: Shape = "pasted" if signs.status < HTTPStatus.BAD_REQUEST and _is_complete(rest) else "whole"
    if shape == "whole" and not FLOOD_BLOCKER.search(html) and rest.has_article:
        # An error page that quotes the words.
        return None
    # A cookie check looks the same, but no number of requests closes it.
    counts = not signs.sets_cookie
    return GatePage("wait", shape, signs.seconds, True, "the flood blocker's page", signs.scripted, counts)


def _is_complete(rest: Page) -> bool:
    """Whether the page is complete without the block: an article, or a list of headlines."""
    if WAIT_TITLE.fullmatch(rest.title):
        return False
    headlines = sum(len(line) >= 25 for line in rest.lines)
    return rest.has_article or headlines >= 8 or ("<h1" in rest.visible and any(len(line) >= 40 for line in rest.lines))


def _browser_check(signs: Signs) -> str | None:
    known = any(name in signs.page.html for name in CHALLENGES) and signs.length <= SOME_TEXT
    return "a browser check that opens by itself" if known else None


def _has_retry_after(signs: Signs) -> str | None:
    return f"status {signs.status} with Retry-After" if signs.retry_after else None


def _in_site_frame(signs: Signs) -> str | None:
    """A wait page inside the site's own frame, with nothing but the countdown."""
    if not (signs.wait_title and signs.page.site_page and signs.automatic):
        return None
    short = signs.length <= LITTLE_TEXT and all(len(line) < 80 for line in signs.page.lines)
    return "a page of the site that only counts down" if short and signs.says_how_long else None


def _reloads_itself(signs: Signs) -> str | None:
    if signs.is_error:
        found = signs.automatic and signs.wait_title
    else:
        found = signs.bare and signs.automatic and (signs.asks_to_wait or (signs.busy and not signs.page.site_page))
    return f"«{signs.name}», and it reloads itself" if found else None


def _bare_script(signs: Signs) -> str | None:
    found = signs.bare and not signs.is_error and not signs.length and signs.automatic
    return "an empty page that reloads itself" if found and (signs.sets_cookie or signs.reloads) else None


def _in_words(signs: Signs) -> str | None:
    if signs.is_error or not signs.bare or signs.captcha or signs.length > LITTLE_TEXT:
        return None
    meant = signs.busy or signs.says_how_long or (signs.page.has_script and signs.wait_title)
    return f"«{signs.name}»" if signs.asks_to_wait and meant else None


def _too_many_requests(signs: Signs) -> str | None:
    found = signs.status == HTTPStatus.TOO_MANY_REQUESTS and not signs.captcha
    return "status 429" if found else None


# Each rule tests the cheapest sign first, so that the visible text of most pages is never extracted.
_WAITING: tuple[Callable[[Signs], str | None], ...] = (
    _browser_check,
    _has_retry_after,
    _in_site_frame,
    _reloads_itself,
    _bare_script,
    _in_words,
    _too_many_requests,
)


def _closed(signs: Signs) -> GatePage | None:
    """A captcha or a refusal, which waiting does not open."""
    if signs.captcha:
        return GatePage("captcha", "whole", None, False, f"«{signs.name}» asks for a captcha")
    if signs.status == HTTPStatus.FORBIDDEN:
        return GatePage("refused", "whole", None, False, "status 403")
    short = signs.bare and not signs.is_error and signs.length <= LITTLE_TEXT
    if short and REFUSED_TITLE.fullmatch(signs.page.title):
        return GatePage("refused", "whole", None, False, f"«{signs.name}»")
    return None


def read_gate(response: Response) -> GatePage | None:
    """The wait page, captcha or refusal that a response shows, if any; its body must be uncompressed."""
    looked_at = _is_text(response) and len(response.body) <= MOST_BYTES
    text = readable_text(response)[0] if looked_at else ""
    if not text and response.status < HTTPStatus.BAD_REQUEST:
        # A picture, an empty page.
        return None
    return recognise(response.status, _headers(response), text)


def without_pasted_block(response: Response) -> Response:
    """The response without the wait block at the end of its article."""
    if not _is_text(response):
        return response
    html, encoding = readable_text(response)
    text, found = strip_pasted_block(html)
    if not found:
        return response
    body = text.encode(encoding, "xmlcharrefreplace")
    headers = response.headers.copy()
    announced = headers.pop("Content-Length", None)
    if announced == str(len(response.body)).encode():
        headers["Content-Length"] = str(len(body))
    return response.replace(body=body, headers=headers)


def _is_text(response: Response) -> bool:
    """Whether there may be words in it: by its type, or by its first bytes when the type lies."""
    return isinstance(response, TextResponse) or is_html(response.body)


def headers_as_text(response: Response) -> dict[str, str]:
    """A response's headers as text, whatever bytes they hold; values of the same name are joined."""
    return {
        name.decode("latin-1"): b",".join(values).decode("latin-1")
        for name, values in response.headers.items()
        if values
    }


def _headers(response: Response) -> dict[str, str]:
    retry_after = response.headers.get("Retry-After")
    return {"Retry-After": retry_after.decode("latin-1")} if retry_after else {}
