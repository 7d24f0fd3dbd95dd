"""One rule of the gate, as observed, and how it fades. Pure."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

FADE_AFTER = timedelta(days=7)
"""A rule that the gate has not confirmed for so long is tried a little beyond, and again after each such time."""
FADE_STEP = 1.25
FORGOTTEN_AFTER = 8
"""Fading steps after which a rule is dropped; its number of requests has grown to 4.8 times by then."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The gate lets so many requests through in one window."""

    window_s: int
    """Length of the window in seconds, as the newspaper's operator would write it: 60, 300."""
    requests: int
    learned_at: datetime
    """When the gate last showed it, aware."""

    @property
    def hold_s(self) -> int:
        """Seconds after which a request no longer counts.

        One more than the window: the gate counts whole seconds, so that a window lasts up to a second longer.
        """
        return self.window_s + 1

    def steps_faded(self, now: datetime) -> int:
        return max(0, (now - self.learned_at) // FADE_AFTER)

    def allowed(self, now: datetime) -> int:
        """Requests to send in one window: as observed, and 25 % more for each week since."""
        return math.ceil(self.requests * FADE_STEP ** self.steps_faded(now))

    def is_forgotten(self, now: datetime) -> bool:
        return self.steps_faded(now) >= FORGOTTEN_AFTER
