"""How much waiting is too much: the settings of the gate."""

from dataclasses import dataclass
from typing import Self, TypeVar

from scrapy.settings import BaseSettings

from pipelines.switch import is_on

N = TypeVar("N", int, float)


@dataclass(frozen=True, slots=True)
class Limits:
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

        :raises ValueError: for one that is no number, or neither on nor off; the message names it.
        """
        usual = cls()
        return cls(
            max_seconds=_number(float, settings, "WAIT_MAX_SECONDS", usual.max_seconds),
            max_per_run=_number(int, settings, "WAIT_MAX_PER_RUN", usual.max_per_run),
            max_in_a_row=_number(int, settings, "WAIT_MAX_IN_A_ROW", usual.max_in_a_row),
            refusals_in_a_row=_number(int, settings, "REFUSALS_MAX_IN_A_ROW", usual.refusals_in_a_row),
            unknown_seconds=_number(float, settings, "WAIT_UNKNOWN_SECONDS", usual.unknown_seconds),
            browser=is_on(settings, "WAIT_BROWSER", usual.browser),
            grace_seconds=_number(float, settings, "WAIT_GRACE_SECONDS", usual.grace_seconds),
            chromium=settings.get("CHROMIUM"),
        )


def _number(kind: type[N], settings: BaseSettings, name: str, usual: N) -> N:
    word = settings.get(name, usual)
    try:
        number = kind(word)
    except ValueError:
        number = kind(-1)
    # Not a number is not less than anything.
    if not number >= 0:
        raise ValueError(f"{name}={word} is no{' whole' if kind is int else ''} number from 0 on")
    return number
