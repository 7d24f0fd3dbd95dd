"""When a stored article is looked at again for later edits. Pure."""

from datetime import datetime, timedelta

AGES = tuple(timedelta(minutes=minutes) for minutes in (30, 120, 1440, 7 * 1440, 30 * 1440))
"""Ages after publication at which an article is looked at again: edits come soon or hardly ever."""


def next_look(published_at: datetime | None, now: datetime) -> datetime | None:
    """The next moment to look again at an article fetched ``now``; None when it is past the last age.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    >>> str(next_look(noon, noon + timedelta(minutes=31)))
    '2026-11-22 14:00:00+00:00'
    >>> next_look(noon, noon + timedelta(days=31))
    """
    born = min(published_at or now, now)
    return next((born + age for age in AGES if born + age > now), None)
