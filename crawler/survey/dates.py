"""Whether the dates of the articles read are of Vietnam's time zone, and their clock true. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from scrapy.http import Response

from crawler.downloader.single_requests import server_clock
from crawler.items import Article

SOON = timedelta(minutes=10)
"""By which a server's clock may be behind."""


def judge(articles: Sequence[Article], pages: Sequence[Response]) -> list[str]:
    """In words: how many dates were read, the zone, the newest one's age, doubtful clocks."""
    return list(_judge(articles, next(filter(None, map(server_clock, pages)), None))) if articles else []


def _judge(articles: Sequence[Article], now: datetime | None) -> Iterator[str]:
    dated = [article for article in articles if article.published_at is not None]
    yield f"{len(dated)} of {len(articles)} articles have a date that is read"
    if not dated:
        return
    exact = [article for article in dated if article.published_precision == "minute"]
    doubted = len(dated) - len(exact)
    if doubted:
        yield f"{doubted} show no clock, or the month in place of the minutes: only their day counts"
    newest = max(article.published_at for article in dated if article.published_at is not None)
    if now is None:
        yield f"the newest is of {newest:%H:%M, %d/%m/%Y}; the server names no moment to compare it with"
    elif newest > now + SOON:
        ahead = f"is ahead of the server's clock ({now.isoformat()})"
        yield f"the newest, {newest.isoformat()}, {ahead}: another time zone?"
    else:
        hours = (now - newest) / timedelta(hours=1)
        yield f"the newest is {hours:.0f} hours old by the server's clock, read as Vietnam's time"
