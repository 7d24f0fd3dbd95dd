"""Spider arguments, checked before the first request."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from crawler.cli.usage import MOST_DIGITS, UsageError, nearest, parse_base_url, parse_day

Mode = Literal["latest", "backfill", "recheck"]


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of one run; docs/operate.md describes them."""

    mode: Mode = "latest"
    sections: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    urls: tuple[str, ...] = ()
    urls_file: str | None = None
    max_articles: int | None = None
    max_requests: int | None = None
    max_minutes: float | None = None
    base_url: str | None = None


def parse_arguments(words: Mapping[str, str], known_sections: Collection[str]) -> Arguments:
    """Parse and check ``-a name=value``.

    :raises UsageError: for an unknown name, mode or section, or an invalid date or number.
    """
    for name in words:
        if name not in Arguments.__dataclass_fields__:
            raise UsageError(f"unknown argument {name!r}{nearest(name, Arguments.__dataclass_fields__)}")
    mode = words.get("mode", "latest")
    if mode not in get_args(Mode):
        raise UsageError(f"unknown mode {mode!r}{nearest(mode, get_args(Mode))}")
    arguments = Arguments(
        mode=mode,  # type: ignore[arg-type]  # checked above; mypy does not narrow by get_args
        sections=tuple(_section(path, known_sections) for path in _list("sections", words)),
        since=_day("since", words),
        until=_day("until", words),
        urls=tuple(_list("urls", words)),
        urls_file=_file(words),
        max_articles=_count("max_articles", words),
        max_requests=_count("max_requests", words),
        max_minutes=_minutes(words),
        base_url=_base_url(words),
    )
    if arguments.since and arguments.until and arguments.since > arguments.until:
        raise UsageError(f"since={arguments.since} is after until={arguments.until}")
    return arguments


def _list(name: str, words: Mapping[str, str]) -> list[str]:
    if name not in words:
        return []
    found = [word for part in words[name].split(",") if (word := part.strip())]
    if not found:
        # Probably an empty variable in a script; an empty list must not select everything.
        raise UsageError(f"{name}={words[name]} is empty")
    return found


def _file(words: Mapping[str, str]) -> str | None:
    if words.get("urls_file") == "":
        raise UsageError("urls_file= is empty")
    return words.get("urls_file")


def _section(path: str, known: Collection[str]) -> str:
    path = path.strip("/")
    if path not in known:
        raise UsageError(f"unknown section {path!r}{nearest(path, known)}")
    return path


def _day(name: str, words: Mapping[str, str]) -> date | None:
    return parse_day(f"{name}={words[name]}", words[name]) if name in words else None


def _count(name: str, words: Mapping[str, str]) -> int | None:
    if name not in words:
        return None
    if not words[name].isdecimal() or len(words[name]) > MOST_DIGITS or int(words[name]) == 0:
        raise UsageError(f"{name}={words[name]} is not a whole number above 0")
    return int(words[name])


def _minutes(words: Mapping[str, str]) -> float | None:
    if "max_minutes" not in words:
        return None
    try:
        minutes = float(words["max_minutes"])
    except ValueError:
        minutes = 0.0
    if not 0 < minutes < float("inf"):
        raise UsageError(f"max_minutes={words['max_minutes']} is not a number above 0")
    return minutes


def _base_url(words: Mapping[str, str]) -> str | None:
    return parse_base_url(f"base_url={words['base_url']}", words["base_url"]) if "base_url" in words else None
