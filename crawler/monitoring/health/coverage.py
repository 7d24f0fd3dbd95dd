"""Field coverage of one run. Pure."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from crawler.items import Article
from crawler.newspapers.model import Newspaper
from crawler.parse.text import titles_agree

FIELDS = ("title", "kicker", "lead", "body", "author", "published_at", "tags", "images")
"""Fields whose coverage is checked."""

NOT_BY_SELECTOR = ("fallback", "meta")
EXAMPLES = 5
"""Example articles kept per field and reason."""


@dataclass(slots=True)
class RunCoverage:
    """Counts of the articles that a run read, with examples of unusual ones."""

    articles: int = 0
    present: Counter[str] = field(default_factory=Counter)
    """Articles with a field, by field."""
    replaced: Counter[str] = field(default_factory=Counter)
    """Articles whose field was not read by its selector, by field."""
    sections: Counter[str] = field(default_factory=Counter)
    """Articles by section."""
    lengths: list[int] = field(default_factory=list)
    """Characters of each body."""
    without_selector: dict[str, list[Article]] = field(default_factory=lambda: defaultdict(list))
    """Examples by field."""
    without_field: dict[str, list[Article]] = field(default_factory=lambda: defaultdict(list))
    """Examples by field."""
    refused: int = 0
    """Article pages that could not be read."""
    refused_url: str | None = None
    """URL of one of them."""
    titles_compared: int = 0
    titles_disagree: int = 0
    other_title: tuple[str, Article] | None = None
    """A list's title and the article that has another one."""

    def add(self, article: Article, newspaper: Newspaper) -> None:
        """Count an article."""
        self.articles += 1
        self.sections[article.section] += 1
        self.lengths.append(len(article.body))
        earlier = _is_earlier_layout(article, newspaper)
        for name in FIELDS:
            if not getattr(article, name):
                _keep(article, self.without_field[name])
                continue
            self.present[name] += 1
            expected = earlier or _has_no_selector(article, name, newspaper)
            if article.sources.get(name) in NOT_BY_SELECTOR and not expected:
                self.replaced[name] += 1
                _keep(article, self.without_selector[name])

    def compare_titles(self, listed: str, article: Article) -> None:
        """Count whether a list's title agrees with the article's."""
        self.titles_compared += 1
        if not titles_agree(listed, article.title):
            self.titles_disagree += 1
            self.other_title = self.other_title or (listed, article)

    def figures(self) -> dict[str, Any]:
        """The figures in ``runs.stats``: counts, and the median length of a body in characters."""
        return {
            "articles": self.articles,
            "fields": dict(self.present),
            "without_selector": dict(self.replaced),
            "sections": dict(self.sections),
            "body_characters": round(median(self.lengths)) if self.lengths else 0,
        }


@dataclass(frozen=True, slots=True)
class Baseline:
    """Coverage of earlier runs of the same kind, combined."""

    articles: int
    fields: Mapping[str, float]
    """Median share of articles with a field, by field."""
    replaced: Mapping[str, float]
    """Median share of those not read by the field's selector, by field."""
    sections: Mapping[str, float]
    """Share of articles, by section."""
    body_characters: float
    navigation: float
    """Median number of sections in the navigation; 0 when no run read it."""


def combine(runs: Sequence[Mapping[str, Any]], navigations: Sequence[int]) -> Baseline:
    """Combine the figures of earlier runs (:meth:`RunCoverage.figures`), at least one."""
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


def _has_no_selector(article: Article, name: str, newspaper: Newspaper) -> bool:
    """Whether a layout takes the title from the meta data by design."""
    by_meta = name == "title" and article.sources.get("title") == "meta" and article.sources.get("body") == "selector"
    return by_meta and any(layout.title is None for layout in newspaper.layouts)


def _is_earlier_layout(article: Article, newspaper: Newspaper) -> bool:
    """Whether the page has a layout from before the current ones, which is read without selectors."""
    earlier = [layout.earlier for layout in newspaper.layouts if layout.earlier is not None]
    return any(known.date_line.fullmatch(article.published_raw or "") for known in earlier)


def _replaced_share(run: Mapping[str, Any], name: str) -> float:
    present: int = run["fields"].get(name, 0)
    replaced: int = run["without_selector"].get(name, 0)
    return replaced / present if present else 0.0
