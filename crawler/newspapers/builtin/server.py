"""Serves a newspaper over real HTTP, in a thread of its own."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from typing import Any, Protocol, TextIO, TypeVar

from crawler.newspapers.builtin.faults import spoil
from crawler.newspapers.builtin.gates import Gate, pasted_seconds
from crawler.newspapers.builtin.hostile.cases import find_case
from crawler.newspapers.builtin.http import Answer, Request, serve_connection
from crawler.newspapers.builtin.log import Hit, Log
from crawler.newspapers.builtin.pages.wait import pasted_block, refusal
from crawler.newspapers.builtin.routes import Page, Routes
from crawler.newspapers.builtin.site import Newspaper

_HOSTS = {"127.0.0.1", "[::1]"}
_PATIENCE = 10
"""Seconds within which the server's own thread must start, stop and answer."""

T = TypeVar("T")


class _Call(Protocol):
    """Runs a coroutine in another thread and gives its result."""

    def __call__(self, coroutine: Coroutine[None, None, T]) -> T: ...


@dataclass(frozen=True, slots=True)
class Server:
    """A newspaper being served."""

    site: Newspaper
    port: int
    log: Log

    @property
    def base_url(self) -> str:
        """Address of the front page."""
        return f"http://127.0.0.1:{self.port}/"


class Responder:
    """Answers requests: page, gate, faults, log."""

    def __init__(
        self, site: Newspaper, log: Log, port: Callable[[], int], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._site, self._log, self._port, self._clock = site, log, port, clock
        self._routes = Routes(site)
        self._gate = Gate(site.options, clock)
        self._hostile = find_case(site.options.hostile) if site.options.hostile else None

    def answer(self, request: Request) -> Answer:
        """The answer to one request; it is in the log when this returns."""
        arrived, wall = self._clock(), datetime.now(UTC)
        with self._site.lock:
            page = self._find(request)
            answer = self._refuse(request, page)
            closed = answer is not None
            if answer is None:
                answer = self._spoil(request, page)
        self._log.append(
            Hit(
                time=arrived,
                wall=wall,
                method=request.method,
                path=request.target,
                status=0 if answer.silent else answer.status,
                kind="wait" if closed else page.kind,
                wanted=page.kind,
                article_id=page.article_id,
                user_agent=request.headers.get("user-agent", ""),
                headers=dict(request.headers),
                via_browser="sec-fetch-mode" in request.headers,
                while_closed=closed,
            )
        )
        options = self._site.options
        return replace(answer, delay=answer.delay + options.latency, http10=answer.http10 or options.http10)

    def _find(self, request: Request) -> Page:
        if request.method not in {"GET", "HEAD", "POST"}:
            return Page(Answer(b"", HTTPStatus.METHOD_NOT_ALLOWED), "missing")
        if request.headers.get("host", "").rsplit(":", 1)[0] not in _HOSTS:
            return Page(Answer(b"<p>another host</p>"), "foreign")
        return self._routes.find(request)

    def _refuse(self, request: Request, page: Page) -> Answer | None:
        """The gate's page, when it is closed to this client."""
        options = self._site.options
        asleep = not options.gate and options.gate_kind != "cookie"
        if asleep or page.kind == "asset" or (page.kind == "image" and options.gate_exempt_images):
            return None
        order = self._gate.ask(request.client, request.headers.get("cookie", ""))
        return refusal(options, order) if order else None

    def _spoil(self, request: Request, page: Page) -> Answer:
        site, answer = self._site, page.answer
        if self._hostile is not None and page.kind == self._hostile.kind:
            return self._hostile.answer()
        if page.kind == "article" and (seconds := pasted_seconds(site.options.gate_kind)) is not None:
            answer = replace(answer, body=_with_pasted(answer.body, seconds))
        if fault := site.faults.next(page.article_id):
            other = next(story for story in site.links.newest if story.article_id != page.article_id)
            return spoil(answer, fault, request.target, self._port(), site.press.article(other))
        return answer


def _with_pasted(html: bytes, seconds: int) -> bytes:
    """The wait block at the end of the article, where the portal's own blocks follow."""
    before, mark, after = html.partition(b'<div class="feedback_comment1"')
    return before + pasted_block(seconds) + mark + after


@contextlib.contextmanager
def serve(site: Newspaper, port: int = 0, tee: TextIO | None = None) -> Iterator[Server]:
    """Serve ``site`` on loopback until the block ends; port 0: any that is free. Hits are written to ``tee`` as well.

    Raises :class:`OSError` when the port is taken.
    """
    log = Log(tee)
    with serving(_listen(site, log, port)) as taken:
        yield Server(site, taken, log)


@contextlib.contextmanager
def serving(listen: Coroutine[Any, Any, asyncio.Server]) -> Iterator[int]:
    """Serve what ``listen`` opens, in an event loop of its own, until the block ends; the port."""
    with _loop_in_a_thread() as call:
        listening = call(listen)
        try:
            yield _port(listening)
        finally:
            call(_shut(listening))


@contextlib.contextmanager
def _loop_in_a_thread() -> Iterator[_Call]:
    """An event loop of its own, and how to run coroutines in it; the caller's thread may have a loop as well."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="newspaper", daemon=True)
    thread.start()
    try:
        yield lambda coroutine: asyncio.run_coroutine_threadsafe(coroutine, loop).result(_PATIENCE)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_PATIENCE)
        loop.close()


async def _listen(site: Newspaper, log: Log, port: int) -> asyncio.Server:
    responder = Responder(site, log, lambda: _port(listening))
    connections = partial(serve_connection, responder.answer)
    listening = await asyncio.start_server(connections, "127.0.0.1", port, backlog=512)
    return listening


def _port(listening: asyncio.Server) -> int:
    return int(listening.sockets[0].getsockname()[1])


async def _shut(listening: asyncio.Server) -> None:
    """Stop listening and end every connection."""
    listening.close()
    ending = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in ending:
        task.cancel()
    await asyncio.gather(*ending, return_exceptions=True)
    await asyncio.sleep(0)  # transports close their sockets in the loop's next turn
