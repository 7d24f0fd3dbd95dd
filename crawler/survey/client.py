"""Sends a survey's requests: robots.txt first and obeyed, one at a time, none to other hosts, all of them counted."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException

from protego import Protego
from scrapy.http import HtmlResponse, Response

from crawler.cli.exit_codes import ExitCode
from crawler.downloader.single_requests import MAX_REDIRECTS, fetch, is_on, redirect_target
from crawler.parse.waitpages.recognise import read_gate

TIMEOUT_S = 30
REFUSALS = frozenset({401, 403, 429, 451})
"""Statuses after which nothing more is requested."""
MAX_BYTES = 16 * 1024 * 1024


class SurveyStopped(Exception):
    """The newspaper refused or could not be reached: nothing more is requested."""

    def __init__(self, code: ExitCode, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class BudgetSpent(Exception):
    """The survey's last request was sent."""


class NotFetched(Exception):
    """This page was not fetched: robots.txt forbids it, or it leads to another host."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer."""

    purpose: str
    url: str
    status: int
    bytes: int
    location: str | None = None
    """Where it redirects to."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How requests are sent."""

    headers: Mapping[str, str]
    """With ``User-Agent``."""
    delay: float
    """Seconds between two requests; a longer crawl-delay counts instead."""
    budget: int
    """Most requests, redirects and robots.txt included."""


@dataclass(slots=True)
class Client:
    """Requests pages of one newspaper."""

    hosts: frozenset[str]
    """As ``host`` or ``host:port``; no other is requested."""
    manners: Manners
    keep: Callable[[Response], None]
    """Called with every answer but robots.txt."""
    sent: list[Exchange] = field(default_factory=list)
    robots: Protego = field(default_factory=lambda: Protego.parse(""))
    robots_status: int = 0
    robots_text: str = ""
    gate: str = ""
    """What a gate that was met looks like."""
    _last: float | None = None

    def read_robots(self, home: str) -> None:
        """Fetch robots.txt, as RFC 9309 asks: no other request without an answer to it.

        :raises SurveyStopped: when it does not answer, or forbids the front page.
        """
        answer = self._fetch_robots(f"{home}robots.txt")
        self.robots_status = answer.status
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise SurveyStopped(
                ExitCode.UNREACHABLE, f"robots.txt answers HTTP {answer.status}: nothing may be fetched"
            )
        if answer.status < 300:
            self.robots_text = answer.body[: 500 * 1024].decode("utf-8", "replace")
            self.robots = Protego.parse(self.robots_text)
        if not self.allows(home):
            raise SurveyStopped(ExitCode.REFUSED, f"robots.txt forbids {home}")

    def _fetch_robots(self, url: str) -> Response:
        try:
            answer = self._send(url, "robots.txt")
            for _ in range(MAX_REDIRECTS):
                if (target := redirect_target(answer)) is None:
                    break
                answer = self._send(target, "robots.txt")
        except NotFetched as reason:
            raise SurveyStopped(ExitCode.UNREACHABLE, f"robots.txt leads elsewhere: {reason}") from reason
        return answer

    def allows(self, url: str) -> bool:
        """Whether robots.txt allows a page."""
        return bool(self.robots.can_fetch(url, self.manners.headers["User-Agent"]))

    @property
    def crawl_delay(self) -> float | None:
        """Seconds that robots.txt asks for."""
        delay = self.robots.crawl_delay(self.manners.headers["User-Agent"])
        return float(delay) if delay is not None else None

    def get(self, url: str, purpose: str) -> Response:
        """The answer to a request, redirects followed; any status but a refusal.

        :raises SurveyStopped: for a gate, a refusal or no answer.
        :raises NotFetched: for a page that may not be fetched, or redirects without end.
        :raises BudgetSpent: when no request is left.
        """
        for _ in range(MAX_REDIRECTS + 1):
            if not self.allows(url):
                raise NotFetched(f"robots.txt forbids {url}")
            answer = self._send(url, purpose)
            self.keep(answer)
            self._check_refusal(answer)
            if (target := redirect_target(answer)) is None:
                return answer
            url = target
        raise NotFetched(f"{url} redirects without end")

    def _send(self, url: str, purpose: str) -> Response:
        if not is_on(url, self.hosts):
            raise NotFetched(f"{url} is on another host")
        if len(self.sent) >= self.manners.budget:
            raise BudgetSpent
        self._pause()
        try:
            answer = fetch(url, self.manners.headers, timeout_s=TIMEOUT_S, max_bytes=MAX_BYTES)
        except (OSError, HTTPException) as error:
            raise SurveyStopped(ExitCode.UNREACHABLE, f"{url} did not answer: {error}") from error
        finally:
            self._last = time.monotonic()
        self.sent.append(Exchange(purpose, url, answer.status, len(answer.body), redirect_target(answer)))
        return answer

    def _check_refusal(self, answer: Response) -> None:
        gate = read_gate(answer) if isinstance(answer, HtmlResponse) else None
        if gate is not None and gate.shape == "pasted":
            self.gate = f"a wait block is pasted below a complete page: {answer.url}"
        elif gate is not None:
            wait = f", wait {gate.seconds} s" if gate.seconds is not None else ""
            opens = "opens to waiting" if gate.opens_to_waiting else "does not open to waiting"
            about = f"{gate.evidence} (HTTP {answer.status}{wait}; it {opens})"
            self.gate = f"before {answer.url}, at request {len(self.sent)}: {about}"
            raise SurveyStopped(ExitCode.REFUSED, f"a gate stands before {answer.url}: {about}")
        if answer.status in REFUSALS:
            raise SurveyStopped(ExitCode.REFUSED, f"{answer.url} is refused with HTTP {answer.status}")

    def _pause(self) -> None:
        """Wait until the delay after the last answer has passed."""
        if self._last is not None:
            time.sleep(max(0.0, self._last + max(self.manners.delay, self.crawl_delay or 0.0) - time.monotonic()))
