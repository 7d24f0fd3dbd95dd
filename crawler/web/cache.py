"""Keeps what is costly to count for a short time."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class Cache:
    """Values by key, each for some seconds; the one used longest ago goes when there are too many."""

    def __init__(self, seconds: float, most: int = 256) -> None:
        self._seconds = seconds
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key, made when there is none that is young enough."""
        now = time.monotonic()
        with self._lock:
            made_at, value = self._kept.get(key, (0.0, None))
            if key in self._kept and now - made_at < self._seconds:
                self._kept.move_to_end(key)
                found: T = value
                return found
        made = make()
        with self._lock:
            self._kept[key] = (now, made)
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
