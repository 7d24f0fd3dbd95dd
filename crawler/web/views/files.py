"""Answers that are no pages: citations, feeds, robots.txt."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from crawler.newspapers.model import VIETNAM
from crawler.web.answers import answer, render
from crawler.web.citation import citation
from crawler.web.library import newspaper_title
from crawler.web.views.article import full_article
from crawler.web.views.lists import page_of, query_of
from crawler.web.visit import Visit

FEED = 30
"""Articles in a feed."""


def cite(visit: Visit, ending: str) -> Response:
    """How to cite an article, in the format that the ending says."""
    cited = citation(full_article(visit).row, str(visit.request.base_url))
    bodies = {
        "txt": (cited.text + "\n", "text/plain; charset=utf-8"),
        "bib": (cited.bibtex, "application/x-bibtex; charset=utf-8"),
        "json": (
            json.dumps([cited.csl], ensure_ascii=False, indent=1) + "\n",
            "application/vnd.citationstyles.csl+json",
        ),
    }
    text, media_type = bodies[ending]
    return answer(visit.request, text.encode("utf-8", "replace"), media_type)


def feed(visit: Visit) -> Response:
    """The newest articles of a search as an Atom feed."""
    wanted = visit.wanted()
    rows = page_of(visit, wanted, FEED).rows
    newspaper = wanted.selection.newspaper
    parts = (
        newspaper_title(newspaper) if newspaper else visit.language.text("site"),
        visit.section_name(newspaper, wanted.selection.section)
        if newspaper and wanted.selection.section
        else wanted.selection.section,
        wanted.selection.author,
        wanted.words,
    )
    values = {
        "rows": rows,
        "title": " – ".join(filter(None, parts)),
        "site": str(visit.request.base_url).rstrip("/"),
        "address": str(visit.request.url),
        "query": query_of(wanted),
        "updated": max((updated(row) for row in rows), default=datetime(2003, 1, 1, tzinfo=VIETNAM)),
        "updated_of": updated,
    }
    text = render("feed.xml", visit.language, visit.links, values)
    return answer(visit.request, text.encode("utf-8", "replace"), "application/atom+xml; charset=utf-8")


def updated(row: Mapping[Any, Any]) -> datetime:
    """When an article was last new to a reader of the feed: read again with another text, or printed."""
    moment: datetime = row["fetched_at"] if row["revision"] > 1 else row["published_at"] or row["first_seen_at"]
    return moment


def robots(request: Request, allow: bool) -> Response:
    """robots.txt: the texts are the newspaper's, so that no search engine may have them unless switched on."""
    return PlainTextResponse(f"User-agent: *\n{'Allow' if allow else 'Disallow'}: /\n")
