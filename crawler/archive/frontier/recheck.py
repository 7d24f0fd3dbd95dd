"""When a stored article is rechecked for edits. Pure."""

from datetime import datetime, timedelta

AGES = tuple(timedelta(minutes=minutes) for minutes in (30, 120, 1440, 7 * 1440, 30 * 1440))
"""Ages after publication at which an article is rechecked; edits come soon or hardly ever."""


def next_recheck(published_at: datetime | None, now: datetime) -> datetime | None:
    """The time of the next recheck of an article fetched ``now``; None after the last age.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    >>> str(next_recheck(noon, noon + timedelta(minutes=31)))
    '2026-11-22 14:00:00+00:00'
    >>> next_recheck(noon, noon + timedelta(days=31))
    """
    published = min(published_at or now, now)
    return next((published + age for age in AGES if published + age > now), None)
