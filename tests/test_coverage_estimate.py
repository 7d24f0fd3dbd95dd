"""Estimates of what exists hold against newspapers whose truth is known."""

from random import Random
from statistics import fmean, median

import pytest

from crawler.archive.frontier.ways import Way
from crawler.monitoring.coverage.estimate import (
    Estimate,
    Histories,
    estimate,
    estimate_by_rate,
    estimate_in_strata,
    merge_dependent,
    total,
)
from tests.bench.coverage import own_links
from tests.simulated import Habits, any_habits, crawl, estimated, newspaper


def histories(**numbers: int) -> dict[frozenset[Way], int]:
    """``list_link=3``: found by lists and by links; ``none``: not noted."""
    return {frozenset(Way(word) for word in key.split("_") if word != "none"): n for key, n in numbers.items()}


def test_two_ways_give_chapmans_estimate() -> None:
    cells = histories(list=100, link=50, list_link=200)
    found = estimate(cells)
    assert found is not None
    chapman = (300 + 1) * (250 + 1) / (200 + 1) - 1
    assert found.number == pytest.approx(chapman)
    assert found.found == 350
    assert found.ways == {Way.LIST, Way.LINK}


def test_the_interval_is_the_log_normal_one() -> None:
    found = estimate(histories(list=100, link=50, list_link=200))
    assert found is not None
    low, high = found.interval
    # Variance of Petersen's estimator: n1 n2 (n1 - m)(n2 - m) / m³ = 46.9; ours is within a tenth.
    assert found.variance == pytest.approx(300 * 250 * 100 * 50 / 200**3, rel=0.1)
    assert 350 < low < found.number < high
    assert (low - 350) * (high - 350) == pytest.approx(found.unseen**2)


def test_a_third_way_that_finds_nothing_new_changes_little() -> None:
    two = estimate(histories(list=100, link=50, list_link=200))
    three = estimate(histories(list=90, link=45, list_link=180, list_import=10, link_import=5, list_link_import=20))
    assert two is not None
    assert three is not None
    assert three.unseen == pytest.approx(two.unseen, rel=0.2)


@pytest.mark.parametrize(
    "cells",
    [
        {},
        histories(list=500),
        histories(list=500, front=20, list_front=30),
        histories(list=500, link=30, list_link=6),
        histories(none=500),
    ],
)
def test_too_little_overlap_is_not_known(cells: Histories) -> None:
    assert estimate(cells) is None
    assert estimate_in_strata([cells]) is None


def test_the_front_page_counts_with_the_lists() -> None:
    cells = histories(list=1, front=2, list_front=3, front_link=4, list_front_link=5, none=6)
    assert merge_dependent(cells) == histories(list=6, list_link=9)


def test_where_nothing_is_missed_the_interval_says_what_could_be_missed_without_a_trace() -> None:
    found = estimate(histories(list=100, list_link=200))
    assert found is not None
    low, high = found.interval
    assert (found.number, low) == (300, 300)
    # One in 0.025 ** (-1 / 200): with more missed, one of 200 would be seen missing at 97.5 %.
    assert high == pytest.approx(300 * 0.025 ** (-1 / 200))


def test_strata_with_too_little_overlap_are_taken_together() -> None:
    small = histories(list=5, link=3, list_link=4)
    assert estimate(small) is None
    large = histories(list=100, link=50, list_link=200)
    parts = estimate_in_strata([small, large, small])
    both, alone = estimate(histories(list=10, link=6, list_link=8)), estimate(large)
    assert both is not None
    assert alone is not None
    assert parts == total([alone, both])


def test_a_small_stratum_alone_goes_with_all_others() -> None:
    small, large = histories(list=5, link=3, list_link=4), histories(list=100, link=50, list_link=200)
    assert estimate_in_strata([small, large]) == estimate(histories(list=105, link=53, list_link=204))


def test_a_section_that_no_list_shows_is_estimated_by_what_links_find_elsewhere() -> None:
    found = estimate_by_rate(histories(link=60), histories(list=100, list_link=300, link=7))
    assert found is not None
    assert found.number == pytest.approx(60 / 0.75)
    low, high = found.interval
    assert 60 < low < 80 < high
    assert estimate_by_rate(histories(link=60), histories(list=100, list_link=3)) is None
    assert estimate_by_rate(histories(list=2, link=60), histories(list=100, list_link=300)) is None


def outcomes(newspapers: int, articles: int, habits: Habits | None) -> list[tuple[Estimate, int]]:
    """Estimate and truth of simulated newspapers whose ways overlap enough."""
    papers = [newspaper(seed, articles) for seed in range(5)]
    found = []
    for number in range(newspapers):
        random = Random(f"coverage:{number}")
        stories = papers[number % len(papers)]
        part, truth = estimated(stories, crawl(stories, habits or any_habits(random), random))
        if part is not None:
            found.append((part, truth))
    return found


def share_held(found: list[tuple[Estimate, int]]) -> float:
    """Share of the intervals that hold the truth."""
    return fmean(part.interval[0] <= truth <= part.interval[1] for part, truth in found)


def errors(found: list[tuple[Estimate, int]]) -> list[float]:
    return [part.number / truth - 1 for part, truth in found]


@pytest.mark.parametrize(("newspapers", "articles"), [(40, 700), pytest.param(200, 3000, marks=pytest.mark.soak)])
def test_intervals_hold_the_truth_of_nine_newspapers_in_ten(newspapers: int, articles: int) -> None:
    found = outcomes(newspapers, articles, None)
    assert len(found) > 0.9 * newspapers
    assert share_held(found) >= 0.9
    assert median(map(abs, errors(found))) < 0.03
    # Not because nothing was missing: of what exists, this share was found.
    assert median(part.found / truth for part, truth in found) < 0.98


def test_popular_articles_that_are_linked_more_alone_make_no_bias() -> None:
    found = outcomes(25, 700, Habits(popularity=1.0))
    assert abs(median(errors(found))) < 0.02


def test_lists_that_show_what_is_linked_more_make_the_estimate_too_low() -> None:
    found = outcomes(25, 700, Habits(popularity=1.0, listed_popular=0.5))
    assert all(
        part.found / truth - 1 < error < -0.05 for (part, truth), error in zip(found, errors(found), strict=True)
    )


def test_the_built_in_newspapers_own_links_make_no_large_bias() -> None:
    assert abs(fmean(errors(own_links(0.6, 0.3, newspapers=8)))) < 0.03
