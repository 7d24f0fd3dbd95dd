"""The real pairs of articles in ../shared/near-duplicates, and rows of articles for an archive."""

import gzip
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from crawler.archive.duplicates.similarity import ComparableText, differ_in_number
from crawler.archive.text import ArticleText

FOLDER = Path(__file__).parents[3] / "shared" / "near-duplicates"

COPIES = ("exact_body", "j>=0.8", "j0.5-0.8")
OPEN = "j0.3-0.5"
"""The bucket without a rule."""
DIFFERENT = ("containment>=0.6", "hard_negative_shared_sentence", "random")

MOMENT = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles of the corpus, by id, and what they are to each other."""

    one: str
    other: str
    bucket: str
    """As the corpus names it; ``number`` for near copies whose titles differ in a number alone."""

    @property
    def half(self) -> int:
        """0 or 1: what holds must hold for both halves."""
        return blake2b("".join(sorted((self.one, self.other))).encode(), digest_size=1).digest()[0] & 1


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles by id, in the corpus's order, and the pairs among them."""

    articles: dict[str, ComparableText]
    pairs: list[Pair]


def read_corpus() -> Corpus:
    """Read the pairs.

    :raises FileNotFoundError: when they are not there.
    """
    with gzip.open(FOLDER / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    articles = {
        each["id"]: ComparableText(ArticleText(each["title"], each["sapo"], each["body"])) for each in documents
    }
    with gzip.open(FOLDER / "pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        pairs = [_pair(json.loads(line), articles) for line in lines]
    return Corpus(articles, pairs)


def article_row(article: int, text: ArticleText, published_at: datetime | None = None) -> dict[str, Any]:
    """A row of the table ``articles`` with this text; what does not matter here is filled in."""
    return {
        "id": article,
        "newspaper": "khanhhoa",
        "article_id": f"{article:07x}",
        "url": f"https://baokhanhhoa.vn/xa-hoi/202401/tin-{article:07x}/",
        "section": "xa-hoi",
        "language": "vi",
        "title": text.title,
        "lead": text.lead,
        "body": text.body,
        "published_at": published_at,
        "published_precision": None if published_at is None else "minute",
        "tags": [],
        "content_hash": "",
        "revision": 1,
        "sources": {},
        "first_seen_at": MOMENT,
        "fetched_at": MOMENT,
    }


def _pair(values: dict[str, Any], articles: dict[str, ComparableText]) -> Pair:
    one, other, bucket = values["a"], values["b"], values["bucket"]
    if bucket in COPIES[1:] and differ_in_number(articles[one].title, articles[other].title):
        bucket = "number"
    return Pair(one, other, bucket)
