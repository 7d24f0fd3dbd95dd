"""Checks the live newspaper: robots.txt and the front page (``--live``)."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPException
from urllib.parse import urlsplit

from protego import Protego
from scrapy.http import HtmlResponse, Response
from scrapy.settings import BaseSettings

from crawler.cli.setting_values import user_agent
from crawler.downloader.single_requests import MAX_REDIRECTS, fetch, is_on, redirect_target, server_clock
from crawler.monitoring.doctor.check_result import CheckResult, bad, good, warn
from crawler.newspapers import Newspaper
from crawler.newspapers.site import Site
from crawler.parse.document import own_page
from crawler.parse.errors import UnreadablePage
from crawler.parse.listing import read_sections
from crawler.parse.waitpages.recognise import read_gate

TIMEOUT_S = 20
CLOCK_OFF_S = 120
"""Most seconds by which two clocks may differ."""

LATER = "try again in an hour"


def live(settings: BaseSettings, newspaper: Newspaper, base_url: str | None) -> Iterator[CheckResult]:
    """Check the newspaper with the requests of a run: same headers, same pace, nothing that robots.txt forbids."""
    site = Site(newspaper, base_url)
    robots_address = f"{site.home}robots.txt"
    try:
        robots = _fetch(settings, site, robots_address)
        rules = Protego.parse(robots.body.decode("utf-8", "replace") if robots.status == 200 else "")
        yield _robots(settings, rules, robots.status, site.home)
        if robots.status >= HTTPStatus.INTERNAL_SERVER_ERROR or not rules.can_fetch(site.home, user_agent(settings)):
            return
        time.sleep(settings.getfloat("DOWNLOAD_DELAY"))
        front = _fetch(settings, site, site.home)
    except (OSError, HTTPException) as error:
        yield bad("newspaper", f"{urlsplit(site.home).netloc} cannot be reached: {error}", f"curl -sI {site.home}")
        return
    yield from _front(front, site)
    yield from _clock(front)


def _fetch(settings: BaseSettings, site: Site, url: str) -> Response:
    """The answer, redirects followed on the newspaper's own hosts."""
    max_bytes = settings.getint("DOWNLOAD_MAXSIZE")
    headers = dict(settings["DEFAULT_REQUEST_HEADERS"]) | {"User-Agent": user_agent(settings)}
    answer = fetch(url, headers, timeout_s=TIMEOUT_S, max_bytes=max_bytes)
    for _ in range(MAX_REDIRECTS):
        if (target := redirect_target(answer)) is None or not is_on(target, site.hosts):
            break
        answer = fetch(target, headers, timeout_s=TIMEOUT_S, max_bytes=max_bytes)
    return answer


def _robots(settings: BaseSettings, rules: Protego, status: int, home: str) -> CheckResult:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return bad("robots.txt", f"status {status}: nothing may be fetched until it answers (RFC 9309)", LATER)
    if not rules.can_fetch(home, user_agent(settings)):
        return bad("robots.txt", f"it forbids {home}", "write to the newspaper; do not switch ROBOTSTXT_OBEY off")
    delay = rules.crawl_delay(user_agent(settings))
    delay_note = f"it asks for {delay:g} s between requests, which runs keep" if delay else "it asks for no delay"
    return good("robots.txt", f"status {status}; {delay_note}")


def _front(front: Response, site: Site) -> Iterator[CheckResult]:
    if (target := redirect_target(front)) is not None:
        yield bad("newspaper", f"it redirects to {target}", "add the host to the newspaper's module")
        return
    response = front.replace(cls=HtmlResponse, encoding="utf-8")
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


def _clock(front: Response) -> Iterator[CheckResult]:
    if (moment := server_clock(front)) is not None:
        off = (datetime.now(UTC) - moment).total_seconds()
        if abs(off) > CLOCK_OFF_S:
            yield bad("clock", f"it differs from the newspaper's by {off:.0f} s", "sudo timedatectl set-ntp true")
