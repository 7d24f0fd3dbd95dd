"""The full-text index: FTS5 in SQLite, ``tsvector`` in PostgreSQL, with the same words in both.

The words are folded here and not by the database, so that both find the same, without an extension. Each stands
there as printed and without its marks. A key sorts by the minute of publication: the newest articles are found first
without sorting, and days are a range of keys.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple, Self

from sqlalchemy import Connection, RowMapping, select, text

from pipelines.comparable import fold_for_comparison
from pipelines.folding import strip_marks
from pipelines.store.pipelining import UNANSWERED
from pipelines.store.schema import articles

FIELDS = ("title", "kicker", "lead", "body", "author")

ID_BITS = 32

MOST_WORDS = 16_000
"""PostgreSQL counts no further; 30 times a long article."""

MOST_LETTERS = 100
"""Of a word: what is longer is none."""

CHUNK = 500

SEARCH_DDL = {
    # No copy of the text, no sizes of columns: nothing is ranked.
    "sqlite": (
        "CREATE VIRTUAL TABLE search USING fts5(marked, plain, section, content='', columnsize=0,"
        " tokenize='unicode61 remove_diacritics 0')",
    ),
    "postgresql": (
        "CREATE TABLE search (key BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
        "CREATE INDEX search_by_word ON search USING gin (words)",
    ),
}


class Document(NamedTuple):
    """What the index holds of an article."""

    key: int
    text: str
    section: str
    subsection: str | None

    @classmethod
    def of(cls, row: Mapping[Any, Any]) -> Self:
        """The document of a row of ``articles``."""
        running = "\n".join(row[name] for name in FIELDS if row[name])
        moment = row["published_at"] or row["first_seen_at"]
        return cls(first_key(moment) | row["id"], running, row["section"], row["subsection"])

    @property
    def words(self) -> list[str]:
        """Folded, with their marks."""
        return [word[:MOST_LETTERS] for word in fold_for_comparison(self.text).split()[:MOST_WORDS]]

    @property
    def section_words(self) -> list[str]:
        paths = [self.section, f"{self.section}/{self.subsection}" if self.subsection else None]
        return [section_word(path) for path in paths if path]


def first_key(moment: datetime) -> int:
    """The least key of an article published then."""
    return int(moment.timestamp() // 60) << ID_BITS


def section_word(path: str) -> str:
    """A section's path as one word.

    >>> section_word("the-thao/the-thao-trong-nuoc")
    'thethao0thethaotrongnuoc'
    """
    return re.sub(r"[^a-z0-9]", "", path.lower().replace("/", "0"))


def make_index(connection: Connection) -> None:
    """Make the empty index."""
    for statement in SEARCH_DDL[connection.dialect.name]:
        connection.execute(text(statement))


def put(connection: Connection, before: Mapping[Any, Any] | None, after: Mapping[Any, Any]) -> None:
    """Index an article; ``before`` is its row as it was indexed earlier."""
    new, old = Document.of(after), Document.of(before) if before else None
    if new == old:
        return
    if old is not None:
        _remove(connection, old)
    _add(connection, new)


def rebuild(connection: Connection) -> None:
    """Make the index anew from all articles."""
    drop = "INSERT INTO search(search) VALUES ('delete-all')" if _is_sqlite(connection) else "TRUNCATE search"
    connection.execute(text(drop))
    last = 0
    while rows := _chunk(connection, last):
        for row in rows:
            _add(connection, Document.of(row))
        last = rows[-1]["id"]


def _chunk(connection: Connection, after: int) -> list[RowMapping]:
    columns = [articles.c[name] for name in (*FIELDS, "id", "section", "subsection", "published_at", "first_seen_at")]
    statement = select(*columns).where(articles.c.id > after).order_by(articles.c.id).limit(CHUNK)
    return list(connection.execute(statement).mappings())


ADD_TO_SQLITE = text("INSERT INTO search (rowid, marked, plain, section) VALUES (:key, :marked, :plain, :section)")
_REMOVE_FROM_SQLITE = text(
    "INSERT INTO search (search, rowid, marked, plain, section) VALUES ('delete', :key, :marked, :plain, :section)"
)
ADD_TO_POSTGRESQL = text("INSERT INTO search (key, words) VALUES (:key, CAST(:words AS tsvector))").execution_options(
    **UNANSWERED
)
_REMOVE_FROM_POSTGRESQL = text("DELETE FROM search WHERE key = :key").execution_options(**UNANSWERED)


def _add(connection: Connection, document: Document) -> None:
    if _is_sqlite(connection):
        connection.execute(ADD_TO_SQLITE, sqlite_row(document))
    else:
        connection.execute(ADD_TO_POSTGRESQL, {"key": document.key, "words": word_vector(document)})


def _remove(connection: Connection, document: Document) -> None:
    # An index without a copy of the text must be told what to take out.
    if _is_sqlite(connection):
        connection.execute(_REMOVE_FROM_SQLITE, sqlite_row(document))
    else:
        connection.execute(_REMOVE_FROM_POSTGRESQL, {"key": document.key})


def sqlite_row(document: Document) -> dict[str, Any]:
    """Parameters of :data:`ADD_TO_SQLITE`."""
    words = document.words
    return {
        "key": document.key,
        "marked": " ".join(words),
        "plain": " ".join(map(_plain, words)),
        "section": " ".join(document.section_words),
    }


def word_vector(document: Document) -> str:
    """The words with their places as PostgreSQL reads them; those without marks at the same places."""
    placed = list(enumerate(document.words, start=1))
    words = [f"{word}:{place}" for place, word in placed]
    words += [f"{plain}:{place}" for place, word in placed if (plain := _plain(word)) != word]
    return " ".join(words + [f"section={word}" for word in document.section_words])


_plain = lru_cache(maxsize=1 << 16)(strip_marks)
"""Vietnamese has some 7,000 syllables: looked up in a twentieth of the time."""


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
