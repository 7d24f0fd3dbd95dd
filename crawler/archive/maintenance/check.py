"""Checks an archive: the database's own integrity check, and the consistency of its tables."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, RowMapping, func, select, text

from crawler.archive.database.schema import articles, images, pages
from crawler.archive.database.statements import streamed
from crawler.archive.search.query import count_indexed

SHOWN = 3
"""Articles named with each inconsistency."""

RULES = (
    ("pictures of no article", "SELECT article FROM images WHERE article NOT IN (SELECT id FROM articles)"),
    ("revisions of no article", "SELECT article FROM revisions WHERE article NOT IN (SELECT id FROM articles)"),
    ("pages of no article", "SELECT article FROM pages WHERE article NOT IN (SELECT id FROM articles)"),
    ("fingerprints of no article", "SELECT article FROM fingerprints WHERE article NOT IN (SELECT id FROM articles)"),
    (
        "articles not in the frontier",
        "SELECT a.id FROM articles a LEFT JOIN frontier f ON f.newspaper = a.newspaper AND f.article_id = a.article_id"
        " WHERE f.article_id IS NULL",
    ),
    (
        "articles done in the frontier that are not stored",
        "SELECT f.article_id FROM frontier f LEFT JOIN articles a"
        " ON f.newspaper = a.newspaper AND f.article_id = a.article_id WHERE f.state = 'stored' AND a.id IS NULL",
    ),
    (
        "articles that lack earlier revisions",
        "SELECT a.id FROM articles a WHERE a.revision <> 1"
        " + (SELECT count(*) FROM revisions r WHERE r.article = a.id AND r.revision < a.revision)",
    ),
    (
        "duplicates of a duplicate",
        "SELECT a.id FROM articles a JOIN articles o ON o.id = a.duplicate_of WHERE o.duplicate_of IS NOT NULL",
    ),
    ("articles without fingerprint", "SELECT id FROM articles WHERE id NOT IN (SELECT article FROM fingerprints)"),
)
"""Inconsistencies, each with the query that finds it."""


class Inconsistency(NamedTuple):
    """An inconsistency, the number of rows and examples."""

    what: str
    number: int
    examples: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.number} {self.what}" + (f" ({', '.join(self.examples)})" if self.examples else "")


def check_tables(connection: Connection) -> Iterator[Inconsistency]:
    """The inconsistencies that the database itself reports, and those between its tables."""
    if connection.dialect.name == "sqlite":
        problems = [line for line in connection.execute(text("PRAGMA integrity_check(10)")).scalars() if line != "ok"]
        if problems:
            yield Inconsistency("faults in the file", len(problems), tuple(problems[:SHOWN]))
    for what, statement in RULES:
        found = connection.execute(text(f"SELECT count(*) FROM ({statement}) AS found")).scalar_one()
        if found:
            some = connection.execute(text(f"{statement} LIMIT {SHOWN}")).scalars()
            yield Inconsistency(what, found, tuple(map(str, some)))
    yield from _check_index(connection)


def kept_places(connection: Connection) -> Iterator[RowMapping]:
    """Rows of ``pages`` in the order of their places in the files."""
    statement = select(pages).order_by(pages.c.file, pages.c.start)
    with streamed(connection, statement) as chunks:
        for rows in chunks:
            yield from rows


def kept_pictures(connection: Connection) -> Iterator[RowMapping]:
    """Rows of ``images`` that have a file, with ``page_files``: the files of the article's pages, «/» between them."""
    of_article = select(func.aggregate_strings(pages.c.file, "/")).where(pages.c.article == images.c.article)
    statement = (
        select(images, of_article.scalar_subquery().label("page_files"))
        .where(images.c.path.is_not(None))
        .order_by(images.c.article, images.c.position)
    )
    with streamed(connection, statement) as chunks:
        for rows in chunks:
            yield from rows


def _check_index(connection: Connection) -> Iterator[Inconsistency]:
    """Compare the numbers of articles by section: an index without a copy of the text cannot be read."""
    stored = connection.execute(select(articles.c.section, func.count()).group_by(articles.c.section))
    wrong = sum(abs(number - count_indexed(connection, section)) for section, number in stored)
    if wrong:
        yield Inconsistency("articles more or less in the full-text index than stored", wrong)
