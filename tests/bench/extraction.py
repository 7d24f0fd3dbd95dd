"""How well the fallback finds the text of any newspaper's page, beside trafilatura on the same pages.

``python -m tests.bench.extraction FOLDER``. The folder holds one of

- a checkout of scrapinghub/article-extraction-benchmark: ``ground-truth.json`` and ``html/*.html.gz``;
- fundus' ``tests/resources/parser/test_data``: ``<country>/<Publisher>.json`` and ``<Publisher>_<date>.html.gz``;
- pages ``NAME.html`` or ``NAME.html.gz``, with the true text in ``NAME.txt`` beside them or in ``../txt``; pages
  without one are compared with what trafilatura finds.

The measure is that of article-extraction-benchmark: precision and recall of runs of four words, averaged over pages.
"""

import gzip
import json
import re
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from crawler.newspapers import KHANHHOA
from crawler.parse.document import open_page
from crawler.parse.draft import Draft
from crawler.parse.errors import UnreadablePage
from crawler.parse.fallback import fill
from tests.reading import respond

RUN = 4
"""Words that are compared together."""

WORD = re.compile(r"\w+")


class Page(NamedTuple):
    """A page with its true text."""

    name: str
    html: bytes
    text: str | None
    """None when nobody wrote it down: trafilatura's text stands for it."""


@dataclass(slots=True)
class Score:
    """Of one reader."""

    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)

    def add(self, true: str, given: str) -> float:
        """Count one page; returns its F1."""
        expected, found = _runs(true), _runs(given)
        common = (expected & found).total()
        precision = common / found.total() if found else 0.0
        recall = common / expected.total() if expected else float(not found)
        if found:
            self.precision.append(precision)
        self.recall.append(recall)
        return _f1(precision, recall)

    def __str__(self) -> str:
        precision, recall = mean(self.precision or [0.0]), mean(self.recall or [0.0])
        return f"{_f1(precision, recall):.3f} | {precision:.3f} | {recall:.3f}"


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1)) if words)


def read_pages(folder: Path) -> Iterator[Page]:
    """The pages of a folder, whatever its make."""
    truth = folder / "ground-truth.json"
    if truth.exists():
        texts = json.loads(truth.read_text(encoding="utf-8"))
        for name, fields in texts.items():
            yield Page(name, _open(folder / "html" / f"{name}.html.gz"), fields.get("articleBody", ""))
        return
    for path in sorted(folder.rglob("*.html*")):
        name = path.name.removesuffix(".gz").removesuffix(".html")
        truth = path.with_name(f"{name.partition('_')[0]}.json")
        yield from _fundus_page(path, name, truth) if truth.exists() else _plain_page(path, name)


def _plain_page(path: Path, name: str) -> Iterator[Page]:
    texts = [path.with_name(f"{name}.txt"), path.parent.parent / "txt" / f"{name}.txt"]
    text = next((text.read_text(encoding="utf-8") for text in texts if text.exists()), None)
    yield Page(name, _open(path), text)


def _fundus_page(path: Path, name: str, truth: Path) -> Iterator[Page]:
    """The page that belongs to a version of the publisher's parser, if this is one."""
    versions = json.loads(truth.read_text(encoding="utf-8"))
    pages = sorted(path.parent.glob(f"{truth.stem}_*.html.gz"))
    # The newest page belongs to the newest version.
    pairs = dict(zip(reversed(pages), sorted(versions, reverse=True), strict=False))
    body = versions[pairs[path]].get("body") if path in pairs else None
    if body:
        lines = [*body["summary"]]
        for section in body["sections"]:
            lines += [*section["headline"], *section["paragraphs"]]
        yield Page(name, _open(path), "\n".join(lines))


def _open(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def ours(html: bytes) -> str:
    """Lead and body as the fallback reads them, also where a page does not claim to be an article."""
    try:
        root = open_page(respond(html))
    except UnreadablePage:
        return ""
    draft = Draft("fallback")
    fill(draft, root, KHANHHOA, "")
    return "\n".join([draft.lead or "", *(paragraph.text for paragraph in draft.paragraphs)])


def trafilaturas(html: bytes) -> str:
    """The text as trafilatura gives it with its own settings, as article-extraction-benchmark runs it."""
    from trafilatura import extract

    return extract(html.decode("utf-8", "replace"), include_comments=False) or ""


def main(folder: Path) -> None:
    """Print the table; the pages on which trafilatura is better by a tenth come below it."""
    warnings.simplefilter("ignore")
    scores, behind, agreement = {"this project": Score(), "trafilatura": Score()}, [], Score()
    pages = 0
    for page in read_pages(folder):
        read = {"this project": ours(page.html), "trafilatura": trafilaturas(page.html)}
        agreement.add(read["trafilatura"], read["this project"])
        if page.text is not None:
            pages += 1
            reached = [scores[name].add(page.text, text) for name, text in read.items()]
            behind += [(page.name, one, other) for one, other in pairwise(reached) if other - one > 0.1]
    print(f"{pages} pages with a true text\n")
    if pages:
        print("| reader | F1 | precision | recall |\n|---|---|---|---|")
        print("".join(f"| {name} | {score} |\n" for name, score in scores.items()))
    print(f"our text beside trafilatura's, all {len(agreement.recall)} pages: {agreement}\n")
    for name, one, other in sorted(behind, key=lambda entry: entry[1] - entry[2]):
        print(f"{name}: {one:.3f}, trafilatura {other:.3f}")


if __name__ == "__main__":
    if len(sys.argv) == 2:
        main(Path(sys.argv[1]))
    else:
        print("the pages are not part of the project: python -m tests.bench.extraction FOLDER")
