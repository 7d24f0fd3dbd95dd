"""PostgreSQL's ``tsvector`` in its binary form, which the server reads in a tenth of the time of text.

Format: the function ``tsvectorrecv`` of PostgreSQL's source, ``src/backend/utils/adt/tsvector.c``.
"""

import struct
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
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

_NUMBERS = [struct.Struct(f">{number}H").pack for number in range(MAX_POSITIONS + 2)]


class WordVector(bytes):
    """Words and their positions."""

    @classmethod
    def of(cls, words: Sequence[str], flags: Sequence[str]) -> Self:
        """The vector of a text's words, each as it is and without diacritics at the same position, and of flags without
        position.

        A text has at most 16,383 words. When the vector is too long, words at the end are left out.
        """
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(words, start=1):
            places[word].append(place)
        entries: dict[bytes, Sequence[int]] = {_entry(flag): () for flag in flags}
        for word, found in places.items():
            for entry in _entries(word):
                entries[entry] = sorted([*entries[entry], *found]) if entry in entries else found
        parts = [len(entries).to_bytes(4)]
        for entry in sorted(entries):
            kept = entries[entry][:MAX_POSITIONS]
            parts += (entry, _NUMBERS[len(kept) + 1](len(kept), *kept))
        vector = b"".join(parts)
        return cls(vector) if len(vector) <= MAX_BYTES else cls.of(words[: len(words) // 2], flags)


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
