"""Compare methods of finding near copies on the real pairs: ``python -m tests.bench.duplicates``.

Each method but ours gets the threshold at which it links the most on these very pairs without a false alarm, and the
same rule for titles. ``datasketch`` takes part when it is installed.
"""

import heapq
import importlib
import importlib.util
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import insert, select

from crawler.archive import Archive
from crawler.archive.database.schema import articles
from crawler.archive.duplicates.links import link_duplicates, lock, read
from crawler.archive.duplicates.similarity import ComparableText, differ_in_number
from crawler.archive.text import ArticleText
from tests.bench.corpus import COPIES, DIFFERENT, OPEN, Corpus, Pair, article_row, read_corpus

Scores = list[float]
"""One number a pair: the higher, the more alike."""

BUCKETS = (*COPIES, OPEN, "number", *DIFFERENT)


def main() -> None:
    corpus = read_corpus()
    print(f"| method | {' | '.join(BUCKETS)} | ms an article |\n|---|{'---:|' * (len(BUCKETS) + 1)}")
    for name, method in METHODS.items():
        if method is datasketch_lsh and not importlib.util.find_spec("datasketch"):
            continue
        began = time.perf_counter()
        scores = method(corpus)
        spent = (time.perf_counter() - began) * 1000 / len(corpus.articles)
        threshold = least_threshold(corpus, scores)
        linked = [
            score >= threshold and titles_allow(corpus, pair) for pair, score in zip(corpus.pairs, scores, strict=True)
        ]
        _print_row(f"{name}, from {threshold:.2f}", corpus, linked, spent)
    began = time.perf_counter()
    linked = ours(corpus)
    spent = (time.perf_counter() - began) * 1000 / len(corpus.articles)
    _print_row("**ours, in the archive**", corpus, linked, spent)
    for half in (0, 1):
        _print_row(f"ours, half {half + 1}", corpus, linked, spent, half)


def count(corpus: Corpus, linked: list[bool], half: int | None = None) -> dict[str, tuple[int, int]]:
    """Linked pairs and all pairs of each bucket, of one half or of both."""
    pairs = [(pair, hit) for pair, hit in zip(corpus.pairs, linked, strict=True) if half in (None, pair.half)]
    found = {bucket: [hit for pair, hit in pairs if pair.bucket == bucket] for bucket in BUCKETS}
    return {bucket: (sum(hits), len(hits)) for bucket, hits in found.items()}


def ours(corpus: Corpus) -> list[bool]:
    """Store all articles of the pairs, one a transaction; a pair is linked when both are of one family."""
    paired = {name for pair in corpus.pairs for name in (pair.one, pair.other)}
    names = [name for name in corpus.articles if name in paired]
    keys = {name: key for key, name in enumerate(names, start=1)}
    with tempfile.TemporaryDirectory() as folder, Archive.open(f"sqlite:///{folder}/archive.db") as archive:
        for name, key in keys.items():
            with archive.begin() as connection:
                lock(connection)
                connection.execute(insert(articles), article_row(key, corpus.articles[name].text))
                link_duplicates(connection, read(connection, key))
        with archive.read() as connection:
            rows = connection.execute(select(articles.c.id, articles.c.duplicate_of)).all()
    heads = {row.id: row.duplicate_of or row.id for row in rows}
    return [heads[keys[pair.one]] == heads[keys[pair.other]] for pair in corpus.pairs]


def simhash(corpus: Corpus) -> Scores:
    """SimHash (Charikar 2002) of 64 bits over the shingles: bits in common."""
    prints = {name: _simhash(article) for name, article in _fresh(corpus)}
    return [64 - (prints[pair.one] ^ prints[pair.other]).bit_count() for pair in corpus.pairs]


def simhash_bands(corpus: Corpus) -> Scores:
    """The same as an index finds it: only with one of four bands of 16 bits equal, all with at most 3 bits apart."""
    prints = {name: _simhash(article) for name, article in _fresh(corpus)}
    apart = [prints[pair.one] ^ prints[pair.other] for pair in corpus.pairs]
    return [
        64 - bits.bit_count() if any(not bits >> place & 0xFFFF for place in (0, 16, 32, 48)) else 0 for bits in apart
    ]


def bottom(corpus: Corpus) -> Scores:
    """The 64 least shingle hashes of each text (Broder 1997): the estimated Jaccard similarity."""
    sketches = {name: frozenset(heapq.nsmallest(64, article.shingles)) for name, article in _fresh(corpus)}
    return [_bottom_estimate(sketches[pair.one], sketches[pair.other]) for pair in corpus.pairs]


def containment(corpus: Corpus) -> Scores:
    """Exact containment of the smaller set of shingles in the other, without an index."""
    sets = {name: article.shingles for name, article in _fresh(corpus)}
    both = [(sets[pair.one], sets[pair.other]) for pair in corpus.pairs]
    return [len(one & other) / min(len(one), len(other)) for one, other in both]


def datasketch_lsh(corpus: Corpus) -> Scores:
    """MinHash-128 in datasketch's LSH at threshold 0.5: the estimated similarity of the pairs that it finds."""
    library: Any = importlib.import_module("datasketch")
    index = library.MinHashLSH(threshold=0.5, num_perm=128)
    sketches = {}
    for name, article in _fresh(corpus):
        sketches[name] = library.MinHash(num_perm=128)
        sketches[name].update_batch([shingle.to_bytes(8) for shingle in article.shingles])
        index.insert(name, sketches[name])
    found = {name: set(index.query(sketch)) for name, sketch in sketches.items()}
    return [
        sketches[pair.one].jaccard(sketches[pair.other]) if pair.one in found[pair.other] else 0.0
        for pair in corpus.pairs
    ]


METHODS: dict[str, Callable[[Corpus], Scores]] = {
    "SimHash-64, every pair compared": simhash,
    "SimHash-64, 4 bands of 16": simhash_bands,
    "bottom-64 sketch": bottom,
    "containment": containment,
    "MinHash-128, LSH of datasketch": datasketch_lsh,
}


def titles_allow(corpus: Corpus, pair: Pair) -> bool:
    one, other = corpus.articles[pair.one], corpus.articles[pair.other]
    return pair.bucket == "exact_body" or not differ_in_number(one.title, other.title)


def least_threshold(corpus: Corpus, scores: Scores) -> float:
    """The least score above that of every pair that is no copy."""
    pairs = list(zip(corpus.pairs, scores, strict=True))
    highest = max(score for pair, score in pairs if pair.bucket in DIFFERENT)
    return min(score for _, score in pairs if score > highest)


def _print_row(name: str, corpus: Corpus, linked: list[bool], spent: float, half: int | None = None) -> None:
    found = count(corpus, linked, half)
    print(f"| {name} | {' | '.join(f'{hits}/{of}' for hits, of in found.values())} | {spent:.1f} |", flush=True)


def _fresh(corpus: Corpus) -> Iterator[tuple[str, ComparableText]]:
    """The articles with nothing worked out yet, so that every method pays for all of its work."""
    return ((name, ComparableText(ArticleText(*_fields(article.text)))) for name, article in corpus.articles.items())


def _fields(text: ArticleText) -> tuple[str, str | None, str]:
    return text.title, text.lead, text.body


def _simhash(article: ComparableText) -> int:
    hashes = article.shingles
    return sum(1 << bit for bit in range(64) if 2 * sum(each >> bit & 1 for each in hashes) > len(hashes))


def _bottom_estimate(one: frozenset[int], other: frozenset[int]) -> float:
    union = set(heapq.nsmallest(64, one | other))
    return len(union & one & other) / len(union)


if __name__ == "__main__":
    main()
