"""Reads printed dates. Pure; an unreadable date is reported, never guessed."""

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from email.utils import parsedate_to_datetime

from crawler.items import Precision
from crawler.parse.text import fold

DAY = re.compile(r"(?<![\d/])(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d{2})(?![\d/])")
CLOCK = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?::\d{2})?(?![\d:])")
ZONE = re.compile(r"[\[(]\s*(?:GMT|UTC)\s*\+\s*0?7(?::00)?\s*[\])]|\b(?:GMT|UTC)\+0?7\b", re.IGNORECASE)
WORDS = re.compile(
    r"thứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s+nhật|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|cập nhật|đăng|ngày|lúc|updated|posted|on|at",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A parsed date line."""

    raw: str
    """The line as printed, folded."""
    at: datetime | None
    """With the newspaper's offset; 00:00 when only the day is known; None when the line gives no date."""
    precision: Precision | None
    problem: str | None = None
    """Why there is no date: ``unreadable`` or ``impossible``."""


def read_date(text: str, zone: tzinfo, article_id: str = "") -> PrintedDate:
    """Read a date line: one day, at most one time of day, and no unknown word.

    Articles migrated from the old portal have decimal ids and a broken clock, which shows the month in place of the
    minutes and a 12-hour hour: only their day is known.

    >>> from zoneinfo import ZoneInfo
    >>> vietnam = ZoneInfo("Asia/Ho_Chi_Minh")
    >>> read_date("23:12, 20/09/2025", vietnam).at.isoformat()
    '2025-09-20T23:12:00+07:00'
    >>> read_date("12:06, 24/06/2017", vietnam, "8045182").precision
    'day'
    >>> read_date("Thứ Ba, 31/08/2021, 21:21 [GMT+7]", vietnam).at.isoformat()
    '2021-08-31T21:21:00+07:00'
    >>> read_date("23:12, 31/02/2025", vietnam).problem
    'impossible'
    """
    raw = fold(text)
    days, clocks = DAY.findall(raw), CLOCK.findall(raw)
    if len(days) != 1 or len(clocks) > 1 or _unknown_words(raw):
        return PrintedDate(raw, None, None, "unreadable")
    day, month, year = map(int, days[0])
    hour, minute = map(int, clocks[0]) if clocks else (0, 0)
    exact = bool(clocks) and not (_is_migrated(article_id) and minute == month)
    try:
        at = datetime(year, month, day, hour, minute, tzinfo=zone)
    except ValueError:
        return PrintedDate(raw, None, None, "impossible")
    return PrintedDate(raw, at if exact else at.replace(hour=0, minute=0), "minute" if exact else "day")


def read_timestamp(text: str, zone: tzinfo, article_id: str = "") -> PrintedDate:
    """Read a date as JSON-LD and meta tags give it: ISO 8601, RFC 5322, or as printed; one without an offset is in the
    newspaper's zone.

    >>> from zoneinfo import ZoneInfo
    >>> read_timestamp("2025-09-20T16:12:00Z", ZoneInfo("Asia/Ho_Chi_Minh")).at.isoformat()
    '2025-09-20T23:12:00+07:00'
    >>> read_timestamp("2025-09-20", ZoneInfo("Asia/Ho_Chi_Minh")).precision
    'day'
    """
    raw = fold(text)
    moment = _iso(raw) or _rfc5322(raw)
    if moment is None:
        return read_date(text, zone, article_id)
    try:
        at = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    except (ValueError, OverflowError):
        return PrintedDate(raw, None, None, "impossible")
    exact = ":" in raw and not (_is_migrated(article_id) and at.minute == at.month)
    at = at.replace(second=0, microsecond=0) if exact else at.replace(hour=0, minute=0, second=0, microsecond=0)
    return PrintedDate(raw, at, "minute" if exact else "day")


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d{2}:?\d{2}$)", "", text))
    except ValueError:
        return None


def _rfc5322(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None


def _is_migrated(article_id: str) -> bool:
    """Whether the article comes from the old portal; a few new ids are decimal by chance, but with a correct time."""
    return article_id.isdecimal()


def _unknown_words(raw: str) -> bool:
    rest = raw
    for known in (ZONE, DAY, CLOCK, WORDS):
        rest = known.sub(" ", rest)
    return any(map(str.isalnum, rest))
