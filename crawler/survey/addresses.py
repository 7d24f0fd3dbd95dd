"""The forms that a newspaper's article addresses have. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.newspapers import NEWSPAPERS

_SECTION = r"/(?P<section>[A-Za-z0-9_-]+)(?:/(?P<subsection>[A-Za-z0-9_-]+))?"

FORMS: tuple[re.Pattern[str], ...] = (
    *dict.fromkeys(form for newspaper in NEWSPAPERS.values() for form in newspaper.article_paths),
    re.compile(_SECTION + r"/(?P<month>(?:19|20)\d{2}(?:0[1-9]|1[0-2]))/[^/]+-(?P<id>[0-9a-f]{5,32})/?"),
    re.compile(_SECTION + r"/[^/]+-(?:post|d|p)?(?P<id>\d{4,})\.html?"),
    re.compile(r"/(?P<section>[^/.]+?)-(?:post|d|p)?(?P<id>\d{4,})\.html?"),
    re.compile(_SECTION + r"/[^/]+-(?P<id>\d{5,})/?"),
)
"""Forms that are known, those of the newspapers first."""

HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
"""A host's name; what pages name may be anything."""

LEAST = 2
"""Links of one shape that make it a form."""

_PIECES = (
    (re.compile(r"(?<=/)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?=/)"), "<month>"),
    (re.compile(r"-[0-9a-f]{7}(?=/?$)"), "-<hex>"),
    (re.compile(r"\d+"), "<n>"),
    (re.compile(r"(?<=/)[\w-]*[A-Za-z][\w-]*(?<!-)(?=/|-<|<|$|\.)"), "<slug>"),
)


@dataclass(frozen=True, slots=True)
class AddressForm:
    """One form of the addresses of articles."""

    pattern: str
    """A regular expression of the path."""
    links: int
    """Different links of this form on the pages read."""
    example: str


def find_forms(paths: Iterable[str]) -> list[AddressForm]:
    """The known forms that at least two of the paths have, the most frequent first."""
    found: dict[re.Pattern[str], list[str]] = {}
    for path in dict.fromkeys(paths):
        form = next((form for form in FORMS if form.fullmatch(path)), None)
        if form is not None:
            found.setdefault(form, []).append(path)
    forms = [AddressForm(form.pattern, len(paths), paths[0]) for form, paths in found.items()]
    return sorted((form for form in forms if form.links >= LEAST), key=lambda form: -form.links)


def unknown_shapes(paths: Iterable[str], known: Iterable[re.Pattern[str]]) -> list[AddressForm]:
    """Shapes of paths with a number that no known form reads; ``pattern`` is for people."""
    forms = tuple(known)
    rest = [path for path in dict.fromkeys(paths) if not any(form.fullmatch(path) for form in forms)]
    counted = Counter(map(shape, rest))
    examples = {shape(path): path for path in reversed(rest)}
    return [AddressForm(name, number, examples[name]) for name, number in counted.most_common() if number >= LEAST]


def shape(path: str) -> str:
    """The path with words and numbers replaced by what they are.

    >>> shape("/xa-hoi/202511/tieng-song-0a1b2c3/")
    '/<slug>/<month>/<slug>-<hex>/'
    >>> shape("/tin/post12345.html")
    '/<slug>/<slug><n>.html'
    """
    for pattern, name in _PIECES:
        path = pattern.sub(name, path)
    return path


def is_numbered(url: str) -> bool:
    """Whether the path holds a number of four digits or more, as addresses of articles do."""
    return re.search(r"\d{4}", urlsplit(url).path) is not None


def month_of(url: str) -> str:
    """The month (``YYYYMM``) in an address; an empty string without one, which sorts first."""
    found = re.search(r"/((?:19|20)\d{2}(?:0[1-9]|1[0-2]))/", urlsplit(url).path)
    return found[1] if found else ""
