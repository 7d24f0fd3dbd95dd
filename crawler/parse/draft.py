"""Draft of an article: the parts found on a page, and their conversion to an item."""

import re
from dataclasses import dataclass, field

from crawler.items import Article, Image, Source
from crawler.newspapers.model import Newspaper
from crawler.parse.content import Paragraph
from crawler.parse.dates import PrintedDate
from crawler.parse.errors import NotAnArticle, Reason
from crawler.parse.old_fonts import is_doubtful
from crawler.parse.urls import SiteUrl

WITHOUT_SOURCE = frozenset({"sources", "page"})
FROM_ADDRESS: dict[str, Source] = dict.fromkeys(
    ("newspaper", "article_id", "url", "section", "subsection", "language"), "url"
)


@dataclass(slots=True)
class Draft:
    """The parts of an article that one reading method found."""

    source: Source
    """The type of rule that gave the fields, except those in ``sources``."""
    title: str = ""
    kicker: str | None = None
    lead: str | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    author: str | None = None
    date: PrintedDate | None = None
    tags: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)
    """The type of rule by field, where it differs from ``source``."""


def finish(draft: Draft, address: SiteUrl, newspaper: Newspaper) -> Article:
    """The article of a draft.

    :raises NotAnArticle: when it has no title, no content or damaged letters.
    """
    if not draft.title:
        raise NotAnArticle(Reason.NO_TITLE, f"no title for {address.url}")
    lead, body = _lead_or_body(draft)
    if not (lead or body or draft.images):
        raise NotAnArticle(Reason.NO_BODY, f"neither text nor pictures for {address.url}")
    date = draft.date
    article = Article(
        newspaper=newspaper.name,
        article_id=address.article_id or "",
        url=address.url,
        section=address.section or "",
        subsection=address.subsection,
        language=newspaper.language,
        title=draft.title,
        body=body,
        kicker=draft.kicker,
        lead=lead,
        author=draft.author,
        published_at=date.at if date else None,
        published_precision=date.precision if date else None,
        published_raw=date.raw if date else None,
        tags=draft.tags,
        images=draft.images,
    )
    _refuse_damage(article)
    article.sources = _sources(article, draft)
    return article


def _lead_or_body(draft: Draft) -> tuple[str | None, str]:
    """Lead and body; a lead without body text and pictures is the body."""
    body = "\n\n".join(paragraph.text for paragraph in draft.paragraphs)
    if body or draft.images:
        return draft.lead, body
    return None, draft.lead or ""


def _refuse_damage(article: Article) -> None:
    for name in ("title", "kicker", "lead", "body", "author"):
        text = getattr(article, name) or ""
        if "\ufffd" in text:
            raise NotAnArticle(Reason.MOJIBAKE, f"damaged letters in the {name}")
        if _is_doubly_encoded(text):
            raise NotAnArticle(Reason.MOJIBAKE, f"the {name} was encoded twice")
        if any(map(is_doubtful, text.split("\n\n"))):
            raise NotAnArticle(Reason.MOJIBAKE, f"the {name} is written for an old font, TCVN3 or VNI, and not whole")


TWICE = re.compile("(?:á[º»]|Æ[°¡]|Ä[‘ƒ])(?:[\xa0-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|\\w)|Ä\\w|Ã[\xa0-\xbf\xad]")
"""Two or three letters that one letter of Vietnamese in UTF-8 becomes when it is taken for Windows-1252."""

SOUND = re.compile("[\u1ea0-\u1ef9ơưđ]", re.IGNORECASE)

LEAST_TWICE = 3


def _is_doubly_encoded(text: str) -> bool:
    """Vietnamese in UTF-8 taken for Windows-1252 and encoded again: ``á»`` and ``Æ°`` instead of letters.

    Each line for itself, and only if it has fewer letters that no other encoding has: quotations may end in ``á»``.
    """
    if not any(sign in text for sign in "ÆÄÃ»º"):
        return False
    twice = ((len(TWICE.findall(line)), len(SOUND.findall(line))) for line in text.split("\n"))
    return sum(damaged for damaged, sound in twice if damaged > sound) >= LEAST_TWICE


def _sources(article: Article, draft: Draft) -> dict[str, Source]:
    named = {name: getattr(article, name) for name in Article.__dataclass_fields__ if name not in WITHOUT_SOURCE}
    return {
        name: FROM_ADDRESS.get(name) or draft.sources.get(name) or draft.source
        for name, value in named.items()
        if value or (name == "body" and value is not None)
    }
