"""One crawl gives the same archive in both databases."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Table, select

from crawler.archive import Archive
from crawler.archive.database.columns import Time
from crawler.archive.database.schema import articles, frontier, images, links, revisions, runs, sections
from crawler.newspapers.builtin import Newspaper, Options, serve
from tests.forking import QuickDesk
from tests.postgres import Postgres


@dataclass(frozen=True, slots=True)
class Both:
    """The same newspaper, crawled into each database."""

    sqlite: Archive
    postgresql: Archive


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, postgres: Postgres) -> Iterator[Both]:
    desks = [QuickDesk(tmp_path_factory.mktemp(name)) for name in ("sqlite", "postgresql")]
    desks[1].archive_url = postgres.new_database()
    for desk in desks:
        with serve(Newspaper(Options(seed=5, articles=50, twins=6))) as server:
            ended = desk.crawl(server.base_url, mode="backfill")
            assert ended.code == 0
    with Archive.open(desks[0].archive_url) as sqlite, Archive.open(desks[1].archive_url) as postgresql:
        yield Both(sqlite, postgresql)


def contents(archive: Archive, table: Table) -> list[dict[str, Any]]:
    """All rows, with the newspaper's own ids in place of ours, in an order of their own."""
    with archive.read() as connection:
        names = {row.id: row.article_id for row in connection.execute(select(articles.c.id, articles.c.article_id))}
        rows = [dict(row._mapping) for row in connection.execute(select(table))]
    for row in rows:
        # The two crawls follow each other: when something was done differs, what the newspaper says does not.
        for column in table.columns:
            if isinstance(column.type, Time) and column is not articles.c.published_at:
                row[column.name] = row[column.name] is not None
        for name in {"article", "duplicate_of"} & row.keys():
            row[name] = names.get(row[name])
        row.pop("id", None)
    return sorted(rows, key=repr)


@pytest.mark.parametrize(
    "table", [articles, images, revisions, links, frontier, sections], ids=lambda table: table.name
)
def test_the_same_rows(both: Both, table: Table) -> None:
    rows = contents(both.sqlite, table)
    assert rows == contents(both.postgresql, table)
    assert rows or table is revisions


def test_the_same_figures(both: Both) -> None:
    figures = []
    for archive in (both.sqlite, both.postgresql):
        (run,) = contents(archive, runs)
        figures.append({name: value for name, value in run["stats"].items() if not name.endswith("seconds")})
    assert figures[0] == figures[1]
