"""Inserts the rows of a new article: one message to PostgreSQL, one statement per table in SQLite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, Connection, Integer, Text, bindparam, func, insert, select

from crawler.archive.database.postgresql_pipeline import PIPELINED
from crawler.archive.database.schema import articles, images
from crawler.archive.duplicates import index as fingerprint_index
from crawler.archive.duplicates.fingerprints import Fingerprint
from crawler.archive.frontier import entries
from crawler.archive.search import index as search_index
from crawler.archive.search.index import Document


@dataclass(frozen=True, slots=True)
class NewArticle:
    """Everything that is written when an article is first stored."""

    row: Mapping[str, Any]
    """Values of ``articles``."""
    pictures: Sequence[Mapping[str, Any]]
    """``url`` and ``caption`` of each, in the order printed."""
    next_recheck: datetime | None
    document: Document
    fingerprint: Fingerprint


def insert_new(connection: Connection, article: NewArticle) -> None:
    """Insert the article and its pictures, mark it stored in the frontier, and index it for search and duplicates."""
    if connection.dialect.name == "postgresql":
        _insert_at_once(connection, article)
    else:
        _insert_one_by_one(connection, article)


def picture_rows(article: int, pictures: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of ``images`` for the pictures of an article, in the order printed."""
    return [{"article": article, "position": place, **picture} for place, picture in enumerate(pictures, start=1)]


def _insert_one_by_one(connection: Connection, article: NewArticle) -> None:
    row = article.row
    connection.execute(_INSERT, row)
    if article.pictures:
        connection.execute(INSERT_PICTURES, picture_rows(row["id"], article.pictures))
    entries.mark_stored(connection, row["newspaper"], row["article_id"], article.next_recheck)
    search_index.add(connection, search_index.key_of(row), article.document)
    fingerprint_index.put(connection, row["id"], article.fingerprint, None)


def _insert_at_once(connection: Connection, article: NewArticle) -> None:
    row = article.row
    frontier_values = entries.stored_values(row["newspaper"], row["article_id"], article.next_recheck)
    search_values = search_index.postgresql_row(search_index.key_of(row), article.document)
    connection.execute(
        _AT_ONCE,
        {
            **{f"its_{name}": value for name, value in row.items()},
            "picture_urls": [picture["url"] for picture in article.pictures],
            "captions": [picture["caption"] for picture in article.pictures],
            **frontier_values,
            **search_values,
            **fingerprint_index.index_values(row["id"], article.fingerprint),
        },
    )


# Built once, see docs/decisions/0006.
_INSERT = insert(articles)
INSERT_PICTURES = insert(images).execution_options(**PIPELINED)

_PICTURES = func.unnest(bindparam("picture_urls", type_=ARRAY(Text)), bindparam("captions", type_=ARRAY(Text)))
_PRINTED = _PICTURES.table_valued("url", "caption", with_ordinality="position").render_derived()
_INSERT_PRINTED = insert(images).from_select(
    ["article", "position", "url", "caption"],
    select(bindparam("article", type_=Integer), _PRINTED.c.position, _PRINTED.c.url, _PRINTED.c.caption),
)

# A message costs as much as the statement in it, see docs/decisions/0006.
_AT_ONCE = (
    _INSERT
    # Parameters named like columns would also bind columns of the other tables.
    .values({column.name: bindparam(f"its_{column.name}", None, column.type) for column in articles.c})
    .add_cte(
        _INSERT_PRINTED.cte("new_pictures"),
        entries.MARK_STORED.cte("done"),
        search_index.ADD_TO_POSTGRESQL.cte("searchable"),
        fingerprint_index.INSERT.cte("new_fingerprint"),
        fingerprint_index.INSERT_KEYS.cte("new_keys"),
    )
    .execution_options(**PIPELINED)
)
