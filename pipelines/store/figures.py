"""What an archive holds, in numbers."""

from typing import Any

from sqlalchemy import Connection, func, select, text

from pipelines.store.schema import articles, images, pages, revisions, runs


def figures(connection: Connection) -> dict[str, Any]:
    """Numbers of the whole archive, and of each newspaper."""
    counts = {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in (articles, revisions, images, pages, runs)
    }
    return {"bytes": _bytes(connection), **counts, "newspapers": _newspapers(connection)}


def _newspapers(connection: Connection) -> dict[str, dict[str, Any]]:
    rows = connection.execute(
        select(
            articles.c.newspaper,
            func.count().label("articles"),
            func.count(articles.c.duplicate_of).label("duplicates"),
            func.count(articles.c.gone_at).label("gone"),
            func.min(articles.c.published_at).label("oldest"),
            func.max(articles.c.published_at).label("newest"),
        )
        .group_by(articles.c.newspaper)
        .order_by(articles.c.newspaper)
    )
    return {row.newspaper: {name: row._mapping[name] for name in row._fields[1:]} for row in rows}


def _bytes(connection: Connection) -> int:
    if connection.dialect.name == "postgresql":
        size = "SELECT pg_database_size(current_database())"
    else:
        size = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    number: int = connection.execute(text(size)).scalar_one()
    return number
