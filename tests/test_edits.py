"""The kind of an edit, and the words that differ."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.archive.articles.edits import Edit, Segment, kind_of_edit, word_diff
from crawler.archive.text import ArticleText, fold_to_substance
from crawler.newspapers.builtin.edits import EditKind
from crawler.newspapers.builtin.options import Options
from crawler.newspapers.builtin.site import Newspaper

BODY = (
    "Sáng 12-3, hơn 200 ngư dân phường Vĩnh Nguyên dự lớp tập huấn về an toàn trên biển.\n\n"
    "Các học viên được hướng dẫn dùng máy định vị, phao cứu sinh và cách báo tin khi gặp nạn.\n\n"
    "Ông Trần Văn Hòa, chủ một tàu cá, cho biết ông sẽ áp dụng ngay trong chuyến ra khơi tới."
)
OLD = ArticleText("Tập huấn an toàn cho ngư dân Nha Trang", "Lớp học kéo dài hai ngày.", BODY)


def changed(old: str, new: str) -> ArticleText:
    """The article with one place of its body changed."""
    assert old in BODY
    return ArticleText(OLD.title, OLD.lead, BODY.replace(old, new))


def test_nothing_happened() -> None:
    assert kind_of_edit(OLD, OLD) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [("Hòa", "Hoà"), ("\n\n", "\n"), ("12-3", "12–3"), ("học viên", "học  viên"), ("tàu cá", "ta\u0300u ca\u0301")],
)
def test_white_space_tone_placement_dashes_and_unicode_forms_are_no_edit(old: str, new: str) -> None:
    assert kind_of_edit(OLD, changed(old, new)) is None


def test_a_lead_that_moved_into_the_body_is_no_edit() -> None:
    assert kind_of_edit(OLD, ArticleText(OLD.title, None, f"{OLD.lead}\n\n{BODY}")) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hướng dẫn", "hướng dẩn"),
        ("cứu sinh và", "cứu sinh, và"),
        ("phường Vĩnh", "Phường Vĩnh"),
        ("định vị", "địnhvị"),
        ("an toàn", "an taòn"),
    ],
)
def test_typo(old: str, new: str) -> None:
    assert kind_of_edit(OLD, changed(old, new)) == "typo"
    assert kind_of_edit(changed(old, new), OLD) == "typo"


def test_a_slip_mended_in_the_title_is_a_typo() -> None:
    assert kind_of_edit(ArticleText(OLD.title.replace("Trang", "Trnag"), OLD.lead, BODY), OLD) == "typo"


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("200", "300", "rewording"),
        ("12-3", "13-3", "rewording"),
        ("Vĩnh Nguyên", "Phước Đồng", "rewording"),
        (" về an toàn trên biển", "", "rewording"),
        ("biển.\n\n", "biển. Lớp học do Đồn Biên phòng tổ chức tại nhà văn hóa phường.\n\n", "addition"),
        ("tới.", "tới.\n\nĐây là lớp thứ ba trong năm, sau hai lớp ở Cam Ranh và Vạn Ninh.", "addition"),
    ],
)
def test_rewording_and_addition(old: str, new: str, kind: Edit) -> None:
    assert kind_of_edit(OLD, changed(old, new)) == kind


def test_a_paragraph_taken_away_is_no_addition() -> None:
    longer = changed("biển.\n\n", "biển. Lớp học do Đồn Biên phòng tổ chức tại nhà văn hóa phường.\n\n")
    assert kind_of_edit(longer, OLD) == "rewording"


def test_an_article_written_anew_is_no_addition_even_when_it_is_longer() -> None:
    assert (
        kind_of_edit(OLD, ArticleText(OLD.title, OLD.lead, "Bão số 9 đã suy yếu thành áp thấp nhiệt đới. " * 9))
        == "rewording"
    )


def test_headline() -> None:
    title = "Ngư dân Nha Trang học cách báo tin khi gặp nạn"
    assert kind_of_edit(OLD, ArticleText(title, OLD.lead, BODY)) == "headline"
    assert kind_of_edit(OLD, ArticleText(title, OLD.lead, BODY.replace("hướng dẫn", "hướng dẩn"))) == "headline"
    assert kind_of_edit(OLD, ArticleText(title, OLD.lead, BODY.replace("200", "300"))) == "rewording"


def test_the_lead_counts_as_text() -> None:
    assert kind_of_edit(OLD, ArticleText(OLD.title, "Lớp học kéo dài ba tuần.", BODY)) == "rewording"


@pytest.mark.parametrize("kind", ["typo", "addition", "headline", "whitespace", "tone"])
def test_edits_of_the_built_in_newspaper(kind: EditKind) -> None:
    site = Newspaper(Options(seed=3, articles=60))
    for article_id in list(site.truth)[:20]:
        old = site.truth[article_id]
        site.edit(article_id, kind)
        new = site.truth[article_id]
        found = kind_of_edit(ArticleText(old.title, old.lead, old.body), ArticleText(new.title, new.lead, new.body))
        assert found == (None if kind in {"whitespace", "tone"} else kind)


def test_word_diff() -> None:
    assert word_diff("Sáng 12-3, Hòa đi biển.", "Sáng 13-3, Hoà đi biển xa.") == [
        Segment("same", "Sáng "),
        Segment("removed", "12-3, "),
        Segment("added", "13-3, "),
        Segment("same", "Hoà đi "),
        Segment("removed", "biển."),
        Segment("added", "biển xa."),
    ]


@given(st.text("aòà bc.\n “", max_size=60), st.text("aòà bc.\n “", max_size=60))
def test_word_diff_gives_both_texts_back(old: str, new: str) -> None:
    segments = word_diff(old, new)
    assert "".join(each.text for each in segments if each.change != "removed") == new
    before = " ".join(each.text for each in segments if each.change != "added")
    assert fold_to_substance(before) == fold_to_substance(old)
    kinds = [each.change for each in segments]
    assert all(one != other for one, other in pairwise(kinds))
    assert all(each.text for each in segments)


def test_hostile_texts_take_bounded_time() -> None:
    began = time.perf_counter()
    same, other = "một " * 100_000, "một " * 50_000 + "hai " + "một " * 49_999
    assert word_diff(f"a {same} b", f"c {other} d")
    words = [f"từ{number * number % 3001}" for number in range(15_000)]
    changed = [f"khác{number}" if number % 7 == 0 else word for number, word in enumerate(words)]
    assert word_diff(" ".join(words), " ".join(changed))
    assert (
        kind_of_edit(ArticleText("", None, "x" * 99_999), ArticleText("", None, "x" * 50_000 + "y" * 50_000))
        == "rewording"
    )
    assert time.perf_counter() - began < 10
