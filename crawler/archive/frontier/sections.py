"""The sections that the newspaper's navigation shows, and the progress of their walks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, select, update

from crawler.archive.database.schema import sections
from crawler.archive.database.statements import insert_missing

Pager = Literal["open", "ended", "trap"]
"""``open``: there may be older pages; ``ended``: the last page was seen; ``trap``: the pager repeats itself."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of a section's walk, and the validators of its first page."""

    caught_up_at: datetime | None = None
    """Every article that the list showed at this time, as deep as mode latest goes, is in the frontier."""
    pages_done: int = 0
    """Pages of the list whose links are all in the frontier, counted from the first."""
    pager: Pager = "open"
    etag: str | None = None
    """For conditional requests of the first page; None unless the section is caught up."""
    last_modified: str | None = None
    unchanged_answers: int = 0
    """How often in a row the first page was answered with 304."""


def note_sections(connection: Connection, newspaper: str, seen: Iterable[tuple[str, str]], now: datetime) -> None:
    """Record the sections (path, title) of the navigation."""
    rows = [{"newspaper": newspaper, "path": path, "title": title} for path, title in seen]
    fresh = {"seen_at": now, "pages_done": 0, "pager": "open"}
    insert_missing(connection, sections, [row | fresh for row in rows])
    if rows:
        connection.execute(
            update(sections)
            .where(sections.c.newspaper == newspaper, sections.c.path == bindparam("of_path"))
            .values(seen_at=now),
            [{"of_path": row["path"]} for row in rows],
        )


def known_sections(connection: Connection, newspaper: str) -> list[str]:
    """Paths of all sections ever seen."""
    return list(connection.scalars(select(sections.c.path).where(sections.c.newspaper == newspaper)))


def all_progress(connection: Connection, newspaper: str) -> dict[str, Progress]:
    """Progress of each section's walk, by path."""
    names = ("caught_up_at", "pages_done", "pager", "etag", "last_modified", "unchanged_answers")
    rows: Iterable[Any] = connection.execute(
        select(sections.c.path, *(sections.c[name] for name in names)).where(sections.c.newspaper == newspaper)
    )
    return {path: Progress(*values) for path, *values in rows}


def note_progress(connection: Connection, newspaper: str, path: str, progress: Progress) -> None:
    """Record a walk's progress; belongs in the transaction that records the page's links."""
    connection.execute(
        update(sections)
        .where(sections.c.newspaper == newspaper, sections.c.path == path)
        .values(
            caught_up_at=progress.caught_up_at,
            pages_done=progress.pages_done,
            pager=progress.pager,
            etag=progress.etag,
            last_modified=progress.last_modified,
            unchanged_answers=progress.unchanged_answers,
        )
    )
