"""How much waiting is still reasonable in this run. Pure."""

from crawler.counted import counted
from crawler.gate.limits import Limits

HOUR_S = 3_600.0


class TooLong(Exception):
    """The gate does not open in reasonable time."""

    def __init__(self, reason: str, again_s: float) -> None:
        super().__init__(reason)
        self.again_s = again_s
        """Seconds after which it is worth trying again."""


class Patience:
    """Counts waits; what is asked of it in a row starts anew when a page comes through."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._waits = 0
        self._in_a_row = 0
        self._seconds_in_a_row = 0.0

    def wait(self, asked: int | None) -> float:
        """Seconds to wait now.

        :raises TooLong: when that is more than the limits allow.
        """
        limits = self._limits
        seconds = max(1.0, limits.unknown_seconds * 2**self._in_a_row if asked is None else asked)
        if seconds > limits.max_seconds:
            raise TooLong(f"it asks for {seconds:.0f} s, more than {limits.max_seconds:.0f}", seconds)
        if self._in_a_row >= limits.max_in_a_row or self._seconds_in_a_row + seconds > limits.max_seconds:
            raise TooLong(
                f"it did not open after {counted(self._in_a_row, 'wait')} of {self._seconds_in_a_row:.0f} s in all",
                max(HOUR_S, seconds),
            )
        if self._waits >= limits.max_per_run:
            raise TooLong(f"it closed more than {counted(limits.max_per_run, 'time')} in this run", HOUR_S)
        self._waits += 1
        self._in_a_row += 1
        self._seconds_in_a_row += seconds
        return seconds

    def rewarded(self) -> None:
        """A page came through."""
        self._in_a_row = 0
        self._seconds_in_a_row = 0.0
