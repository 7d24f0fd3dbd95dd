"""Signs of a wait page, captcha or refusal in a response's status, headers, text and scripts. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus

from crawler.parse.waitpages.page_view import Page
from crawler.parse.waitpages.phrases import HUMAN_CHECK, WAIT_TITLE, WAITING
from crawler.parse.waitpages.seconds import refresh_delay, refreshes_itself, wait_seconds

LITTLE_TEXT = 400
"""Characters of visible text that a wait page without automatic reload has at most (the longest seen: 260)."""
MORE_TEXT = 800
"""Characters of visible text up to which a request to wait is a sign."""
SOME_TEXT = 1_500
"""Characters of visible text that any wait page has at most (the longest seen: 900, with an explanation of cookies)."""
BUSY = frozenset({403, 429, 503})
RATES = frozenset({429, 503})
"""Statuses whose ``Retry-After`` is obeyed."""
CHALLENGES = ("_cf_chl_opt", "sucuri_cloudproxy_js", "slowAES.decrypt", "ddos-guard/js-challenge", "awswaf.com/")
"""Names in the scripts of well-known browser checks, which open by themselves in a browser."""

FLOOD_BLOCKER = re.compile(
    r"<\w[^<>]*(?:\bid\s{0,9}=\s{0,9}[\"']?secField\b|\bclass\s{0,9}=\s{0,9}[\"']?[^\"'<>=]*\bfloodblocker\b)", re.I
)
_RELOADS = re.compile(
    r"location\s{0,9}\.\s{0,9}reload\s{0,9}\(|history\s{0,9}\.\s{0,9}go\s{0,9}\(\s{0,9}(?:0\s{0,9})?\)"
)
_MOVES = re.compile(
    r"location\s{0,9}\.\s{0,9}(?:reload|replace|assign)\s{0,9}\(|\blocation(?:\s{0,9}\.\s{0,9}href)?\s{0,9}=[^=]"
    r"|history\s{0,9}\.\s{0,9}go\s{0,9}\(\s{0,9}(?:0\s{0,9})?\)|\.\s{0,9}submit\s{0,9}\(\s{0,9}\)"
)
_SETS_COOKIE = re.compile(r"document\s{0,9}\.\s{0,9}cookie\s{0,9}=[^=]")
_CAPTCHA = re.compile(
    r"<(?:div|input|img|iframe|script|form|span|canvas|textarea)\b[^<>]*?(?:captcha|turnstile|kaptcha)", re.I
)
_FIELD = re.compile(r"<(?:input|textarea|select)\b[^<>]*>", re.I)
_NOT_A_FIELD = re.compile(
    r"type\s{0,9}=\s{0,9}[\"']?(?:hidden|submit|button|image|checkbox)|captcha|\bcode\b|\bma\b|response", re.I
)


@dataclass(frozen=True)
class Signs:
    """The signs of one response."""

    status: int
    headers: Mapping[str, str]
    page: Page

    @property
    def length(self) -> int:
        """Characters of visible text."""
        return len(self.page.text)

    @property
    def name(self) -> str:
        """The page's title or first words, for messages."""
        return self.page.title or self.page.text[:60]

    @property
    def busy(self) -> bool:
        return self.status in BUSY

    @property
    def is_error(self) -> bool:
        """Whether the status is an error that wait pages do not have."""
        return self.status >= HTTPStatus.BAD_REQUEST and not self.busy

    @property
    def retry_after(self) -> bool:
        return self.status in RATES and any(name.lower() == "retry-after" for name in self.headers)

    @property
    def seconds(self) -> int | None:
        return wait_seconds(self.headers, self.page)

    @property
    def says_how_long(self) -> bool:
        return wait_seconds({}, self.page) is not None

    @cached_property
    def wait_title(self) -> bool:
        """Whether the title is a request to wait and nothing else."""
        return bool(WAIT_TITLE.fullmatch(self.page.title))

    @cached_property
    def asks_to_wait(self) -> bool:
        return self.wait_title or (self.length <= MORE_TEXT and any(map(WAITING.search, self.page.lines)))

    @cached_property
    def automatic(self) -> bool:
        """Whether the page moves on without a click."""
        return refresh_delay(self.page.html) is not None or bool(_MOVES.search(self.page.scripts))

    @property
    def reloads(self) -> bool:
        """Whether the page reloads itself and does not move elsewhere."""
        return refreshes_itself(self.page.html) or bool(_RELOADS.search(self.page.scripts))

    @property
    def sets_cookie(self) -> bool:
        return bool(_SETS_COOKIE.search(self.page.scripts))

    @property
    def scripted(self) -> bool:
        """Whether the page has a script or moves on, so that a browser may pass where plain waiting does not."""
        return self.page.has_script or self.automatic

    @cached_property
    def bare(self) -> bool:
        """Whether it is neither content page nor article, with little text besides a request to wait."""
        if (self.page.site_page and not self.busy) or self.length > SOME_TEXT:
            return False
        return self.wait_title or not self.page.has_article

    @cached_property
    def captcha(self) -> bool:
        """Whether it demands a captcha and has no other fields, as a contact form or a login would."""
        if not _CAPTCHA.search(self.page.html) or self.length > SOME_TEXT or self.page.has_article:
            return False
        fields = [field[0] for field in _FIELD.finditer(self.page.visible) if not _NOT_A_FIELD.search(field[0])]
        if len(fields) > 1 or any("password" in field for field in fields):
            return False
        if self.busy or self.status == HTTPStatus.METHOD_NOT_ALLOWED:
            return True
        return not self.page.site_page and bool(HUMAN_CHECK.search(f"{self.page.title} {self.page.text}"))
