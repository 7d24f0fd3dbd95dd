"""The options of the built-in newspaper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Edition = Literal["vi", "en"]
Paper = Literal["khanhhoa", "khanhhoa_en", "daklak", "phuyen", "thainguyen", "dongnai", "quangtri"]
Shape = Literal["native", "migrated", "sister", "archived", "v2", "v2-migrated", "next", "bare", "bare-htm"]
"""``archived``: the portal before 2023, which no crawl of today meets; only pages that web archives keep look so.
``v2``: the skin of the Phú Yên edition; ``next``: Thái Nguyên's next system; ``bare``: Quảng Trị, whose headline only
the meta data name; ``bare-htm``: its addresses until 2025."""
Portal = Literal["today", "old"]
Pager = Literal["works", "repeats", "loops", "endless"]
GateKind = Literal[
    "nukeviet",
    "cookie",
    "reload503",
    "captcha",
    "captcha+wait",
    "forever",
    "hang",
    "pasted",
    "english",
    "403",
]
Fault = Literal[
    "truncated",
    "lying-charset",
    "error-200",
    "empty-200",
    "500",
    "timeout",
    "foreign-redirect",
    "redirect-loop",
    "wrong-id",
    "raw-gzip",
    "huge",
    "no-end",
    "cut-without-length",
]


@dataclass(frozen=True, slots=True)
class Options:
    """All options; the same options generate the same newspaper, byte for byte."""

    seed: int = 1
    articles: int = 300
    edition: Edition = "vi"
    """Of Báo Khánh Hòa."""
    paper: Paper | None = None
    """Another newspaper, instead of ``edition``."""
    today: date = date(2025, 11, 30)
    """The newest article appears the evening before."""
    shapes: Mapping[Shape, float] | None = None
    """Share of each page template; None: the newspaper's own. ``archived`` only on request."""
    layout: Literal["today", "renamed"] = "today"
    """``renamed``: all class names and ids of the layout are replaced."""
    portal: Portal = "today"
    """``old``: migrated articles are printed as the portal before 2023 did, with true times and its own addresses of
    pictures. The same seed prints the same articles in both."""
    hidden: float = 0.1
    """Share of articles that no section lists; only links on other articles lead to them."""
    twins: int = 4
    """Number of exact copies, and as many near copies, among the articles."""
    dead_links: int = 6
    """Number of links to missing articles."""

    pager: Pager | Literal["mostly"] | Mapping[str, Pager] = "mostly"
    """For all sections, or by path (``xa-hoi/giao-duc``); ``mostly``: it works, but in every fifth section repeats."""
    pager_end: Literal["empty", "404"] = "empty"
    """Response of a working pager beyond its last page."""
    page_length: int = 19

    crawl_delay: float | None = None
    sitemap: bool = False
    feeds: bool = False
    conditional: bool = False
    """Send ETag and Last-Modified, answer 304."""
    stale: bool = False
    """Lists and articles have an ETag, and every conditional request gets a 304, whatever changed."""
    http10: bool = False
    """Answer as HTTP/1.0: no length, the connection is closed behind each body."""
    latency: float = 0.0
    """Seconds that each response takes."""

    gate: tuple[tuple[float, int], ...] = ()
    """Rules: (seconds of the window, requests it allows)."""
    gate_kind: GateKind = "nukeviet"
    gate_status: Literal[200, 429, 503] = 200
    retry_after: bool = True
    """Whether a gate of status 429 or 503 sends ``Retry-After``."""
    gate_exempt_images: bool = False
    gate_wait: int = 3
    """Seconds that the gates ``cookie`` and ``forever`` announce."""

    hostile: str | None = None
    """A case of ``hostile.cases``: all articles, the front page, robots.txt or the sitemap answer with it."""

    faults: Mapping[str | int, Fault] = field(default_factory=dict)
    """By article id, or by the number of the request (the first is 1)."""
