"""The simulated gates: which requests pass, and how long the others must wait."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from itertools import count
from math import floor

from crawler.newspapers.builtin.options import GateKind, Options

Clock = Callable[[], float]
"""Seconds, monotonic."""
Rule = tuple[float, int]
"""Seconds of the window, and the requests it allows."""

COOKIE = "waited"
_NEVER_OPENS: frozenset[GateKind] = frozenset({"captcha", "forever", "403"})
_FIRST_PLEA = 13
"""Seconds in the pasted block, which closes nothing."""


@dataclass(frozen=True, slots=True)
class WaitOrder:
    """What a closed gate demands."""

    seconds: int
    token: str | None = None
    """Value of the cookie that its script sets after the wait."""


class FixedWindows:
    """NukeViet's flood blocker: counts each client's requests in fixed windows.

    A window opens with a request and lasts its length. A request beyond the limit of any window is refused; refused
    requests are not counted. The announced wait is that of the last rule broken: one second more than is left of its
    window, in whole seconds.
    """

    def __init__(self, rules: Sequence[Rule], clock: Clock = time.monotonic) -> None:
        self._rules, self._clock = rules, clock
        self._windows: dict[tuple[str, float], tuple[float, int]] = {}

    def ask(self, client: str) -> int | None:
        """None: the request may pass, and is counted; else the seconds to wait."""
        now = self._clock()
        counted: dict[tuple[str, float], tuple[float, int]] = {}
        wait = None
        for length, limit in self._rules:
            opened, seen = self._windows.get((client, length), (now, 0))
            if now - opened > length:
                opened, seen = now, 0
            if seen + 1 > limit:
                wait = 1 + floor(length - (now - opened))
            counted[client, length] = (opened, seen + 1)
        if wait is None:
            self._windows.update(counted)
        return wait


class Cookies:
    """A cookie check: a client that waited has a cookie, valid for a number of requests; 0 for any number."""

    def __init__(self, seconds: int, requests: int, clock: Clock = time.monotonic) -> None:
        self._seconds, self._requests, self._clock = seconds, requests, clock
        self._numbers = count(1)
        self._opens: dict[str, float] = {}
        self._used: dict[str, int] = {}

    def ask(self, token: str | None) -> WaitOrder | None:
        """None: the visitor may pass."""
        if token in self._opens and self._clock() >= self._opens[token]:
            self._used[token] = self._used.get(token, 0) + 1
            if not self._requests or self._used[token] <= self._requests:
                return None
        fresh = f"v{next(self._numbers)}"
        self._opens[fresh] = self._clock() + self._seconds
        return WaitOrder(self._seconds, fresh)


class Gate:
    """The gate set by the options."""

    def __init__(self, options: Options, clock: Clock = time.monotonic) -> None:
        self._kind = options.gate_kind
        self._wait = options.gate_wait
        self._windows = FixedWindows(options.gate, clock)
        self._cookies = Cookies(options.gate_wait, options.gate[0][1] if options.gate else 0, clock)
        self._shut: set[str] = set()
        """Clients for which a gate that never opens has closed."""

    def ask(self, client: str, cookie_header: str) -> WaitOrder | None:
        """None: the request may pass."""
        if self._kind == "pasted":
            return None
        if self._kind == "cookie":
            return self._cookies.ask(_token(cookie_header))
        if client in self._shut:
            return WaitOrder(self._wait)
        seconds = self._windows.ask(client)
        if seconds is None:
            return None
        if self._kind in _NEVER_OPENS:
            self._shut.add(client)
        return WaitOrder(self._wait if self._kind == "forever" else seconds)


def pasted_seconds(kind: GateKind) -> int | None:
    """Seconds in the block at the end of each article, for the gate that only pastes it; None for others."""
    return _FIRST_PLEA if kind == "pasted" else None


def _token(cookie_header: str) -> str | None:
    try:
        morsel = SimpleCookie(cookie_header).get(COOKIE)
    except CookieError:
        return None
    return morsel.value if morsel else None
