"""Results of checks."""

from dataclasses import dataclass
from typing import Literal

State = Literal["good", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One line of ``scrapy doctor``."""

    subject: str
    state: State
    """``bad``: runs fail or their results cannot be trusted; ``warn``: something could be better."""
    message: str
    fix: str | None = None
    """The command or setting that fixes it; None when ``good``."""


def good(subject: str, message: str) -> CheckResult:
    return CheckResult(subject, "good", message)


def warn(subject: str, message: str, fix: str) -> CheckResult:
    return CheckResult(subject, "warn", message, fix)


def bad(subject: str, message: str, fix: str) -> CheckResult:
    return CheckResult(subject, "bad", message, fix)
