"""Articles that were changed after they were printed, and articles that the newspaper took down."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, RowMapping, and_, case, literal, select, tuple_

from crawler.archive.database.schema import articles, revisions

_AFTER = revisions.alias("after")


def list_edits(
    connection: Connection, limit: int, before: tuple[datetime, int, int] | None = None
) -> Sequence[RowMapping]:
    """Edits, the newest first: the text before as ``old_…``, the text after as ``new_…``.

    ``before`` is (``seen_at``, ``article``, ``revision``) of the last edit of the page before.
    """
    order = (revisions.c.seen_at, revisions.c.article, revisions.c.revision)
    later = [
        case((_AFTER.c.article.is_not(None), _AFTER.c[name]), else_=articles.c[name]).label(f"new_{name}")
        for name in ("title", "lead", "body")
    ]
    statement = (
        select(
            *(articles.c[name] for name in ("newspaper", "article_id", "url", "section", "subsection", "gone_at")),
            *order,
            revisions.c.edit,
            *(revisions.c[name].label(f"old_{name}") for name in ("title", "lead", "body")),
            *later,
        )
        .join_from(revisions, articles, articles.c.id == revisions.c.article)
        .join(
            _AFTER,
            and_(_AFTER.c.article == revisions.c.article, _AFTER.c.revision == revisions.c.revision + 1),
            isouter=True,
        )
        .order_by(*(column.desc() for column in order))
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(revisions.c.seen_at <= before[0], tuple_(*order) < _values(order, before))
    return connection.execute(statement).mappings().all()


def list_gone(connection: Connection, limit: int, before: tuple[datetime, int] | None = None) -> Sequence[RowMapping]:
    """Articles that the newspaper took down, the latest first; ``before`` is (``gone_at``, ``id``) of the last one."""
    names = [
        "id",
        "newspaper",
        "article_id",
        "url",
        "title",
        "section",
        "subsection",
        "published_at",
        "published_precision",
        "gone_at",
    ]
    order = (articles.c.gone_at, articles.c.id)
    statement = (
        select(*(articles.c[name] for name in names))
        .where(articles.c.gone_at.is_not(None))
        .order_by(*(column.desc() for column in order))
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(articles.c.gone_at <= before[0], tuple_(*order) < _values(order, before))
    return connection.execute(statement).mappings().all()


def _values(columns: Sequence[Column[Any]], values: Sequence[Any]) -> ColumnElement[Any]:
    """Values as these columns keep them, for comparing."""
    return tuple_(*(literal(value, column.type) for column, value in zip(columns, values, strict=True)))
