"""Tripwires: where a run falls short of what a healthy run finds, and of what the runs before it found. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt

from crawler.monitoring.health.coverage import FIELDS, Baseline, RunCoverage
from crawler.newspapers.model import Expectations

ENOUGH = 10
"""Articles that a run must have read before shares of them mean anything."""
ENOUGH_WITH_FIELD = 5
"""Articles that have a field, before the way in which it was read means anything."""
ERRORS = 3
"""Standard errors of a share that are taken for chance: one run in a thousand."""
REPLACED = 0.2
"""At most this share is read without selectors: pages of special make are few."""
REPLACED_MORE = 0.05
"""At most so much more than in earlier runs, chance apart."""
DISAGREEING = 0.2
REFUSED = 0.2
SHARE_OF_PAST = 0.75
"""At least this part of the share that earlier runs found."""
HALF = 0.5
"""At least this part of earlier runs' length, sections and articles of a section."""
PRINTED_EVERYWHERE = 0.9
"""A field that so many articles have is printed in every section."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One bound that was crossed."""

    told: str
    """What was found and what was expected."""
    field: str | None = None
    """The field concerned; None when it is about numbers."""
    url: str | None = None
    """A page to look at, where any page that is unusual in this field does not do."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a run of the live newspaper found beside the articles."""

    navigation: int
    """News sections in the navigation."""
    new_articles: int
    """New articles in the last ``days``, this run's and those of the runs before."""
    days: float


def judge_reading(found: RunCoverage, expected: Expectations, past: Baseline | None, *, whole: bool) -> list[Breach]:
    """How the pages were read.

    ``whole``: the run took what the newspaper printed, not a part of it that the operator chose; a part is judged
    only by what every article has, and without a past.
    """
    trips = [*_refused(found)]
    if found.articles >= ENOUGH:
        trips += [*_titles(found), *_replaced(found, past)]
        trips += _fields(found, expected, past, whole=whole)
        if whole:
            trips += _lengths(found, expected, past)
    return trips


def judge_numbers(found: RunCoverage, numbers: Numbers, expected: Expectations, past: Baseline | None) -> list[Breach]:
    """How much there was to read; only for a whole run on the live newspaper."""
    trips = []
    least = max(expected.sections, HALF * past.navigation if past else 0)
    if 0 < numbers.navigation < least:
        trips.append(Breach(f"{numbers.navigation} sections in the navigation (at least {least:.0f} expected)"))
    least_new = expected.new_articles_a_day * numbers.days
    if numbers.new_articles < least_new - ERRORS * sqrt(least_new):
        found_new = f"{numbers.new_articles} new articles in {numbers.days:.1f} days"
        trips.append(Breach(f"{found_new} (at least {expected.new_articles_a_day} a day expected)"))
    for section, share in sorted(past.sections.items()) if past else ():
        number = found.sections[section]
        if falls_short(number, found.articles, share * HALF):
            of = f"{number} of {found.articles} articles from section {section}"
            trips.append(Breach(f"{of} ({share:.0%} in earlier runs)"))
    return trips


def falls_short(number: int, of: int, share: float) -> bool:
    """Whether ``number`` of ``of`` is less than a share by more than chance.

    >>> falls_short(0, 10, 0.5), falls_short(1, 10, 0.5)
    (True, False)
    """
    return number < of * share - ERRORS * sqrt(of * share * (1 - share))


def _refused(found: RunCoverage) -> Iterator[Breach]:
    pages = found.articles + found.refused
    if pages >= ENOUGH and found.refused > REFUSED * pages:
        yield Breach(
            f"{found.refused} of {pages} pages refused (at most {REFUSED:.0%} expected)", "title", found.refused_url
        )


def _titles(found: RunCoverage) -> Iterator[Breach]:
    compared, other = found.titles_compared, found.titles_disagree
    if compared >= ENOUGH and other > DISAGREEING * compared:
        url = found.other_title[1].url if found.other_title else None
        yield Breach(f"{other} of {compared} titles are not those of the lists", "title", url)


def _replaced(found: RunCoverage, past: Baseline | None) -> Iterator[Breach]:
    for name in FIELDS:
        having, replaced = found.present[name], found.replaced[name]
        most = min(REPLACED, _most_by_past(having, past.replaced[name])) if past else REPLACED
        if having >= ENOUGH_WITH_FIELD and replaced > most * having:
            yield Breach(f"{name} by fallback in {replaced} of {having} articles (at most {most:.0%} expected)", name)


def _most_by_past(having: int, share: float) -> float:
    usual = min(1.0, share + REPLACED_MORE)
    return usual + ERRORS * sqrt(usual * (1 - usual) / having) if having else 1.0


def _fields(found: RunCoverage, expected: Expectations, past: Baseline | None, *, whole: bool) -> Iterator[Breach]:
    for name in FIELDS:
        least = _least(name, expected.field_shares, whole=whole)
        usual = past.fields[name] * SHARE_OF_PAST if past else 0.0
        number = found.present[name]
        if falls_short(number, found.articles, least) or falls_short(number, found.articles, usual):
            told = f"{name} in {number} of {found.articles} articles (at least {max(least, usual):.0%} expected)"
            yield Breach(told, name)


def _least(name: str, shares: Mapping[str, float], *, whole: bool) -> float:
    share = shares.get(name, 0.0)
    return share if whole or share >= PRINTED_EVERYWHERE else 0.0


def _lengths(found: RunCoverage, expected: Expectations, past: Baseline | None) -> Iterator[Breach]:
    """The median is below a bound when less than half of the bodies reach it."""
    least = max(expected.body_characters, HALF * past.body_characters if past else 0)
    if falls_short(sum(length >= least for length in found.lengths), found.articles, 0.5):
        middle = found.figures()["body_characters"]
        yield Breach(f"bodies of {middle} characters in the median (at least {least:.0f} expected)", "body")
