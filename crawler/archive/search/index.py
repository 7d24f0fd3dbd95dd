"""The full-text index: FTS5 in SQLite, ``tsvector`` in PostgreSQL, with the same words in both.

Words are folded here, not by the database, so that both find the same without an extension. Each is indexed as
printed and without diacritics. Keys sort by the minute of publication: the newest articles come first without
sorting, and days are ranges of keys.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any, Self

from sqlalchemy import BigInteger, Connection, RowMapping, bindparam, column, func, insert, select, table, text
from sqlalchemy.dialects.postgresql import TSVECTOR

from crawler.archive.database.postgresql_pipeline import PIPELINED
from crawler.archive.database.schema import articles
from crawler.archive.database.word_vector import WordVector
from crawler.archive.text import ArticleText, folded_words, strip_marks

FIELDS = ("title", "kicker", "lead", "body", "author")

ID_BITS = 32

MAX_LETTERS = 100
"""Most letters of a word."""

INDEXED_AT_A_TIME = 500

LONG_TEXT = 10_000
"""Letters of a body; a shorter one has no word more than 256 times."""

SEARCH_DDL = {
    # No copy of the text and no column sizes, because results are not ranked.
    "sqlite": (
        "CREATE VIRTUAL TABLE search USING fts5(marked, plain, section, content='', columnsize=0,"
        " tokenize='unicode61 remove_diacritics 0')",
    ),
    "postgresql": (
        "CREATE TABLE search (key BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
        "CREATE INDEX search_by_word ON search USING gin (words)",
    ),
}


@dataclass(frozen=True)
class Document:
    """What is indexed of an article."""

    texts: tuple[str, ...]
    section: str
    subsection: str | None

    @classmethod
    def of(cls, row: Mapping[Any, Any]) -> Self:
        """The document of a row of ``articles``."""
        running = ArticleText(row["title"], row["lead"], row["body"]).running
        texts = (row["title"], row["kicker"] or "", running, row["author"] or "")
        return cls(texts, row["section"], row["subsection"])

    @cached_property
    def words(self) -> list[str]:
        """Folded words with diacritics."""
        return [word[:MAX_LETTERS] for text in self.texts for word in folded_words(text)]

    @property
    def section_words(self) -> list[str]:
        paths = [self.section, f"{self.section}/{self.subsection}" if self.subsection else None]
        return [section_word(path) for path in paths if path]

    @cached_property
    def word_vector(self) -> WordVector:
        """The words with their positions; those without diacritics at the same positions."""
        return WordVector.of(self.words, [f"section={word}" for word in self.section_words])


def key_of(row: Mapping[Any, Any]) -> int:
    """The index key of a row of ``articles``."""
    article: int = row["id"]
    return first_key(row["published_at"] or row["first_seen_at"]) | article


def first_key(moment: datetime) -> int:
    """The smallest key of articles published at this time."""
    return int(moment.timestamp() // 60) << ID_BITS


def section_word(path: str) -> str:
    """A section's path as one word.

    >>> section_word("the-thao/the-thao-trong-nuoc")
    'thethao0thethaotrongnuoc'
    """
    return re.sub(r"[^a-z0-9]", "", path.lower().replace("/", "0"))


def create_index(connection: Connection) -> None:
    """Create the empty index."""
    for statement in SEARCH_DDL[connection.dialect.name]:
        connection.execute(text(statement))


def put(connection: Connection, before: Mapping[Any, Any], after: Mapping[Any, Any]) -> None:
    """Reindex an article; ``before`` is its row as indexed earlier."""
    old_key, old = key_of(before), Document.of(before)
    key, document = key_of(after), Document.of(after)
    if (old_key, old) != (key, document):
        _remove(connection, old_key, old)
        add(connection, key, document)


def rebuild(connection: Connection) -> None:
    """Rebuild the index from all articles."""
    drop = "INSERT INTO search(search) VALUES ('delete-all')" if _is_sqlite(connection) else "TRUNCATE search"
    connection.execute(text(drop))
    last = 0
    while rows := _chunk(connection, last):
        for row in rows:
            add(connection, key_of(row), Document.of(row))
        last = rows[-1]["id"]


def reindex_long(connection: Connection, indexed: int) -> None:
    """Index all words of articles of which only the first ``indexed`` were indexed, and pairs of lost positions."""
    last = 0
    while rows := _chunk(connection, last, LONG_TEXT):
        for row in rows:
            key, document = key_of(row), Document.of(row)
            if not _is_sqlite(connection):
                _remove(connection, key, document)
                add(connection, key, document)
            elif len(document.words) > indexed:
                # Without a copy of what was indexed, nothing can be taken out of it for sure.
                rebuild(connection)
                return
        last = rows[-1]["id"]


def _chunk(connection: Connection, after: int, letters: int = 0) -> list[RowMapping]:
    """The next articles, with at least so many letters in their bodies."""
    columns = [articles.c[name] for name in (*FIELDS, "id", "section", "subsection", "published_at", "first_seen_at")]
    statement = select(*columns).where(articles.c.id > after, func.length(articles.c.body) >= letters)
    return list(connection.execute(statement.order_by(articles.c.id).limit(INDEXED_AT_A_TIME)).mappings())


ADD_TO_SQLITE = text("INSERT INTO search (rowid, marked, plain, section) VALUES (:key, :marked, :plain, :section)")
_REMOVE_FROM_SQLITE = text(
    "INSERT INTO search (search, rowid, marked, plain, section) VALUES ('delete', :key, :marked, :plain, :section)"
)
_SEARCH = table("search", column("key", BigInteger), column("words", TSVECTOR))
ADD_TO_POSTGRESQL = (
    insert(_SEARCH).values(key=bindparam("key"), words=bindparam("words")).execution_options(**PIPELINED)
)
_REMOVE_FROM_POSTGRESQL = text("DELETE FROM search WHERE key = :key").execution_options(**PIPELINED)


def add(connection: Connection, key: int, document: Document) -> None:
    """Index a new article."""
    if _is_sqlite(connection):
        connection.execute(ADD_TO_SQLITE, sqlite_row(key, document))
    else:
        connection.execute(ADD_TO_POSTGRESQL, postgresql_row(key, document))


def _remove(connection: Connection, key: int, document: Document) -> None:
    # Removal needs the indexed words, because the index has no copy of the text.
    if _is_sqlite(connection):
        connection.execute(_REMOVE_FROM_SQLITE, sqlite_row(key, document))
    else:
        connection.execute(_REMOVE_FROM_POSTGRESQL, {"key": key})


def sqlite_row(key: int, document: Document) -> dict[str, Any]:
    """Parameters of :data:`ADD_TO_SQLITE`."""
    words = document.words
    return {
        "key": key,
        "marked": " ".join(words),
        "plain": " ".join(map(_plain, words)),
        "section": " ".join(document.section_words),
    }


def postgresql_row(key: int, document: Document) -> dict[str, Any]:
    """Parameters of :data:`ADD_TO_POSTGRESQL`."""
    return {"key": key, "words": document.word_vector}


_plain = lru_cache(maxsize=1 << 16)(strip_marks)
"""Vietnamese has some 7,000 syllables: looked up in a twentieth of the time."""


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
