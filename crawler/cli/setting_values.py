"""Values of settings: switches and numbers, checked."""

from typing import Any, TypeVar

from scrapy.settings import BaseSettings, default_settings

from crawler.cli.usage import WrongUse

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


def check_settings(settings: BaseSettings) -> None:
    """Check that those of Scrapy's own settings which are numbers or switches are so.

    :raises WrongUse: for the first that is not.
    """
    for name, default in vars(default_settings).items():
        if not name.isupper() or not isinstance(default, bool | int | float) or settings[name] is None:
            continue
        is_switch = isinstance(default, bool)
        read = settings.getbool if is_switch else settings.getfloat
        try:
            read(name)
        except (ValueError, TypeError):
            wanted = "neither True nor False" if is_switch else "no number"
            raise WrongUse(f"{name}={settings[name]} is {wanted}") from None


N = TypeVar("N", int, float)


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
