"""Answers: pages from templates, JSON, errors; each with an ETag, so that nothing is sent twice."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from crawler.web.addresses import Links, external
from crawler.web.calendar import month_starts
from crawler.web.language import CODES, Language
from crawler.web.library import newspaper_title
from crawler.web.snippets import beginning

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
"""Characters that no text has and XML does not allow."""


def visible(text: str) -> str:
    """A text whose control characters are shown as what they are: none."""
    return CONTROLS.sub("\ufffd", text)


def _finalize(value: object) -> object:
    return visible(value) if type(value) is str else value


TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    finalize=_finalize,
)
TEMPLATES.globals.update(
    external=external,
    newspaper_title=newspaper_title,
    codes=CODES,
    beginning=beginning,
    with_=lambda query, **more: {**query, **more},
    without=lambda query, name: {key: value for key, value in query.items() if key != name},
)
TEMPLATES.filters.update(month_starts=month_starts, newspaper_title=newspaper_title)


def render(name: str, language: Language, links: Links, values: Mapping[str, Any]) -> str:
    """A template's text; ``t`` is the language, ``to`` makes addresses."""
    return TEMPLATES.get_template(name).render(t=language, to=links, **values)


def answer(
    request: Request, body: bytes, media_type: str, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """A body with its ETag, or 304 when the reader has it."""
    tag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    given = {"ETag": tag, "Vary": "Accept-Language", **(headers or {})}
    if status == 200 and tag in _tags(request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=given)
    return Response(body, status, given, media_type=media_type)


def html(request: Request, text: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return answer(request, text.encode("utf-8", "replace"), "text/html; charset=utf-8", status, headers)


def as_json(request: Request, value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """JSON for programs; days and moments as ISO 8601."""
    body = json.dumps(value, ensure_ascii=False, default=_plain, separators=(",", ":"))
    return answer(request, body.encode("utf-8", "replace") + b"\n", "application/json", status, headers)


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not written as JSON")


def _tags(header: str) -> list[str]:
    return [tag.strip() for tag in header.split(",")]


Endpoint = Callable[[Request], Response]
