"""Text: folded and compared, whatever the page prints."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.parse.text import LINE, alike, fold, fold_lines, letters, titles_agree


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("Kế\u00a0hoạch \n\t phục hồi ", "Kế hoạch phục hồi"),
        ("bi\u200bển", "biển"),
        ("\ufeffMùa\u00ad xuân", "Mùa xuân"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Hường"), "Nguyễn Thị Hường"),
        ("e\u200b\u0302\u0301", "ế"),
        ("a\x00\x07b\x1fc", "ab c"),
        ("\u3000  ", ""),
    ],
)
def test_fold(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@given(st.text())
def test_folded_text_is_one_clean_line(text: str) -> None:
    line = fold(text)
    assert line == fold(line)
    assert unicodedata.is_normalized("NFC", line)
    assert "\u00a0" not in line
    assert "\n" not in line
    assert line == line.strip()
    assert "  " not in line


@given(st.lists(st.text(alphabet="ab \u00a0\u200b")))
def test_line_breaks_part_lines_and_leave_no_empty_one(lines: list[str]) -> None:
    folded = fold_lines(LINE.join(lines))
    assert folded.split("\n") == [fold(line) for line in lines if fold(line)] or folded == ""


@given(st.text())
def test_letters_do_not_depend_on_the_form_of_the_letters(text: str) -> None:
    assert letters(unicodedata.normalize("NFD", text)) == letters(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("hoà bình", "hòa bình", True),
        ("ĐƯỜNG", "đường", True),
        ("“Hoa”, 5 cánh", "hoa 5 canh", True),
        ("216", "206", False),
    ],
)
def test_letters(one: str, other: str, same: bool) -> None:
    assert (letters(one) == letters(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("“Mưa” về trên những cánh đồng", "«Mưa» về trên những cánh đồng", True),
        ("Mưa về trên những cánh đồng xa...", "Mưa về trên những cánh đồng xa tít tắp.", True),
        ("Mưa về", "Mưa về trên những cánh đồng xa tít tắp.", False),
        ("Mưa về trên những cánh đồng xa", "Nắng về trên những cánh đồng xa", False),
    ],
)
def test_alike(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same


@pytest.mark.parametrize(
    ("listed", "printed", "agree"),
    [
        ("Chào xuân: Hoa nở sớm", "Hoa nở sớm", True),
        ("Hoa nở sớm ở Hoà...", "Hoa nở sớm ở Hòa Tân", True),
        ("Hoa nở muộn", "Hoa nở sớm", False),
        ("", "Hoa nở sớm", False),
        ("...", "Hoa nở sớm", False),
    ],
)
def test_titles_agree(listed: str, printed: str, agree: bool) -> None:
    assert titles_agree(listed, printed) is agree
