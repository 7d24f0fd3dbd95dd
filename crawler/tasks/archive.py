"""Maintains the archive: check, back up, copy, count."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings

from crawler.archive import Archive, ArchiveError
from crawler.archive.atomic_files import written_when_complete
from crawler.archive.database.engines import parse_address
from crawler.archive.maintenance.backup import back_up
from crawler.archive.maintenance.check import Inconsistency, check_tables
from crawler.archive.maintenance.copy import CopyFailed, copy_archive, count_rows
from crawler.archive.reports import figures
from crawler.cli.files import check_path, writing
from crawler.cli.node import node_name
from crawler.cli.progress_bar import bar
from crawler.cli.usage import UsageError
from crawler.cli.wording import counted
from crawler.tasks.kept_files import check_files

GROUP_MAY_READ = 0o640
"""Mode of a backup, as of everything that a run writes."""


def check(archive: Archive, settings: BaseSettings, *, quick: bool) -> bool:
    """Print inconsistencies and, unless ``quick``, unreadable pages and pictures; whether there are none.

    Files of other nodes are counted and are no fault.
    """
    elsewhere: list[Inconsistency] = []
    with archive.read() as connection:
        findings = list(check_tables(connection))
        if not quick:
            kept = check_files(connection, Path(settings["DATA_DIR"]), node_name(settings))
            findings, elsewhere = findings + kept.faults, kept.elsewhere
    for finding in findings + elsewhere:
        print(finding)
    print("not well" if findings else "all is well on this machine" if elsewhere else "all is well")
    return not findings


def backup(archive: Archive, settings: BaseSettings, path: Path) -> None:
    """Write the archive to one SQLite file.

    :raises UsageError: when the file cannot be written there.
    """
    check_path(path)
    with archive.read() as connection:
        total = count_rows(connection)
    with (
        writing(path),
        written_when_complete(path) as temporary,
        bar(settings, "backup", total) as advance,
    ):
        back_up(archive, temporary, advance)
        temporary.chmod(GROUP_MAY_READ)
    print(f"{counted(total, 'row')} in {path}")


def copy(archive: Archive, settings: BaseSettings, url: str) -> None:
    """Copy the archive into another one and verify it.

    :raises UsageError: when ``url`` is not another archive that can be copied into.
    """
    _check_target(url, settings["ARCHIVE_URL"])
    with archive.read() as connection:
        total = count_rows(connection)
    try:
        with Archive.open(url) as target, bar(settings, "copy", total) as advance:
            copy_archive(archive, target, advance)
    except CopyFailed as error:
        raise UsageError(str(error)) from None
    print(f"{counted(total, 'row')} copied and verified")


def stats(archive: Archive, *, as_json: bool) -> None:
    """Print the numbers of the archive's contents."""
    with archive.read() as connection:
        found = figures(connection)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2, default=_plain))
        return
    newspapers = found.pop("newspapers")
    for name, value in found.items():
        print(f"{name:<12}{value:>14,}")
    for newspaper, values in newspapers.items():
        print(f"\n{newspaper}")
        for name, value in values.items():
            print(f"  {name:<10}{_plain(value):>14}")


def _check_target(url: str, source: str) -> None:
    try:
        target = parse_address(url)
    except ArchiveError:
        raise UsageError("copy needs the address of a database, like sqlite:///copy.db") from None
    if target == parse_address(source):
        raise UsageError("copy needs another archive than ARCHIVE_URL")


def _plain(value: Any) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime) else str(value)
