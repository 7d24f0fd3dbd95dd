"""A text seen once takes its place between the others, in whatever order they are learned."""

from datetime import UTC, datetime, timedelta
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from crawler.archive.captures.timeline import Version, place
from crawler.archive.text import ArticleText, content_hash

START = datetime(2015, 6, 1, tzinfo=UTC)
TEXTS = {
    letter: ArticleText(f"Bài {letter}", None, f"Chuyện {letter} kể về {number} chiếc ghe ở bến {letter}.")
    for number, letter in enumerate("ABC", start=1)
}


def version(letter: str, day: int) -> Version:
    text = TEXTS[letter]
    return Version(text, content_hash(text.title, text.lead, text.body), START + timedelta(days=day))


def placed(seen: list[tuple[int, str]]) -> list[tuple[str, int]]:
    versions: list[Version] = []
    observed: list[datetime] = []
    for day, letter in seen:
        versions = place(versions, version(letter, day), observed)
        observed.append(START + timedelta(days=day))
    return [(each.text.title[-1], (each.seen_at - START).days) for each in versions]


@given(st.dictionaries(st.integers(0, 30), st.sampled_from("ABC"), min_size=1, max_size=9).flatmap(
    lambda seen: st.permutations(list(seen.items()))
))  # fmt: skip
def test_the_result_does_not_depend_on_the_order_of_the_imports(seen: list[tuple[int, str]]) -> None:
    expected = []
    for letter, days in groupby(sorted(seen), key=lambda pair: pair[1]):
        expected.append((letter, max(day for day, _ in days)))
    assert placed(seen) == expected
