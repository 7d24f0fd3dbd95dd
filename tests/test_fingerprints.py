"""Forms for comparing, fingerprints, and the rules by which two articles are copies."""

import os
import random
import subprocess
import sys
import unicodedata
from pathlib import Path
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.archive.duplicates.fingerprints import (
    BINS,
    estimate_similarity,
    fingerprint,
    index_keys,
    jaccard,
    shingles,
)
from crawler.archive.duplicates.similarity import ComparableText, Kind, differ_in_number, fold_title, kind_of_copy
from crawler.archive.text import ArticleText, fold_for_comparison, fold_to_substance, fold_tone_placement

PLACEMENTS = [
    ("hòa", "hoà"),
    ("Thúy", "Thuý"),
    ("khỏe", "khoẻ"),
    ("ủy", "uỷ"),
    ("TÒA", "TOÀ"),
    ("họa", "hoạ"),
    ("lõa", "loã"),
    ("tòan", "toàn"),
    ("ngòai", "ngoài"),
    ("hùynh", "huỳnh"),
    ("qúy", "quý"),
    ("qủa", "quả"),
    ("qùê", "quề"),
]


@pytest.mark.parametrize(("old", "new"), PLACEMENTS)
def test_tone_placements_are_one(old: str, new: str) -> None:
    assert fold_tone_placement(old) == new
    assert fold_tone_placement(unicodedata.normalize("NFD", old)) == new
    assert fold_for_comparison(f"«{old}»") == new.lower()


@pytest.mark.parametrize(
    "word", ["của", "mùa", "lúa", "tía", "người", "quý", "quả", "thuở", "khuya", "nghĩa", "chuyện"]
)
def test_other_words_keep_their_tone(word: str) -> None:
    assert fold_tone_placement(word) == word


def test_different_tones_stay_different() -> None:
    assert len({fold_for_comparison(word) for word in ("hoa", "hòa", "hóa", "họa", "hỏa", "hõa")}) == 6


def test_comparison_takes_words_alone() -> None:
    assert fold_for_comparison("TP. HCM_ĐÐ:\u00a0“Giá…”\n-\n1.000đ") == "tp hcm đđ giá 1 000đ"


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_for_comparison(fold_for_comparison(text)) == fold_for_comparison(text)
    assert fold_to_substance(fold_to_substance(text)) == fold_to_substance(text)


def test_substance_keeps_case_and_stops() -> None:
    assert len({fold_to_substance(text) for text in ("Nha Trang.", "Nha trang.", "Nha Trang")}) == 3


def words(seed: int, length: int) -> list[str]:
    dice = random.Random(seed)
    return [f"từ{dice.randrange(3000)}" for _ in range(length)]


PROGRAM = """
from crawler.archive.duplicates.fingerprints import fingerprint, index_keys, shingles
text = "sóng biển vỗ bờ cát trắng nha trang"
found = fingerprint(shingles(text.split()), text)
print(found.text_hash, found.signature.hex()[:8], index_keys(found)[:3])
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_in_every_process(seed: str) -> None:
    """Archives keep these numbers: whoever changes them must index every stored article anew."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[1], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "-2110002468005470986 83bf83bf [-659752396, -2841037, 1550719601]\n"


def test_shingles_are_runs_of_five_words() -> None:
    text = [*"abcdef"]
    assert len(shingles(text)) == 2
    assert shingles(text[:5]) | shingles(text[1:]) == shingles(text)
    assert shingles(text[:3]) == shingles(text[:3])
    assert len(shingles(text[:3])) == 1
    assert shingles(text[:3]) != shingles(text[:2])
    assert not shingles([])


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=40), st.lists(st.sampled_from(["a", "b", "c"]), max_size=40))
def test_jaccard_by_hashes_is_jaccard_by_words(one: list[str], other: list[str]) -> None:
    def runs(text: list[str]) -> set[tuple[str, ...]]:
        return {tuple(text[start : start + 5]) for start in range(max(1, len(text) - 4))} if text else set()

    union = runs(one) | runs(other)
    expected = len(runs(one) & runs(other)) / len(union) if union else 0.0
    assert jaccard(shingles(one), shingles(other)) == expected


def test_signatures_estimate_similarity() -> None:
    errors = []
    for seed in range(40):
        text = words(seed, 600)
        edited = [*text[: 10 * seed], *words(1000 + seed, 600 - 10 * seed)]
        one, other = shingles(text), shingles(edited)
        estimate = estimate_similarity(fingerprint(one, "").signature, fingerprint(other, "").signature)
        errors.append(estimate - jaccard(one, other))
    assert abs(mean(errors)) < 0.05
    assert max(map(abs, errors)) < 4 * 0.5 / BINS**0.5


def test_texts_without_words_have_one_key_and_resemble_nothing() -> None:
    empty = fingerprint(shingles([]), "")
    assert len(index_keys(empty)) == 1
    assert estimate_similarity(empty.signature, empty.signature) == 0


def test_keys_fit_a_signed_column_of_32_bits() -> None:
    keys = [key for seed in range(50) for key in index_keys(fingerprint(shingles(words(seed, 200)), str(seed)))]
    assert min(keys) < 0 < max(keys)
    assert all(-(2**31) <= key < 2**31 for key in keys)
    assert len(set(keys)) > 0.99 * len(keys)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đáp án môn Toán mã đề 216", "Đáp án môn Toán mã đề 206"),
        ("Chỉ số giá tiêu dùng tháng 7", "Chỉ số giá tiêu dùng tháng 8"),
        ("Chỉ số giá tiêu dùng tháng Bảy", "Chỉ số giá tiêu dùng tháng Tám"),
        ("Giá vàng ngày 2/9: Tăng 1.200 đồng", "Giá vàng ngày 15-10: Tăng 900 đồng"),
        ("Ký ức Trường Sa - Kỳ 1", "Ký ức Trường Sa - Kỳ cuối"),
        ("GDP quý I tăng", "GDP quý IV tăng"),
        ("U23 Việt Nam tập luyện", "U19 Việt Nam tập luyện"),
        ("Đề thi môn Văn mã đề A", "Đề thi môn Văn mã đề B"),
    ],
)
def test_titles_that_differ_in_a_number(one: str, other: str) -> None:
    assert differ_in_number(fold_title(one), fold_title(other))
    assert differ_in_number(fold_title(other), fold_title(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chỉ số giá tháng 7", "Chỉ số giá tháng 7"),
        ("Chỉ số giá tháng 7", "Chỉ số giá: Tháng 07"),
        ("Chỉ số giá tháng 7 tăng", "Chỉ số giá tháng 8 giảm"),
        ("Hơn 1.000 người chạy bộ", "Hơn 1000 người chạy bộ"),
        ("Lễ Quốc khánh 2/9", "Lễ Quốc khánh 2-9"),
        ("Ba anh em", "Bốn anh em"),
        ("Festival Biển", "Festival Biển 2025"),
        ("", ""),
    ],
)
def test_titles_that_do_not_differ_in_a_number_alone(one: str, other: str) -> None:
    assert not differ_in_number(fold_title(one), fold_title(other))


def kind(one: ArticleText, other: ArticleText) -> Kind | None:
    found = kind_of_copy(ComparableText(one), ComparableText(other))
    assert found == kind_of_copy(ComparableText(other), ComparableText(one))
    return found


LONG = words(1, 300)
BODY = " ".join(LONG)


def test_long_copies() -> None:
    text = ArticleText("Tôm hùm được giá", None, BODY)
    assert kind(text, ArticleText("Nông dân trúng mùa tôm hùm", LONG[0].upper(), " ".join(LONG[1:]) + ".")) == "exact"
    edited = " ".join([*words(2, 60), *LONG[60:]])
    assert kind(text, ArticleText("Nông dân trúng mùa tôm hùm", None, edited)) == "near"
    rewritten = " ".join([*words(2, 130), *LONG[130:]])
    assert kind(text, ArticleText("Tôm hùm được giá", None, rewritten)) is None


def test_titles_that_differ_in_a_number_part_near_copies_only() -> None:
    one, other = "Đáp án mã đề 216", "Đáp án mã đề 206"
    assert kind(ArticleText(one, None, BODY), ArticleText(other, None, f"{BODY} thêm")) is None
    assert kind(ArticleText(one, None, BODY), ArticleText(other, None, BODY)) == "exact"


NOTICE = (
    "Điện lực Cam Ranh tạm ngừng cung cấp điện để sửa chữa lưới điện từ 7 giờ đến 11 giờ ngày {} tại phường Cam Linh"
)


@pytest.mark.parametrize(
    ("title", "lead", "expected"),
    [
        ("Thông báo ngừng cấp điện", NOTICE.format("5-3"), "exact"),
        ("Thông báo ngừng cấp điện", NOTICE.format("5-3") + " và phụ cận", "near"),
        ("Thông báo ngừng cấp điện", NOTICE.format("6-3"), None),
        ("Lịch cúp điện trong tuần", NOTICE.format("5-3"), None),
    ],
)
def test_short_texts_need_the_same_title_and_numbers(title: str, lead: str, expected: Kind | None) -> None:
    assert (
        kind(ArticleText("Thông báo ngừng cấp điện", NOTICE.format("5-3"), ""), ArticleText(title, lead, ""))
        == expected
    )


def test_what_says_too_little_is_no_copy() -> None:
    assert (
        kind(ArticleText("Ảnh đẹp trong ngày", None, "Ảnh: H.M"), ArticleText("Ảnh đẹp trong ngày", None, "Ảnh: H.M"))
        is None
    )
    title = "Khai mạc Festival Biển Nha Trang - Khánh Hòa lần thứ mười một"
    assert (
        kind(ArticleText(title, None, "Ảnh: H.M"), ArticleText(title.replace("Hòa", "Hoà"), None, "Ảnh: H.M"))
        == "exact"
    )
