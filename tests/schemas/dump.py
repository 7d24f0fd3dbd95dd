"""Writes archives of the present schema as SQL, for test_migrations.py: ``python -m tests.schemas.dump``.

Run it once when a schema is released, never again: what it wrote is how archives of that time are.
"""

import sqlite3
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import select

from crawler.archive import Archive
from crawler.archive.database.schema import articles
from crawler.archive.migrations import LATEST
from crawler.archive.search.index import Document, key_of, sqlite_row
from tests.postgres import Postgres, running
from tests.writing import fill, stories

FOLDER = Path(__file__).parent


def dump_sqlite(path: Path) -> str:
    """The statements that make the archive again."""
    connection = sqlite3.connect(path)
    rows = connection.execute(
        # The full-text index makes tables of its own.
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'search\\_%' ESCAPE '\\' "
        "ORDER BY type = 'view', rowid"
    ).fetchall()
    statements = [sql for _, sql in rows]
    for name, sql in rows:
        if sql.startswith("CREATE TABLE"):
            columns = [column[1] for column in connection.execute(f"PRAGMA table_info({name})")]
            quoted = " || ', ' || ".join(f'quote("{column}")' for column in columns)
            values = connection.execute(f"SELECT {quoted} FROM {name}")
            statements += [f"INSERT INTO {name} VALUES ({row[0]})" for row in values]
    statements += [_index_again(connection, row) for row in _documents(path)]
    connection.close()
    return "".join(f"{statement};\n" for statement in statements)


def _documents(path: Path) -> list[tuple[Any, ...]]:
    """What the full-text index was given: it keeps no copy that could be read."""
    with Archive.open(f"sqlite:///{path}") as archive, archive.read() as connection:
        rows = connection.execute(select(articles)).mappings()
        return [tuple(sqlite_row(key_of(row), Document.of(row)).values()) for row in rows]


def _index_again(connection: sqlite3.Connection, row: tuple[Any, ...]) -> str:
    (values,) = connection.execute("SELECT printf('%d, %Q, %Q, %Q', ?, ?, ?, ?)", row).fetchone()
    return f"INSERT INTO search (rowid, marked, plain, section) VALUES ({values})"


def dump_postgresql(server: Postgres, address: str) -> str:
    """What ``pg_dump`` writes."""
    words = [str(server.binaries / "pg_dump"), "--inserts", "--no-owner", "--no-privileges", "-h", str(server.folder)]
    name = address.partition("?")[0].rpartition("/")[2]
    dumped = subprocess.run([*words, "-U", server.user, name], check=True, capture_output=True, text=True).stdout
    # Newer versions add commands that only psql understands.
    lines = [line for line in dumped.splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))]
    return "\n".join(lines).replace("SELECT pg_catalog.set_config('search_path', '', false);\n", "") + "\n"


def main() -> None:
    """Write the files of the present schema."""
    items = stories(30)[:4]
    items[1].body = items[0].body
    with tempfile.TemporaryDirectory() as folder, running() as server:
        path = Path(folder, "archive.db")
        for address in (f"sqlite:///{path}", server.new_database()):
            with Archive.open(address) as archive:
                fill(archive, items)
                items[0].title += " (cập nhật)"
                fill(archive, items[:1])
                items[0].title = items[0].title.removesuffix(" (cập nhật)")
            text = dump_sqlite(path) if address.startswith("sqlite") else dump_postgresql(server, address)
            kind = address.partition(":")[0].partition("+")[0]
            (FOLDER / f"{LATEST}.{kind}.sql").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
