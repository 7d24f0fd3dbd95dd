"""Reads how long a wait page asks to wait, from its header, countdown, text or script. Pure."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crawler.parse.waitpages.page_view import Page
from crawler.parse.waitpages.phrases import WAITING

_SEC_FIELD = re.compile(r"\bid\s*=\s*[\"']?secField\b[^<>]*>\s*(\d{1,6})", re.I)
_COUNTER = re.compile(
    r"<\w+\b[^<>]*\b(?:id|class)\s*=\s*[\"']?[^\"'<>]*(?:count|timer|sec|giay|remain|wait|dem|clock)[^<>]*>\s*(\d{1,6})\s*<",
    re.I,
)
_WORDS = re.compile(r"(\d{1,6})\s*(giây|seconds?|secs?|s|phút|minutes?|mins?|giờ|hours?)\b")
_CLOCK = re.compile(r"\b(?:(\d{1,2}):)?(\d{1,2}):(\d{2})\b")
_REFRESH = re.compile(r"<meta\b[^<>]*http-equiv\s*=\s*[\"']?refresh\b[^<>]*>", re.I)
_REFRESH_DELAY = re.compile(r"content\s*=\s*[\"']?\s*(\d{1,6})", re.I)
_VARIABLE = re.compile(
    r"\b(?:\w*(?:timeout|seconds?|secs?|count(?:er|down)?|remain(?:ing)?|time_?left|wait|delay|giay|dem)\w*|left|t|s|n)"
    r"\s*[=:]\s*[\"']?(\d{1,5})\b(?!\s*[*\d])",
    re.I,
)
_TIMER = re.compile(r"setTimeout\s*\(.{0,400}?,\s*(\d{3,8})\s*\)", re.S)
LONGEST_VALUE = 100
"""Characters of a ``Retry-After`` that is read; an HTTP date has 29."""
MOST_SECONDS = 30 * 86_400
"""A longer wait counts as this one: it is refused all the same, and a date beyond every calendar is no answer."""
_UNITS = {"p": 60, "m": 60, "g": 1, "h": 3600, "s": 1}


def wait_seconds(headers: Mapping[str, str], page: Page, now: datetime | None = None) -> int | None:
    """Seconds to wait: the longer of the page's countdown and ``Retry-After``; None when neither is given."""
    shown = _page_seconds(page)
    header = retry_after(headers, now or datetime.now(UTC))
    if shown is None or (header is not None and header > shown):
        return header
    return shown


def retry_after(headers: Mapping[str, str], now: datetime) -> int | None:
    """Seconds from a ``Retry-After`` header, which holds seconds or an HTTP date; None without a valid one.

    >>> retry_after({"retry-after": "13"}, datetime.now(UTC))
    13
    """
    value = next((value.strip() for name, value in headers.items() if name.lower() == "retry-after"), "")
    if len(value) > LONGEST_VALUE:
        return None
    if value.isascii() and value.isdigit():
        return min(int(value), MOST_SECONDS)
    try:
        moment = parsedate_to_datetime(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = math.ceil((moment - now).total_seconds())
    except (ValueError, OverflowError):
        # OverflowError: a date that is past the year 9999 in another time zone.
        return None
    return min(max(0, seconds), MOST_SECONDS)


def refresh_delay(html: str) -> int | None:
    """Seconds of a ``<meta http-equiv=refresh>``; None without one."""
    tag = _REFRESH.search(html)
    delay = _REFRESH_DELAY.search(tag[0]) if tag else None
    return int(delay[1]) if delay else None


def refreshes_itself(html: str) -> bool:
    """Whether a ``<meta http-equiv=refresh>`` names no other page."""
    tag = _REFRESH.search(html)
    return tag is not None and "url" not in tag[0].lower()


def _page_seconds(page: Page) -> int | None:
    for pattern in (_SEC_FIELD, _COUNTER):
        if match := pattern.search(page.displayed):
            return int(match[1])
    if match := _WORDS.search(page.text):
        # Both «giây» and «giờ» begin with g.
        return int(match[1]) * (3600 if match[2] == "giờ" else _UNITS[match[2][0]])
    # A time on any other line may be an article's date.
    if match := next(filter(None, (_CLOCK.search(line) for line in page.lines if WAITING.search(line))), None):
        return int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])
    return _from_script(page.scripts, refresh_delay(page.html))


def _from_script(script: str, refresh: int | None) -> int | None:
    if refresh is not None:
        return refresh
    if "setInterval" in script and (match := _VARIABLE.search(script)):
        return int(match[1])
    if match := _TIMER.search(script):
        return math.ceil(int(match[1]) / 1000)
    return None
