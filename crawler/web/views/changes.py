"""Articles that were changed after printing, and articles that are gone."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from crawler.archive.articles.edits import Segment
from crawler.archive.articles.revisions import Version
from crawler.archive.reading.changes import list_edits, list_gone
from crawler.archive.reading.lists import FIRST_YEAR, LAST_YEAR
from crawler.archive.text import ArticleText
from crawler.web.views.article import compare
from crawler.web.views.lists import with_parameter
from crawler.web.visit import BadRequest, Visit

AROUND = 90
"""Letters shown on both sides of a change in a list."""

_NUMBER = re.compile(r"[0-9]{1,10}")

MAX_SEGMENTS = 12
"""Of one edit in the list; the article's page shows all."""


def edits(visit: Visit) -> dict[str, Any]:
    """The newest edits first."""
    limit = visit.limit()
    place = _place(visit, numbers=2)
    before = (place[0], place[1][0], place[1][1]) if place else None
    rows = list_edits(visit.connection, limit + 1, before)
    last = rows[limit - 1] if len(rows) > limit else None
    shown = [(row, *passages(visit, row)) for row in rows[:limit]]
    return {
        "edits": shown,
        "titles": visit.library.section_titles(visit.connection),
        "older": _next(visit, last["seen_at"], last["article"], last["revision"]) if last else None,
        "newest": with_parameter(visit, "older", None) if place else None,
    }


def gone(visit: Visit) -> dict[str, Any]:
    """What the newspaper took down last comes first."""
    limit = visit.limit()
    place = _place(visit, numbers=1)
    rows = list_gone(visit.connection, limit + 1, (place[0], place[1][0]) if place else None)
    last = rows[limit - 1] if len(rows) > limit else None
    return {
        "gone": rows[:limit],
        "titles": visit.library.section_titles(visit.connection),
        "older": _next(visit, last["gone_at"], last["id"]) if last else None,
        "newest": with_parameter(visit, "older", None) if place else None,
    }


def passages(visit: Visit, row: RowMapping) -> tuple[Sequence[Segment], Sequence[Segment]]:
    """What was changed in the title, if anything, and in the text, with some words around it."""
    old = ArticleText(row["old_title"], row["old_lead"], row["old_body"])
    new = ArticleText(row["new_title"], row["new_lead"], row["new_body"])
    versions = (
        Version(row["revision"], row["seen_at"], row["edit"], old),
        Version(row["revision"] + 1, row["seen_at"], None, new),
    )
    change = compare(visit.library, row["article"], *versions)
    title = change.title if old.title != new.title else []
    return title, shortened([*change.lead, Segment("same", "\n"), *change.body])[:MAX_SEGMENTS]


def shortened(segments: Sequence[Segment]) -> list[Segment]:
    """The changed words and what stands next to them; nothing when nothing is changed."""
    if all(segment.change == "same" for segment in segments):
        return []
    return [
        _cut(segment, is_first=place == 0, is_last=place == len(segments) - 1) for place, segment in enumerate(segments)
    ]


def _cut(segment: Segment, *, is_first: bool, is_last: bool) -> Segment:
    text = segment.text
    if segment.change != "same" or len(text) <= 2 * AROUND:
        return segment
    start = "" if is_first else text[:AROUND].rsplit(" ", 1)[0] + " "
    end = "" if is_last else " " + text[-AROUND:].split(" ", 1)[-1]
    return Segment("same", f"{start}…{end}")


def _place(visit: Visit, numbers: int) -> tuple[datetime, list[int]] | None:
    word = visit.parameter("older")
    if word is None:
        return None
    moment, *rest = word.split("~")
    try:
        when = datetime.fromisoformat(moment)
    except ValueError:
        raise BadRequest("older") from None
    if (
        when.tzinfo is None
        or not FIRST_YEAR <= when.year <= LAST_YEAR
        or len(rest) != numbers
        or not all(_NUMBER.fullmatch(part) for part in rest)
    ):
        raise BadRequest("older")
    return when, [int(part) for part in rest]


def _next(visit: Visit, moment: datetime, *numbers: int) -> str:
    return with_parameter(visit, "older", "~".join([moment.isoformat(), *map(str, numbers)]))
