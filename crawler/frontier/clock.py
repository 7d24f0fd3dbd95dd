"""Tells a date that the newspaper mistyped from a clock of this machine that is behind. Pure."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from scrapy.http import Response

TOLERANCE = timedelta(days=1)
"""By which two clocks may differ."""

MAX_FUTURE_ARTICLES = 3
"""Articles dated in the future, and none before, that show a clock to be behind where the server tells no time."""


class ClockCheck:
    """Judges articles dated in the future of this machine's clock."""

    def __init__(self) -> None:
        self._future = 0
        self._sound = False

    def sound_article(self) -> None:
        """An article with a possible date was stored."""
        self._sound = True

    def is_behind(self, published: datetime | None, response: Response, now: datetime) -> bool:
        """Whether an article's impossible date shows that ``now`` is wrong, rather than the date."""
        if published is None or published <= now + TOLERANCE:
            return False
        self._future += 1
        if (server := server_time(response)) is not None:
            return server > now + TOLERANCE and published <= server + TOLERANCE
        return self._future >= MAX_FUTURE_ARTICLES and not self._sound


def server_time(response: Response) -> datetime | None:
    """The time of the response's ``Date`` header; None without one that can be read."""
    try:
        moment = parsedate_to_datetime((response.headers.get("Date") or b"").decode("latin-1"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
