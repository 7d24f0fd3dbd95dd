"""The front page: the newest articles, the calendar, the sections, figures."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from crawler.archive.reading.calendar import SectionCount
from crawler.archive.reading.lists import Wanted, fold_copies, list_articles
from crawler.web.answers import render
from crawler.web.calendar import all_years, last_days
from crawler.web.visit import Visit

NEWEST = 12


def front(visit: Visit) -> dict[str, Any]:
    listed = list_articles(visit.connection, Wanted(), NEWEST)
    return {
        "listed": listed,
        "copies": fold_copies(visit.connection, listed.rows),
        "calendar": calendar(visit),
        "figures": visit.library.figures(visit.connection),
        "sections": main_sections(visit.library.sections(visit.connection)),
        "titles": visit.library.section_titles(visit.connection),
    }


def calendar(visit: Visit) -> Markup:
    """The calendar as markup, kept for a moment: a link for each day of twenty years takes 60 ms to write."""
    days = visit.library.days(visit.connection)

    def write() -> Markup:
        values = {"days": last_days(days), "years": all_years(days)}
        return Markup(render("calendar.html", visit.language, visit.links, values))

    return visit.library.counts.get(("calendar", visit.language, visit.links), write)


def sections(visit: Visit) -> dict[str, Any]:
    """All sections with their subsections."""
    counts = visit.library.sections(visit.connection)
    return {
        "sections": main_sections(counts),
        "subsections": subsections(counts),
        "titles": visit.library.section_titles(visit.connection),
    }


def main_sections(counts: list[SectionCount]) -> Mapping[str, Mapping[str, int]]:
    """Articles by newspaper and section, subsections included; the largest section first."""
    found: dict[str, dict[str, int]] = {}
    for row in counts:
        of_newspaper = found.setdefault(row.newspaper, {})
        of_newspaper[row.section] = of_newspaper.get(row.section, 0) + row.articles
    return {name: dict(sorted(rows.items(), key=lambda item: -item[1])) for name, rows in found.items()}


def subsections(counts: list[SectionCount]) -> Mapping[tuple[str, str], Mapping[str, int]]:
    """Articles by (newspaper, section) and subsection, the largest first."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for row in sorted(counts, key=lambda row: -row.articles):
        if row.subsection:
            found.setdefault((row.newspaper, row.section), {})[row.subsection] = row.articles
    return found
