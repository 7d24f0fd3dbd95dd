"""Full-text search in either database, the newest articles first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, text

from pipelines.comparable import fold_for_comparison
from pipelines.folding import strip_marks
from pipelines.snippets import Phrase
from pipelines.store.schema import VIETNAM, articles
from pipelines.store.search_index import ID_BITS, first_key, section_word

_PART = re.compile(r'"([^"]*)"|(\S+)')
_QUOTES = str.maketrans("“”„«»", '"""""')

BEGINNING, END = date(1970, 1, 2), date(5999, 12, 31)
"""Minutes of these days have 31 bits, so that keys have 63."""


class EmptyQuery(ValueError):
    """Nothing that could be searched for was given."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: articles with all the phrases."""

    phrases: tuple[Phrase, ...]
    section: str | None = None
    """Path of a section, whose subsections belong to it."""
    since: date = BEGINNING
    until: date = END
    """Days of publication in Vietnam, both inclusive."""
    with_duplicates: bool = False

    def without_marks(self) -> "Query":
        """The same, whatever marks the words bear."""
        phrases = (Phrase(tuple(map(strip_marks, phrase.words)), False) for phrase in self.phrases)
        return replace(self, phrases=tuple(phrases))


def read_phrases(words: str) -> tuple[Phrase, ...]:
    """The words of a search, those in quotes as one phrase. What is written with marks is sought with them.

    >>> [(phrase.words, phrase.marked) for phrase in read_phrases('giá "Tôm hùm" Covid-19')]
    [(('giá',), True), (('tôm', 'hùm'), True), (('covid', '19'), False)]

    :raises EmptyQuery: when there is no word.
    """
    parts = [quoted or word for quoted, word in _PART.findall(words.translate(_QUOTES))]
    folded = [fold_for_comparison(part) for part in parts]
    phrases = tuple(Phrase(tuple(part.split()), part != strip_marks(part)) for part in folded if part)
    if not phrases:
        raise EmptyQuery(f"no word to search for in {words!r}")
    return phrases


def search(connection: Connection, query: Query, limit: int) -> Sequence[RowMapping]:
    """Rows of ``articles``, the newest publication first."""
    low = first_key(datetime.combine(max(query.since, BEGINNING), time(), VIETNAM))
    high = first_key(datetime.combine(min(query.until, END) + timedelta(days=1), time(), VIETNAM)) - 1
    is_sqlite = connection.dialect.name == "sqlite"
    words = _for_sqlite(query) if is_sqlite else _for_postgresql(query)
    statement = _STATEMENTS[connection.dialect.name, query.with_duplicates]
    found = connection.execute(statement, {"words": words, "low": low, "high": high, "limit": limit})
    return found.mappings().all()


def count_indexed(connection: Connection, section: str) -> int:
    """How many articles of a section the index knows."""
    is_sqlite = connection.dialect.name == "sqlite"
    query = Query((), section)
    words = _for_sqlite(query) if is_sqlite else _for_postgresql(query)
    statement = text(f"SELECT count(*) FROM search WHERE {_MATCHES[connection.dialect.name][0]}")
    number: int = connection.execute(statement, {"words": words}).scalar_one()
    return number


def _statement(match: str, key: str, unique: str) -> Any:
    chosen = ", ".join(f"articles.{column.name}" for column in articles.c)
    return text(
        f"SELECT {chosen} FROM search JOIN articles ON articles.id = ({key} & {(1 << ID_BITS) - 1}) "
        f"WHERE {match} AND {key} BETWEEN :low AND :high {unique} ORDER BY {key} DESC LIMIT :limit"
    ).columns(*articles.c)


_MATCHES = {
    "sqlite": ("search MATCH :words", "search.rowid"),
    "postgresql": ("search.words @@ CAST(:words AS tsquery)", "search.key"),
}
_STATEMENTS = {
    (dialect, duplicates): _statement(match, key, "" if duplicates else "AND articles.duplicate_of IS NULL")
    for dialect, (match, key) in _MATCHES.items()
    for duplicates in (False, True)
}


def _for_sqlite(query: Query) -> str:
    parts = [f'{"marked" if phrase.marked else "plain"} : "{" ".join(phrase.words)}"' for phrase in query.phrases]
    if query.section:
        parts.append(f'section : "{section_word(query.section)}"')
    return " AND ".join(parts)


def _for_postgresql(query: Query) -> str:
    parts = [" <-> ".join(f"'{word}'" for word in phrase.words) for phrase in query.phrases]
    if query.section:
        parts.append(f"'section={section_word(query.section)}'")
    return " & ".join(f"({part})" for part in parts)
