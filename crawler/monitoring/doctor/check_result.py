"""What a check found."""

from dataclasses import dataclass
from typing import Literal

State = Literal["good", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One line of the doctor's."""

    about: str
    state: State
    """``bad``: runs fail or their results are not to be trusted; ``warn``: they could be better."""
    said: str
    mend: str | None = None
    """The command, or the setting, that mends it; None when all is well."""


def good(about: str, said: str) -> CheckResult:
    return CheckResult(about, "good", said)


def warn(about: str, said: str, mend: str) -> CheckResult:
    return CheckResult(about, "warn", said, mend)


def bad(about: str, said: str, mend: str) -> CheckResult:
    return CheckResult(about, "bad", said, mend)
