"""The page of an article, with everything that is known of it, and its family of copies."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from crawler.archive.articles.edits import Segment, word_diff
from crawler.archive.articles.revisions import Version
from crawler.archive.reading.article import FullArticle, read_article
from crawler.archive.text import ArticleText
from crawler.web.citation import citation
from crawler.web.library import Library
from crawler.web.visit import NotFound, Visit

MAX_LETTERS = 60_000
"""Of two texts together whose words are compared while a reader waits: ten times a long article, 0.2 s."""


class Change(NamedTuple):
    """What the newspaper did to an article between two revisions."""

    before: Version
    after: Version
    title: Sequence[Segment]
    lead: Sequence[Segment]
    body: Sequence[Segment]
    is_compared: bool
    """False when the texts are too long to be compared word by word; they are shown whole then."""


def article(visit: Visit) -> dict[str, Any]:
    full = full_article(visit)
    return {
        "full": full,
        "article": full.row,
        "paragraphs": [paragraph for paragraph in full.row["body"].split("\n\n") if paragraph.strip()],
        "changes": changes(visit.library, full),
        "cite": citation(full.row, str(visit.request.base_url)),
        "titles": visit.library.section_titles(visit.connection),
    }


def family(visit: Visit) -> dict[str, Any]:
    """All copies of an article, beside the one that was printed first."""
    full = full_article(visit)
    return {"full": full, "article": full.row, "titles": visit.library.section_titles(visit.connection)}


def full_article(visit: Visit) -> FullArticle:
    """The article that the path names.

    :raises NotFound: when there is none.
    """
    full = read_article(visit.connection, visit.newspaper(), visit.path["article_id"])
    if full is None:
        raise NotFound("no_article")
    return full


def changes(library: Library, full: FullArticle) -> list[Change]:
    """The way from each text to the next, the latest first."""
    pairs = zip(full.versions, full.versions[1:], strict=False)
    return [compare(library, full.row["id"], before, after) for before, after in pairs][::-1]


def compare(library: Library, article: int, before: Version, after: Version) -> Change:
    """What was changed; kept for the next reader."""
    key = (article, before.text, after.text)
    title, lead, body, is_compared = library.diffs.get(key, lambda: _segments(before.text, after.text))
    return Change(before, after, title, lead, body, is_compared)


def _segments(old: ArticleText, new: ArticleText) -> tuple[list[Segment], list[Segment], list[Segment], bool]:
    is_short = len(old.running) + len(new.running) <= MAX_LETTERS
    diff = word_diff if is_short else _whole
    return diff(old.title, new.title), diff(old.lead or "", new.lead or ""), diff(old.body, new.body), is_short


def _whole(old: str, new: str) -> list[Segment]:
    if old == new:
        return [Segment("same", new)]
    return [segment for segment in (Segment("removed", old), Segment("added", new)) if segment.text]
