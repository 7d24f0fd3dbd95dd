"""Articles that the operator names: the arguments ``urls`` and ``urls_file``.

A file holds one URL a line, or the answer of a web archive's CDX server as text or JSON. It is read as it is used, so
that memory does not grow with it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from crawler.archive.frontier.entries import Discovery
from crawler.cli.usage import UsageError
from crawler.frontier.discovery import from_address, in_batches
from crawler.newspapers import Newspaper
from crawler.runs.arguments import Arguments


@dataclass(frozen=True, slots=True)
class Seeds:
    """What the operator named, and when."""

    newspaper: Newspaper
    urls: tuple[str, ...]
    file: Path | None
    at: datetime
    """An article fetched after this moment has been answered: a long list is worked off in several runs."""

    def __bool__(self) -> bool:
        return bool(self.urls) or self.file is not None

    def batches(self) -> Iterator[list[Discovery]]:
        """The articles named, some at a time; addresses in the file that are no article's are passed over."""
        found = (from_address(address, self.newspaper) for address in self._addresses())
        return in_batches(article for article in found if article is not None)

    def _addresses(self) -> Iterator[str]:
        yield from self.urls
        if self.file is not None:
            yield from read_addresses(self.file)


def read_seeds(arguments: Arguments, newspaper: Newspaper) -> Seeds:
    """The articles named by the arguments.

    :raises UsageError: when an address of ``urls`` is no article's, the file cannot be read or names no article.
    """
    for address in arguments.urls:
        if from_address(address, newspaper) is None:
            raise UsageError(f"urls: {address} is no address of an article of {newspaper.title}")
    if arguments.urls_file is None:
        return Seeds(newspaper, arguments.urls, None, datetime.now(UTC))
    file = Path(arguments.urls_file)
    _check(file, newspaper)
    return Seeds(newspaper, arguments.urls, file, datetime.fromtimestamp(file.stat().st_mtime, UTC))


def _check(file: Path, newspaper: Newspaper) -> None:
    """Read the file to its end, so that nothing in it is wrong when the run has begun."""
    addresses = read_addresses(file)
    if not any(from_address(address, newspaper) for address in addresses):
        raise UsageError(f"urls_file: {file} names no article of {newspaper.title}")
    for _ in addresses:
        pass


CHUNK = 1 << 16

LONGEST_ELEMENT = 1 << 20
"""Characters: what cannot be read within so many is no list of addresses."""

SEPARATORS = frozenset(" \t\r\n,")

COLUMNS = ("original", "url")
"""Names under which CDX servers give the address."""


def read_addresses(file: Path) -> Iterator[str]:
    """The addresses in a file, as they stand there; lines that begin with ``#`` are comments.

    :raises UsageError: when it cannot be read, or begins as JSON and is none.
    """
    try:
        with file.open(encoding="utf-8-sig") as text:
            yield from _from_array(text) if _begins_with(text, "[") else _from_lines(text)
    except json.JSONDecodeError as error:
        raise UsageError(f"urls_file: {file} is no JSON: {error.msg}") from None
    except UnicodeDecodeError:
        raise UsageError(f"urls_file: {file} cannot be read: it is no UTF-8") from None
    except OSError as error:
        raise UsageError(f"urls_file: {file} cannot be read: {error.strerror}") from None


def _begins_with(text: TextIO, first: str) -> bool:
    start = text.read(CHUNK).lstrip()[:1]
    text.seek(0)
    return start == first


def _from_lines(text: TextIO) -> Iterator[str]:
    for line in map(str.strip, text):
        before, brace, _ = line.partition("{")
        if brace and "://" not in before:
            # One object a line; CDXJ puts key and time before it.
            yield _address(json.loads(line[len(before) :]), 0)
        elif line and not line.startswith("#"):
            yield next((word for word in line.split() if "://" in word), line)


def _from_array(text: TextIO) -> Iterator[str]:
    """Rows as a CDX server gives them, the first naming the columns; or a plain list of addresses or objects."""
    place = 0
    for number, element in enumerate(_elements(text)):
        if number == 0 and isinstance(element, list) and (names := set(element).intersection(COLUMNS)):
            place = min(element.index(name) for name in names)
        else:
            yield _address(element, place)


def _address(element: Any, place: int) -> str:
    if isinstance(element, dict):
        return str(next((element[name] for name in COLUMNS if name in element), ""))
    if isinstance(element, list):
        return str(element[place]) if place < len(element) else ""
    return str(element)


def _elements(text: TextIO) -> Iterator[Any]:
    """The elements of a JSON array, one after the other."""
    decoder = json.JSONDecoder()
    rest, at = text.read(CHUNK).lstrip()[1:], 0
    while not rest.startswith("]", at := _skip(rest, at)):
        try:
            element, at = decoder.raw_decode(rest, at)
        except json.JSONDecodeError:
            more = text.read(CHUNK)
            if not more or len(rest) - at > LONGEST_ELEMENT:
                raise
            rest, at = rest[at:] + more, 0
            continue
        yield element


def _skip(text: str, at: int) -> int:
    """Where the next element begins."""
    while text[at : at + 1] in SEPARATORS:
        at += 1
    return at
