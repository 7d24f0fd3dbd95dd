"""Splits paragraphs into lead, kicker, related links, byline and pasted wait block. Pure."""

import re
from html import unescape

from crawler.newspapers.model import Newspaper
from crawler.parse.bylines import author_of, read_byline
from crawler.parse.content import Paragraph
from crawler.parse.draft import Draft
from crawler.parse.text import TAG, alike, fold, letters
from crawler.parse.urls import UrlKind, classify_url
from crawler.parse.waitpages.phrases import contains_wait_text, is_wait_line

FRINGE = frozenset({"", "cacthongtintienich"})
"""Lines (letters only) that the portal prints between an article and the wait block."""

LONGEST = 200
"""Characters of a byline, or of a paragraph of the wait page."""


def without_wait_block(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs without a wait block pasted at their end."""
    end = len(paragraphs)
    while end and _is_fringe(paragraphs[end - 1].text):
        end -= 1
    pasted = "\n".join(paragraph.text for paragraph in paragraphs[end:])
    return paragraphs[:end] if contains_wait_text(pasted) else paragraphs


def split_byline(paragraphs: list[Paragraph], printed: str | None) -> tuple[str | None, list[Paragraph]]:
    """The author, and the paragraphs without the byline.

    ``printed`` is the author as named above the body. The byline is searched in the right-aligned lines at the end;
    lines there that name a source or a photographer stay as text.
    """
    author = author_of(printed) if printed else None
    names: list[str] = []
    kept: list[Paragraph] = []
    rest = list(paragraphs)
    while rest and _may_be_byline(rest[-1], author):
        line = rest.pop()
        byline = read_byline(line.text)
        if byline is not None and byline.author is not None:
            names.insert(0, byline.author)
        elif author is not None and _same(line.text, author):
            names.insert(0, author)
        elif byline is not None:
            kept.insert(0, line)
        else:
            rest.append(line)
            break
    return author or ", ".join(names) or None, rest + kept


def _is_fringe(text: str) -> bool:
    return len(text) <= LONGEST and (letters(text) in FRINGE or all(map(is_wait_line, text.split("\n"))))


def _may_be_byline(paragraph: Paragraph, author: str | None) -> bool:
    return paragraph.right or (author is not None and len(paragraph.text) <= LONGEST and _same(paragraph.text, author))


def _same(text: str, author: str) -> bool:
    return letters(author_of(text) or "") == letters(author)


SENTENCE_END = re.compile(r"[.…!:;\"”»)\]]$")

DASH = ("-", "–", "—", "*", "•", "+")

LONG = 120
"""Characters: a subheading is shorter."""


def description_of(meta: dict[str, str]) -> str:
    """The page's description; in migrated articles it holds escaped HTML."""
    return fold(TAG.sub(" ", unescape(meta.get("og:description") or meta.get("description") or "")))


def split_lead(
    paragraphs: list[Paragraph], repeated: str | None, description: str
) -> tuple[str | None, list[Paragraph]]:
    """The lead and the paragraphs after it.

    The first paragraph is the lead if it is bold and no subheading or question, or if it is repeated above the body
    (``repeated``). Otherwise ``repeated`` is.
    """
    if not paragraphs:
        return repeated, paragraphs
    first = paragraphs[0]
    same = repeated is not None and alike(first.text, repeated)
    if same or (first.bold and (_reads_like_a_lead(first.text) or alike(first.text, description))):
        return fold(first.text), paragraphs[1:]
    return repeated, paragraphs


def _reads_like_a_lead(text: str) -> bool:
    if text.startswith(DASH) or text.endswith("?"):
        return False
    return SENTENCE_END.search(text) is not None or len(text) > LONG


HEADING = re.compile(
    r"(?:các )?(?:tin|bài)(?:\s*,?\s*bài)?(?: viết)? liên quan|xem thêm|đọc thêm|related(?: news| articles| stories)?",
    re.IGNORECASE,
)


def without_related(paragraphs: list[Paragraph], newspaper: Newspaper) -> list[Paragraph]:
    """The paragraphs without those that are only links to articles, and without the heading before them."""
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        if not paragraph.links or not all(_is_article(link, newspaper) for link in paragraph.links):
            kept.append(paragraph)
        elif kept and HEADING.fullmatch(kept[-1].text.rstrip(" :.…")):
            kept.pop()
    return kept


BUTTON = re.compile(
    r"[\W_]*(?:chia sẻ|share|facebook|zalo|twitter|in bài(?: viết)?|in trang|print|gửi (?:e-?)?mail|e-?mail"
    r"|lưu(?: bài)?|bình luận|cỡ chữ.{0,12}|copy link|sao chép(?: liên kết)?|nghe (?:đọc )?bài(?: viết)?"
    r"|theo dõi.{0,30}google news)[\W_\d]*",
    re.IGNORECASE,
)
"""The label of a button above the text."""


def without_buttons(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs without the share buttons at their start: lines that are nothing but links or a button's label."""
    start = 0
    while start < len(paragraphs) and (paragraphs[start].links or BUTTON.fullmatch(paragraphs[start].text)):
        start += 1
    return paragraphs[start:]


def _is_article(link: str, newspaper: Newspaper) -> bool:
    return classify_url(link, newspaper.home, newspaper).kind in {
        UrlKind.ARTICLE,
        UrlKind.NOT_NEWS,
        UrlKind.OTHER_EDITION,
    }


def split_kicker(draft: Draft, data: dict[str, str]) -> None:
    """Split the headline into kicker and title when ``og:title`` holds the title alone; ``sources`` marks the kicker.

    Needed when the kicker's selector finds nothing because its element got another class. ``data`` is the page's
    meta data.
    """
    title = fold(data.get("og:title", ""))
    before = draft.title.removesuffix(title).rstrip()
    if draft.kicker is None and title and before.endswith(":") and draft.title.endswith(f" {title}"):
        draft.title, draft.kicker = title, before.rstrip(" :") or None
        draft.sources["kicker"] = "meta"
