"""Time and room of the index of fingerprints: ``python -m tests.bench.duplicate_index --articles 1000000``.

The first 10,000 stored articles are generated and fingerprinted one by one. The further ones have the text of one of
these and its signature, with every value that fewer than eight of the 10,000 share drawn anew: stock phrases and
series are as common among a million articles as among ten thousand. All are inserted one article after the other, as
a crawl does. Then the same new articles are settled in the archive of 10,000 and in the large one.
"""

import argparse
import gc
import random
import sqlite3
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from struct import Struct

from sqlalchemy import insert

from crawler.archive import Archive
from crawler.archive.database.schema import articles
from crawler.archive.duplicates.fingerprints import BINS, Fingerprint, index_keys
from crawler.archive.duplicates.links import link_duplicates, lock, read
from crawler.archive.duplicates.similarity import ComparableText
from crawler.archive.text import ArticleText
from tests.bench.corpus import article_row
from tests.bench.generated import Newsroom

GENERATED = 10_000
SHARED_BY = 8
BATCH = 10_000
WARM_UP = 50
"""The first articles settled are not counted: statements are compiled and pages read for the first time."""
NEW, COPIES = 1800, 200
"""Articles settled for the measurement: new ones, and near copies of generated ones."""

SIGNATURE = Struct(f"<{BINS}H")
ARTICLE = """INSERT INTO articles (id, newspaper, article_id, url, section, language, title, lead, body, tags,
content_hash, revision, sources, first_seen_at, fetched_at)
VALUES (?, 'khanhhoa', ?, '', 'xa-hoi', 'vi', ?, ?, ?, '[]', '', 1, '{}', ?, ?)"""
MOMENT = "2024-01-01T00:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of settling one article, bytes of index an article, and copies found."""

    stored: int
    median: float
    p99: float
    commit: float
    index_bytes: float
    found: int
    asked: int


def main() -> None:
    parser = argparse.ArgumentParser(description="Time and room of the index of fingerprints.")
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="where the archives are made (about 4 kB an article)")
    options = parser.parse_args()
    newsroom = Newsroom(seed=1)
    texts = [newsroom.write() for _ in range(GENERATED)]
    prints = [ComparableText(text).fingerprint for text in texts]
    print("| stored | median ms | p99 ms | commit ms | index bytes an article | near copies found |")
    print("|---:|---:|---:|---:|---:|---:|")
    results = []
    for stored in (GENERATED, options.articles):
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            results.append(measure(Path(folder) / "archive.db", stored, texts, prints))
        each = results[-1]
        print(
            f"| {each.stored:,} | {each.median:.2f} | {each.p99:.2f} | {each.commit:.2f} | {each.index_bytes:.0f} "
            f"| {each.found}/{each.asked} |",
            flush=True,
        )
    print(f"\nfrom {GENERATED:,} to {options.articles:,}: {results[1].median / results[0].median:.2f} times the median")


def measure(path: Path, stored: int, texts: list[ArticleText], prints: list[Fingerprint]) -> Measured:
    Archive.open(f"sqlite:///{path}").close()
    _fill(path, ARTICLE, _article_values(stored, texts))
    before = path.stat().st_size
    _fill_index(path, _fingerprints(stored, prints))
    size = (path.stat().st_size - before) / stored
    settling, committing, found = _settle_new(path, stored, texts)
    milliseconds = sorted(1000 * seconds for seconds in settling[WARM_UP:])
    p99 = milliseconds[int(len(milliseconds) * 0.99)]
    commit = 1000 * statistics.median(committing)
    return Measured(stored, statistics.median(milliseconds), p99, commit, size, found, COPIES)


def _settle_new(path: Path, stored: int, texts: list[ArticleText]) -> tuple[list[float], list[float], int]:
    """Seconds of each settling and each commit, and how many near copies were linked to their original."""
    settling, committing, found = [], [], 0
    # A crawl does not hold ten thousand texts for the garbage collector to walk through.
    gc.freeze()
    with Archive.open(f"sqlite:///{path}") as archive:
        for key, (text, original) in enumerate(_newcomers(texts), start=stored + 1):
            with archive.begin() as connection:
                lock(connection)
                connection.execute(insert(articles), article_row(key, text))
                began = time.perf_counter()
                link = link_duplicates(connection, read(connection, key))
                settled = time.perf_counter()
            settling.append(settled - began)
            committing.append(time.perf_counter() - settled)
            found += original is not None and link is not None and _same(texts, link.original, original)
    return settling, committing, found


def _newcomers(texts: list[ArticleText]) -> list[tuple[ArticleText, ArticleText | None]]:
    """New articles as the newsroom writes them, and near copies of generated ones, in one order for every archive."""
    newsroom = Newsroom(seed=2)
    news: list[tuple[ArticleText, ArticleText | None]] = [(newsroom.write(), None) for _ in range(NEW)]
    once = [text for text in texts if len(text.body.split()) > 150 and "ngày" not in text.title.split()]
    copies = [(newsroom.near_copy(text), text) for text in newsroom.dice.sample(once, COPIES)]
    news.extend(copies)
    newsroom.dice.shuffle(news)
    return news


def _same(texts: list[ArticleText], linked: int, original: ArticleText) -> bool:
    return (
        linked <= GENERATED and ComparableText(texts[linked - 1]).shingles & ComparableText(original).shingles != set()
    )


def _article_values(stored: int, texts: list[ArticleText]) -> Iterator[tuple[object, ...]]:
    for key in range(1, stored + 1):
        text = texts[(key - 1) % GENERATED]
        yield key, f"{key:07x}", text.title, text.lead, text.body, MOMENT, MOMENT


def _fingerprints(stored: int, prints: list[Fingerprint]) -> Iterator[tuple[int, Fingerprint]]:
    """Of the generated texts, then of further ones with the same shared values."""
    yield from enumerate(prints, start=1)
    signatures = [SIGNATURE.unpack(each.signature) for each in prints]
    common = [
        {value for value, times in Counter(column).items() if times >= SHARED_BY}
        for column in zip(*signatures, strict=True)
    ]
    dice = random.Random(3)
    for key in range(GENERATED + 1, stored + 1):
        like = signatures[(key - 1) % GENERATED]
        values = [value if value in common[place] else dice.getrandbits(16) for place, value in enumerate(like)]
        yield key, Fingerprint(dice.getrandbits(64) - (1 << 63), SIGNATURE.pack(*values))


def _fill_index(path: Path, fingerprints: Iterator[tuple[int, Fingerprint]]) -> None:
    """Insert in the order of a crawl, a batch at a time, so that the pages fill as they do in life."""
    while batch := list(islice(fingerprints, BATCH)):
        _fill(path, "INSERT INTO fingerprints VALUES (?, ?, ?)", ((at, p.text_hash, p.signature) for at, p in batch))
        keys = ((key, at) for at, each in batch for key in sorted(set(index_keys(each))))
        _fill(path, "INSERT INTO fingerprint_keys VALUES (?, ?)", keys)


def _fill(path: Path, statement: str, rows: Iterator[tuple[object, ...]]) -> None:
    """Insert rows without waiting for the disk."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -1000000")
        connection.executemany(statement, rows)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


if __name__ == "__main__":
    main()
