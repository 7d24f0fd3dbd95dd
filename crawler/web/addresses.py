"""Addresses of the pages. They stay: what is cited today must lead to the same article in twenty years."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

STATIC = Path(__file__).with_name("static")


@dataclass(frozen=True, slots=True)
class Links:
    """Makes addresses; ``language`` is carried along when the reader chose it."""

    language: str | None = None

    def front(self) -> str:
        return self._to("/")

    def article(self, row: Mapping[Any, Any], rest: str = "") -> str:
        """The page of an article, or what lies below it: ``kept/1``, ``cite.bib``."""
        path = _path("article", row["newspaper"], row["article_id"])
        return self._to(f"{path}/{rest}" if rest else path)

    def family(self, row: Mapping[Any, Any]) -> str:
        return self._to(_path("family", row["newspaper"], row["article_id"]))

    def day(self, day: date) -> str:
        return self._to(f"/day/{day:%Y-%m-%d}")

    def month(self, day: date) -> str:
        return self._to(f"/month/{day:%Y-%m}")

    def year(self, year: int) -> str:
        return self._to(f"/year/{year}")

    def section(self, newspaper: str, path: str, **query: str | None) -> str:
        return self._to(_path("section", newspaper, *path.split("/")), **query)

    def author(self, newspaper: str, name: str, **query: str | None) -> str:
        return self._to(_path("author", newspaper), name=name, **query)

    def page(self, path: str, **query: str | None) -> str:
        """Any other page, with these parameters; those without a value are left out."""
        return self._to(path, **query)

    def static(self, name: str) -> str:
        """A file of the site; its content is part of its address."""
        return f"/static/{name}?v={_version(name)}"

    def _to(self, path: str, **query: str | None) -> str:
        given = {name: value for name, value in query.items() if value}
        if self.language:
            given["lang"] = self.language
        return f"{path}?{urlencode(given)}" if given else path


def external(url: str) -> str | None:
    """An address that may be linked to; None for what is no address of the web, as ``javascript:``."""
    return url if url.startswith(("https://", "http://")) else None


def _path(*parts: str) -> str:
    return "/" + "/".join(quote(part, safe="") for part in parts)


_versions: dict[str, str] = {}


def _version(name: str) -> str:
    if name not in _versions:
        _versions[name] = sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return _versions[name]
