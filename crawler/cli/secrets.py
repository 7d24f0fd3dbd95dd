"""Redacts passwords and tokens of our settings from all output. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import unquote, urlsplit

HIDDEN = "***"

SHORTEST_PASSWORD = 4
"""Shorter passwords are not redacted: they would match in ordinary words."""

TOKEN = re.compile(r"(?=[^/]*(?:\d|[A-Z]))(?!(?:\d+\.)+\d+$)[^/]{8,}")
"""A possible token in a notification service's address: long, and not all lower case like a host name."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """The secret strings of one set of settings."""

    words: tuple[str, ...]
    """Longest first, so that no rest of a longer one remains."""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Secrets":
        """The secrets in ``ARCHIVE_URL`` and ``NOTIFY``."""
        found = set(_password(str(settings.get("ARCHIVE_URL") or "")))
        for url in split_urls(settings.get("NOTIFY")):
            found.update(_tokens(url))
        return cls(tuple(sorted(found, key=len, reverse=True)))

    def redact(self, text: str) -> str:
        """The text without any of the secrets."""
        for word in self.words:
            # On a page it is escaped.
            text = text.replace(word, HIDDEN).replace(escape(word), HIDDEN)
        return text


def split_urls(value: object) -> list[str]:
    """Addresses in a setting: a list, or a string separated by commas that a scheme follows."""
    if isinstance(value, (list, tuple)):
        return [str(url).strip() for url in value]
    return [url.strip() for url in re.split(r",(?=\s*[a-z][a-z0-9+]*://)", str(value or ""), flags=re.I) if url.strip()]


def _password(url: str) -> Iterator[str]:
    """The password of an address, as written and decoded; error messages of a server quote either form."""
    authority = url.partition("://")[2].rpartition("@")[0]
    password = authority.partition(":")[2]
    parameters = re.findall(r"[?&](?:password|sslpassword)=([^&]+)", url)
    for word in (password, *parameters):
        if len(word) >= SHORTEST_PASSWORD:
            yield from (word, unquote(word))


def _tokens(url: str) -> Iterator[str]:
    yield url
    yield from _password(url)
    rest = url.partition("://")[2]
    for word in re.split(r"[/:@?&=,#]+", rest):
        if TOKEN.fullmatch(word):
            yield from (word, unquote(word))
    # Services join the parts of a token again in the URLs that are requested.
    if path := urlsplit(url).path.strip("/"):
        yield path if TOKEN.search(path) else url
