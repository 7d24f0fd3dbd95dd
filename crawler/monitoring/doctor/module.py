"""Checks what is known of a newspaper's module."""

from collections.abc import Iterator

from crawler.monitoring.doctor.check_result import CheckResult, warn
from crawler.newspapers import Newspaper


def unproven(newspaper: Newspaper) -> Iterator[CheckResult]:
    """A warning for a module that no survey of the live newspaper has agreed with."""
    if newspaper.unproven is not None:
        message = f"unproven: it rests on {newspaper.unproven}"
        yield warn(f"{newspaper.name}: module", message, f"scrapy survey {newspaper.name}")
