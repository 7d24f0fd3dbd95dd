"""The clocks of waits and rate limits; tests use simulated ones."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """Monotonic and wall time. Waiting itself uses the event loop's clock, which in a run is ``time.monotonic``."""

    monotonic: Callable[[], float] = time.monotonic
    """Seconds; never jumps."""
    wall: Callable[[], float] = time.time
    """Seconds of Unix time."""

    def now(self) -> datetime:
        """The wall time as a moment in UTC."""
        return datetime.fromtimestamp(self.wall(), UTC)


SYSTEM_CLOCK = Clock()
