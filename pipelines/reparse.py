"""Reads stored pages again by the current rules, on all cores, without a request."""

import hashlib
import os
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from itemadapter import ItemAdapter

from crawler.archive import Archive
from crawler.archive.archived_fields import ARCHIVE
from crawler.archive.duplicates.links import lock
from crawler.archive.pages.places import READ, PagePlace, next_pages, note_rules, replace_reading
from crawler.archive.pages.warc_files import PageFileMissing, read_page
from crawler.archive.pages.warc_records import BrokenRecord
from crawler.archive.text import TEXT_FIELDS
from crawler.items import Article
from crawler.newspapers import NEWSPAPERS
from crawler.parse.article import read_article
from crawler.parse.document import as_response
from crawler.parse.errors import Rejected, UnreadablePage
from pipelines.cores import on_cores
from pipelines.normalise import NormalisePipeline
from pipelines.store import rows as as_rows
from pipelines.validate import validate

CHUNK = 200
"""Pages per transaction; a killed run repeats at most these, in a second or two."""

ROOT = Path(__file__).parents[1]
RULES = ("crawler/parse/**/*.py", "crawler/newspapers/*.py", "pipelines/normalise.py", "pipelines/validate.py")
"""Files that determine what is read from a page, as glob patterns below :data:`ROOT`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A stored page read by the current rules."""

    stored: Mapping[Any, Any]
    """The row of :func:`crawler.archive.pages.places.next_pages`."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Columns of ``articles``; empty when the page was refused or not there."""
    refused: str = ""
    """Why the rules refuse it."""
    unread: str = ""
    """Why there is no page to read; the rules have not seen it."""
    is_missing: bool = False
    """Whether the page's file is not on this machine."""
    node: str | None = None
    """The node that has the page, when it is not on this machine and its file's name says so."""

    @property
    def changed(self) -> dict[str, tuple[Any, Any]]:
        """Fields that differ, as (stored, read)."""
        names = (*TEXT_FIELDS, *READ) if self.stored["is_current"] else TEXT_FIELDS
        pairs = {name: (self.stored[name], self.values[name]) for name in names} if self.values else {}
        # What a capture gave is better than what this page shows, and stays.
        archived = {name for name, source in self.stored["sources"].items() if source == ARCHIVE}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1] and name not in archived}


def rules() -> str:
    """A fingerprint of the code that reads pages; it changes with the rules."""
    digest = hashlib.sha256()
    for pattern in RULES:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def reparse(
    archive: Archive, folder: Path, *, write: bool, processes: int | None = None
) -> Generator[Sequence[Reading], None, None]:
    """Read all pages that were last read by other rules, in chunks.

    With ``write`` each chunk's readings replace the stored ones in one transaction before it is yielded, so a
    stopped run can be resumed. Without, nothing is written. A page that is not there or damaged stays to be read.
    """
    known = rules()
    count = processes or len(os.sched_getaffinity(0))
    read = partial(_read, folder)
    for readings in on_cores(read, _chunks(archive, known), count):
        if write:
            _write(archive, readings, known)
        yield readings


def _chunks(archive: Archive, known: str) -> Iterator[list[dict[Any, Any]]]:
    after = (0, 0)
    while True:
        with archive.read() as connection:
            stored = [dict(row) for row in next_pages(connection, known, after, CHUNK)]
        if not stored:
            return
        yield stored
        after = (stored[-1]["article"], stored[-1]["revision"])


def _write(archive: Archive, readings: Sequence[Reading], known: str) -> None:
    with archive.begin() as connection:
        lock(connection)
        for reading in readings:
            if reading.changed:
                replace_reading(connection, reading.stored, reading.values)
        note_rules(connection, [reading.stored for reading in readings if not reading.unread], known)


def _read(folder: Path, stored: Mapping[Any, Any]) -> Reading:
    place = PagePlace(stored["file"], stored["start"], stored["length"])
    try:
        item = _article(folder, place, stored)
    except PageFileMissing as missing:
        return Reading(stored, unread=str(missing), is_missing=True, node=missing.node)
    except (BrokenRecord, OSError) as error:
        return Reading(stored, unread=f"damaged: {error}")
    except (UnreadablePage, Rejected) as refusal:
        return Reading(stored, refused=str(refusal))
    return Reading(stored, as_rows(item)[0])


def _article(folder: Path, place: PagePlace, stored: Mapping[Any, Any]) -> Article:
    newspaper = NEWSPAPERS[stored["newspaper"]]
    item = read_article(as_response(read_page(folder, place)), newspaper)
    if item.article_id != stored["article_id"]:
        raise BrokenRecord(f"the page of {item.article_id} is stored there")
    NormalisePipeline().process_item(item)
    validate(ItemAdapter(item), datetime.now(UTC))
    return item
