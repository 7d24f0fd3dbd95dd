"""Fingerprints of texts, equal in all processes, machines and Python versions. Pure."""

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import eq

SHINGLE_WORDS = 5

BANDS = 12
"""Index keys of a signature. Two texts of Jaccard similarity j share one with probability 1 - (1 - j²)¹²:
97 % at 0.5, 99.9 % at 0.7; measured in docs/duplicates.md."""

BINS = 2 * BANDS

_MASK = (1 << 64) - 1
_BASE = 0x9E3779B97F4A7C15
_BASE_OF_LEAVING_WORD = pow(_BASE, SHINGLE_WORDS, 1 << 64)
_SIGNATURE = struct.Struct(f"<{BINS}H")
_BAND = struct.Struct("<BHH")
_EXACT = struct.Struct("<q")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What the index stores of a text."""

    text_hash: int
    """64 bits, signed: equal only for equal folded texts."""
    signature: bytes
    """``BINS`` 16-bit numbers; the share that two signatures have in common estimates their Jaccard similarity.
    Empty for a text without words."""


def shingles(words: Sequence[str]) -> frozenset[int]:
    """64-bit hashes of all runs of five words; of the whole text when it has fewer.

    A polynomial hash, rolled over the words: 3 times as fast as hashing each run's letters.
    """
    hashes = [_word_hash(word) for word in words]
    value = 0
    for entering in hashes[: SHINGLE_WORDS - 1]:
        value = (value * _BASE + entering) & _MASK
    if len(words) < SHINGLE_WORDS:
        return frozenset([value] if words else [])
    rolled = []
    for entering, leaving in zip(hashes[SHINGLE_WORDS - 1 :], [0, *hashes], strict=False):
        value = (value * _BASE + entering - leaving * _BASE_OF_LEAVING_WORD) & _MASK
        rolled.append(value)
    return frozenset(rolled)


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """The Jaccard similarity of two sets of shingles, 0 to 1; 0 when both are empty."""
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0


def fingerprint(shingled: frozenset[int], identity: str) -> Fingerprint:
    """The fingerprint of a text by its shingles; ``identity`` is the string that exact copies share."""
    digest = hashlib.blake2b(identity.encode(), digest_size=8).digest()
    return Fingerprint(int.from_bytes(digest, "little", signed=True), _signature(shingled))


def index_keys(fingerprint: Fingerprint) -> list[int]:
    """Signed 32-bit index keys: the first is shared by exact copies, the others by near ones."""
    packed = [_EXACT.pack(fingerprint.text_hash)]
    if fingerprint.signature:
        values = _SIGNATURE.unpack(fingerprint.signature)
        packed += [_BAND.pack(band, values[2 * band], values[2 * band + 1]) for band in range(BANDS)]
    return [int.from_bytes(hashlib.blake2b(key, digest_size=4).digest(), "little", signed=True) for key in packed]


def estimate_similarity(one: bytes, other: bytes) -> float:
    """The estimated Jaccard similarity of two signatures, 0 to 1; its standard deviation at 0.5 is 0.1."""
    if not one or not other:
        return 0.0
    same = sum(map(eq, _SIGNATURE.unpack(one), _SIGNATURE.unpack(other)))
    return float(same / BINS)


def _signature(shingled: frozenset[int]) -> bytes:
    """One-permutation MinHash (Li, Owen, Zhang 2012): the least shingle hash of each of ``BINS`` ranges."""
    if not shingled:
        return b""
    least = [_MASK] * BINS
    for value in shingled:
        place = value * BINS >> 64
        if value < least[place]:
            least[place] = value
    return _SIGNATURE.pack(*(value & 0xFFFF for value in _without_gaps(least)))


def _without_gaps(least: list[int]) -> list[int]:
    """Fill empty ranges, which short texts have, from the next non-empty one (Shrivastava, Li 2014)."""
    for place in reversed(range(2 * BINS)):
        if least[place % BINS] == _MASK:
            least[place % BINS] = least[(place + 1) % BINS]
    return least


@lru_cache(maxsize=1 << 16)
def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")
