"""Archives of every earlier schema become like new ones, on both databases, or are refused whole."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine, insert, inspect, make_url, select, text
from sqlalchemy.exc import ProgrammingError

from crawler.archive import Archive, ArchiveError, migrations
from crawler.archive.database.schema import articles, frontier, pages, revisions, runs
from crawler.archive.database.schema import schema_version as versions
from crawler.archive.migrations import LATEST, STEPS, schema_version
from crawler.archive.search import index as search_index
from crawler.archive.search.query import Query, read_phrases, search
from crawler.archive.selection import Selection
from crawler.newspapers.builtin import Newspaper, Options, serve
from tests.crawling import Desk, spider_arguments
from tests.postgres import new_address
from tests.schemas.dump import FOLDER
from tests.waiting import wait_until
from tests.writing import discover, fill, stories, write

pytestmark = pytest.mark.quick

EARLIER = range(1, LATEST)

SLOWLY = {"DOWNLOAD_DELAY": "0.1"}
"""Slow enough to migrate before the run ends."""


def load(address: str, version: int) -> None:
    """Make the archive of an earlier program."""
    kind = address.partition(":")[0].partition("+")[0]
    script = (FOLDER / f"{version}.{kind}.sql").read_text("utf-8")
    if kind == "sqlite":
        connection = sqlite3.connect(address.removeprefix("sqlite:///"))
        connection.executescript(script)
        connection.close()
    else:
        # A percent sign in it is no parameter, so SQLAlchemy is left out.
        with psycopg.connect(make_url(address).set(drivername="postgresql").render_as_string()) as session:
            session.execute(script.encode())


def structure(archive: Archive) -> dict[str, Any]:
    """Tables, columns, keys, checks, indexes and views, as the database tells them."""
    with archive.read() as connection:
        there = inspect(connection)
        tables = sorted(name for name in there.get_table_names() if not name.startswith("search_"))
        found: dict[str, Any] = {name: _table(there, name) for name in tables}
        found["views"] = {name: there.get_view_definition(name) for name in sorted(there.get_view_names())}
    return found


def _table(there: Any, name: str) -> dict[str, Any]:
    columns = [(column["name"], str(column["type"]), column["nullable"]) for column in there.get_columns(name)]
    return {
        "columns": columns,
        "key": there.get_pk_constraint(name)["constrained_columns"],
        "foreign": sorted((key["constrained_columns"], key["referred_table"]) for key in there.get_foreign_keys(name)),
        "unique": sorted(key["column_names"] for key in there.get_unique_constraints(name)),
        "checks": sorted((check["name"], check["sqltext"]) for check in there.get_check_constraints(name)),
        "indexes": sorted((index["name"], index["column_names"]) for index in there.get_indexes(name)),
    }


@pytest.fixture(params=["sqlite", "postgresql"])
def addresses(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Two new addresses on one database."""
    (tmp_path / "other").mkdir()
    return new_address(request, tmp_path), new_address(request, tmp_path / "other")


def test_every_step_has_the_archive_it_starts_from() -> None:
    assert list(STEPS) == list(range(2, LATEST + 1))
    files = {f"{version}.{kind}.sql" for version in EARLIER for kind in ("sqlite", "postgresql")}
    assert files <= {path.name for path in FOLDER.iterdir()}


@pytest.mark.parametrize("version", EARLIER)
def test_an_earlier_archive_becomes_like_a_new_one(addresses: tuple[str, str], version: int) -> None:
    load(addresses[0], version)
    with Archive.open(addresses[0]) as old, Archive.open(addresses[1]) as new:
        assert structure(old) == structure(new)
        with old.read() as connection:
            assert schema_version(connection) == LATEST
            assert len(connection.execute(select(versions)).all()) == LATEST - version + 1


@pytest.mark.parametrize("version", EARLIER)
def test_what_was_stored_earlier_is_there_and_found(addresses: tuple[str, str], version: int) -> None:
    load(addresses[0], version)
    with Archive.open(addresses[0]) as old:
        with old.read() as connection:
            rows = connection.execute(select(articles).order_by(articles.c.id)).all()
            assert len(connection.execute(select(revisions)).all()) == 1
            found = [
                search(connection, Query(read_phrases(f'"{row.title}"'), Selection(with_duplicates=True)), 5)
                for row in rows
            ]
        assert [row.revision for row in rows] == [2, 1, 1, 1]
        assert all(row.id in [hit["id"] for hit in hits] for row, hits in zip(rows, found, strict=True))
        fill(old, stories(40))
        with old.read() as connection:
            keys = connection.scalars(select(articles.c.id)).all()
        assert max(keys) > len(rows)


def test_a_newer_archive_is_refused_and_left_alone(archive_url: str) -> None:
    with Archive.open(archive_url) as archive, archive.begin() as connection:
        connection.execute(insert(versions).values(version=LATEST + 1, applied_at=datetime.now(UTC)))
    with pytest.raises(
        ArchiveError, match=rf"too new: its schema is version {LATEST + 1}, this program knows {LATEST}"
    ):
        Archive.open(archive_url)


def test_the_commands_end_with_6_on_a_newer_archive(desk: Desk) -> None:
    with Archive.open(desk.archive_url) as archive, archive.begin() as connection:
        connection.execute(insert(versions).values(version=LATEST + 1, applied_at=datetime.now(UTC)))
    ended = desk.run("crawl", "khanhhoa")
    assert (ended.code, len(ended.err.splitlines())) == (6, 1)
    assert "update the program" in ended.err


def migrate_further(archive: Archive, *statements: str) -> None:
    """Migrate as a newer program on another node does."""
    with archive.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
        connection.execute(insert(versions).values(version=LATEST + 1, applied_at=datetime.now(UTC)))


def test_nothing_more_is_stored_once_another_node_has_migrated(archive: Archive) -> None:
    items = stories(3)
    discover(archive, items)
    write(archive, items[:1])
    with Archive.open(archive.engine.url.render_as_string(hide_password=False)) as newer:
        migrate_further(newer)
    with pytest.raises(ArchiveError, match=f"too new: its schema is version {LATEST + 1}, this program knows {LATEST}"):
        write(archive, items[1:])
    with archive.read() as connection:
        assert connection.scalars(select(articles.c.article_id)).all() == [items[0].article_id]


def test_a_statement_that_no_longer_fits_is_no_fault_of_the_program(archive: Archive) -> None:
    with Archive.open(archive.engine.url.render_as_string(hide_password=False)) as newer:
        migrate_further(newer, "ALTER TABLE frontier RENAME COLUMN attempts TO tries")
    with pytest.raises(ArchiveError, match="too new"):
        discover(archive, stories(1))
    with pytest.raises(ArchiveError, match="too new"), archive.read() as connection:
        connection.execute(select(frontier))


def test_a_statement_that_never_fitted_is_one(archive: Archive) -> None:
    with pytest.raises((ProgrammingError, ArchiveError), match=r"(?i)nowhere"), archive.begin() as connection:
        connection.execute(text("SELECT * FROM nowhere"))


def test_a_run_at_work_ends_with_6_when_another_node_migrates(desk: Desk, archive_url: str) -> None:
    desk.archive_url = archive_url
    with serve(Newspaper(Options(seed=11, articles=60))) as server, Archive.open(archive_url) as newer:
        running = desk.start("crawl", "khanhhoa", *spider_arguments(server.base_url, {}), settings=SLOWLY)
        wait_until(lambda: len(desk.rows(articles)) >= 3, 60)
        migrate_further(newer)
        _, said = running.communicate(timeout=60)
        with newer.read() as connection:
            stored = connection.scalars(select(articles.c.article_id)).all()
            (run,) = connection.execute(select(runs)).all()
    assert running.returncode == 6, said
    (line,) = said.splitlines()
    assert f"its schema is version {LATEST + 1}, this program knows {LATEST}; update the program" in line
    assert 3 <= len(stored) < 55
    assert (run.outcome, run.exit_code) == ("archive", 6)


def test_a_step_that_fails_leaves_the_earlier_archive(
    addresses: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(addresses[0], 1)

    def broken(connection: Any) -> None:
        connection.execute(text("CREATE TABLE half (id INTEGER)"))
        raise RuntimeError

    monkeypatch.setitem(migrations.STEPS, LATEST, broken)
    with pytest.raises(RuntimeError):
        Archive.open(addresses[0])
    engine = create_engine(addresses[0])
    with engine.connect() as connection:
        assert schema_version(connection) == 1
        assert not {"half", "search", pages.name} & set(inspect(connection).get_table_names())
        assert connection.execute(select(frontier.c.article_id)).all() != []
    engine.dispose()


def test_long_articles_that_were_indexed_in_part_are_indexed_whole(archive: Archive) -> None:
    article = replace(stories(1)[0], body="một câu dài " * 6_000 + "tôm hùm")
    fill(archive, [article])
    with archive.begin() as connection:
        row = connection.execute(select(articles)).mappings().one()
        short = {**row, "body": "một câu dài " * 5_000}
        search_index.put(connection, row, short)
        search_index.reindex_long(connection, 15_000)
        search_index.reindex_long(connection, 15_000)
        found = search(connection, Query(read_phrases('"tôm hùm"')), 5)
    assert [hit["article_id"] for hit in found] == [article.article_id]
