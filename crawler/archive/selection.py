"""The selection of articles that a command reads."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Selection:
    """Articles by section and day of publication; by default all without duplicates."""

    section: str | None = None
    """Path of a section, including subsections; None for all."""
    since: date | None = None
    until: date | None = None
    """Days of publication in Vietnam, both inclusive."""
    with_duplicates: bool = False
