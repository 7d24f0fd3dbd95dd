"""What an operator may ask of a run: the spider's arguments, checked before the first request."""

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args
from urllib.parse import urlsplit

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Mode = Literal["latest", "backfill", "recheck"]


class WrongUse(Exception):
    """The operator's words are wrong; the message is one line that names the nearest valid word."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """One run, as asked for. The fields are described in docs/operate.md."""

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
    """Check the words of ``-a name=value``.

    :raises WrongUse: for a name, mode, section, date or number that is none.
    """
    for name in words:
        if name not in Arguments.__dataclass_fields__:
            raise WrongUse(f"unknown argument {name!r}{nearest(name, Arguments.__dataclass_fields__)}")
    mode = words.get("mode", "latest")
    if mode not in get_args(Mode):
        raise WrongUse(f"unknown mode {mode!r}{nearest(mode, get_args(Mode))}")
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
        raise WrongUse(f"since={arguments.since} is after until={arguments.until}")
    return arguments


def nearest(word: str, valid: Iterable[str]) -> str:
    """A hint to the nearest valid word; all of them when none is near and they are few."""
    words = sorted(valid)
    close = difflib.get_close_matches(word.lower(), words, n=1, cutoff=0.5)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; valid are {', '.join(words)}" if len(words) <= 12 else ""


def read_day(said: str, word: str) -> date:
    """A day, written as ``2026-01-31``; ``said`` is how the operator said it, ``since=2026-01-31``.

    :raises WrongUse: when it is none.
    """
    try:
        # Python also takes 20260131 and weeks, which an operator hardly means.
        return date.fromisoformat(word if DAY.fullmatch(word) else "")
    except ValueError:
        raise WrongUse(f"{said} is no day; write it as 2026-01-31") from None


def read_address(said: str, word: str) -> str:
    """The address of a server, with one slash at the end; ``said`` is how the operator said it.

    :raises WrongUse: when it is none.
    """
    try:
        parts = urlsplit(word)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.query and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise WrongUse(f"{said} is no address; write it as http://127.0.0.1:8000/")
    return word.rstrip("/") + "/"


def _list(name: str, words: Mapping[str, str]) -> list[str]:
    if name not in words:
        return []
    found = [word for part in words[name].split(",") if (word := part.strip())]
    if not found:
        # An empty variable in a script, hardly the wish for everything.
        raise WrongUse(f"{name}={words[name]} names nothing")
    return found


def _file(words: Mapping[str, str]) -> str | None:
    if words.get("urls_file") == "":
        raise WrongUse("urls_file= names nothing")
    return words.get("urls_file")


def _section(path: str, known: Collection[str]) -> str:
    path = path.strip("/")
    if path not in known:
        raise WrongUse(f"unknown section {path!r}{nearest(path, known)}")
    return path


def _day(name: str, words: Mapping[str, str]) -> date | None:
    return read_day(f"{name}={words[name]}", words[name]) if name in words else None


def _count(name: str, words: Mapping[str, str]) -> int | None:
    if name not in words:
        return None
    if not words[name].isdecimal() or int(words[name]) == 0:
        raise WrongUse(f"{name}={words[name]} is no whole number above 0")
    return int(words[name])


def _minutes(words: Mapping[str, str]) -> float | None:
    if "max_minutes" not in words:
        return None
    try:
        minutes = float(words["max_minutes"])
    except ValueError:
        minutes = 0.0
    if not 0 < minutes < float("inf"):
        raise WrongUse(f"max_minutes={words['max_minutes']} is no number above 0")
    return minutes


def _base_url(words: Mapping[str, str]) -> str | None:
    return read_address(f"base_url={words['base_url']}", words["base_url"]) if "base_url" in words else None
