"""The same data as JSON, for programs; ``/api/openapi.json`` describes it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, RowMapping
from starlette.responses import Response

from crawler.archive.reading.article import FullArticle
from crawler.archive.reading.lists import LISTED, fold_copies
from crawler.archive.reports import one_run
from crawler.web import openapi
from crawler.web.answers import as_json
from crawler.web.citation import citation
from crawler.web.views import changes, operations
from crawler.web.views.article import changes as changes_of
from crawler.web.views.article import full_article
from crawler.web.views.lists import cached_facets, page_of, with_parameter
from crawler.web.visit import NotFound, Visit

Values = Mapping[str, Any]


def index(visit: Visit) -> Values:
    """Where everything is."""
    return {"openapi": "/api/openapi.json", "paths": [path for path in ROUTES if path != "/api/"]}


def describe(visit: Visit) -> Values:
    return openapi.description(str(visit.request.base_url).rstrip("/"))


def articles(visit: Visit) -> Values:
    """A page of a search or list, the newest first."""
    wanted = visit.wanted()
    listed = page_of(visit, wanted)
    copies = {} if wanted.selection.with_duplicates else fold_copies(visit.connection, listed.rows)
    return {
        "articles": [
            {**_listed(visit, row), "copies": [_listed(visit, copy) for copy in copies.get(row["id"], ())]}
            for row in listed.rows
        ],
        "marks_ignored": listed.is_loosened,
        "older": listed.older,
        "next": with_parameter(visit, "older", listed.older) if listed.older else None,
    }


def facets(visit: Visit) -> Values:
    """How the hits of a search spread; of the newest ones when they are many."""
    wanted = visit.wanted()
    found = cached_facets(visit, wanted, page_of(visit, wanted, 1).is_loosened)
    sections = [
        {"newspaper": newspaper, "section": section, "articles": number}
        for (newspaper, section), number in found.sections.items()
    ]
    return {**found._asdict(), "sections": sections}


def article(visit: Visit) -> Values:
    """One article with all that belongs to it."""
    full = full_article(visit)
    return {
        **full.row,
        "address": visit.links.article(full.row),
        "images": [{**_without(row, "article"), "kept": row.path is not None} for row in full.images],
        "addresses": _dicts(full.addresses),
        "family": [dict(row) for row in full.family],
        "revisions": _revisions(visit, full),
        "kept_revisions": list(full.pages),
        "citation": citation(full.row, str(visit.request.base_url)).csl,
        "older": full.older.article_id if full.older else None,
        "newer": full.newer.article_id if full.newer else None,
    }


def days(visit: Visit) -> Values:
    """Articles by day of publication, copies left out."""
    return {str(day): number for day, number in visit.library.days(visit.connection).items()}


def sections(visit: Visit) -> Values:
    """All sections with their articles, copies left out."""
    return {"sections": [row._asdict() for row in visit.library.sections(visit.connection)]}


def figures(visit: Visit) -> Values:
    return visit.library.figures(visit.connection)._asdict()


def edits(visit: Visit) -> Values:
    """What was changed after printing, the newest edits first."""
    values = changes.edits(visit)
    found = [
        {**row, "title": [asdict(part) for part in title], "text": [asdict(part) for part in text]}
        for row, title, text in values["edits"]
    ]
    return {"edits": found, "next": values["older"]}


def gone(visit: Visit) -> Values:
    """What the newspaper took down, the latest first."""
    values = changes.gone(visit)
    return {"gone": [dict(row) for row in values["gone"]], "next": values["older"]}


def runs(visit: Visit) -> Values:
    """Runs, the newest first, what is pending and what failed."""
    values = operations.operations(visit)
    states = [{**state, "failures": [failure._asdict() for failure in state["failures"]]} for state in values["states"]]
    return {"runs": _dicts(values["runs"]), "newspapers": states, "next": values["older"]}


def run(visit: Visit) -> Values:
    row = one_run(visit.connection, visit.path["run"])
    if row is None:
        raise NotFound("no_run")
    return dict(row._mapping)


def _answered(view: Callable[[Visit], Values]) -> Callable[[Visit], Response]:
    return lambda visit: as_json(visit.request, view(visit))


def _redacted(view: Callable[[Visit], Values]) -> Callable[[Visit], Response]:
    return lambda visit: as_json(visit.request, _redact(view(visit), visit.library.redact))


ROUTES: Mapping[str, Callable[[Visit], Response]] = {
    "/api/": _answered(index),
    "/api/openapi.json": _answered(describe),
    "/api/articles": _answered(articles),
    "/api/articles/{newspaper}/{article_id}": _answered(article),
    "/api/facets": _answered(facets),
    "/api/days": _answered(days),
    "/api/sections": _answered(sections),
    "/api/figures": _answered(figures),
    "/api/edits": _answered(edits),
    "/api/gone": _answered(gone),
    "/api/runs": _redacted(runs),
    "/api/runs/{run:int}": _redacted(run),
}


def _listed(visit: Visit, row: RowMapping) -> dict[str, Any]:
    return {**{name: row[name] for name in LISTED if name in row}, "address": visit.links.article(row)}


def _revisions(visit: Visit, full: FullArticle) -> list[dict[str, Any]]:
    return [
        {
            "revision": change.before.revision,
            "seen_at": change.before.seen_at,
            "edit": change.before.edit,
            "text": asdict(change.before.text),
            "title": [asdict(part) for part in change.title],
            "lead": [asdict(part) for part in change.lead],
            "body": [asdict(part) for part in change.body],
        }
        for change in reversed(changes_of(visit.library, full))
    ]


def _dicts(rows: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in rows]


def _without(row: Row[Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row._mapping.items() if key != name}


def _redact(value: Any, redact: Callable[[str], str]) -> Any:
    """All texts inside a value without secrets."""
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, Mapping):
        return {key: _redact(one, redact) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_redact(one, redact) for one in value]
    return value
