"""Articles named by the arguments ``urls`` and ``urls_file``.

A file holds one URL per line, or the response of a web archive's CDX server as text or JSON. It is read as a stream,
so memory does not grow with it.
"""

import json
import logging
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

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seeds:
    """The articles that the operator named."""

    newspaper: Newspaper
    urls: tuple[str, ...]
    file: Path | None
    named_at: datetime
    """Articles fetched after this moment are done, so that several runs can work through a long list."""

    def __bool__(self) -> bool:
        return bool(self.urls) or self.file is not None

    def batches(self) -> Iterator[list[Discovery]]:
        """The named articles in batches; other addresses in the file are skipped, with a warning that counts them."""
        return in_batches(self._articles())

    def _articles(self) -> Iterator[Discovery]:
        skipped, first = 0, ""
        for address in filter(None, self._addresses()):
            if article := from_address(address, self.newspaper):
                yield article
            else:
                skipped, first = skipped + 1, first or address
        if skipped:
            title = self.newspaper.title
            logger.warning("%s: no article of %s, skipped: %d; the first: %s", self.file, title, skipped, first[:200])

    def _addresses(self) -> Iterator[str]:
        yield from self.urls
        if self.file is not None:
            yield from read_addresses(self.file)


def read_seeds(arguments: Arguments, newspaper: Newspaper) -> Seeds:
    """The articles named by the arguments.

    :raises UsageError: when a URL of ``urls`` is not an article's, or the file cannot be read or names no article.
    """
    for address in arguments.urls:
        if from_address(address, newspaper) is None:
            raise UsageError(f"urls: {address} is not the address of an article of {newspaper.title}")
    if arguments.urls_file is None:
        return Seeds(newspaper, arguments.urls, None, datetime.now(UTC))
    file = Path(arguments.urls_file)
    _check(file, newspaper)
    return Seeds(newspaper, arguments.urls, file, datetime.fromtimestamp(file.stat().st_mtime, UTC))


def _check(file: Path, newspaper: Newspaper) -> None:
    """Read the whole file, so that its errors are found before the run begins."""
    addresses = read_addresses(file)
    if not any(from_address(address, newspaper) for address in addresses):
        raise UsageError(f"urls_file: {file} names no article of {newspaper.title}")
    for _ in addresses:
        pass


READ_CHARACTERS = 1 << 16

LONGEST_ELEMENT = 1 << 20
"""Most characters of one array element; a longer one is an error."""

SEPARATORS = frozenset(" \t\r\n,")

COLUMNS = ("original", "url")
"""Column names of the address in CDX responses."""


def read_addresses(file: Path) -> Iterator[str]:
    """The addresses in a file as written; lines that begin with ``#`` are comments.

    :raises UsageError: when it cannot be read, or begins as JSON and is not valid JSON.
    """
    try:
        with file.open(encoding="utf-8-sig") as text:
            yield from _from_array(text) if _begins_with(text, "[") else _from_lines(text)
    except json.JSONDecodeError as error:
        raise UsageError(f"urls_file: {file} is not valid JSON: {error.msg}") from None
    except UnicodeDecodeError:
        raise UsageError(f"urls_file: {file} cannot be read: it is not UTF-8") from None
    except OSError as error:
        raise UsageError(f"urls_file: {file} cannot be read: {error.strerror}") from None


def _begins_with(text: TextIO, first: str) -> bool:
    start = text.read(READ_CHARACTERS).lstrip()[:1]
    text.seek(0)
    return start == first


def _from_lines(text: TextIO) -> Iterator[str]:
    for line in map(str.strip, text):
        before, brace, _ = line.partition("{")
        if brace and "://" not in before:
            # One object per line; CDXJ puts key and time before it.
            yield _address(json.loads(line[len(before) :]), 0)
        elif line and not line.startswith("#"):
            yield next((word for word in line.split() if "://" in word), line)


def _from_array(text: TextIO) -> Iterator[str]:
    """Rows of a CDX server, the first with column names; or a plain list of addresses or objects."""
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
    """The elements of a JSON array, read one at a time."""
    decoder = json.JSONDecoder()
    rest, at = text.read(READ_CHARACTERS).lstrip()[1:], 0
    while not rest.startswith("]", at := _skip(rest, at)):
        try:
            element, at = decoder.raw_decode(rest, at)
        except json.JSONDecodeError:
            more = text.read(READ_CHARACTERS)
            if not more or len(rest) - at > LONGEST_ELEMENT:
                raise
            rest, at = rest[at:] + more, 0
            continue
        yield element


def _skip(text: str, at: int) -> int:
    """Position of the next element."""
    while text[at : at + 1] in SEPARATORS:
        at += 1
    return at
