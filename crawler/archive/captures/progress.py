"""How far each file was imported: written in the transactions that store its captures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, insert, select, update

from crawler.archive.captures.files import FilePlace
from crawler.archive.database.schema import imports


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file, and how far it was read by these rules."""

    digest: str
    """SHA-256 of the file."""
    rules: str
    """Fingerprint of the code that reads pages."""
    place: FilePlace
    position: int
    """Bytes read."""
    counts: Mapping[str, int]
    """What became of its records."""
    problem: str | None
    """Why it could not be read to its end."""
    finished: bool


def begin_file(connection: Connection, digest: str, rules: str, name: str, now: datetime) -> ImportedFile:
    """The state of a file; it is recorded when it is new."""
    key = and_(imports.c.digest == digest, imports.c.rules == rules)
    row = connection.execute(select(imports).where(key)).one_or_none()
    if row is not None:
        place = FilePlace(row.part, row.start, row.skip)
        return ImportedFile(digest, rules, place, row.read, row.counts, row.problem, row.finished_at is not None)
    first = {"part": 0, "start": 0, "skip": 0, "read": 0, "counts": {}, "started_at": now}
    connection.execute(insert(imports), {"digest": digest, "rules": rules, "name": name, **first})
    return ImportedFile(digest, rules, FilePlace(), 0, {}, None, False)


def note_progress(
    connection: Connection, file: ImportedFile, place: FilePlace, position: int, counts: Mapping[str, int]
) -> None:
    """Record that the file was imported up to a place."""
    _set(connection, file, **place._asdict(), read=position, counts=dict(counts))


def finish_file(
    connection: Connection, file: ImportedFile, counts: Mapping[str, int], problem: str | None, now: datetime
) -> None:
    """Record that the file was read to its end, or as far as it can be read."""
    _set(connection, file, counts=dict(counts), problem=problem, finished_at=now)


def _set(connection: Connection, file: ImportedFile, **values: object) -> None:
    key = and_(imports.c.digest == file.digest, imports.c.rules == file.rules)
    connection.execute(update(imports).where(key).values(**values))
