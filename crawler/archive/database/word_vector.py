"""PostgreSQL's ``tsvector`` in its binary form, which the server reads in a tenth of the time of text.

Format: the function ``tsvectorrecv`` of PostgreSQL's source, ``src/backend/utils/adt/tsvector.c``.
"""

import logging
import struct
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Self

from sqlalchemy import Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from crawler.archive.text import strip_marks

if TYPE_CHECKING:
    import psycopg

MAX_POSITIONS = 256
"""Most positions of one word; PostgreSQL cuts text to as many."""

MAX_BYTES = 1_000_000
"""Most bytes of a vector; PostgreSQL's limit is 1,048,575, and only nonsense has so many different words."""

LAST_POSITION = 16_383
"""PostgreSQL counts no further."""

FEW_POSITIONS = 4

CUT = "positions=cut"
"""Flag of a vector with lost positions."""

logger = logging.getLogger(__name__)

_NUMBERS = [struct.Struct(f">{number}H").pack for number in range(MAX_POSITIONS + 2)]


class WordVector(bytes):
    """Words and their positions."""

    @classmethod
    def of(cls, words: Sequence[str], flags: Sequence[str]) -> Self:
        """The vector of a text's words, each as it is and without diacritics at the same position, and of flags without
        position.

        PostgreSQL keeps no positions behind the 16,383rd word, and 256 of a word. Where one is lost, the words stand
        there with their neighbours as :func:`pair`, and the vector has the flag ``CUT``. When the vector is too long,
        the pairs are left out, then most positions, at last words at the end, with a warning.
        """
        entries = _positions(words)
        pairs = set(_pairs(words, entries))
        named = {_entry(flag): () for flag in [*flags, *([CUT] if pairs else [])]}
        for most, extra in ((MAX_POSITIONS, pairs), (MAX_POSITIONS, ()), (FEW_POSITIONS, ())):
            vector = _packed(entries | named | dict.fromkeys(map(_entry, extra), ()), most)
            if len(vector) <= MAX_BYTES:
                return cls(vector)
        logger.warning("%d words are too many for the search index: the second half is left out", len(words))
        return cls.of(words[: len(words) // 2], flags)


def pair(first: str, second: str) -> str:
    """The lexeme of two words that follow each other."""
    return f"{first}={second}"


def _positions(words: Sequence[str]) -> dict[bytes, Sequence[int]]:
    """The positions of each entry, as far as PostgreSQL counts."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words, start=1):
        found = places.setdefault(word, [])
        if place <= LAST_POSITION:
            found.append(place)
    entries: dict[bytes, Sequence[int]] = {}
    for word, found in places.items():
        for entry in _entries(word):
            entries[entry] = sorted([*entries[entry], *found]) if entry in entries else found
    return entries


def _pairs(words: Sequence[str], entries: dict[bytes, Sequence[int]]) -> Iterator[str]:
    """Neighbours of which one has lost its position, with diacritics and without."""
    last = {entry: places[MAX_POSITIONS - 1] for entry, places in entries.items() if len(places) > MAX_POSITIONS}
    if not last and len(words) <= LAST_POSITION:
        return
    lost = [
        place > min([LAST_POSITION, *(last.get(entry, LAST_POSITION) for entry in _entries(word))])
        for place, word in enumerate(words, start=1)
    ]
    for number, (first, second) in enumerate(pairwise(words)):
        if lost[number] or lost[number + 1]:
            yield pair(first, second)
            yield pair(strip_marks(first), strip_marks(second))


def _packed(entries: dict[bytes, Sequence[int]], most: int) -> bytes:
    """The binary form, with ``most`` positions of each entry."""
    parts = [len(entries).to_bytes(4)]
    for entry in sorted(entries):
        kept = entries[entry][:most]
        parts += (entry, _NUMBERS[len(kept) + 1](len(kept), *kept))
    return b"".join(parts)


def send_word_vectors(engine: Engine) -> None:
    """Let a PostgreSQL engine send vectors in binary form."""
    event.listen(engine, "connect", _register)


def _register(connection: "psycopg.Connection", entry: ConnectionPoolEntry) -> None:
    from psycopg.types.string import BytesBinaryDumper

    class WordVectorDumper(BytesBinaryDumper):
        oid = connection.adapters.types["tsvector"].oid

    connection.adapters.register_dumper(WordVector, WordVectorDumper)


@lru_cache(maxsize=1 << 16)
def _entries(word: str) -> tuple[bytes, ...]:
    """A word, and the same without diacritics if different. Vietnamese has about 7,000 syllables."""
    plain = strip_marks(word)
    return (_entry(word),) if plain == word else (_entry(word), _entry(plain))


def _entry(word: str) -> bytes:
    return word.encode() + b"\0"
