"""The application: which address shows what, and how errors are shown."""

import logging
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from anyio import to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from crawler.archive import ArchiveError
from crawler.archive.reading.readonly import READERS, QueryTimeout
from crawler.web import api
from crawler.web.addresses import STATIC
from crawler.web.answers import Endpoint, as_json, html, render
from crawler.web.downloads import download
from crawler.web.guard import Guard
from crawler.web.library import Library
from crawler.web.views import article, changes, files, front, kept, lists, operations
from crawler.web.visit import BadRequest, NotFound, Visit, language_of

logger = logging.getLogger(__name__)

REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

ARTICLE = "/article/{newspaper}/{article_id}"

PAGES: Mapping[str, tuple[str, Callable[[Visit], Mapping[str, Any] | Response]]] = {
    "/": ("front.html", front.front),
    "/search": ("search.html", lists.search),
    "/sections": ("sections.html", front.sections),
    "/section/{newspaper}/{section}": ("section.html", lists.section),
    "/section/{newspaper}/{section}/{subsection}": ("section.html", lists.section),
    "/author/{newspaper}": ("author.html", lists.author),
    "/day/{day}": ("day.html", lists.day),
    "/month/{month}": ("month.html", lists.month),
    "/year/{year:int}": ("year.html", lists.year),
    "/family/{newspaper}/{article_id}": ("family.html", article.family),
    "/edits": ("edits.html", changes.edits),
    "/gone": ("gone.html", changes.gone),
    "/operations": ("operations.html", operations.operations),
    "/operations/run/{run:int}": ("run.html", operations.run),
    ARTICLE: ("article.html", article.article),
    ARTICLE + "/kept/{revision:int}": ("kept.html", kept.kept),
}
"""Pages by path: template, and what gives its values."""

FILES: Mapping[str, Callable[[Visit], Response]] = {
    "/feed.atom": files.feed,
    ARTICLE + "/kept/{revision:int}/page": kept.kept_page,
    ARTICLE + "/kept/{revision:int}/source": kept.kept_source,
    ARTICLE + "/kept/{revision:int}/record.warc.gz": kept.kept_record,
    ARTICLE + "/picture/{position:int}": kept.picture,
}


def make_app(library: Library, allowed_hosts: Iterable[str]) -> ASGIApp:
    """The site of an archive."""
    routes: list[BaseRoute] = [Route(path, _page(library, *page)) for path, page in PAGES.items()]
    routes += [Route(path, _visited(library, file)) for path, file in FILES.items()]
    routes += [Route(f"{ARTICLE}/cite.{ending}", _cited(library, ending)) for ending in ("txt", "bib", "json")]
    routes += [Route(path, _visited(library, view)) for path, view in api.ROUTES.items()]
    routes += [Route(f"/download.{ending}", _downloaded(library, ending)) for ending in ("jsonl", "csv", "parquet")]
    routes += [
        Route("/operations/run/{run:int}/report", _visited(library, _report)),
        Route("/robots.txt", lambda request: files.robots(request, library.allow_robots)),
        Route("/favicon.ico", _icon),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    site = Starlette(
        routes=routes,
        exception_handlers={
            NotFound: _not_found,
            404: _not_found,
            BadRequest: _bad_request,
            QueryTimeout: _too_slow,
            ArchiveError: _unusable,
            500: _failed,
        },
        lifespan=_lifespan,
    )
    return Guard(site, allowed_hosts, library.allow_robots)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    # As many threads as connections: who waits, waits in the queue of requests and not for a connection.
    to_thread.current_default_thread_limiter().total_tokens = READERS
    yield


def _visited(library: Library, view: Callable[[Visit], Response]) -> Endpoint:
    def endpoint(request: Request) -> Response:
        language, links = language_of(request)
        _check(request)
        with library.archive.read() as connection:
            return view(Visit(request, library, connection, language, links))

    return endpoint


def _check(request: Request) -> None:
    """PostgreSQL takes neither a text with this character nor a number of more than 31 bits."""
    for value in request.path_params.values():
        if (isinstance(value, str) and "\0" in value) or (isinstance(value, int) and value >= 1 << 31):
            raise NotFound("not_found")
    for name, word in request.query_params.multi_items():
        if "\0" in word:
            raise BadRequest(name)


def _page(library: Library, template: str, view: Callable[[Visit], Mapping[str, Any] | Response]) -> Endpoint:
    def show(visit: Visit) -> Response:
        values = view(visit)
        return values if isinstance(values, Response) else _shown(visit.request, template, values)

    return _visited(library, show)


def _cited(library: Library, ending: str) -> Endpoint:
    return _visited(library, lambda visit: files.cite(visit, ending))


def _downloaded(library: Library, ending: str) -> Endpoint:
    return _visited(library, lambda visit: download(visit, ending))


def _icon(request: Request) -> Response:
    # For kept pages shown alone, which are another origin to the browser.
    return FileResponse(STATIC / "icon.svg", headers={"Cross-Origin-Resource-Policy": "cross-origin"})


def _report(visit: Visit) -> Response:
    return html(visit.request, operations.report(visit), headers={"Content-Security-Policy": REPORT_POLICY})


def _shown(
    request: Request,
    template: str,
    values: Mapping[str, Any],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    language, links = language_of(request)
    switch = {
        code: str(request.url.include_query_params(lang=code).replace(scheme="", netloc="")) for code in ("vi", "en")
    }
    text = render(template, language, links, {"here": request.url.path, "switch": switch, **values})
    return html(request, text, status, headers)


def _error(
    request: Request, status: int, key: str, detail: str = "", headers: Mapping[str, str] | None = None
) -> Response:
    language, _ = language_of(request)
    if request.url.path.startswith("/api"):
        return as_json(request, {"error": language.text(f"error.{key}"), "detail": detail}, status, headers)
    return _shown(request, "error.html", {"status": status, "key": key, "detail": detail}, status, headers)


def _not_found(request: Request, error: Exception) -> Response:
    return _error(request, 404, str(error) if isinstance(error, NotFound) else "not_found")


def _bad_request(request: Request, error: Exception) -> Response:
    return _error(request, 400, "bad_request", str(error))


def _too_slow(request: Request, error: Exception) -> Response:
    logger.warning("%s: %s", error, request.url.path)
    return _error(request, 503, "too_slow", headers={"Retry-After": "30"})


def _unusable(request: Request, error: Exception) -> Response:
    logger.error("%s", error)
    return _error(request, 503, "unusable", headers={"Retry-After": "60"})


def _failed(request: Request, error: Exception) -> Response:
    logger.error("%s failed: %s: %s", request.url.path, type(error).__name__, error, exc_info=error)
    return _error(request, 500, "failed")
