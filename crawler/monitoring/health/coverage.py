"""What a run found, as it compares itself with others by. Pure."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from crawler.items import Article
from crawler.newspapers.model import Newspaper
from crawler.parse.text import titles_agree

FIELDS = ("title", "kicker", "lead", "body", "author", "published_at", "tags", "images")
"""Fields of an article that are watched."""

NOT_BY_SELECTOR = ("fallback", "meta")
EXAMPLES = 5
"""Articles kept for each field and each way in which it was not read by its selector."""


@dataclass(slots=True)
class RunCoverage:
    """Counts of the articles that a run read, and some to show for what is not as usual."""

    articles: int = 0
    present: Counter[str] = field(default_factory=Counter)
    """Articles that have a field, by field."""
    replaced: Counter[str] = field(default_factory=Counter)
    """Articles whose field was read without its selector, by field."""
    sections: Counter[str] = field(default_factory=Counter)
    """Articles by section."""
    lengths: list[int] = field(default_factory=list)
    """Characters of each body."""
    without_selector: dict[str, list[Article]] = field(default_factory=lambda: defaultdict(list))
    """Examples by field."""
    without_field: dict[str, list[Article]] = field(default_factory=lambda: defaultdict(list))
    """Examples by field."""
    refused: int = 0
    """Pages of articles from which nothing could be read."""
    refused_url: str | None = None
    """One of them."""
    titles_compared: int = 0
    titles_disagree: int = 0
    other_title: tuple[str, Article] | None = None
    """A title in a list, and the article whose own title is another."""

    def add(self, article: Article, newspaper: Newspaper) -> None:
        """Count an article."""
        self.articles += 1
        self.sections[article.section] += 1
        self.lengths.append(len(article.body))
        earlier = _is_earlier(article, newspaper)
        for name in FIELDS:
            if not getattr(article, name):
                _keep(article, self.without_field[name])
                continue
            self.present[name] += 1
            if article.sources.get(name) in NOT_BY_SELECTOR and not earlier:
                self.replaced[name] += 1
                _keep(article, self.without_selector[name])

    def compare_titles(self, listed: str, article: Article) -> None:
        """Count whether the title in a list may be the article's."""
        self.titles_compared += 1
        if not titles_agree(listed, article.title):
            self.titles_disagree += 1
            self.other_title = self.other_title or (listed, article)

    def figures(self) -> dict[str, Any]:
        """As ``runs.stats`` keeps them: counts, and the median length of a body in characters."""
        return {
            "articles": self.articles,
            "fields": dict(self.present),
            "without_selector": dict(self.replaced),
            "sections": dict(self.sections),
            "body_characters": round(median(self.lengths)) if self.lengths else 0,
        }


@dataclass(frozen=True, slots=True)
class Baseline:
    """What earlier runs of the same kind found, taken together."""

    articles: int
    fields: Mapping[str, float]
    """Share of the articles that have a field: the median of the runs."""
    replaced: Mapping[str, float]
    """Share of those that were read without the field's selector: the median of the runs."""
    sections: Mapping[str, float]
    """Share of all articles by section."""
    body_characters: float
    navigation: float
    """Sections in the navigation: the median of the runs that read it, 0 when none did."""


def together(runs: Sequence[Mapping[str, Any]], navigations: Sequence[int]) -> Baseline:
    """Earlier runs as one; each as :meth:`Found.figures` gives it, at least one of them."""
    articles = sum(run["articles"] for run in runs)
    sections: Counter[str] = Counter()
    for run in runs:
        sections.update(run["sections"])
    return Baseline(
        articles,
        {name: median(run["fields"].get(name, 0) / run["articles"] for run in runs) for name in FIELDS},
        {name: median(_replaced_share(run, name) for run in runs) for name in FIELDS},
        {name: number / articles for name, number in sections.items()},
        median(run["body_characters"] for run in runs),
        median(navigations) if navigations else 0,
    )


def _keep(article: Article, examples: list[Article]) -> None:
    if len(examples) < EXAMPLES:
        examples.append(article)


def _is_earlier(article: Article, newspaper: Newspaper) -> bool:
    """Whether the page looks as pages did before today's layouts, which have no selectors at all."""
    earlier = [layout.earlier for layout in newspaper.layouts if layout.earlier is not None]
    return any(known.date_line.fullmatch(article.published_raw or "") for known in earlier)


def _replaced_share(run: Mapping[str, Any], name: str) -> float:
    having: int = run["fields"].get(name, 0)
    replaced: int = run["without_selector"].get(name, 0)
    return replaced / having if having else 0.0
