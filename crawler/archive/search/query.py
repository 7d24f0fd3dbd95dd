"""Full-text search in either database, the newest articles first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from math import prod
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, TextClause, text

from crawler.archive.database.schema import articles
from crawler.archive.database.word_vector import CUT, pair
from crawler.archive.search.index import ID_BITS, MAX_LETTERS, first_key, section_word
from crawler.archive.search.snippets import Phrase
from crawler.archive.selection import ONCE_IN_NEWSPAPER_SQL, Selection
from crawler.archive.text import fold_for_comparison, strip_marks
from crawler.newspapers.model import VIETNAM

_PART = re.compile(r'"([^"]*)"|(\S+)')
_QUOTES = str.maketrans("“”„«»", '"""""')

BEGINNING, END = date(1970, 1, 2), date(5999, 12, 31)
"""Minutes of these days fit into 31 bits, so that keys fit into 63."""


LEAST_SHARE = 0.05
"""Estimated share of matching articles from which hits are found by walking newest first: 20 in 400 articles."""


class EmptyQuery(ValueError):
    """The query has no word."""


@dataclass(frozen=True, slots=True)
class Query:
    """A search for articles with all the phrases."""

    phrases: tuple[Phrase, ...]
    selection: Selection = field(default_factory=Selection)

    def without_marks(self) -> "Query":
        """The same query with diacritics ignored."""
        phrases = (Phrase(tuple(map(strip_marks, phrase.words)), False) for phrase in self.phrases)
        return replace(self, phrases=tuple(phrases))


def read_phrases(words: str) -> tuple[Phrase, ...]:
    """The phrases of a search; quoted words form one phrase. Words with diacritics match only with them.

    >>> [(phrase.words, phrase.marked) for phrase in read_phrases('giá "Tôm hùm" Covid-19')]
    [(('giá',), True), (('tôm', 'hùm'), True), (('covid', '19'), False)]

    :raises EmptyQuery: when there is no word.
    """
    parts = [quoted or word for quoted, word in _PART.findall(words.translate(_QUOTES))]
    folded = [fold_for_comparison(part) for part in parts]
    phrases = tuple(
        Phrase(tuple(word[:MAX_LETTERS] for word in part.split()), part != strip_marks(part)) for part in folded if part
    )
    if not phrases:
        raise EmptyQuery(f"no word to search for in {words!r}")
    return phrases


def search(connection: Connection, query: Query, limit: int, before: int | None = None) -> Sequence[RowMapping]:
    """Rows of ``articles``, the newest publication first; with ``before`` only those whose key is less.

    Keys are those of :func:`crawler.archive.search.index.key_of`.
    """
    return (
        connection.execute(_rows(*_shape(connection, query)), _values(connection, query, limit, before))
        .mappings()
        .all()
    )


def search_outlines(connection: Connection, query: Query, limit: int) -> Sequence[Row[Any]]:
    """The same, of each hit only its key and :data:`OUTLINE`: what facets are counted from."""
    return connection.execute(_outlines(*_shape(connection, query)), _values(connection, query, limit, None)).all()


OUTLINE = ("newspaper", "section", "subsection", "author")


def _shape(connection: Connection, query: Query) -> tuple[str, bool, bool, bool]:
    """Which statement a query takes."""
    chosen = query.selection
    return _plan(connection, query), chosen.with_duplicates, bool(chosen.newspaper), bool(chosen.author)


def _values(connection: Connection, query: Query, limit: int, before: int | None) -> dict[str, Any]:
    since, until = query.selection.since or BEGINNING, query.selection.until or END
    low = first_key(datetime.combine(max(since, BEGINNING), time(), VIETNAM))
    high = first_key(datetime.combine(min(until, END) + timedelta(days=1), time(), VIETNAM)) - 1
    return {
        "words": _words(connection, query),
        "low": low,
        "high": high if before is None else min(high, before - 1),
        "limit": limit,
        "newspaper": query.selection.newspaper,
        "author": query.selection.author,
    }


def count_indexed(connection: Connection, section: str) -> int:
    """Number of indexed articles of a section."""
    match = _MATCH_SQLITE if connection.dialect.name == "sqlite" else _MATCH_POSTGRESQL
    statement = text(f"SELECT count(*) FROM search WHERE {match}")
    words = _words(connection, Query((), Selection(section)))
    number: int = connection.execute(statement, {"words": words}).scalar_one()
    return number


_MATCH_SQLITE = "search MATCH :words"
_MATCH_POSTGRESQL = "search.words @@ CAST(:words AS tsquery)"
_GATHERED = (
    f"(WITH hits AS MATERIALIZED (SELECT key FROM search WHERE {_MATCH_POSTGRESQL} AND key BETWEEN :low AND :high)"
    " SELECT key FROM hits) AS hits"
)
_SOURCES = {
    "fts5": ("search", "search.rowid", f"{_MATCH_SQLITE} AND search.rowid BETWEEN :low AND :high"),
    "walk": ("search", "search.key", f"{_MATCH_POSTGRESQL} AND search.key BETWEEN :low AND :high"),
    "gather": (_GATHERED, "hits.key", "TRUE"),
}
"""Source, key and condition by plan."""


def _statement(chosen: str, plan: str, with_duplicates: bool, of_newspaper: bool, of_author: bool) -> str:
    source, key, condition = _SOURCES[plan]
    narrowed = {
        f"({ONCE_IN_NEWSPAPER_SQL})" if of_newspaper else "articles.duplicate_of IS NULL": not with_duplicates,
        "articles.newspaper = :newspaper": of_newspaper,
        "articles.author = :author": of_author,
    }
    wanted = "".join(f" AND {part}" for part, is_wanted in narrowed.items() if is_wanted)
    return (
        f"SELECT {chosen.format(key=key)} FROM {source}"
        f" JOIN articles ON articles.id = ({key} & {(1 << ID_BITS) - 1})"
        f" WHERE {condition}{wanted} ORDER BY {key} DESC LIMIT :limit"
    )


@cache
def _rows(*shape: Any) -> Any:
    chosen = ", ".join(f"articles.{column.name}" for column in articles.c)
    return text(_statement(chosen, *shape)).columns(*articles.c)


@cache
def _outlines(*shape: Any) -> TextClause:
    return text(_statement("{key} AS key, " + ", ".join(f"articles.{name}" for name in OUTLINE), *shape))


_COMMON = text(
    "SELECT word, frequency FROM pg_stats, "
    "unnest(CAST(CAST(most_common_elems AS text) AS text[]), most_common_elem_freqs) AS common (word, frequency) "
    "WHERE schemaname = current_schema() AND tablename = 'search' AND attname = 'words' AND word = ANY(:words)"
)


def _plan(connection: Connection, query: Query) -> str:
    """The plan that finds the newest hits.

    PostgreSQL's own choice between walking the newest articles and gathering all hits from the index was
    wrong by a factor of 100 for rare words: it knows the frequencies of common words only.
    """
    if connection.dialect.name == "sqlite":
        return "fts5"
    lexemes = {word for phrase in query.phrases for word in phrase.words} | set(_section_lexemes(query))
    known = {row.word: row.frequency for row in connection.execute(_COMMON, {"words": sorted(lexemes)})}
    return "walk" if prod(known.get(word, 0.0) for word in lexemes) >= LEAST_SHARE else "gather"


def _words(connection: Connection, query: Query) -> str:
    return _for_sqlite(query) if connection.dialect.name == "sqlite" else _for_postgresql(query)


def _section_lexemes(query: Query) -> list[str]:
    return [f"section={section_word(query.selection.section)}"] if query.selection.section else []


def _for_sqlite(query: Query) -> str:
    parts = [f'{"marked" if phrase.marked else "plain"} : "{" ".join(phrase.words)}"' for phrase in query.phrases]
    if query.selection.section:
        parts.append(f'section : "{section_word(query.selection.section)}"')
    return " AND ".join(parts)


def _for_postgresql(query: Query) -> str:
    parts = [phrase_query(phrase.words) for phrase in query.phrases]
    parts += [f"'{lexeme}'" for lexeme in _section_lexemes(query)]
    return " & ".join(f"({part})" for part in parts)


def phrase_query(words: Sequence[str]) -> str:
    """PostgreSQL's query for words that follow each other: by their positions, by pairs where it keeps none."""
    exact = " <-> ".join(f"'{word}'" for word in words)
    if len(words) == 1:
        return exact
    links = (f"(('{one}' <-> '{other}') | '{pair(one, other)}')" for one, other in pairwise(words))
    return f"({exact}) | ('{CUT}' & {' & '.join(links)})"
