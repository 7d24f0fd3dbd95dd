"""Reads bylines: separates the author from news sources and photo credits. Pure."""

import re
from dataclasses import dataclass
from typing import Literal

from crawler.parse.text import fold

LONGEST = 90
"""Characters; three names with their roles stay below."""

_WORK = (
    r"tin|bài|bài viết|ảnh|clip|video|nội dung|thực hiện|ghi chép|ghi|lược ghi|lược dịch|biên dịch|dịch|tổng hợp|"
    r"biên soạn|sưu tầm|trình bày|đồ họa|phóng sự|bút ký|ký|ký sự|tùy bút|tản văn|truyện ngắn|thơ|tạp bút"
)
_ENGLISH = r"(?:re)?written|reported|reporting|translated|compiled|edited|story|text|words|photos?|photographs"
LONGEST_LIST = 500
"""Characters of a list of authors."""

ROLE = re.compile(
    rf"(?:(?:{_WORK})(?:\s*(?:,|và|&|-|–|/|\+)\s*(?:{_WORK}))*\s*(?::|của\s)|"
    rf"(?:{_ENGLISH})(?:\s*(?:,|and|&)\s*(?:{_ENGLISH}))*\s*(?::|by\s+|by:)|by\s+|by:|tác giả\s*:|pv\s*:)\s*",
    re.IGNORECASE,
)
ROLE_BEHIND = re.compile(
    rf"\s*[-–,]?\s*(?:\(\s*(?:{_WORK}|{_ENGLISH}|theo\b[^)]*|nguồn\b[^)]*|t/h|st)"
    rf"(?:\s*(?:,|và|&|-|–|/|and)\s*(?:{_WORK}|{_ENGLISH}))*(?:\s+by)?\s*\)|\bthực hiện)\s*$",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"[(\[]?\s*(?:ảnh|ảnh tư liệu|ảnh minh họa|ảnh và clip|clip|video|đồ họa|infographic|minh họa|nguồn ảnh|photos?|"
    r"photographs?|pictures?)\s*(?::|by\s)",
    re.IGNORECASE,
)
CREDIT_BEHIND = re.compile(r"(?:\s+[-–|/(]|\s*[,;.])\s*(?:ảnh|clip|video|photos?)\s*(?::|by\s).*$", re.IGNORECASE)
SOURCE = re.compile(r"[(\[]?\s*(?:nguồn(?:\s+tin)?|sources?)\s*:|[(\[]?\s*according to\s", re.IGNORECASE)
AFTER = re.compile(r"[(\[]?\s*theo\s+(?P<whom>\S+)", re.IGNORECASE)
PUBLISHERS = frozenset({"báo", "tạp", "trang", "nguồn", "tin", "thông", "cổng", "đài"})
GROUP = re.compile(r"(?:nhóm\s+)?(?:phóng viên|pv|ctv|cộng tác viên|reporters?)\b", re.IGNORECASE)
SENTENCE = re.compile(r"[?!…:;\"“”«»\d]|\.\.")
SMALL_WORDS = frozenset({"và", "cùng", "and", "with", "-", "–", "&", "/"})


@dataclass(frozen=True, slots=True)
class Byline:
    """A classified line above or below an article."""

    kind: Literal["author", "source", "credit"]
    author: str | None
    """The name as printed, without its role word; only for ``author``."""


def read_byline(text: str) -> Byline | None:
    """Classify a line at a byline's place; None for ordinary text.

    >>> read_byline("Bài, ảnh: C.Đan").author
    'C.Đan'
    >>> read_byline("NGUYỄN VŨ (Thực hiện)").author
    'NGUYỄN VŨ'
    >>> read_byline("Theo TTXVN").kind
    'source'
    >>> read_byline("Nha Trang, tháng 9-2025") is None
    True
    """
    line = fold(text)
    if not line or len(line) > LONGEST:
        return None
    if _is_source(line):
        return Byline("source", None)
    if CREDIT.match(line):
        return Byline("credit", None)
    name = author_of(line)
    return Byline("author", name) if name and _is_name(name) else None


def author_of(text: str) -> str | None:
    """The name in an author's line, without role words; None when the line names a source or a photographer only.

    >>> author_of("Translated by N.T")
    'N.T'
    >>> author_of("Theo VnExpress") is None
    True
    """
    line = fold(text)
    if len(line) > LONGEST_LIST or _is_source(line) or CREDIT.match(line):
        return None
    before = None
    while line != before:
        before = line
        if role := ROLE.match(line):
            line = line[role.end() :]
        line = ROLE_BEHIND.sub("", CREDIT_BEHIND.sub("", line)).strip(" :-–,;|")
    return line or None


def _is_source(line: str) -> bool:
    """Whether the line names a source; ``Theo`` followed by an ordinary word begins a sentence instead."""
    if SOURCE.match(line):
        return True
    after = AFTER.match(line)
    if after is None:
        return False
    whom = after["whom"].lstrip("“\"'«")
    return whom[:1].isupper() or whom.lower() in PUBLISHERS or "." in whom[1:-1]


def _is_name(line: str) -> bool:
    """Whether every word begins with a capital and none ends a sentence, or the line is a group's name."""
    if GROUP.fullmatch(line):
        return True
    words = line.replace("-", " - ").replace("–", " – ").split()
    return len(words) <= 14 and all(word in SMALL_WORDS or _is_part_of_name(word) for word in words)


def _is_part_of_name(word: str) -> bool:
    if SENTENCE.search(word) or not word.lstrip("(")[:1].isupper():
        return False
    return not word.endswith(".") or "." in word[:-1] or word[:-1].isupper()
