"""Parses the switches of ``scrapy newspaper``."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, get_args

from crawler.newspapers.builtin.hostile.cases import CASES
from crawler.newspapers.builtin.options import Edition, GateKind, Options, Pager, Paper, Portal

_MOST_ARTICLES = 20_000
_CHOICES: dict[str, tuple[str, ...]] = {
    "--edition": get_args(Edition),
    "--paper": get_args(Paper),
    "--gate-kind": get_args(GateKind),
    "--portal": get_args(Portal),
    "--pager": ("mostly", *get_args(Pager)),
}
_NUMBERS = {
    "--port": range(65_536),
    "--articles": range(1, _MOST_ARTICLES + 1),
    "--seed": range(2**31),
    "--gate-status": (200, 429, 503),
}


def read_switches(words: Mapping[str, str]) -> tuple[Options, int]:
    """Options and port from words by switch, ``{"--gate": "60:40"}``; ``--log`` is left to the caller.

    :raises ValueError: with one line that names the switch and what it takes.
    """
    read: dict[str, Any] = {}
    for switch, word in words.items():
        if switch != "--log":
            read[switch.removeprefix("--").replace("-", "_")] = _read(switch, word)
    if read.get("hostile", "").startswith("sitemap:"):
        read["sitemap"] = True
    port = read.pop("port", 0)
    return Options(**read), port


def _read(switch: str, word: str) -> object:
    if switch == "--hostile":
        if word not in CASES:
            near = get_close_matches(word, CASES, n=3, cutoff=0.3) or list(CASES)[:3]
            raise ValueError(f"{switch} {word}: no such case; near are {', '.join(map(repr, near))}")
        return word
    if switch in _CHOICES:
        if word not in _CHOICES[switch]:
            raise ValueError(f"{switch} {word}: give one of {', '.join(_CHOICES[switch])}")
        return word
    if switch in _NUMBERS:
        return _number(switch, word)
    if switch == "--gate":
        return _rules(word)
    return _seconds(switch, word)


def _number(switch: str, word: str) -> int:
    valid = _NUMBERS[switch]
    if not word.isdecimal() or int(word) not in valid:
        hint = f"{valid[0]} to {valid[-1]}" if isinstance(valid, range) else ", ".join(map(str, valid))
        raise ValueError(f"{switch} {word}: give a number ({hint})")
    return int(word)


def _rules(word: str) -> tuple[tuple[float, int], ...]:
    try:
        pairs = [rule.split(":") for rule in word.split(",")]
        rules = tuple((float(window), int(requests)) for window, requests in pairs)
    except ValueError:
        rules = ()
    if not rules or any(window <= 0 or requests < 0 for window, requests in rules):
        raise ValueError(f"--gate {word}: give rules as SECONDS:REQUESTS, e.g. 60:40,300:150")
    return rules


def _seconds(switch: str, word: str) -> float:
    try:
        seconds = float(word)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < float("inf"):
        raise ValueError(f"{switch} {word}: give seconds")
    return seconds
