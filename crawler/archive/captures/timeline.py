"""Puts a text seen at some date between the texts known before and after it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crawler.archive.articles.edits import kind_of_edit
from crawler.archive.text import ArticleText


@dataclass(frozen=True, slots=True)
class Version:
    """One text of an article."""

    text: ArticleText
    content_hash: str
    seen_at: datetime
    """When it was last known to be the newspaper's text."""
    revision: int | None = None
    """Its number so far; None for one that is not stored yet."""


def place(versions: Sequence[Version], seen: Version, observed: Sequence[datetime]) -> list[Version]:
    """The versions, oldest first, with a text that was ``seen`` once.

    It stays one version with a neighbour that is the same in substance. ``observed`` are the moments at which the
    texts of ``versions`` were seen: a text that was there before and after another one becomes two versions, so that
    the result does not depend on the order in which captures are imported.
    """
    at = next((number for number, version in enumerate(versions) if version.seen_at >= seen.seen_at), len(versions))
    before = versions[at - 1] if at else None
    after = versions[at] if at < len(versions) else None
    if after is not None and _same(after, seen):
        return list(versions)
    between = [
        moment
        for moment in observed
        if after is not None and moment < seen.seen_at and (before is None or moment > before.seen_at)
    ]
    if before is not None and not between and _same(before, seen):
        return [*versions[: at - 1], replace(before, seen_at=seen.seen_at), *versions[at:]]
    again = [replace(after, seen_at=max(between), revision=None)] if after is not None and between else []
    return [*versions[:at], *again, seen, *versions[at:]]


def _same(one: Version, other: Version) -> bool:
    return one.content_hash == other.content_hash or kind_of_edit(one.text, other.text) is None
