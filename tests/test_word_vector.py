"""Word vectors as PostgreSQL takes them: binary, and the same as if it had read them as text."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from crawler.archive import Archive
from crawler.archive.database.word_vector import CUT, MAX_BYTES, MAX_POSITIONS, WordVector, pair
from crawler.archive.search.query import phrase_query
from crawler.archive.text import strip_marks
from tests.postgres import Postgres

WORDS = ["hòa", "hoà", "hoa", "đà", "da", "nẵng", "1", "a" * 100, "ắ" * 100, "字", "𝒙"]


@pytest.fixture(scope="module")
def database(postgres: Postgres) -> Iterator[Connection]:
    with Archive.open(postgres.new_database()) as archive, archive.begin() as connection:
        yield connection


def as_text(words: list[str], flags: list[str]) -> str:
    placed = [(word, place) for place, word in enumerate(words, start=1)]
    placed += [(strip_marks(word), place) for word, place in placed if strip_marks(word) != word]
    return " ".join([f"{word}:{place}" for word, place in placed] + flags)


def agree(database: Connection, words: list[str], flags: list[str]) -> bool:
    values = {"binary": WordVector.of(words, flags), "text": as_text(words, flags)}
    return database.scalar(text("SELECT :binary = CAST(:text AS tsvector)"), values) is True


@settings(deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=40), flags=st.sets(st.sampled_from(["section=a", "section=b"])))
def test_binary_and_text_are_one_vector(database: Connection, words: list[str], flags: set[str]) -> None:
    assert agree(database, words, sorted(flags))


@pytest.mark.parametrize("number", [MAX_POSITIONS - 1, MAX_POSITIONS, MAX_POSITIONS + 1, 16_000, 40_000])
def test_of_a_word_as_many_places_are_kept_as_the_server_keeps(database: Connection, number: int) -> None:
    lost = [CUT, pair("bien", "bien"), pair("biển", "biển")] if number > MAX_POSITIONS else []
    values = {"binary": WordVector.of(["biển"] * number, []), "text": as_text(["biển"] * min(number, 16_383), lost)}
    assert database.scalar(text("SELECT :binary = CAST(:text AS tsvector)"), values) is True


@pytest.mark.parametrize("place", [1, 255, 256, 257, 16_381, 16_382, 16_383, 16_384, 30_000])
def test_phrases_are_found_wherever_they_stand(database: Connection, place: int) -> None:
    words = [f"{number % 97}" for number in range(40_000)]
    words[place - 1 : place + 2] = ["cá", "sông", "đà"]
    vector = WordVector.of(words, [])
    holds = text("SELECT :vector @@ CAST(:words AS tsquery)")
    sought = [
        ("cá", "sông"),
        ("sông", "đà"),
        ("cá", "sông", "đà"),
        ("ca", "song", "da"),
        ("đà",),
        ("sông", "cá"),
        ("cá", "đà"),
    ]
    found = [database.scalar(holds, {"vector": vector, "words": phrase_query(phrase)}) for phrase in sought]
    assert found == [True] * 5 + [False] * 2


def test_a_word_that_is_everywhere_is_found_in_a_phrase(database: Connection) -> None:
    vector = WordVector.of([*["của", "làng"] * 300, "của", "biển"], [])
    holds = text("SELECT :vector @@ CAST(:words AS tsquery)")
    sought = [("của", "biển"), ("làng", "của", "biển"), ("của", "của"), ("biển", "của")]
    found = [database.scalar(holds, {"vector": vector, "words": phrase_query(phrase)}) for phrase in sought]
    assert found == [True, True, False, False]


def test_words_too_many_for_a_vector_are_cut_at_the_end(database: Connection, caplog: pytest.LogCaptureFixture) -> None:
    words = [f"{number:05d}{'ắ' * 95}" for number in range(16_000)]
    vector = WordVector.of(words, ["section=a"])
    assert MAX_BYTES / 3 < len(vector) <= MAX_BYTES
    holds = text("SELECT :vector @@ CAST(:word AS tsquery)")
    held = [database.scalar(holds, {"vector": vector, "word": word}) for word in (words[0], words[-1])]
    assert held == [True, False]
    assert "too many for the search index" in caplog.text
