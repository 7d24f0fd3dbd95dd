"""What is left to fetch, and how long it will take at the pace that the newspaper allows."""

from collections.abc import Iterable, Mapping

from crawler.counted import counted
from crawler.summary import duration
from pipelines.store.quotas import ObservedQuota

ENOUGH_REQUESTS = 20
"""A run of fewer requests does not show a pace."""


def seconds_a_page(delay: float, quotas: Iterable[ObservedQuota], requests: int, seconds: float) -> float:
    """Seconds that a page takes in the long run: by our own delay, the gate's rules, and as this run went."""
    measured = seconds / requests if requests >= ENOUGH_REQUESTS else 0.0
    return max(delay, measured, *(quota.window_s / quota.requests for quota in quotas))


def left(owed: Mapping[str, int], pace: float) -> str:
    """One line; ``owed`` as :func:`pipelines.store.frontier.count_owed` counts, ``pace`` in seconds a page.

    >>> left({"due": 3, "old": 7200, "failed": 0}, 2.0)
    '3 left to fetch (about 6 s), 7200 older ones known, mode=backfill fetches them (about 4 h 0 min)'
    >>> left({"due": 0, "old": 0, "failed": 2}, 2.0)
    'nothing left to fetch'
    >>> left({"due": 0, "old": 1, "failed": 0}, 2.0)
    '1 older one known, mode=backfill fetches it (about 2 s)'
    """
    told = [f"{owed['due']} left to fetch (about {duration(owed['due'] * pace)})"] if owed["due"] else []
    if owed["old"]:
        about = duration(owed["old"] * pace)
        them = "it" if owed["old"] == 1 else "them"
        told.append(f"{counted(owed['old'], 'older one')} known, mode=backfill fetches {them} (about {about})")
    return ", ".join(told) or "nothing left to fetch"
