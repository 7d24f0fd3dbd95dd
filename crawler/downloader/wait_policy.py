"""Decides how long and how often a run waits at a closed gate."""

from dataclasses import dataclass
from typing import Self

from scrapy.settings import BaseSettings

from crawler.cli.setting_values import is_on, read_number
from crawler.cli.wording import counted

TICK_S = 1.0
"""Seconds between two checks, during a wait, of whether the run is ending."""


@dataclass(frozen=True, slots=True)
class WaitSettings:
    """Settings of waits, read once."""

    max_seconds: float = 900
    """``WAIT_MAX_SECONDS``: longest wait, single or in total without a page in between."""
    max_per_run: int = 200
    """``WAIT_MAX_PER_RUN``: waits in one run."""
    max_in_a_row: int = 3
    """``WAIT_MAX_IN_A_ROW``: waits without a page in between, after which the gate counts as closed for good."""
    refusals_in_a_row: int = 5
    """``REFUSALS_MAX_IN_A_ROW``: responses of status 403 in a row that end the run."""
    unknown_seconds: float = 30
    """``WAIT_UNKNOWN_SECONDS``: wait when the page does not say how long, doubled when it was too short."""
    browser: bool = True
    """``WAIT_BROWSER``: pass wait pages with a script in Chromium; otherwise the run sleeps through every wait."""
    grace_seconds: float = 20
    """``WAIT_GRACE_SECONDS``: time of the browser beyond the wait itself."""
    chromium: str | None = None
    """``CHROMIUM``: path of the program; default: the system's, else Playwright's."""

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Read the settings.

        :raises UsageError: for an invalid number or switch; the message names the setting.
        """
        defaults = cls()
        return cls(
            max_seconds=read_number(float, settings, "WAIT_MAX_SECONDS", defaults.max_seconds),
            max_per_run=read_number(int, settings, "WAIT_MAX_PER_RUN", defaults.max_per_run),
            max_in_a_row=read_number(int, settings, "WAIT_MAX_IN_A_ROW", defaults.max_in_a_row),
            refusals_in_a_row=read_number(int, settings, "REFUSALS_MAX_IN_A_ROW", defaults.refusals_in_a_row),
            unknown_seconds=read_number(float, settings, "WAIT_UNKNOWN_SECONDS", defaults.unknown_seconds),
            browser=is_on(settings, "WAIT_BROWSER", defaults.browser),
            grace_seconds=read_number(float, settings, "WAIT_GRACE_SECONDS", defaults.grace_seconds),
            chromium=settings.get("CHROMIUM"),
        )


HOUR_S = 3_600.0


class TooLong(Exception):
    """The gate does not open in reasonable time."""

    def __init__(self, reason: str, retry_after_s: float) -> None:
        super().__init__(reason)
        self.retry_after_s = retry_after_s
        """Seconds after which a retry makes sense."""


class WaitPolicy:
    """Counts waits; receiving a page resets the consecutive ones."""

    def __init__(self, limits: WaitSettings) -> None:
        self._limits = limits
        self._waits = 0
        self._in_a_row = 0
        self._seconds_in_a_row = 0.0

    def wait(self, announced: int | None) -> float:
        """Seconds to wait now; ``announced`` are those of the wait page, None when it does not say.

        :raises TooLong: when a limit is exceeded.
        """
        limits = self._limits
        seconds = max(1.0, limits.unknown_seconds * 2**self._in_a_row if announced is None else announced)
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
        """Reset the consecutive waits, after a page was received."""
        self._in_a_row = 0
        self._seconds_in_a_row = 0.0
