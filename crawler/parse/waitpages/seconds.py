"""Reads how long a wait page asks to wait, from its header, countdown, text or script. Pure."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crawler.parse.waitpages.page_view import META_TAG, Page
from crawler.parse.waitpages.phrases import COUNTER_ID, WAITING

# Linear in the page's length: a tag ends at the next < or >, a value at the next =, and white space is bounded.
_NUMBERED = re.compile(r"<(\w[^<>]*)>\s{0,40}(\d{1,6})(?!\d)\s{0,40}(<?)")
_COUNTER = re.compile(
    r"\b(?:id|class)\s{0,9}=\s{0,9}[\"']?[^\"'<>=]*?(?:count|timer|sec|giay|remain|wait|dem|clock)", re.I
)
_WORDS = re.compile(r"(\d{1,6})\s*(giây|seconds?|secs?|s|phút|minutes?|mins?|giờ|hours?)\b")
_CLOCK = re.compile(r"\b(?:(\d{1,2}):)?(\d{1,2}):(\d{2})\b")
_IS_REFRESH = re.compile(r"http-equiv\s{0,9}=\s{0,9}[\"']?refresh\b", re.I)
_REFRESH_DELAY = re.compile(r"content\s{0,9}=\s{0,9}[\"']?\s{0,9}(\d{1,6})", re.I)
_ASSIGNED = re.compile(r"\b(\w{1,60})\s{0,9}[=:]\s{0,9}[\"']?(\d{1,5})\b(?!\s{0,9}[*\d])")
_VARIABLE = re.compile(
    r"\w*(?:timeout|seconds?|secs?|count(?:er|down)?|remain(?:ing)?|time_?left|wait|delay|giay|dem)\w*|left|t|s|n", re.I
)
_TIMER = re.compile(r"setTimeout\s{0,9}\(.{0,400}?,\s{0,9}(\d{3,8})\s{0,9}\)", re.S)
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
    tag = _refresh_tag(html)
    delay = _REFRESH_DELAY.search(tag) if tag else None
    return int(delay[1]) if delay else None


def refreshes_itself(html: str) -> bool:
    """Whether a ``<meta http-equiv=refresh>`` names no other page."""
    tag = _refresh_tag(html)
    return tag is not None and "url" not in tag.lower()


def _refresh_tag(html: str) -> str | None:
    return next((tag[0] for tag in META_TAG.finditer(html) if _IS_REFRESH.search(tag[0])), None)


def _page_seconds(page: Page) -> int | None:
    counters = [tag for tag in _NUMBERED.finditer(page.displayed) if COUNTER_ID.search(tag[1]) or tag[3]]
    for pattern in (COUNTER_ID, _COUNTER):
        if match := next((tag for tag in counters if pattern.search(tag[1])), None):
            return int(match[2])
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
    assigned = _ASSIGNED.finditer(script) if "setInterval" in script else iter(())
    if match := next((found for found in assigned if _VARIABLE.fullmatch(found[1])), None):
        return int(match[2])
    if match := _TIMER.search(script):
        return math.ceil(int(match[1]) / 1000)
    return None
