"""How fast and how exactly articles are read, beside four libraries that read any page.

``python -m tests.bench.reading [PAGES]``. The libraries that are installed (requirements-bench.in) take part.
"""

import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from importlib import import_module

from lxml import html as lxml_html

from crawler.items import Article
from crawler.newspapers import KHANHHOA
from crawler.newspapers.builtin.options import Options
from crawler.newspapers.builtin.site import Newspaper
from crawler.parse.article import read_article
from crawler.parse.text import fold
from tests.reading import respond

ROUNDS = 3
"""Each reader reads all pages so often, in turn with the others; the fastest round counts."""

FIELDS = ("title", "author", "day", "time")


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader gave of a page."""

    title: str | None = None
    lines: tuple[str, ...] = ()
    """Lead and body."""
    author: str | None = None
    day: date | None = None
    minute: datetime | None = None


Reader = Callable[[bytes, str], Found]


@dataclass(slots=True)
class Score:
    """Of one reader: seconds a page, and shares from 0 to 1."""

    seconds: float = float("inf")
    right: Counter[str] = field(default_factory=Counter)
    """By field: pages that print it and on which it was read as printed."""
    printed: Counter[str] = field(default_factory=Counter)
    held: int = 0
    """Letters of true lines that the reader gave."""
    given: int = 0
    """Letters of all lines that the reader gave."""
    true: int = 0


def ours(body: bytes, url: str) -> Found:
    article = read_article(respond(body, url), KHANHHOA)
    minute = article.published_at if article.published_precision == "minute" else None
    day = article.published_at.date() if article.published_at else None
    return Found(article.title, _lines(article), article.author, day, minute)


def trafilatura(body: bytes, url: str, fast: bool) -> Found:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    found = bare_extraction(body.decode(), url=url, fast=fast, with_metadata=True)
    if not isinstance(found, Document):
        return Found()
    day = date.fromisoformat(found.date) if found.date else None
    return Found(found.title, _text_lines(found.text or ""), found.author, day)


def trafilatura_text(body: bytes, url: str) -> Found:
    from trafilatura import extract

    return Found(None, _text_lines(extract(body.decode(), url=url, fast=True) or ""))


def newspaper4k(body: bytes, url: str) -> Found:
    page = import_module("newspaper").Article(url, language="vi", fetch_images=False)
    page.download(input_html=body.decode())
    page.parse()
    moment = page.publish_date
    return Found(
        page.title, _text_lines(page.text), ", ".join(page.authors) or None, moment.date() if moment else None, moment
    )


def news_please(body: bytes, url: str) -> Found:
    found = import_module("newsplease").NewsPlease.from_html(body.decode(), url=url)
    moment = found.date_publish
    day = moment.date() if moment else None
    return Found(found.title, _text_lines(found.maintext or ""), ", ".join(found.authors) or None, day, moment)


def readability(body: bytes, url: str) -> Found:
    document = import_module("readability").Document(body.decode(), url=url)
    summary = lxml_html.fromstring(document.summary())
    text = "\n".join(element.text_content() for element in summary.iter("p", "li", "td", "h2", "h3"))
    return Found(document.short_title(), _text_lines(text))


READERS: dict[str, Reader] = {
    "this project": ours,
    "trafilatura": partial(trafilatura, fast=False),
    "trafilatura, fast": partial(trafilatura, fast=True),
    "trafilatura, fast, text only": trafilatura_text,
    "newspaper4k": newspaper4k,
    "news-please": news_please,
    "readability-lxml": readability,
}


def main() -> None:
    """Print the table of docs/reading.md."""
    warnings.simplefilter("ignore")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    site = Newspaper(Options(articles=count))
    truth = list(site.truth.values())
    pages = [(site.press.article(site.links.stories[article.article_id]), article.url) for article in truth]
    readers = {name: reader for name, reader in READERS.items() if _is_there(reader, pages[0])}
    scores = {name: Score() for name in readers}
    for _ in range(ROUNDS):
        for name, reader in readers.items():
            started = time.process_time()
            for body, url in pages:
                reader(body, url)
            scores[name].seconds = min(scores[name].seconds, (time.process_time() - started) / len(pages))
    for name, reader in readers.items():
        for article, (body, url) in zip(truth, pages, strict=True):
            _mark(scores[name], reader(body, url), article)
    print("\n".join(_table(scores)))


def _is_there(reader: Reader, page: tuple[bytes, str]) -> bool:
    try:
        reader(*page)
    except ImportError as error:
        print(f"without {error.name}", file=sys.stderr)
        return False
    return True


def _mark(score: Score, found: Found, true: Article) -> None:
    lines = _lines(true)
    score.held += sum(len(line) for line in lines if line in found.lines)
    score.given += sum(map(len, found.lines))
    score.true += sum(map(len, lines))
    day = true.published_at.date() if true.published_at else None
    minute = true.published_at if true.published_precision == "minute" else None
    for name, value, wanted in (
        ("title", found.title, true.title),
        ("author", found.author, true.author),
        ("day", found.day, day),
        ("time", found.minute, minute),
    ):
        score.printed[name] += wanted is not None
        score.right[name] += wanted is not None and value == wanted


def _table(scores: dict[str, Score]) -> Iterator[str]:
    fastest = scores["this project"].seconds
    yield "| reader | pages/s a core | time, ours = 1 | title | text found | of it true | author | day | time of day |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, score in scores.items():
        title, author, day, minute = (f"{score.right[name] / score.printed[name]:.0%}" for name in FIELDS)
        text = f"{score.held / score.true:.0%} | {min(1.0, score.held / max(1, score.given)):.0%}"
        speed = f"{1 / score.seconds:.0f} | {score.seconds / fastest:.1f}"
        yield f"| {name} | {speed} | {title} | {text} | {author} | {day} | {minute} |"


def _lines(article: Article) -> tuple[str, ...]:
    return _text_lines("\n".join(filter(None, [article.lead, article.body])))


def _text_lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (fold(line).strip("|- ") for line in text.splitlines())))


if __name__ == "__main__":
    main()
