"""Checks the live newspaper: robots.txt and the front page (``--live``)."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from protego import Protego
from scrapy.http import HtmlResponse
from scrapy.settings import BaseSettings

from crawler.cli.setting_values import user_agent
from crawler.monitoring.doctor.check_result import CheckResult, bad, good, warn
from crawler.newspapers import Newspaper
from crawler.newspapers.site import Site, host_of
from crawler.parse.document import own_page
from crawler.parse.errors import UnreadablePage
from crawler.parse.listing import read_sections
from crawler.parse.waitpages.recognise import read_gate

TIMEOUT_S = 20
CLOCK_OFF_S = 120
"""Most seconds by which two clocks may differ."""

LATER = "try again in an hour"


class _Response:
    """The response to one request."""

    def __init__(self, url: str, status: int, headers: Message, body: bytes) -> None:
        self.url, self.status, self.headers, self.body = url, status, headers, body


def live(settings: BaseSettings, newspaper: Newspaper, base_url: str | None) -> Iterator[CheckResult]:
    """Check the newspaper with the requests of a run: same headers, same pace, nothing that robots.txt forbids."""
    site = Site(newspaper, base_url)
    robots_address = f"{site.home}robots.txt"
    try:
        robots = _fetch(settings, robots_address)
        rules = Protego.parse(robots.body.decode("utf-8", "replace") if robots.status == 200 else "")
        yield _robots(settings, rules, robots.status, site.home)
        if robots.status >= HTTPStatus.INTERNAL_SERVER_ERROR or not rules.can_fetch(site.home, user_agent(settings)):
            return
        time.sleep(settings.getfloat("DOWNLOAD_DELAY"))
        front = _fetch(settings, site.home)
    except (OSError, HTTPException) as error:
        yield bad("newspaper", f"{urlsplit(site.home).netloc} cannot be reached: {error}", f"curl -sI {site.home}")
        return
    yield from _front(front, site)
    yield from _clock(front)


def _fetch(settings: BaseSettings, url: str) -> _Response:
    max_bytes = settings.getint("DOWNLOAD_MAXSIZE")
    headers = dict(settings["DEFAULT_REQUEST_HEADERS"]) | {"User-Agent": user_agent(settings)}
    try:
        with urlopen(Request(url, headers=headers), timeout=TIMEOUT_S) as answer:
            return _Response(answer.url, answer.status, answer.headers, answer.read(max_bytes))
    except HTTPError as answer:
        return _Response(url, answer.code, answer.headers, answer.read(max_bytes))


def _robots(settings: BaseSettings, rules: Protego, status: int, home: str) -> CheckResult:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return bad("robots.txt", f"status {status}: nothing may be fetched until it answers (RFC 9309)", LATER)
    if not rules.can_fetch(home, user_agent(settings)):
        return bad("robots.txt", f"it forbids {home}", "write to the newspaper; do not switch ROBOTSTXT_OBEY off")
    delay = rules.crawl_delay(user_agent(settings))
    delay_note = f"it asks for {delay:g} s between requests, which runs keep" if delay else "it asks for no delay"
    return good("robots.txt", f"status {status}; {delay_note}")


def _front(front: _Response, site: Site) -> Iterator[CheckResult]:
    if host_of(front.url) not in site.hosts:
        yield bad("newspaper", f"it redirects to {front.url}", "add the host to the newspaper's module")
        return
    response = HtmlResponse(
        front.url, status=front.status, headers=dict(front.headers), body=front.body, encoding="utf-8"
    )
    if (gate := read_gate(response)) is not None:
        state = warn if gate.opens_to_waiting else bad
        yield state("newspaper", f"its gate is closed: {gate.evidence}", LATER)
        return
    try:
        found = len(read_sections(own_page(response, site), site.newspaper))
    except UnreadablePage as error:
        yield bad("newspaper", f"status {front.status}: {error}", LATER)
        return
    message = f"status {front.status}, {found} sections in the navigation"
    if found < site.newspaper.expectations.sections:
        yield bad("newspaper", f"{message}; {site.newspaper.expectations.sections} are expected", "see docs/reading.md")
    else:
        yield good("newspaper", message)


def _clock(front: _Response) -> Iterator[CheckResult]:
    if date := front.headers.get("Date"):
        off = (datetime.now(UTC) - parsedate_to_datetime(date)).total_seconds()
        if abs(off) > CLOCK_OFF_S:
            yield bad("clock", f"it differs from the newspaper's by {off:.0f} s", "sudo timedatectl set-ntp true")
