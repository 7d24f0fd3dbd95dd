"""Settings that are on or off."""

from typing import Any

from scrapy.settings import BaseSettings

ON = frozenset({"on", "1", "true", "yes"})
OFF = frozenset({"off", "0", "false", "no", "none", ""})


def is_on(settings: BaseSettings, name: str, usual: bool = False) -> bool:
    """Whether a setting is on, however it was written; ``usual`` when it is not written at all.

    :raises ValueError: when it is neither.
    """
    word: Any = settings.get(name, usual)
    value = str(word).strip().lower()
    if value not in ON | OFF:
        raise ValueError(f"{name}={word} is neither on nor off")
    return value in ON
