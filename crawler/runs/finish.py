"""Why a run ends, and how it is ended."""

import asyncio
from contextlib import suppress
from enum import StrEnum

from scrapy.crawler import Crawler

from crawler.runs.stats import Stat


class FinishReason(StrEnum):
    """Finish reasons of the spider; FINISHED is Scrapy's own for a run with nothing left to fetch."""

    FINISHED = "finished"
    BUDGET = "budget"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    ARCHIVE = "archive"
    FAILED = "failed"
    CLOCK = "clock"
    """This machine's clock is behind the newspaper's."""


def close_spider(crawler: Crawler, reason: FinishReason, detail: str | None = None) -> asyncio.Task[None]:
    """Start to end the run; ``detail`` is one line for the operator.

    The caller keeps the task and does not await it: closing waits for the requests in flight.
    """
    if detail is not None:
        crawler.stats.set_value(Stat.RUN_DETAIL, detail)
    return asyncio.ensure_future(_close(crawler, reason))


async def _close(crawler: Crawler, reason: FinishReason) -> None:
    with suppress(RuntimeError):  # the spider is closed already
        await crawler.engine.close_spider_async(reason=reason)
