"""How to cite an article: as text, BibTeX and CSL-JSON, with the hash of the text that was seen."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from crawler.newspapers.model import VIETNAM
from crawler.web.library import newspaper_title

_SPECIAL = re.compile(r"[\\{}$&#%_~^]")
_ESCAPES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


class Citation(NamedTuple):
    """One article in three formats."""

    text: str
    bibtex: str
    csl: dict[str, Any]


def citation(article: Mapping[Any, Any], site: str) -> Citation:
    """How to cite a row of ``articles`` served at ``site``, an address with a slash at its end."""
    archived = f"{site}article/{quote(article['newspaper'])}/{quote(article['article_id'])}"
    fields = {
        "author": article["author"],
        "title": _line(article["title"]),
        "newspaper": newspaper_title(article["newspaper"]),
        "published": _day(article["published_at"]),
        "seen": _day(article["fetched_at"]),
        "url": article["url"],
        "archived": archived,
        "hash": article["content_hash"],
    }
    return Citation(_as_text(fields), _as_bibtex(article, fields), _as_csl(article, fields))


def _as_text(fields: Mapping[str, Any]) -> str:
    author = f"{_line(fields['author'])}. " if fields["author"] else ""
    published = f", {fields['published']}" if fields["published"] else ""
    return (
        f"{author}“{fields['title']}”. {fields['newspaper']}{published}. {fields['url']}. "
        f"Archived {fields['seen']}: {fields['archived']} (SHA-256 of the text: {fields['hash']})"
    )


def _as_bibtex(article: Mapping[Any, Any], fields: Mapping[str, Any]) -> str:
    lines = {
        "author": f"{{{_latex(fields['author'])}}}" if fields["author"] else None,
        "title": f"{{{_latex(fields['title'])}}}",
        "journal": _latex(fields["newspaper"]),
        "date": fields["published"],
        "urldate": fields["seen"],
        "url": quote(fields["url"], safe=":/?=&;,+@!$()*'-._~%#"),
        "note": _latex(f"Archived at {fields['archived']}, SHA-256 of the text: {fields['hash']}"),
    }
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in lines.items() if value)
    return f"@article{{{article['newspaper']}-{article['article_id']},\n{body}}}\n"


def _as_csl(article: Mapping[Any, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    entry = {
        "id": f"{article['newspaper']}-{article['article_id']}",
        "type": "article-newspaper",
        "title": fields["title"],
        # A byline is no name with parts: it may be initials, a group, or «reported by».
        "author": [{"literal": _line(fields["author"])}] if fields["author"] else None,
        "container-title": fields["newspaper"],
        "issued": _parts(article["published_at"]),
        "accessed": _parts(article["fetched_at"]),
        "URL": fields["url"],
        "archive_location": fields["archived"],
        "language": article["language"],
        "note": f"SHA-256 of the text: {fields['hash']}",
    }
    return {name: value for name, value in entry.items() if value}


def _line(text: str) -> str:
    return " ".join(text.split())


def _latex(text: str) -> str:
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], f"\\{match[0]}"), _line(text))


def _day(moment: datetime | None) -> str | None:
    return f"{moment.astimezone(VIETNAM):%Y-%m-%d}" if moment else None


def _parts(moment: datetime | None) -> dict[str, Any] | None:
    if moment is None:
        return None
    day = moment.astimezone(VIETNAM)
    return {"date-parts": [[day.year, day.month, day.day]]}
