"""Lists of addresses in files: one a line, or what a web archive's CDX server answers, as text or as JSON.

Files are read as they are used, so that memory does not grow with them.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from crawler.arguments import WrongUse

CHUNK = 1 << 16
LONGEST_ELEMENT = 1 << 20
"""Characters: what cannot be read within so many is no list of addresses."""
SEPARATORS = frozenset(" \t\r\n,")
COLUMNS = ("original", "url")
"""Names under which CDX servers give the address."""


def read_addresses(file: Path) -> Iterator[str]:
    """The addresses in a file, as they stand there; lines that begin with ``#`` are comments.

    :raises WrongUse: when it cannot be read, or begins as JSON and is none.
    """
    try:
        with file.open(encoding="utf-8-sig") as text:
            yield from _from_array(text) if _begins_with(text, "[") else _from_lines(text)
    except json.JSONDecodeError as error:
        raise WrongUse(f"urls_file: {file} is no JSON: {error.msg}") from None
    except UnicodeDecodeError:
        raise WrongUse(f"urls_file: {file} cannot be read: it is no UTF-8") from None
    except OSError as error:
        raise WrongUse(f"urls_file: {file} cannot be read: {error.strerror}") from None


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
