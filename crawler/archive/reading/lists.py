"""Lists of articles, the newest first, a page at a time; copies are folded under the article that they repeat.

A page begins behind the last article of the one before, so that page 1,000 takes no longer than page 1, and articles
that a crawl stores meanwhile move nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, or_, select

from crawler.archive.database.schema import articles
from crawler.archive.search.index import MAX_LETTERS, key_of
from crawler.archive.search.query import Query, read_phrases, search
from crawler.archive.search.snippets import Phrase
from crawler.archive.selection import ONCE_IN_NEWSPAPER, Selection, conditions
from crawler.archive.text import fold_for_comparison, strip_marks

BEGINNING_OF_BODY = 400
"""Letters of a body that a list has, where it is not searched."""

LISTED = [
    "id",
    "newspaper",
    "article_id",
    "url",
    "section",
    "subsection",
    "language",
    "title",
    "kicker",
    "lead",
    "author",
    "published_at",
    "published_precision",
    "revision",
    "duplicate_of",
    "duplicate_kind",
    "first_seen_at",
    "fetched_at",
    "gone_at",
]
"""Columns of ``articles`` that every list has; ``body`` comes whole or as its beginning."""

FIRST_YEAR, LAST_YEAR = 1000, 9998
"""Moments of other years cannot be brought to another time zone."""

_PLACE = re.compile(r"(?P<moment>[^~]*)~(?P<id>\d{1,10})")


class UnknownPlace(ValueError):
    """What should say where a page of a list begins does not."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list shows: articles with all the words, of a selection."""

    words: str = ""
    selection: Selection = Selection()  # noqa: RUF009  # it is frozen

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """Those of the words; none when there are none."""
        return read_phrases(self.words) if fold_for_comparison(self.words) else ()

    @property
    def query(self) -> Query | None:
        """The query of the full-text index; None when there are no words for it.

        The index has an author's name among the words of the article.
        """
        name = _phrase(self.selection.author) if self.selection.author else None
        phrases = (*self.phrases, *([name] if name else []))
        return Query(phrases, self.selection) if phrases else None


class Listed(NamedTuple):
    """A page of a list."""

    rows: Sequence[RowMapping]
    older: str | None
    """Where the next page begins; None when this is the last."""
    phrases: tuple[Phrase, ...]
    """Those that were found."""
    is_loosened: bool
    """Whether nothing had the marks of the words, and other marks were allowed."""


def list_articles(connection: Connection, wanted: Wanted, limit: int, place: str | None = None) -> Listed:
    """A page of a list; ``place`` is :attr:`Listed.older` of the page before.

    :raises UnknownPlace: when ``place`` is none.
    """
    query = wanted.query
    if query is None:
        return _newest(connection, wanted.selection, limit, place)
    if place is not None and not re.fullmatch(r"\d{1,19}", place):
        raise UnknownPlace(place)
    before = int(place) if place is not None else None
    rows = search(connection, query, limit + 1, before)
    loosened = query.without_marks()
    if rows or (before is not None and _has_hits(connection, query)) or loosened == query:
        return _page_of_hits(rows, limit, wanted.phrases, is_loosened=False)
    rows = search(connection, loosened, limit + 1, before)
    phrases = Query(wanted.phrases).without_marks().phrases
    return _page_of_hits(rows, limit, phrases, is_loosened=bool(rows))


def full_rows(
    connection: Connection, wanted: Wanted, limit: int, place: str | None
) -> tuple[Sequence[RowMapping], str | None]:
    """Whole rows of ``articles`` for a download, and where the next ones begin; None when these are the last.

    With words as a list has them; without, in the order in which they were stored last to first.

    :raises UnknownPlace: when ``place`` is none.
    """
    if wanted.query is not None:
        listed = list_articles(connection, wanted, limit, place)
        return listed.rows, listed.older
    statement = select(articles).where(*conditions(wanted.selection)).order_by(articles.c.id.desc()).limit(limit)
    if place is not None:
        statement = statement.where(articles.c.id < int(place))
    rows = connection.execute(statement).mappings().all()
    return rows, str(rows[-1]["id"]) if len(rows) == limit else None


def fold_copies(connection: Connection, rows: Iterable[RowMapping]) -> Mapping[int, Sequence[RowMapping]]:
    """The copies of each of these articles that has any, the oldest first, by its ``id``."""
    heads = [row["id"] for row in rows]
    columns = [articles.c[name] for name in LISTED if name not in {"kicker", "lead"}]
    statement = select(*columns).where(articles.c.duplicate_of.in_(heads)).order_by(articles.c.id)
    copies: defaultdict[int, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(statement).mappings():
        copies[row["duplicate_of"]].append(row)
    return copies


def count_copies(connection: Connection, selection: Selection) -> int:
    """Number of selected articles that repeat another one, within the newspaper if one is selected."""
    is_copy = ~ONCE_IN_NEWSPAPER if selection.newspaper else articles.c.duplicate_of.is_not(None)
    copies = and_(*conditions(replace(selection, with_duplicates=True)), is_copy)
    number: int = connection.execute(select(func.count()).select_from(articles).where(copies)).scalar_one()
    return number


def _phrase(name: str) -> Phrase | None:
    folded = fold_for_comparison(name)
    words = tuple(word[:MAX_LETTERS] for word in folded.split())
    return Phrase(words, folded != strip_marks(folded)) if words else None


def _has_hits(connection: Connection, query: Query) -> bool:
    return bool(search(connection, query, 1))


def _page_of_hits(rows: Sequence[RowMapping], limit: int, phrases: tuple[Phrase, ...], is_loosened: bool) -> Listed:
    older = str(key_of(rows[limit - 1])) if len(rows) > limit else None
    return Listed(rows[:limit], older, phrases, is_loosened)


def _newest(connection: Connection, selection: Selection, limit: int, place: str | None) -> Listed:
    moment, last = _read_place(place)
    rows: list[RowMapping] = []
    if place is None or moment is not None:
        rows += connection.execute(_dated(selection, limit + 1, moment, last)).mappings()
    if len(rows) <= limit and not (selection.since or selection.until):
        # What has no date comes last, so that nothing is out of reach.
        after = last if place is not None and moment is None else None
        rows += connection.execute(_undated(selection, limit + 1 - len(rows), after)).mappings()
    older = _place_of(rows[limit - 1]) if len(rows) > limit else None
    return Listed(rows[:limit], older, (), False)


def _columns() -> list[ColumnElement[Any]]:
    return [*(articles.c[name] for name in LISTED), func.substr(articles.c.body, 1, BEGINNING_OF_BODY).label("body")]


def _dated(selection: Selection, limit: int, moment: datetime | None, last: int) -> Select[Any]:
    published = articles.c.published_at
    statement = select(*_columns()).where(*conditions(selection), published.is_not(None))
    if moment is not None:
        # The first part lets the index be entered at the moment; the database does not see it in the second.
        statement = statement.where(published <= moment, or_(published < moment, articles.c.id < last))
    return statement.order_by(published.desc(), articles.c.id.desc()).limit(limit)


def _undated(selection: Selection, limit: int, last: int | None) -> Select[Any]:
    statement = select(*_columns()).where(*conditions(selection), articles.c.published_at.is_(None))
    if last is not None:
        statement = statement.where(articles.c.id < last)
    return statement.order_by(articles.c.id.desc()).limit(limit)


def _place_of(row: RowMapping) -> str:
    moment = row["published_at"]
    return f"{moment.isoformat() if moment else ''}~{row['id']}"


def _read_place(place: str | None) -> tuple[datetime | None, int]:
    if place is None:
        return None, 0
    match = _PLACE.fullmatch(place)
    try:
        if match and not match["moment"]:
            return None, int(match["id"])
        moment = datetime.fromisoformat(match["moment"]) if match else None
    except ValueError:
        moment = None
    if match is None or moment is None or moment.tzinfo is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise UnknownPlace(place)
    return moment, int(match["id"])
