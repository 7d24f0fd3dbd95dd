"""One request to a page: its parameters, language, and a view of the archive."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection
from starlette.requests import Request

from crawler.archive.reading.lists import Wanted
from crawler.archive.selection import Selection
from crawler.archive.text import fold_for_comparison
from crawler.cli.usage import DAY
from crawler.newspapers import NEWSPAPERS
from crawler.web.addresses import Links
from crawler.web.language import LANGUAGES, Language, choose_language
from crawler.web.library import Library

PAGE = 20
MAX_PAGE = 100
"""Articles on a page of a list."""

LONGEST_WORDS = 1000
"""Letters of a search; longer ones are none."""


class NotFound(Exception):
    """There is no such page; the message says what there is none of, as a key of the texts."""


class BadRequest(Exception):
    """A parameter is wrong; the message names it."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A request while it is answered."""

    request: Request
    library: Library
    connection: Connection
    language: Language
    links: Links

    @property
    def path(self) -> Mapping[str, Any]:
        """Parameters in the path."""
        return self.request.path_params

    def parameter(self, name: str) -> str | None:
        """A parameter of the query, without spaces at its ends; None when it is empty or not given."""
        return (self.request.query_params.get(name) or "").strip() or None

    def wanted(self, **fixed: Any) -> Wanted:
        """The list that the parameters ask for; ``fixed`` are fields of the selection that the path says.

        :raises BadRequest: when a parameter is wrong.
        """
        words = self.parameter("q") or ""
        if (words and not fold_for_comparison(words)) or len(words) > LONGEST_WORDS:
            raise BadRequest("q")
        selection = {
            "section": (self.parameter("section") or "").strip("/") or None,
            "newspaper": self.parameter("newspaper"),
            "author": self.parameter("author"),
            "since": self._day("since"),
            "until": self._day("until"),
            "with_duplicates": self.parameter("copies") is not None,
        }
        return Wanted(words, Selection(**{**selection, **fixed}))

    def limit(self, default: int = PAGE) -> int:
        """How many articles a page of a list has.

        :raises BadRequest: when it is no number from 1 to :data:`MAX_PAGE`.
        """
        word = self.parameter("limit")
        if word is None:
            return default
        if not re.fullmatch(r"[0-9]{1,4}", word) or not 1 <= int(word) <= MAX_PAGE:
            raise BadRequest("limit")
        return int(word)

    def newspaper(self) -> str:
        """The newspaper in the path.

        :raises NotFound: when there is none of this name.
        """
        name: str = self.path["newspaper"]
        if name not in NEWSPAPERS and all(row.newspaper != name for row in self.library.sections(self.connection)):
            raise NotFound("no_newspaper")
        return name

    def section_name(self, newspaper: str, path: str) -> str:
        """A section's title as printed; its path when it is not known."""
        return self.library.section_titles(self.connection).get((newspaper, path), path)

    def _day(self, name: str) -> date | None:
        word = self.parameter(name)
        if word is None:
            return None
        try:
            return date.fromisoformat(word if DAY.fullmatch(word) else "")
        except ValueError:
            raise BadRequest(name) from None


def language_of(request: Request) -> tuple[Language, Links]:
    """The reader's language, and addresses that keep it when it was chosen."""
    chosen = request.query_params.get("lang")
    language = choose_language(chosen, request.headers.get("accept-language", ""))
    return language, Links(chosen if chosen in LANGUAGES else None)
