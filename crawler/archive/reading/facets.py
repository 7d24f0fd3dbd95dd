"""How the hits of a search spread over newspapers, sections, years and authors."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from crawler.archive.database.schema import articles
from crawler.archive.reading.lists import Wanted
from crawler.archive.search.index import ID_BITS
from crawler.archive.search.query import OUTLINE, search_outlines
from crawler.archive.selection import conditions
from crawler.newspapers.model import VIETNAM

COUNTED = 1000
"""Hits that facets are counted from: the newest; more would make the commonest words slow."""

SHOWN = 12
"""Values of a facet."""


class Facets(NamedTuple):
    """Counts of hits by value, the largest first."""

    hits: int
    """Number of hits counted."""
    is_complete: bool
    """Whether these are all."""
    newspapers: Mapping[str, int]
    sections: Mapping[tuple[str, str], int]
    """By newspaper and section."""
    years: Mapping[int, int]
    """The latest first."""
    authors: Mapping[str, int]


def count_facets(connection: Connection, wanted: Wanted, loosened: bool = False) -> Facets:
    """Facets of the newest :data:`COUNTED` hits; ``loosened`` as :attr:`Listed.is_loosened` of their list says."""
    query = wanted.query
    if query is not None:
        hits = search_outlines(connection, query.without_marks() if loosened else query, COUNTED + 1)
        years = Counter(_year(hit.key) for hit in hits[:COUNTED])
    else:
        hits = _newest(connection, wanted)
        years = Counter(hit.published_at.year for hit in hits[:COUNTED] if hit.published_at)
    return Facets(
        hits=min(len(hits), COUNTED),
        is_complete=len(hits) <= COUNTED,
        newspapers=dict(Counter(hit.newspaper for hit in hits[:COUNTED]).most_common(SHOWN)),
        sections=dict(Counter((hit.newspaper, hit.section) for hit in hits[:COUNTED]).most_common(SHOWN)),
        years=dict(sorted(years.items(), reverse=True)),
        authors=dict(Counter(hit.author for hit in hits[:COUNTED] if hit.author).most_common(SHOWN)),
    )


def _newest(connection: Connection, wanted: Wanted) -> list[Row[Any]]:
    columns = [articles.c[name] for name in OUTLINE]
    statement = (
        select(*columns, articles.c.published_at)
        .where(*conditions(wanted.selection))
        .order_by(articles.c.published_at.desc(), articles.c.id.desc())
        .limit(COUNTED + 1)
    )
    return list(connection.execute(statement))


def _year(key: int) -> int:
    return datetime.fromtimestamp((key >> ID_BITS) * 60, UTC).astimezone(VIETNAM).year
