"""Numbered, forward-only steps that migrate an older archive to the current schema.

A new archive is created from schema.py. A step is plain SQL; a test migrates an archive of every earlier schema and
compares the result with a new one.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, inspect, select, text

from crawler.archive.database import schema
from crawler.archive.database.errors import SchemaTooNew
from crawler.archive.search import index as search_index

_LOCK = 0x6D696772
"""Key of PostgreSQL's advisory lock: two programs that start together must not both create the schema."""


Step = Callable[[Connection], None]


def _add_search_and_pages(connection: Connection) -> None:
    search_index.create_index(connection)
    search_index.rebuild(connection)
    connection.execute(
        text(
            "CREATE TABLE pages (article INTEGER NOT NULL, revision INTEGER NOT NULL, file TEXT NOT NULL,"
            " start BIGINT NOT NULL, length INTEGER NOT NULL, rules TEXT, PRIMARY KEY (article, revision),"
            " FOREIGN KEY (article) REFERENCES articles (id))"
        )
    )


def _add_indexes_for_readers(connection: Connection) -> None:
    for statement in (
        "CREATE INDEX articles_by_day ON articles (published_at, id, duplicate_of)",
        "CREATE INDEX articles_by_section ON articles (newspaper, section, published_at, id, subsection, duplicate_of)",
        "CREATE INDEX articles_gone ON articles (gone_at) WHERE gone_at IS NOT NULL",
        "CREATE INDEX revisions_by_moment ON revisions (seen_at)",
    ):
        connection.execute(text(statement))


def _add_found_by(connection: Connection) -> None:
    # How earlier articles were found is unknown; articles found again get their ways from now on.
    connection.execute(text("ALTER TABLE frontier ADD COLUMN found_by TEXT NOT NULL DEFAULT ''"))


def _add_unchanged_answers(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE sections ADD COLUMN unchanged_answers INTEGER NOT NULL DEFAULT 0"))
    _order_due_articles_fully(connection)


def _order_due_articles_fully(connection: Connection) -> None:
    """Articles discovered at one moment are due in the order of their ids, the same in both databases."""
    for statement in (
        "DROP INDEX frontier_by_turn",
        "DROP INDEX frontier_to_recheck",
        "CREATE INDEX frontier_by_turn ON frontier (newspaper, state, rank, published DESC, next_try_at, article_id)"
        " WHERE state = 'pending'",
        "CREATE INDEX frontier_to_recheck ON frontier (newspaper, next_try_at, article_id)"
        " WHERE state = 'stored' AND next_try_at IS NOT NULL",
    ):
        connection.execute(text(statement))


def _index_copies_only(connection: Connection) -> None:
    connection.execute(text("DROP INDEX articles_by_original"))
    connection.execute(
        text("CREATE INDEX articles_by_original ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL")
    )


def _index_all_words(connection: Connection) -> None:
    # Earlier versions indexed the first 16,000 words of an article.
    search_index.reindex_long(connection, 16_000)


def _add_captures(connection: Connection) -> None:
    json, time = ("JSONB", "TIMESTAMP WITH TIME ZONE") if connection.dialect.name == "postgresql" else ("JSON", "TEXT")
    for statement in (
        f"CREATE TABLE captures (article INTEGER NOT NULL, captured_at {time} NOT NULL, digest TEXT NOT NULL,"
        f" url TEXT NOT NULL, payload_digest TEXT, fields {json} NOT NULL,"
        " PRIMARY KEY (article, captured_at, digest), FOREIGN KEY (article) REFERENCES articles (id))",
        "CREATE TABLE imports (digest TEXT NOT NULL, rules TEXT NOT NULL, name TEXT NOT NULL, part INTEGER NOT NULL,"
        " start BIGINT NOT NULL, skip BIGINT NOT NULL, read BIGINT NOT NULL,"
        f" counts {json} NOT NULL, problem TEXT, started_at {time} NOT NULL, finished_at {time},"
        " PRIMARY KEY (digest, rules))",
    ):
        connection.execute(text(statement))


STEPS: dict[int, Step] = {
    2: _add_search_and_pages,
    3: _add_indexes_for_readers,
    4: _add_found_by,
    5: _add_unchanged_answers,
    6: _index_copies_only,
    7: _index_all_words,
    8: _add_captures,
}
"""The steps, by the version that they lead to; version 1 is the first schema."""

LATEST = max(STEPS, default=1)


VERSION = select(func.max(schema.schema_version.c.version))
"""The version of an archive's schema."""


def migrate(connection: Connection) -> None:
    """Migrate the archive to the latest schema, inside the caller's transaction.

    :raises SchemaTooNew: when its schema is newer than this program's.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    version = schema_version(connection)
    if version is None:
        _create(connection)
        _record(connection, LATEST)
        return
    refuse_newer(version)
    for number in sorted(STEPS):
        if number > version:
            STEPS[number](connection)
            _record(connection, number)


def refuse_newer(version: int) -> None:
    """Refuse an archive of a newer program.

    :raises SchemaTooNew: when the schema's version is newer than this program's.
    """
    if version > LATEST:
        raise SchemaTooNew(f"its schema is version {version}, this program knows {LATEST}; update the program")


def schema_version(connection: Connection) -> int | None:
    """The version of an archive's schema; None when there is no archive yet."""
    if not inspect(connection).has_table(schema.schema_version.name):
        return None
    version: int | None = connection.scalar(VERSION)
    return version


def _create(connection: Connection) -> None:
    schema.metadata.create_all(connection)
    for view in schema.VIEWS:
        connection.execute(text(view))
    search_index.create_index(connection)


def _record(connection: Connection, version: int) -> None:
    connection.execute(insert(schema.schema_version).values(version=version, applied_at=datetime.now(UTC)))
