"""How far lists are walked: by lists that work, repeat, loop, never end, and by runs that were cut short."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random

import pytest

from crawler.archive.frontier.entries import Discovery, Rank
from crawler.archive.frontier.sections import Progress
from crawler.frontier.section_walk import LATEST_PAGES, STALE_PAGES, SectionWalk

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LENGTH = 5
Pager = Callable[[int], Sequence[Discovery]]


@cache
def article(number: int) -> Discovery:
    """The article that was published a number of days before the newest."""
    day = date(2025, 11, 30) - timedelta(days=number)
    article_id = f"{number + 1000:07x}"
    return Discovery(article_id, f"https://example.org/xa-hoi/{day:%Y%m}/a-{article_id}/", f"{day:%Y%m}", "xa-hoi")


def pages(count: int, newest: int = 0) -> Pager:
    """A list of a number of articles, the newest first, with a pager that works."""
    found = [article(number) for number in range(newest, newest + count)]
    return lambda page: found[(page - 1) * LENGTH : page * LENGTH]


@dataclass
class Reader:
    """Walks a section in several runs, an hour apart, as the ledger does."""

    frontier: dict[str, datetime] = field(default_factory=dict)
    progress: Progress = field(default_factory=Progress)
    now: datetime = NOON

    def run(
        self, pager: Pager, *, backfill: bool = False, most: int = 100, since: date | None = None, begins: int = 1
    ) -> tuple[list[int], SectionWalk]:
        """One run of at most ``most`` pages; the pages requested, and the walk."""
        self.now += timedelta(hours=1)
        walk = SectionWalk("xa-hoi", backfill, self.now, self.progress, since)
        asked: list[int] = []
        page: int | None = begins
        while page is not None and len(asked) < most:
            asked.append(page)
            page = self._read(walk, page, pager(page))
        self.progress = walk.progress
        return asked, walk

    def _read(self, walk: SectionWalk, page: int, listed: Sequence[Discovery]) -> int | None:
        self.now += timedelta(seconds=2)
        known = {link.article_id: self.frontier[link.article_id] for link in listed if link.article_id in self.frontier}
        for link in listed:
            self.frontier.setdefault(link.article_id, self.now)
        return walk.next_page(page, listed, known, self.now, more=bool(listed))


def known(count: int) -> set[str]:
    return {article(number).article_id for number in range(count)}


def test_on_an_empty_archive_a_run_for_the_latest_takes_a_bounded_depth() -> None:
    reader = Reader()
    asked, walk = reader.run(pages(1000))
    assert asked == list(range(1, LATEST_PAGES + 1))
    assert walk.cut
    assert reader.frontier.keys() == known(LATEST_PAGES * LENGTH)


def test_a_list_that_ends_before_is_not_cut() -> None:
    asked, walk = Reader().run(pages(12))
    assert (asked, walk.cut, walk.progress.pager, walk.progress.pages_done) == ([1, 2, 3, 4], False, "ended", 3)


def test_nothing_new_costs_one_page() -> None:
    reader = Reader()
    reader.run(pages(1000))
    assert reader.run(pages(1000))[0] == [1]


@pytest.mark.parametrize(("new", "cost"), [(1, 1), (2, 1), (3, 2), (5, 2), (7, 2), (8, 3), (60, 13)])
def test_what_is_new_is_found_to_the_last_with_few_pages(new: int, cost: int) -> None:
    reader = Reader()
    reader.run(pages(1000, newest=new))
    asked, walk = reader.run(pages(1000))
    assert asked == list(range(1, cost + 1))
    assert known(new) <= reader.frontier.keys()
    assert not walk.cut


def test_what_another_list_showed_in_the_same_run_does_not_end_a_walk() -> None:
    reader = Reader()
    reader.run(pages(1000, newest=30))
    reader.frontier |= dict.fromkeys(known(10), reader.now + timedelta(hours=1, seconds=1))
    reader.run(pages(1000))
    assert known(30) <= reader.frontier.keys()


def test_a_box_of_old_articles_below_the_list_does_not_end_a_walk() -> None:
    reader = Reader()
    box = [article(900)]
    reader.run(lambda page: [*pages(1000, newest=30)(page), *box])
    reader.run(lambda page: [*pages(1000)(page), *box])
    assert known(30) <= reader.frontier.keys()


def test_something_new_at_the_end_of_a_page_is_followed_to_the_next() -> None:
    reader = Reader()
    reader.run(pages(1000))
    put_in = [article(2000), article(2001)]
    asked, _ = reader.run(lambda page: [*pages(1000)(1)[:4], put_in[0]] if page == 1 else [put_in[1], *pages(20)(2)])
    assert asked == [1, 2]
    assert {article(2000).article_id, article(2001).article_id} <= reader.frontier.keys()


def test_a_first_walk_that_was_killed_goes_on_where_it_was() -> None:
    reader = Reader()
    reader.run(pages(1000), most=4)
    asked, _ = reader.run(pages(1000))
    assert asked == [1, *range(5, LATEST_PAGES + 1)]
    assert reader.run(pages(1000))[0] == [1]


def test_a_walk_to_what_is_new_that_was_killed_is_walked_to_its_end() -> None:
    reader = Reader()
    reader.run(pages(1000, newest=30))
    reader.run(pages(1000), most=2)
    asked, _ = reader.run(pages(1000))
    assert asked == list(range(1, 8))
    assert known(30) <= reader.frontier.keys()


def test_a_backfill_walks_to_the_end_and_the_next_one_asks_only_whether_there_is_more() -> None:
    reader = Reader()
    asked, walk = reader.run(pages(103), backfill=True)
    assert asked == list(range(1, 23))
    assert (walk.progress.pager, walk.progress.pages_done, walk.cut) == ("ended", 21, False)
    assert reader.run(pages(103), backfill=True)[0] == [1, 22]


def test_a_backfill_goes_on_where_the_last_one_was_stopped_although_articles_moved() -> None:
    reader = Reader()
    reader.run(pages(1000, newest=7), backfill=True, most=50)
    asked, _ = reader.run(pages(1007), backfill=True, most=300)
    assert asked[:4] == [1, 2, 50, 51]
    assert known(1007) == reader.frontier.keys()


def test_a_backfill_goes_on_below_what_runs_for_the_latest_took() -> None:
    reader = Reader()
    reader.run(pages(300))
    asked, _ = reader.run(pages(300), backfill=True)
    assert asked == [1, *range(LATEST_PAGES, 62)]


def test_a_stretch_that_was_known_by_other_ways_is_no_trap() -> None:
    reader = Reader()
    reader.frontier = dict.fromkeys(known(900), NOON)
    _, walk = reader.run(pages(1000), backfill=True, most=300)
    assert walk.trap is None
    assert known(1000) == reader.frontier.keys()


def test_nothing_older_than_asked_for_is_walked_to() -> None:
    asked, walk = Reader().run(pages(1000), backfill=True, since=date(2025, 10, 15))
    assert asked == list(range(1, 15))
    assert walk.progress.pager == "open"


@pytest.mark.parametrize("backfill", [False, True])
def test_a_pager_that_repeats_the_first_page_is_left_at_once(backfill: bool) -> None:
    reader = Reader()
    asked, walk = reader.run(lambda page: pages(1000)(1), backfill=backfill)
    assert asked == [1, 2]
    assert walk.trap == "page 2 repeats an earlier one"
    assert (walk.progress.pager, walk.progress.pages_done) == ("trap", 1)


def test_a_pager_that_loops_is_left_at_its_first_repetition_and_sooner_the_next_time() -> None:
    def loops(page: int) -> Sequence[Discovery]:
        return pages(25)(page if page <= 5 else 2 + (page - 2) % 4)

    reader = Reader()
    asked, walk = reader.run(loops, backfill=True)
    assert asked == [1, 2, 3, 4, 5, 6]
    assert (walk.trap, walk.progress.pages_done) == ("page 6 repeats an earlier one", 5)
    again, walk = reader.run(loops, backfill=True)
    assert len(again) <= 6
    assert walk.trap


@pytest.mark.parametrize("seed", range(8))
def test_a_pager_without_end_is_left_when_it_brings_nothing_more(seed: int) -> None:
    def endless(page: int) -> Sequence[Discovery]:
        found = [article(number) for number in range(100)]
        return pages(100)(page) if page <= 20 else Random(f"{seed}:{page}").sample(found, LENGTH)

    reader = Reader()
    asked, walk = reader.run(endless, backfill=True)
    assert walk.trap is not None
    assert asked == list(range(1, 21 + STALE_PAGES))
    assert walk.progress.pages_done == 20
    again, walk = reader.run(endless, backfill=True)
    assert walk.trap is not None
    assert len(again) < 30


@pytest.mark.parametrize("seed", range(8))
def test_a_backfill_that_was_stopped_in_a_pager_without_end_leaves_it_too(seed: int) -> None:
    everything = [article(number) for number in range(5000)]
    reader = Reader(frontier=dict.fromkeys(known(5000), NOON))
    reader.progress = Progress(caught_up_at=NOON, pages_done=2000)

    def endless(page: int) -> Sequence[Discovery]:
        return pages(5000)(1) if page == 1 else Random(f"{seed}:{page}").sample(everything, LENGTH)

    asked, walk = reader.run(endless, backfill=True, most=60)
    assert walk.trap is not None
    assert len(asked) < 60


def test_an_empty_page_where_a_list_was_is_a_fault_of_the_moment() -> None:
    reader = Reader()
    reader.run(pages(1000), backfill=True, most=40)
    before = reader.progress
    asked, walk = reader.run(lambda page: [], backfill=True)
    assert (asked, walk.progress) == ([1], before)


def test_the_first_page_unchanged_is_the_whole_walk_for_the_latest_and_the_jump_for_a_backfill() -> None:
    before = Progress(caught_up_at=NOON, pages_done=30)
    later = NOON + timedelta(hours=1)
    latest = SectionWalk("xa-hoi", False, later, before)
    assert latest.unchanged(later) is None
    assert latest.progress.caught_up_at == later
    assert SectionWalk("xa-hoi", True, later, before).unchanged(later) == 30


def test_what_the_first_page_says_of_itself_is_kept_only_when_the_section_is_caught_up_with() -> None:
    before = Progress(caught_up_at=NOON, pages_done=30, etag='"old"')
    walk = SectionWalk("xa-hoi", False, NOON + timedelta(hours=1), before)
    walk.set_validators('"new"', None)
    assert walk.next_page(1, pages(5)(1), {}, NOON, more=True) == 2
    assert walk.progress.etag == '"old"'
    walk.next_page(2, pages(5, newest=5)(1), {article(n).article_id: NOON for n in range(5, 10)}, NOON, more=True)
    assert walk.progress.etag == '"new"'


def test_new_articles_come_before_old_ones() -> None:
    backfill = SectionWalk("xa-hoi", True, NOON)
    assert [backfill.rank(page) for page in (1, 2)] == [Rank.NEW, Rank.OLD]
    latest = SectionWalk("xa-hoi", False, NOON)
    assert [latest.rank(page) for page in (1, 2)] == [Rank.NEW, Rank.NEW]
    caught_up = SectionWalk("xa-hoi", True, NOON + timedelta(hours=1), Progress(caught_up_at=NOON, pages_done=9))
    assert caught_up.rank(2) is Rank.NEW
    caught_up.unchanged(NOON + timedelta(hours=1))
    assert caught_up.rank(9) is Rank.OLD
