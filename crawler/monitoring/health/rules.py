"""Health rules: coverage and counts against expectations and earlier runs. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt

from crawler.monitoring.health.coverage import FIELDS, Baseline, RunCoverage
from crawler.newspapers.model import Expectations

MIN_ARTICLES = 10
"""Articles from which shares are judged."""
MIN_WITH_FIELD = 5
"""Articles with a field from which its selector is judged."""
STANDARD_ERRORS = 3
"""Standard errors that count as chance: one run in a thousand."""
MAX_REPLACED = 0.2
"""Largest share read without selectors; special pages are few."""
MAX_REPLACED_INCREASE = 0.05
"""Largest increase of that share over earlier runs, apart from chance."""
MAX_DISAGREEING = 0.2
MAX_REFUSED = 0.2
BASELINE_SHARE = 0.75
"""Least part of the share that earlier runs coverage."""
HALF = 0.5
"""Least part of earlier runs' length, sections and articles per section."""
COMMON_FIELD = 0.9
"""Share of articles from which a field is expected in every section."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A breached health rule."""

    message: str
    """What was coverage and what was expected."""
    field: str | None = None
    """The field concerned; None for a rule about numbers."""
    url: str | None = None
    """URL of an example page; None when any page with an unusual value of the field will do."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers of a run on the live newspaper, besides articles."""

    navigation: int
    """News sections in the navigation."""
    new_articles: int
    """New articles in the last ``days``, of this and earlier runs."""
    days: float


def judge_reading(
    coverage: RunCoverage, expected: Expectations, baseline: Baseline | None, *, whole: bool
) -> list[Breach]:
    """Judge how the pages were read.

    ``whole``: the run covered the whole newspaper, not a selection; a selection is judged only by what every article
    has, and without a baseline.
    """
    breaches = [*_refused(coverage)]
    if coverage.articles >= MIN_ARTICLES:
        breaches += [*_titles(coverage), *_replaced(coverage, baseline)]
        breaches += _fields(coverage, expected, baseline, whole=whole)
        if whole:
            breaches += _lengths(coverage, expected, baseline)
    return breaches


def judge_numbers(
    coverage: RunCoverage, numbers: Numbers, expected: Expectations, baseline: Baseline | None
) -> list[Breach]:
    """Judge the numbers of sections and articles; only for a whole run on the live newspaper."""
    breaches = []
    least = max(expected.sections, HALF * baseline.navigation if baseline else 0)
    if 0 < numbers.navigation < least:
        breaches.append(Breach(f"{numbers.navigation} sections in the navigation (at least {least:.0f} expected)"))
    least_new = expected.new_articles_a_day * numbers.days
    if numbers.new_articles < least_new - STANDARD_ERRORS * sqrt(least_new):
        found_new = f"{numbers.new_articles} new articles in {numbers.days:.1f} days"
        breaches.append(Breach(f"{found_new} (at least {expected.new_articles_a_day} a day expected)"))
    for section, share in sorted(baseline.sections.items()) if baseline else ():
        number = coverage.sections[section]
        if falls_short(number, coverage.articles, share * HALF):
            of = f"{number} of {coverage.articles} articles from section {section}"
            breaches.append(Breach(f"{of} ({share:.0%} in earlier runs)"))
    return breaches


def falls_short(number: int, of: int, share: float) -> bool:
    """Whether ``number`` of ``of`` is less than a share by more than chance.

    >>> falls_short(0, 10, 0.5), falls_short(1, 10, 0.5)
    (True, False)
    """
    return number < of * share - STANDARD_ERRORS * sqrt(of * share * (1 - share))


def _refused(coverage: RunCoverage) -> Iterator[Breach]:
    pages = coverage.articles + coverage.refused
    if pages >= MIN_ARTICLES and coverage.refused > MAX_REFUSED * pages:
        yield Breach(
            f"{coverage.refused} of {pages} pages refused (at most {MAX_REFUSED:.0%} expected)",
            "title",
            coverage.refused_url,
        )


def _titles(coverage: RunCoverage) -> Iterator[Breach]:
    compared, other = coverage.titles_compared, coverage.titles_disagree
    if compared >= MIN_ARTICLES and other > MAX_DISAGREEING * compared:
        url = coverage.other_title[1].url if coverage.other_title else None
        yield Breach(f"{other} of {compared} titles differ from those of the lists", "title", url)


def _replaced(coverage: RunCoverage, baseline: Baseline | None) -> Iterator[Breach]:
    for name in FIELDS:
        present, replaced = coverage.present[name], coverage.replaced[name]
        most = min(MAX_REPLACED, _most_by_baseline(present, baseline.replaced[name])) if baseline else MAX_REPLACED
        if present >= MIN_WITH_FIELD and replaced > most * present:
            yield Breach(f"{name} by fallback in {replaced} of {present} articles (at most {most:.0%} expected)", name)


def _most_by_baseline(present: int, share: float) -> float:
    usual = min(1.0, share + MAX_REPLACED_INCREASE)
    return usual + STANDARD_ERRORS * sqrt(usual * (1 - usual) / present) if present else 1.0


def _fields(
    coverage: RunCoverage, expected: Expectations, baseline: Baseline | None, *, whole: bool
) -> Iterator[Breach]:
    for name in FIELDS:
        least = _expected_share(name, expected.field_shares, whole=whole)
        usual = baseline.fields[name] * BASELINE_SHARE if baseline else 0.0
        number = coverage.present[name]
        if falls_short(number, coverage.articles, least) or falls_short(number, coverage.articles, usual):
            message = f"{name} in {number} of {coverage.articles} articles (at least {max(least, usual):.0%} expected)"
            yield Breach(message, name)


def _expected_share(name: str, shares: Mapping[str, float], *, whole: bool) -> float:
    share = shares.get(name, 0.0)
    return share if whole or share >= COMMON_FIELD else 0.0


def _lengths(coverage: RunCoverage, expected: Expectations, baseline: Baseline | None) -> Iterator[Breach]:
    """Breach when less than half of the bodies reach the bound, so that their median is below it."""
    least = max(expected.body_characters, HALF * baseline.body_characters if baseline else 0)
    if falls_short(sum(length >= least for length in coverage.lengths), coverage.articles, 0.5):
        middle = coverage.figures()["body_characters"]
        yield Breach(f"bodies of {middle} characters in the median (at least {least:.0f} expected)", "body")
