"""Packs kept pages and pictures as a WACZ, for replay tools."""

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings
from sqlalchemy import Connection

from crawler.archive import Archive
from crawler.archive.atomic_files import written_when_complete
from crawler.archive.captures.packing import count_kept, kept_pages, kept_pictures_of
from crawler.archive.captures.payload import BadPayload, read_payload
from crawler.archive.captures.records import Record, read_records
from crawler.archive.captures.streams import BrokenFile, Place
from crawler.archive.captures.wacz import PackedRecord, WaczWriter, writing_wacz
from crawler.archive.pages.places import PagePlace
from crawler.archive.pages.warc_files import FOLDER, PageFileMissing, read_record
from crawler.archive.pages.warc_records import encode_page
from crawler.archive.selection import Selection
from crawler.archive.text import ArticleText
from crawler.cli.exit import print_line
from crawler.cli.files import check_path, writing
from crawler.cli.progress_bar import bar
from crawler.cli.selection import parse_selection
from crawler.cli.usage import UsageError
from crawler.cli.wording import counted
from crawler.items import Page

ENDING = ".wacz"

PICTURE_TYPES = {"jpg": b"image/jpeg"}
"""Content types by file extension, where they are not ``image/`` and the extension."""


class Packer:
    """Puts what is kept into a WACZ, and counts what is missing."""

    def __init__(self, folder: Path, writer: WaczWriter) -> None:
        self._folder, self._writer = folder, writer
        self.pages = self.pictures = self.missing = 0

    def add_page(self, row: Mapping[Any, Any]) -> None:
        """Add a row of :func:`kept_pages`."""
        try:
            data = read_record(self._folder / FOLDER, PagePlace(row["file"], row["start"], row["length"]))
            record = self._add(data)
        except (PageFileMissing, BrokenFile, BadPayload, OSError):
            self.missing += 1
            return
        assert record.date is not None
        text = ArticleText(row["title"], row["lead"], row["body"])
        self._writer.list_page(record.url, record.date, text.title, text.running.strip())
        self.pages += 1

    def add_picture(self, row: Mapping[Any, Any]) -> None:
        """Add a row of :func:`kept_pictures_of`."""
        path = self._folder / row["path"]
        try:
            body = path.read_bytes()
        except OSError:
            self.missing += 1
            return
        ending = path.suffix.removeprefix(".")
        kind = PICTURE_TYPES.get(ending, f"image/{ending}".encode())
        self._add(encode_page(Page(row["url"], 200, ((b"Content-Type", kind),), body), row["fetched_at"]))
        self.pictures += 1

    def _add(self, data: bytes) -> Record:
        """Add a compressed record.

        :raises BrokenFile: when it is not a whole response.
        """
        record = _read(data)
        assert record.content is not None
        payload = read_payload(record.content)
        kinds = [value for name, value in payload.headers if name.lower() == b"content-type"]
        mime = kinds[0].decode("latin-1").partition(";")[0].strip() if kinds else "application/octet-stream"
        digest = record.headers.get("warc-payload-digest", "")
        assert record.date is not None
        self._writer.add_record(data, PackedRecord(record.url, record.date, mime, payload.status, digest))
        return record


def pack(archive: Archive, settings: BaseSettings, path: Path, opts: argparse.Namespace) -> bool:
    """Write the WACZ; whether everything kept could be read.

    :raises UsageError: for an invalid selection, or when the file cannot be written.
    """
    if path.suffix != ENDING:
        raise UsageError(f"{path.name}: give the file the extension {ENDING}")
    check_path(path)
    with archive.read() as connection:
        selection = parse_selection(opts, connection)
        with (
            writing(path),
            written_when_complete(path) as temporary,
            temporary.open("wb") as file,
            writing_wacz(file, _title(selection), datetime.now(UTC)) as writer,
        ):
            packer = Packer(Path(settings["DATA_DIR"]), writer)
            _put_all(packer, connection, selection, settings)
    print(f"{counted(packer.pages, 'page')} and {counted(packer.pictures, 'picture')} in {path}")
    if packer.missing:
        print_line("archive", f"{packer.missing} kept pages or pictures are not there or damaged; they are left out")
    return not packer.missing


def _put_all(packer: Packer, connection: Connection, selection: Selection, settings: BaseSettings) -> None:
    with bar(settings, "wacz", count_kept(connection, selection)) as advance:
        for rows in kept_pages(connection, selection):
            for row in rows:
                packer.add_page(row)
            advance(len(rows))
        for rows in kept_pictures_of(connection, selection):
            for row in rows:
                packer.add_picture(row)


def _title(selection: Selection) -> str:
    limits = {
        "of": selection.newspaper,
        "section": selection.section,
        "since": selection.since,
        "until": selection.until,
    }
    return " ".join(["Kept pages", *(f"{name} {value}" for name, value in limits.items() if value)])


def _read(data: bytes) -> Record:
    for record, _ in read_records(BytesIO(data), len(data), Place(0, 0), lambda kind, url: True):
        if record.kind == "response" and record.content is not None and record.date is not None:
            return record
    raise BrokenFile("it is no response")
