"""Bylines: authors, sources, credits, and text that only stands in their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.parse.bylines import LONGEST, author_of, read_byline


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("C.Đan", "C.Đan"),
        ("NGUYỄN HIỀN", "NGUYỄN HIỀN"),
        ("N.T", "N.T"),
        ("Nhóm phóng viên", "Nhóm phóng viên"),
        ("NHÓM PV", "NHÓM PV"),
        ("NGUYỄN VŨ (Thực hiện)", "NGUYỄN VŨ"),
        ("NGUYỄN VŨ thực hiện", "NGUYỄN VŨ"),
        ("LÊ NA - C.VÂN (Thực hiện)", "LÊ NA - C.VÂN"),
        ("Translated by N.T", "N.T"),
        ("Translated by N.T.", "N.T."),
        ("Written by NGUYEN HIEN", "NGUYEN HIEN"),
        ("Bài, ảnh: NGUYỄN HIỀN", "NGUYỄN HIỀN"),
        ("Bài và ảnh: C.Đan", "C.Đan"),
        ("Tin, ảnh: V.L", "V.L"),
        ("Bài: MINH ANH - Ảnh: QUỐC KHA", "MINH ANH"),
        ("Bài: MINH ANH, ảnh: QUỐC KHA", "MINH ANH"),
        ("Ghi chép của LÊ ĐỨC", "LÊ ĐỨC"),
        ("N.T (Theo TTXVN)", "N.T"),
        ("V.G (t/h)", "V.G"),
        ("HOÀNG NHI (Tổng hợp)", "HOÀNG NHI"),
        ("Mạnh Hùng – Hải Lăng", "Mạnh Hùng – Hải Lăng"),
        ("BSCKII. Lê Tấn Phùng", "BSCKII. Lê Tấn Phùng"),
        ("NGUYỄN VŨ (Báo Khánh Hòa)", "NGUYỄN VŨ (Báo Khánh Hòa)"),
    ],
)
def test_an_author_is_named_without_the_role(line: str, author: str) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert (byline.kind, byline.author) == ("author", author)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Theo TTXVN", "source"),
        ("THEO VTV", "source"),
        ("(Theo VnExpress)", "source"),
        ("Theo báo Nhân Dân", "source"),
        ("theo vnexpress.net", "source"),
        ("Nguồn: VOV", "source"),
        ("Source: VNA", "source"),
        ("Ảnh: C.Đan", "credit"),
        ("Ảnh: Internet", "credit"),
        ("Photo: N.T", "credit"),
        ("Đồ họa: HẢI", "credit"),
    ],
)
def test_sources_and_photographers_are_no_authors(line: str, kind: str) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert (byline.kind, byline.author) == (kind, None)
    assert author_of(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Nha Trang, tháng 9-2025",
        "Đó là câu chuyện dài.",
        "Xin cảm ơn ông!",
        "Theo em về phố",
        "Thơ của tôi là nắng",
        "(Còn nữa)",
        "“Mùa Xuân”",
        "Kính mời bạn đọc theo dõi",
        "NGUYỄN " * 20,
    ],
)
def test_ordinary_text_is_no_byline(line: str) -> None:
    assert read_byline(line) is None


@given(st.text(max_size=2 * LONGEST))
def test_an_author_is_never_longer_than_the_line(line: str) -> None:
    byline = read_byline(line)
    if byline is not None and byline.author is not None:
        assert byline.author in " ".join(line.split()) or len(byline.author) <= len(line)
        assert byline.author.strip()
