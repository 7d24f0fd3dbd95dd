"""The built-in newspaper with some of its answers altered: redirects, conditional lists, other sitemaps, silence."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from crawler.newspapers.builtin import Newspaper
from crawler.newspapers.builtin.conditional import conditional
from crawler.newspapers.builtin.http import Answer, Request, serve_connection
from crawler.newspapers.builtin.log import Hit, Log
from crawler.newspapers.builtin.routes import Page, Routes
from crawler.newspapers.builtin.server import serving

Alteration = Callable[[Request, Answer], Answer | None]
"""What to answer instead; None to leave the answer as it is."""


@dataclass
class Altered:
    """A newspaper being served; ``alter`` may be changed while it is."""

    site: Newspaper
    alter: Alteration
    log: Log = field(default_factory=Log)
    port: int = 0

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def answer(self, request: Request) -> Answer:
        with self.site.lock:
            page = Routes(self.site).find(request)
            answer = self.alter(request, page.answer) or page.answer
        self.log.append(_hit(request, page, answer))
        return answer


@contextlib.contextmanager
def serve_altered(site: Newspaper, alter: Alteration) -> Iterator[Altered]:
    """Serve ``site`` on a free port of loopback until the block ends."""
    served = Altered(site, alter)
    with serving(asyncio.start_server(partial(serve_connection, served.answer), "127.0.0.1", 0)) as served.port:
        yield served


def redirect(to: str, status: int = 302) -> Answer:
    return Answer(b"", status, headers={"Location": to})


def with_validators(request: Request, answer: Answer) -> Answer | None:
    """Lists, too, say when they changed."""
    is_list = request.address.path != "/robots.txt" and answer.status == 200 and "ETag" not in answer.headers
    return conditional(request, answer, datetime(2025, 11, 30, tzinfo=UTC)) if is_list else None


def _hit(request: Request, page: Page, answer: Answer) -> Hit:
    return Hit(
        time=time.monotonic(),
        wall=datetime.now(UTC),
        method=request.method,
        path=request.target,
        status=0 if answer.silent else answer.status,
        kind=page.kind,
        wanted=page.kind,
        article_id=page.article_id,
        user_agent=request.headers.get("user-agent", ""),
        headers=dict(request.headers),
        via_browser=False,
        while_closed=False,
    )
