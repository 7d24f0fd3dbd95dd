"""``scrapy archive``: care for the archive."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.archive import Archive, ArchiveError
from crawler.archive.atomic_files import written_when_complete
from crawler.archive.database.engines import parse_address
from crawler.archive.maintenance.backup import back_up
from crawler.archive.maintenance.check import SHOWN, Inconsistency, check_tables, kept_pictures, kept_places
from crawler.archive.maintenance.copy import CopyFailed, copy_archive, count_rows
from crawler.archive.pages.places import PagePlace
from crawler.archive.pages.warc_files import FOLDER, read_page
from crawler.archive.pages.warc_records import BrokenRecord
from crawler.archive.reports import figures
from crawler.cli.base import ArchiveCommand
from crawler.cli.exit_codes import ExitCode
from crawler.cli.files import check_path, writing
from crawler.cli.progress_bar import bar
from crawler.cli.usage import UsageError, nearest
from crawler.cli.wording import counted


class Command(ArchiveCommand):
    """Checks, backs up, copies or counts the archive."""

    def syntax(self) -> str:
        return "[options] check | backup FILE | copy URL | stats"

    def short_desc(self) -> str:
        return "Check, back up, copy or count the archive"

    def long_desc(self) -> str:
        return (
            "check: is it sound, with all pages and pictures? backup FILE: one SQLite file, while crawls go on."
            " copy URL: into another archive, of either database; goes on where it was stopped. stats: what it holds."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--quick", action="store_true", help="check: do not read the kept pages and pictures")
        parser.add_argument("--json", action="store_true", help="stats: as JSON")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        works: dict[str, tuple[int, Callable[..., None]]] = {
            "check": (1, self._check),
            "backup": (2, self._backup),
            "copy": (2, self._copy),
            "stats": (1, self._stats),
        }
        name = args[0] if args else ""
        if name not in works:
            raise UsageError(f"say what to do{nearest(name, works)}")
        count, work = works[name]
        if len(args) != count:
            raise UsageError(f"{name} takes {'one word more' if count == 2 else 'no more words'}")
        with self.open_archive() as archive:
            work(archive, opts, *args[1:])
        sys.stdout.flush()

    def _check(self, archive: Archive, opts: argparse.Namespace) -> None:
        assert self.settings is not None
        folder = Path(self.settings["DATA_DIR"])
        with archive.read() as connection:
            findings = list(check_tables(connection))
            if not opts.quick:
                findings += _unreadable("kept pages that cannot be read", kept_places(connection), folder, _read_page)
                findings += _unreadable("pictures that are not there", kept_pictures(connection), folder, _find_picture)
        for finding in findings:
            print(finding)
        print("not well" if findings else "all is well")
        if findings:
            self.exitcode = ExitCode.NOT_WELL

    def _backup(self, archive: Archive, opts: argparse.Namespace, name: str) -> None:
        assert self.settings is not None
        path = Path(name)
        check_path(path)
        with archive.read() as connection:
            total = count_rows(connection)
        with (
            writing(path),
            written_when_complete(path) as temporary,
            bar(self.settings, "backup", total) as advance,
        ):
            back_up(archive, temporary, advance)
        print(f"{counted(total, 'row')} in {path}")

    def _copy(self, archive: Archive, opts: argparse.Namespace, url: str) -> None:
        assert self.settings is not None
        _check_target(url, self.settings["ARCHIVE_URL"])
        with archive.read() as connection:
            total = count_rows(connection)
        try:
            with Archive.open(url) as target, bar(self.settings, "copy", total) as advance:
                copy_archive(archive, target, advance)
        except CopyFailed as error:
            raise UsageError(str(error)) from None
        print(f"{counted(total, 'row')} copied and verified")

    def _stats(self, archive: Archive, opts: argparse.Namespace) -> None:
        with archive.read() as connection:
            found = figures(connection)
        if opts.json:
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
        raise UsageError("copy needs another archive, and this one is ARCHIVE_URL")


def _unreadable(
    what: str, rows: Iterator[Any], folder: Path, read: Callable[[Path, Mapping[Any, Any]], object]
) -> list[Inconsistency]:
    lost = []
    for row in rows:
        try:
            read(folder, row)
        except (BrokenRecord, OSError):
            lost.append(str(row["article"]))
    return [Inconsistency(what, len(lost), tuple(lost[:SHOWN]))] if lost else []


def _read_page(folder: Path, row: Mapping[Any, Any]) -> object:
    return read_page(folder / FOLDER, PagePlace(row["file"], row["start"], row["length"]))


def _find_picture(folder: Path, row: Mapping[Any, Any]) -> object:
    return (folder / row["path"]).stat()


def _plain(value: Any) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime) else str(value)
