"""How long a run waits at a closed gate, and how often."""

from dataclasses import dataclass
from typing import Self

from scrapy.settings import BaseSettings

from crawler.cli.setting_values import is_on, read_number
from crawler.cli.wording import counted

TICK_S = 1.0
"""Seconds between two checks, during a wait, of whether the run is ending."""


@dataclass(frozen=True, slots=True)
class WaitSettings:
    """The gate's settings, read once."""

    max_seconds: float = 900
    """``WAIT_MAX_SECONDS``: longest wait, alone or in a row without a page between."""
    max_per_run: int = 200
    """``WAIT_MAX_PER_RUN``: waits in one run."""
    max_in_a_row: int = 3
    """``WAIT_MAX_IN_A_ROW``: waits without a page between, before the gate counts as one that does not open."""
    refusals_in_a_row: int = 5
    """``REFUSALS_MAX_IN_A_ROW``: answers of status 403 without another between."""
    unknown_seconds: float = 30
    """``WAIT_UNKNOWN_SECONDS``: wait for a gate that does not say how long, doubled when it was not enough."""
    browser: bool = True
    """``WAIT_BROWSER``: pass gates that have a script in Chromium; without it every wait is slept out."""
    grace_seconds: float = 20
    """``WAIT_GRACE_SECONDS``: what the browser may take beyond the wait itself."""
    chromium: str | None = None
    """``CHROMIUM``: the program; by default the system's, else Playwright's own."""

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """As the settings say.

        :raises UsageError: for one that is no number, or neither on nor off; the message names it.
        """
        usual = cls()
        return cls(
            max_seconds=read_number(float, settings, "WAIT_MAX_SECONDS", usual.max_seconds),
            max_per_run=read_number(int, settings, "WAIT_MAX_PER_RUN", usual.max_per_run),
            max_in_a_row=read_number(int, settings, "WAIT_MAX_IN_A_ROW", usual.max_in_a_row),
            refusals_in_a_row=read_number(int, settings, "REFUSALS_MAX_IN_A_ROW", usual.refusals_in_a_row),
            unknown_seconds=read_number(float, settings, "WAIT_UNKNOWN_SECONDS", usual.unknown_seconds),
            browser=is_on(settings, "WAIT_BROWSER", usual.browser),
            grace_seconds=read_number(float, settings, "WAIT_GRACE_SECONDS", usual.grace_seconds),
            chromium=settings.get("CHROMIUM"),
        )


HOUR_S = 3_600.0


class TooLong(Exception):
    """The gate does not open in reasonable time."""

    def __init__(self, reason: str, again_s: float) -> None:
        super().__init__(reason)
        self.again_s = again_s
        """Seconds after which it is worth trying again."""


class WaitPolicy:
    """Counts waits; what is asked of it in a row starts anew when a page comes through."""

    def __init__(self, limits: WaitSettings) -> None:
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

    def reset(self) -> None:
        """A page came through."""
        self._in_a_row = 0
        self._seconds_in_a_row = 0.0
