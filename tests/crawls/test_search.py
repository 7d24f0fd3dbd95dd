"""Full-text search on both databases: marks, tone placement, phrases, sections, days, snippets."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from crawler.archive import Archive
from crawler.archive.search.index import rebuild
from crawler.archive.search.query import EmptyQuery, Query, read_phrases, search
from crawler.archive.search.snippets import Phrase, snippet
from crawler.archive.selection import Selection
from crawler.archive.text import fold_marked, strip_marks
from crawler.items import Article
from tests.crawling import Desk
from tests.postgres import new_address
from tests.writing import fill

pytestmark = pytest.mark.quick

HANOI = timezone(timedelta(hours=7))


def article(
    number: int, title: str, body: str, section: str = "xa-hoi", sub: str | None = None, day: int = 1
) -> Article:
    path = f"{section}/{sub}" if sub else section
    return Article(
        newspaper="khanhhoa",
        article_id=f"{number:07d}",
        url=f"https://baokhanhhoa.vn/{path}/202511/bai-{number:07d}/",
        section=section,
        subsection=sub,
        language="vi",
        title=title,
        body=body,
        published_at=datetime(2025, 11, day, 6, tzinfo=HANOI),
        published_precision="minute",
    )


STORIES = [
    article(1, "Được mùa tôm hùm", "Người nuôi ở Cam Ranh phấn khởi vì giá cao.", "kinh-te", "thuy-san", day=3),
    article(2, "Tôm xuất ngoại", "Hùm thiêng là chuyện khác; ở đây chỉ có tôm.", "kinh-te", day=4),
    article(3, "Đà Lạt và Đà Nẵng", "Hòa Bình thuý kiều, khỏe mạnh, Covid-19.", day=5),
    article(4, "Bán nhà", "Người bán gặp bạn ở bàn cà phê.", day=6),
    article(5, "Bạn đọc viết", "Tiệm bạn tôi.", "ban-doc-viet", day=7),
    article(6, "Kinh tế biển", "Một câu về kinh tế.", "kinh-te-xa-hoi", day=8),
]


@pytest.fixture
def stored(archive: Archive) -> Archive:
    fill(archive, STORIES)
    return archive


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive that tests only read."""
    with Archive.open(new_address(request, tmp_path_factory.mktemp("library"))) as archive:
        fill(archive, STORIES)
        yield archive


def found(archive: Archive, words: str, limit: int = 20, **limits: Any) -> list[int]:
    with archive.read() as connection:
        rows = search(connection, Query(read_phrases(words), Selection(**limits)), limit)
    return [int(row["article_id"]) for row in rows]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("tôm hùm", [2, 1]),
        ("TOM HUM", [2, 1]),
        ('"tôm hùm"', [1]),
        ("“tom hum”", [1]),
        ('"hùm tôm"', []),
        ("đà nẵng", [3]),
        ("Da Nang", [3]),
        ("hoà bình", [3]),
        ("hòa bình", [3]),
        ("hoa binh", [3]),
        ("thúy khoẻ", [3]),
        ("covid-19", [3]),
        ("covid 19", [3]),
        ("bán", [4]),
        ("bạn", [5, 4]),
        ("ban", [5, 4]),
        ('"ở bàn cà phê"', [4]),
        ("tôm Cam Ranh", [1]),
        ("mực", []),
    ],
)
def test_finds_by_words(library: Archive, words: str, numbers: list[int]) -> None:
    assert found(library, words) == numbers


def test_a_section_has_its_subsections_and_no_other(library: Archive) -> None:
    assert found(library, "tôm", section="kinh-te") == [2, 1]
    assert found(library, "tôm", section="kinh-te/thuy-san") == [1]
    assert found(library, "kinh tế", section="kinh-te") == []
    assert found(library, "kinh tế", section="kinh-te-xa-hoi") == [6]


def test_days_are_vietnamese_and_inclusive(library: Archive) -> None:
    assert found(library, "tôm", since=date(2025, 11, 4)) == [2]
    assert found(library, "tôm", until=date(2025, 11, 3)) == [1]
    assert found(library, "tôm", since=date(2025, 11, 3), until=date(2025, 11, 4)) == [2, 1]


def test_the_newest_come_first_and_no_more_than_asked_for(library: Archive) -> None:
    assert found(library, "o") == [4, 2, 1]
    assert found(library, "o", limit=2) == [4, 2]


def test_the_same_is_found_whatever_the_database_knows_of_the_words(stored: Archive) -> None:
    queries = ("o", "tôm", '"tôm hùm"', "bán", "kinh te", "mực")
    before = [found(stored, words) for words in queries]
    with stored.begin() as connection:
        connection.execute(text("ANALYZE"))
    assert [found(stored, words) for words in queries] == before
    assert found(stored, "tôm", section="kinh-te", since=date(2025, 11, 4)) == [2]


def test_copies_are_left_out_unless_asked_for(archive: Archive) -> None:
    body = " ".join(f"từ{number}" for number in range(200))
    fill(archive, [article(1, "Bão số ba", body), article(2, "Bão số ba", body, day=2)])
    assert found(archive, "bão") == [1]
    assert found(archive, "bão", with_duplicates=True) == [2, 1]


def test_an_edit_is_found_by_its_new_words_alone(stored: Archive) -> None:
    fill(stored, [replace(STORIES[0], body="Người nuôi cá mú ở Vạn Ninh.", section="doi-song", subsection=None)])
    assert found(stored, "Cam Ranh") == []
    assert found(stored, "Vạn Ninh", section="doi-song") == [1]
    assert found(stored, "tôm", section="kinh-te") == [2]


def test_a_rebuilt_index_finds_the_same(stored: Archive) -> None:
    with stored.begin() as connection:
        rebuild(connection)
    assert found(stored, "tôm hùm") == [2, 1]
    assert found(stored, "bán") == [4]


def test_what_is_rolled_back_is_not_found(stored: Archive) -> None:
    with pytest.raises(RuntimeError):
        _drop_and_fail(stored)
    assert found(stored, "tôm") == [2, 1]


def _drop_and_fail(archive: Archive) -> None:
    with archive.begin() as connection:
        connection.execute(text("DROP TABLE search"))
        raise RuntimeError


@pytest.mark.parametrize("words", ["", '""', "… – !", "' OR 1 --"[:1]])
def test_a_search_for_nothing_is_refused(words: str) -> None:
    with pytest.raises(EmptyQuery):
        read_phrases(words)


@given(st.text(min_size=1, max_size=60))
def test_any_words_are_a_query_or_refused(words: str) -> None:
    try:
        phrases = read_phrases(words)
    except EmptyQuery:
        return
    assert all(word.isalnum() for phrase in phrases for word in phrase.words)


@pytest.mark.parametrize("words", ["NEAR(a b)", "a* ^b", "plain : x", "a AND", "it's", "a & !b", "\\ a", "NOT a"])
def test_no_word_is_an_operator(library: Archive, words: str) -> None:
    assert found(library, words) == []


def test_very_long_texts_and_words_are_indexed_as_far_as_it_goes(archive: Archive) -> None:
    fill(archive, [article(1, "Dài", "x" * 5000 + " " + "tôm hùm " * 40_000)])
    assert found(archive, '"dài xxxxx"') == []
    assert found(archive, '"hùm tôm"') == [1]


def test_words_and_phrases_behind_the_16000th_word_are_found(archive: Archive) -> None:
    body = "một câu dài của làng " * 4_000 + "tôm hùm sao đỏ của biển"
    fill(archive, [article(1, "Dài", body), article(2, "Ngắn", "Sao đỏ.")])
    assert found(archive, '"tôm hùm"') == [1]
    assert found(archive, "hum bien") == [1]
    assert found(archive, '"sao đỏ của biển"') == [1]
    assert found(archive, '"của biển"') == [1]
    assert found(archive, '"sao do"') == [2, 1]
    assert found(archive, '"biển của"') == []
    assert found(archive, '"hùm đỏ"') == []
    fill(archive, [replace(article(1, "Dài", body), body="Nay chỉ còn một câu.")])
    assert found(archive, "hùm") == []


def test_a_word_longer_than_the_index_keeps_is_found(archive: Archive) -> None:
    fill(archive, [article(1, "Dài", "x" * 5000)])
    assert found(archive, "x" * 5000) == [1]


def test_a_text_of_nothing_but_different_long_words_is_stored(archive: Archive) -> None:
    """PostgreSQL takes a megabyte of words; the run that met such a page would have ended there each night."""
    words = [f"{number:05d}{'ắ' * 95}" for number in range(16_000)]
    fill(archive, [article(1, "Vô nghĩa", " ".join(words))])
    assert found(archive, f"vô nghĩa {words[0]}") == [1]


@given(st.text(alphabet=st.characters(max_codepoint=0x1EFF, exclude_categories=["Cs"]), max_size=40))
def test_folding_again_changes_nothing(words: str) -> None:
    folded = fold_marked(words)
    assert fold_marked(folded) == folded
    assert strip_marks(strip_marks(folded)) == strip_marks(folded)
    assert len(strip_marks(folded)) == len(folded)


def test_folding_changed_means_a_migration_that_rebuilds() -> None:
    """The index holds folded words: when this fails, add a step with search_index.rebuild and a new digest here."""
    letters = "".join(map(chr, (*range(0x20, 0x250), *range(0x300, 0x330), *range(0x1EA0, 0x1EFA))))
    pairs = " ".join(first + second for first in "òÒúỳọủ" for second in "aAeEyY")
    folded = fold_marked(letters + pairs)
    assert sha256((folded + strip_marks(folded)).encode()).hexdigest()[:16] == "f198f185b3ceecbf"


def bold(body: str, words: str, letters: int = 60) -> str:
    parts = snippet(body, read_phrases(words), letters)
    return "".join(f"[{part.text}]" if part.hit else part.text for part in parts)


def test_a_snippet_shows_the_words_as_printed() -> None:
    assert bold("Giá Tôm Hùm ở Hòa Bình.", "tom hoà") == "Giá [Tôm] Hùm ở [Hòa] Bình."
    assert bold("Giá Tôm Hùm, tôm và hùm.", '"tôm hùm"') == "Giá [Tôm Hùm], tôm và hùm."
    assert bold("Tôm\n\nhùm.", '"tôm hùm"') == "[Tôm hùm]."


def test_a_snippet_is_cut_at_words_round_the_hits() -> None:
    text = "một hai ba bốn năm sáu bảy tám chín mười " * 5 + "rồi đến tôm hùm " + "chín mười " * 20
    cut = bold(text, '"tôm hùm"')
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert "[tôm hùm]" in cut
    assert len(cut) < 80
    assert all(word in text for word in cut.strip("… ").replace("[", "").replace("]", "").split())


def test_a_snippet_without_a_hit_is_the_beginning() -> None:
    assert bold("một hai ba", "bốn") == "một hai ba"
    assert bold("một hai ba bốn " * 20, "năm").startswith("một hai ba")


@given(st.text(max_size=200), st.text(min_size=1, max_size=10))
def test_a_snippet_is_made_of_the_text(text: str, word: str) -> None:
    parts = snippet(text, [Phrase((word,), marked=False)], 30)
    inner = "".join(part.text for part in parts).removeprefix("… ").removesuffix(" …")
    assert inner.split() == [] or inner.split()[0] in " ".join(text.split())


def test_the_command_shows_what_was_found(desk: Desk) -> None:
    with Archive.open(desk.archive_url) as archive:
        fill(archive, STORIES)
    ended = desk.run("search", "tom", "hum")
    assert ended.code == 0
    assert "Được mùa tôm hùm" in ended.out
    assert "https://baokhanhhoa.vn/kinh-te/thuy-san/202511/bai-0000001/" in ended.out
    assert desk.run("search", '"tôm hùm"', "--since", "2025-11-04").out.startswith("Nothing found")


def test_the_command_says_when_only_other_marks_match(desk: Desk) -> None:
    with Archive.open(desk.archive_url) as archive:
        fill(archive, STORIES)
    ended = desk.run("search", "tóm")
    assert ended.code == 0
    assert "other marks" in ended.err
    assert "Tôm xuất ngoại" in ended.out


def test_wrong_use_is_reported_in_one_line(desk: Desk) -> None:
    ended = desk.run("search", "…")
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)
