"""Reads and checks values of settings: switches, numbers, the user agent."""

from typing import Any, TypeVar

from scrapy.settings import BaseSettings, default_settings, get_settings_priority

from crawler.cli.usage import UsageError

ON = frozenset({"on", "1", "true", "yes"})
OFF = frozenset({"off", "0", "false", "no", "none", ""})

N = TypeVar("N", int, float)


def is_on(settings: BaseSettings, name: str, default: bool = False) -> bool:
    """Whether a switch is on; ``default`` when it is not set.

    :raises UsageError: when its value is neither on nor off.
    """
    word: Any = settings.get(name, default)
    value = str(word).strip().lower()
    if value not in ON | OFF:
        raise UsageError(f"{name}={word} is neither on nor off")
    return value in ON


def read_number(kind: type[N], settings: BaseSettings, name: str, default: N) -> N:
    """A number, 0 or more; ``default`` when it is not set.

    :raises UsageError: for any other value.
    """
    word = settings.get(name, default)
    try:
        number = kind(word)
    except ValueError:
        number = kind(-1)
    # NaN is not less than anything.
    if not number >= 0:
        raise UsageError(f"{name}={word} is not a{' whole' if kind is int else ''} number of 0 or more")
    return number


def user_agent(settings: BaseSettings) -> str:
    """The user agent of every request: the program's name with CONTACT, unless USER_AGENT was set by ``-s``."""
    contact = settings["CONTACT"]
    if contact and (settings.getpriority("USER_AGENT") or 0) <= get_settings_priority("project"):
        return f"{settings['BOT_NAME']} (+{contact})"
    return str(settings["USER_AGENT"])


def check_settings(settings: BaseSettings) -> None:
    """Check Scrapy's own settings that are numbers or switches.

    :raises UsageError: for the first invalid one.
    """
    for name, default in vars(default_settings).items():
        if not name.isupper() or not isinstance(default, bool | int | float) or settings[name] is None:
            continue
        is_switch = isinstance(default, bool)
        read = settings.getbool if is_switch else settings.getfloat
        try:
            read(name)
        except (ValueError, TypeError):
            wanted = "neither True nor False" if is_switch else "not a number"
            raise UsageError(f"{name}={settings[name]} is {wanted}") from None
