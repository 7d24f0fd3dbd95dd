"""The OpenAPI description of ``/api/``."""

from collections.abc import Mapping
from typing import Any

SEARCH = {
    "q": "Words to search for; those in quotes follow each other. Without marks a word is found with any.",
    "newspaper": "Name of a newspaper, e.g. khanhhoa.",
    "section": "Path of a section, e.g. kinh-te or xa-hoi/giao-duc; its subsections are included.",
    "author": "Byline, to the letter.",
    "since": "First day of publication in Vietnam, YYYY-MM-DD.",
    "until": "Last day of publication in Vietnam, YYYY-MM-DD.",
    "copies": "1: also articles that repeat another one.",
}
PAGED = {
    "older": "Where the page begins: `older` of the page before, or the parameter in its `next`.",
    "limit": "Entries on a page, 1 to 100.",
}
PATH = {
    "newspaper": "Name of a newspaper, e.g. khanhhoa.",
    "article_id": "The newspaper's own id, e.g. e4914ab.",
    "run": "Number of a run.",
}

PATHS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "/api/articles": ("A search or list, the newest articles first", SEARCH | PAGED),
    "/api/articles/{newspaper}/{article_id}": ("One article with all that belongs to it", {}),
    "/api/facets": ("Counts of a search by newspaper, section, year and author", SEARCH),
    "/api/days": ("Number of articles by day of publication", {}),
    "/api/sections": ("All sections and the number of their articles", {}),
    "/api/figures": ("Figures of the whole archive", {}),
    "/api/edits": ("What was changed after printing, the newest edits first", PAGED),
    "/api/gone": ("What the newspaper took down, the latest first", PAGED),
    "/api/runs": ("Runs of the crawler, what is pending, what failed and why", PAGED),
    "/api/runs/{run}": ("The record of one run", {}),
    "/feed.atom": ("The newest articles of a search as an Atom feed", SEARCH),
    "/download.jsonl": ("All articles of a search as JSON Lines", SEARCH),
    "/download.csv": ("All articles of a search as CSV for spreadsheets", SEARCH),
    "/download.parquet": ("All articles of a search as Parquet", SEARCH),
}
"""What each path gives, and its parameters."""

TYPES = {
    ".atom": "application/atom+xml",
    ".jsonl": "application/jsonl",
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
}


def description(site: str) -> dict[str, Any]:
    """The description of the site at this address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Newspaper archive",
            "version": "1",
            "description": "Read-only. Columns are described in docs/data.md. Every answer has an ETag.",
        },
        "servers": [{"url": site}],
        "paths": {path: {"get": _operation(path, *operation)} for path, operation in PATHS.items()},
    }


def _operation(path: str, summary: str, parameters: Mapping[str, str]) -> dict[str, Any]:
    in_path = [name for name in PATH if f"{{{name}}}" in path]
    media_type = next((kind for ending, kind in TYPES.items() if path.endswith(ending)), "application/json")
    responses = {"200": {"description": "Found", "content": {media_type: {"schema": {}}}}}
    errors = {"400": "A parameter is wrong", "404": "Not found", "503": "A query took too long"}
    return {
        "summary": summary,
        "operationId": path.strip("/").replace("/", "_").replace("{", "").replace("}", "").replace(".", "_"),
        "parameters": [
            *({"name": name, "in": "path", "required": True, "description": PATH[name], "schema": {"type": "string"}}
              for name in in_path),
            *({"name": name, "in": "query", "description": text, "schema": {"type": "string"}}
              for name, text in parameters.items()),
        ],
        "responses": responses | {status: {"description": text} for status, text in errors.items()},
    }  # fmt: skip
