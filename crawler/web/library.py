"""What all pages share: the archive, its folder, and counts that are kept for a moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from crawler.archive.reading.calendar import Figures, SectionCount, count_all, count_days, count_sections
from crawler.archive.reading.readonly import ReadOnlyArchive
from crawler.newspapers import NEWSPAPERS
from crawler.web.cache import Cache

COUNTS_SECONDS = 30
"""How old counts of the whole archive may be."""

DIFFS_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Library:
    """The archive that is served, and how."""

    archive: ReadOnlyArchive
    data_dir: Path
    """Pictures and kept pages lie below it; nothing outside is ever read."""
    redact: Callable[[str], str]
    """Leaves secrets of the settings out of a text."""
    allow_robots: bool = False
    counts: Cache = field(default_factory=lambda: Cache(COUNTS_SECONDS))
    diffs: Cache = field(default_factory=lambda: Cache(DIFFS_SECONDS))

    def days(self, connection: Connection) -> Mapping[date, int]:
        """Articles by day of publication, the earliest first."""
        return self.counts.get("days", lambda: count_days(connection))

    def figures(self, connection: Connection) -> Figures:
        return self.counts.get("figures", lambda: count_all(connection))

    def sections(self, connection: Connection) -> list[SectionCount]:
        return self.counts.get("sections", lambda: count_sections(connection))

    def section_titles(self, connection: Connection) -> Mapping[tuple[str, str], str]:
        """Titles of sections as printed, by newspaper and path."""
        return self.counts.get(
            "titles",
            lambda: {
                (row.newspaper, "/".join(filter(None, (row.section, row.subsection)))): row.title
                for row in self.sections(connection)
                if row.title
            },
        )


def newspaper_title(name: str) -> str:
    """A newspaper's title as printed; its name when this program does not know it."""
    return NEWSPAPERS[name].title if name in NEWSPAPERS else name
