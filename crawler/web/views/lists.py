"""Pages that list articles: search, section, author, day, month, year."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from starlette.responses import RedirectResponse, Response

from crawler.archive.reading.article import has_article
from crawler.archive.reading.facets import Facets, count_facets
from crawler.archive.reading.lists import Listed, UnknownPlace, Wanted, count_copies, fold_copies, list_articles
from crawler.newspapers import NEWSPAPERS
from crawler.parse.urls import classify_url
from crawler.web.calendar import month_days, year_months
from crawler.web.snippets import hits, marked
from crawler.web.views.front import main_sections, subsections
from crawler.web.visit import MAX_PAGE, BadRequest, NotFound, Visit

_URL = re.compile(r"https?://\S+")

DownloadQuery = Mapping[str, str]


def search(visit: Visit) -> Mapping[str, Any] | Response:
    """Everything that ``scrapy search`` finds, with facets; the address of a stored article leads to it."""
    if (article := _addressed(visit)) is not None:
        return RedirectResponse(article, 303)
    wanted = visit.wanted()
    values = listing(visit, wanted)
    facets = cached_facets(visit, wanted, values["listed"].is_loosened)
    return {
        **values,
        "wanted": wanted,
        "facets": facets,
        "sections": main_sections(visit.library.sections(visit.connection)),
        "hits": hits,
        "marked": marked,
        "query": query_of(wanted),
    }


def _addressed(visit: Visit) -> str | None:
    """Our address of the stored article whose own address is searched for, in whatever form it was linked."""
    words = visit.parameter("q") or ""
    if not _URL.fullmatch(words):
        return None
    for name, newspaper in NEWSPAPERS.items():
        found = classify_url(words, newspaper.home, newspaper)
        if found.article_id and has_article(visit.connection, name, found.article_id):
            return visit.links.article({"newspaper": name, "article_id": found.article_id})
    return None


def section(visit: Visit) -> dict[str, Any]:
    """The articles of a section, its subsections included."""
    newspaper = visit.newspaper()
    path = "/".join(filter(None, (visit.path["section"], visit.path.get("subsection"))))
    counts = visit.library.sections(visit.connection)
    values = listing(visit, visit.wanted(newspaper=newspaper, section=path))
    known = {path for row in counts if row.newspaper == newspaper for path in _paths(row.section, row.subsection)}
    if path not in known and not values["listed"].rows:
        raise NotFound("no_section")
    return {
        **values,
        "newspaper": newspaper,
        "path": path,
        "subsections": subsections(counts).get((newspaper, path), {}),
        "query": {"newspaper": newspaper, "section": path},
    }


def author(visit: Visit) -> dict[str, Any]:
    """The articles with a byline, to the letter."""
    newspaper, name = visit.newspaper(), visit.parameter("name")
    if name is None:
        raise BadRequest("name")
    values = listing(visit, visit.wanted(newspaper=newspaper, author=name))
    if not values["listed"].rows and visit.parameter("older") is None:
        raise NotFound("no_author")
    return {**values, "newspaper": newspaper, "name": name, "query": {"newspaper": newspaper, "author": name}}


def day(visit: Visit) -> dict[str, Any]:
    """What was published on one day."""
    shown = _parse(visit.path["day"])
    days = visit.library.days(visit.connection)
    values = listing(visit, visit.wanted(since=shown, until=shown), limit=MAX_PAGE)
    return {
        **values,
        "day": shown,
        "before": max((other for other in days if other < shown), default=None),
        "after": min((other for other in days if other > shown), default=None),
        "left_out": count_copies(visit.connection, visit.wanted(since=shown, until=shown).selection),
        "query": {"since": str(shown), "until": str(shown)},
    }


def month(visit: Visit) -> dict[str, Any]:
    """What was published in one month, with its calendar."""
    first = _parse(f"{visit.path['month']}-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    days = visit.library.days(visit.connection)
    return {
        **listing(visit, visit.wanted(since=first, until=last)),
        "first": first,
        "cells": month_days(days, first),
        "articles": sum(number for day, number in days.items() if first <= day <= last),
        "before": max((other for other in days if other < first), default=None),
        "after": min((other for other in days if other > last), default=None),
        "query": {"since": str(first), "until": str(last)},
    }


def year(visit: Visit) -> dict[str, Any]:
    """The calendar of one year."""
    number: int = visit.path["year"]
    days = visit.library.days(visit.connection)
    if not 1 <= number <= date.max.year - 1:
        raise NotFound("no_day")
    return {
        "year": number,
        "months": year_months(days, number),
        "articles": sum(articles for day, articles in days.items() if day.year == number),
        "years": sorted({day.year for day in days}, reverse=True),
    }


def listing(visit: Visit, wanted: Wanted, limit: int | None = None) -> dict[str, Any]:
    """A page of a list, with the copies of its articles and the address of the next page."""
    listed = page_of(visit, wanted, limit)
    is_unfolded = wanted.selection.with_duplicates
    return {
        "listed": listed,
        "copies": {} if is_unfolded else fold_copies(visit.connection, listed.rows),
        "titles": visit.library.section_titles(visit.connection),
        "with_copies": is_unfolded,
        "older": with_parameter(visit, "older", listed.older) if listed.older else None,
        "newest": with_parameter(visit, "older", None) if visit.parameter("older") else None,
        "toggle_copies": with_parameter(visit, "copies", None if is_unfolded else "1"),
    }


def page_of(visit: Visit, wanted: Wanted, limit: int | None = None) -> Listed:
    """A page of a list.

    :raises BadRequest: when the parameter that says where it begins is wrong.
    """
    try:
        return list_articles(visit.connection, wanted, limit or visit.limit(), visit.parameter("older"))
    except UnknownPlace:
        raise BadRequest("older") from None


def with_parameter(visit: Visit, name: str, value: str | None) -> str:
    """The address of this page with another value of one parameter; a list then begins anew."""
    given = {key: word for key, word in visit.request.query_params.items() if key not in {name, "older", "lang"}}
    return visit.links.page(visit.request.url.path, **{**given, name: value})


def query_of(wanted: Wanted) -> DownloadQuery:
    """The parameters of a search, as its feed and its downloads take them."""
    chosen = wanted.selection
    values = {
        "q": wanted.words,
        "newspaper": chosen.newspaper,
        "section": chosen.section,
        "author": chosen.author,
        "since": str(chosen.since) if chosen.since else None,
        "until": str(chosen.until) if chosen.until else None,
        "copies": "1" if chosen.with_duplicates else None,
    }
    return {name: value for name, value in values.items() if value}


def cached_facets(visit: Visit, wanted: Wanted, is_loosened: bool) -> Facets:
    """Facets of a search, the same on each of its pages."""
    key = ("facets", replace(wanted, words=wanted.words.casefold()), is_loosened)
    return visit.library.counts.get(key, lambda: count_facets(visit.connection, wanted, is_loosened))


def _paths(section: str, subsection: str | None) -> list[str]:
    return [section, f"{section}/{subsection}"] if subsection else [section]


def _parse(word: str) -> date:
    try:
        day = date.fromisoformat(word)
    except ValueError:
        raise NotFound("no_day") from None
    if not date(1000, 1, 1) <= day <= date(9998, 1, 1):
        raise NotFound("no_day")
    return day
