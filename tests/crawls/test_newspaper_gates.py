"""The built-in newspaper's gates: their arithmetic by a clock of our own, their pages by HTTP and in a real browser."""

import shutil
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, sync_playwright

from crawler.newspapers.builtin import Newspaper, Options, Server, serve
from crawler.newspapers.builtin.asking import Reply, ask, paths
from crawler.newspapers.builtin.gates import Cookies, FixedWindows, Gate
from crawler.newspapers.builtin.options import GateKind

NUKEVIET = ((60.0, 40), (300.0, 150))


class Clock:
    """A clock that advances on request."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """The time."""
        return self.now


def passed(windows: FixedWindows, times: int) -> list[int | None]:
    """The responses to a number of requests in a row."""
    return [windows.ask("1.2.3.4") for _ in range(times)]


def test_forty_pass_in_a_minute_and_the_next_is_asked_to_wait_for_what_is_left() -> None:
    clock = Clock()
    windows = FixedWindows(NUKEVIET, clock)
    assert passed(windows, 40) == [None] * 40
    clock.now += 20.5
    assert passed(windows, 3) == [40, 40, 40], "1 + the whole seconds left of 39.5"


def test_waiting_as_long_as_asked_opens_it() -> None:
    clock = Clock()
    windows = FixedWindows(NUKEVIET, clock)
    passed(windows, 40)
    clock.now += 12.25
    wait = windows.ask("1.2.3.4")
    assert wait == 48
    clock.now += wait
    assert passed(windows, 41) == [None] * 40 + [61]


def test_refused_requests_are_not_counted_and_prolong_nothing() -> None:
    clock = Clock()
    windows = FixedWindows(((60, 2),), clock)
    passed(windows, 2)
    for _ in range(50):
        clock.now += 1
        assert windows.ask("1.2.3.4") is not None
    clock.now += 10.5
    assert passed(windows, 3)[:2] == [None, None]


def test_what_one_rule_refuses_does_not_fill_the_window_of_another() -> None:
    clock = Clock()
    windows = FixedWindows(NUKEVIET, clock)
    passed(windows, 40)
    assert None not in passed(windows, 200)
    clock.now += 61
    assert passed(windows, 40) == [None] * 40


def test_the_longer_window_asks_when_both_are_full() -> None:
    clock = Clock()
    windows = FixedWindows(NUKEVIET, clock)
    for _ in range(3):
        assert passed(windows, 40) == [None] * 40
        clock.now += 61
    assert passed(windows, 30) == [None] * 30
    assert windows.ask("1.2.3.4") == 1 + 300 - 183


def test_clients_are_counted_apart() -> None:
    windows = FixedWindows(((60, 1),), Clock())
    assert [windows.ask(client) for client in ("a", "b", "a")] == [None, None, 61]


@given(
    st.lists(st.tuples(st.floats(0.5, 90), st.integers(1, 30)), min_size=1, max_size=3),
    st.lists(st.floats(0, 20), max_size=120),
)
def test_no_window_ever_lets_more_pass_than_its_rule(rules: list[tuple[float, int]], pauses: list[float]) -> None:
    clock = Clock()
    windows = FixedWindows(rules, clock)
    times = []
    for pause in pauses:
        clock.now += pause
        wait = windows.ask("1.2.3.4")
        if wait is None:
            times.append(clock.now)
        else:
            assert 1 <= wait <= 1 + max(length for length, _ in rules)
    for length, limit in rules:
        # Fixed windows let two full ones follow each other, so any stretch of one length holds at most twice the limit.
        assert all(sum(start <= at <= start + length for at in times) <= 2 * limit for start in times)


def test_a_cookie_opens_after_its_wait_and_for_its_requests() -> None:
    clock = Clock()
    cookies = Cookies(5, 2, clock)
    order = cookies.ask(None)
    assert order is not None
    early = cookies.ask(order.token)
    assert early is not None
    clock.now += 5
    assert [cookies.ask(order.token) is None for _ in range(3)] == [True, True, False]
    assert cookies.ask("made up") is not None


@pytest.mark.parametrize("kind", ["captcha", "forever", "403"])
def test_some_gates_never_open_again(kind: GateKind) -> None:
    clock = Clock()
    gate = Gate(Options(gate=((10, 1),), gate_kind=kind), clock)
    assert gate.ask("a", "") is None
    assert gate.ask("a", "") is not None
    clock.now += 10_000
    assert gate.ask("a", "") is not None


def test_a_damaged_cookie_is_none() -> None:
    gate = Gate(Options(gate_kind="cookie"), Clock())
    assert gate.ask("a", '"=;;\x01') is not None


def closed(**options: object) -> Reply:
    """The page of a gate that lets nothing pass."""
    with serve(Newspaper(Options(articles=5, gate=((30, 0),), **options))) as server:  # type: ignore[arg-type]
        return ask(server)


@pytest.mark.parametrize(
    ("options", "status", "retry_after"),
    [
        ({}, 200, None),
        ({"gate_status": 429}, 429, "31"),
        ({"gate_status": 503}, 503, "31"),
        ({"gate_status": 429, "retry_after": False}, 429, None),
        ({"gate_kind": "reload503"}, 503, "31"),
        ({"gate_kind": "403", "gate_status": 429}, 403, None),
    ],
)
def test_status_and_retry_after(options: dict[str, object], status: int, retry_after: str | None) -> None:
    reply = closed(**options)
    assert (reply.status, reply.headers.get("retry-after")) == (status, retry_after)


def test_the_page_is_nukeviets() -> None:
    tree = closed().tree
    assert tree.findtext(".//title") == "Hãy đợi..."
    (block,) = tree.cssselect("div.floodblocker")
    assert "Hệ thống đang từ chối truy cập của bạn." in block.text_content()
    assert tree.get_element_by_id("secField").text == "31"
    assert block.cssselect("img")[0].get("alt") == "Hãy đợi..."


@pytest.mark.parametrize(
    ("kind", "words", "unheard"),
    [
        ("english", "Please wait", "Hãy đợi"),
        ("captcha", "<form", "secField"),
        ("captcha+wait", "<form", "Please wait"),
        ("reload503", 'http-equiv="refresh"', "Hãy đợi"),
        ("hang", "while (true)", "location.reload"),
        ("forever", "location.reload", "<form"),
        ("cookie", "document.cookie", "Hãy đợi"),
        ("403", "Forbidden", "Hãy đợi"),
    ],
)
def test_what_the_other_gates_show(kind: str, words: str, unheard: str) -> None:
    text = closed(gate_kind=kind).text
    assert words in text
    assert unheard not in text


def test_requests_made_while_closed_are_counted() -> None:
    with serve(Newspaper(Options(articles=20, gate=((30, 3),)))) as server:
        for path in ("/robots.txt", "/", *paths(server.site, 3), "/assets/images/load_bar.gif"):
            ask(server, path)
        assert [hit.kind for hit in server.log] == ["robots", "home", "article", "wait", "wait", "asset"]
        assert [hit.wanted for hit in server.log.while_closed()] == ["article", "article"]
        assert "requests while closed: 2" in server.log.summary()


def test_pictures_count_unless_exempt() -> None:
    for exempt, kinds in ((False, ["image", "wait"]), (True, ["image", "image"])):
        with serve(Newspaper(Options(articles=5, gate=((30, 1),), gate_exempt_images=exempt))) as server:
            ask(server, "/file/a.jpg")
            ask(server, "/file/b.jpg")
            assert [hit.kind for hit in server.log] == kinds


def test_the_pasted_block_stands_at_the_end_of_complete_articles_only() -> None:
    site = Newspaper(Options(articles=20, gate_kind="pasted"))
    with serve(site) as server:
        for path in paths(site):
            reply = ask(server, path)
            before, pasted = reply.text.split("các thông tin tiện ích")
            assert reply.status == 200
            assert 'id="content"' in before
            assert 'Hãy đợi <span id="secField">13</span> giây...' in pasted
        assert "floodblocker" not in ask(server, "/xa-hoi/").text
        assert not server.log.while_closed()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def visit(browser: Browser, server: Server, path: str) -> str:
    """The title a visitor sees who sits through what the gate shows."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.base_url.rstrip("/") + path)
    page.wait_for_selector("#main-nav", timeout=15_000, state="attached")
    title = page.title()
    context.close()
    return title


@pytest.mark.parametrize("kind", ["nukeviet", "english", "cookie", "reload503", "captcha+wait"])
def test_a_visitor_who_waits_in_a_browser_gets_the_page(browser: Browser, kind: GateKind) -> None:
    site = Newspaper(Options(articles=5, gate=((1.5, 1),), gate_kind=kind, gate_wait=1, gate_exempt_images=True))
    path = next(paths(site))
    with serve(site) as server:
        if kind != "cookie":
            ask(server)
        before = time.monotonic()
        title = visit(browser, server, path)
        assert time.monotonic() - before >= 1
        assert title.startswith(next(iter(site.truth.values())).title)
        refused = server.log.while_closed()
        assert [hit.via_browser for hit in refused if hit.wanted == "article"] == [True]
        assert len(server.log.navigations()) == 2
