"""Backs up an archive in use to one SQLite file, which is an archive itself."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from crawler.archive.archive import Archive
from crawler.archive.database.errors import ArchiveError
from crawler.archive.maintenance.copy import copy_archive

PAGES_PER_STEP = 4096
"""16 MB; between steps a crawl may write."""


def back_up(archive: Archive, path: Path, advance: Callable[[int], None] = lambda rows: None) -> None:
    """Write a snapshot to ``path``, which must not exist.

    :raises ArchiveError: when it cannot be written.
    """
    if archive.engine.dialect.name == "sqlite":
        _back_up_sqlite(archive, path)
        return
    with Archive.open(f"sqlite:///{path}") as target:
        copy_archive(archive, target, advance)


def _back_up_sqlite(archive: Archive, path: Path) -> None:
    with archive.read() as connection:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        try:
            with closing(sqlite3.connect(path)) as target:
                source.backup(target, pages=PAGES_PER_STEP)
        except sqlite3.Error as error:
            raise ArchiveError(f"the backup {path} cannot be written: {error}") from error
