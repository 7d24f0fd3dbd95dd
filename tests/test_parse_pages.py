"""Saved pages, one for each shape, and the real ones when they are at hand."""

import json
from collections import Counter
from typing import Any

import pytest

from crawler.newspapers import KHANHHOA, NEWSPAPERS
from crawler.parse.article import read_article
from crawler.parse.expectation import expectation
from tests.reading import PAGES, SAMPLES, respond

NAMES = sorted(page.stem for page in PAGES.glob("*.html"))
NATIVE_URL = (
    "https://baokhanhhoa.vn/xa-hoi/202509/chaomungdai-hoi-dai-bieu-dang-bo-tinh-khanh-hoa-lan-thu-i-nhiem-ky-2025-2030-"
    "bao-ton-phat-huy-gia-tri-ben-vung-he-sinh-thai-bienvinh-nha-trang-e4914ab/"
)


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def read(name: str) -> dict[str, Any]:
    """What is read from the saved page today, as its JSON keeps it."""
    known = expected(name)
    body = (PAGES / f"{name}.html").read_bytes()
    found: dict[str, Any] = json.loads(json.dumps(expectation(body, known["url"], NEWSPAPERS[known["newspaper"]])))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_saved_page_is_read_as_expected(name: str) -> None:
    assert read(name) == expected(name)


def test_no_field_falls_below_its_floor() -> None:
    """The floor is the number of saved pages on which a field has a value and is right; it only rises."""
    right: Counter[str] = Counter()
    for name in NAMES:
        found, wanted = read(name).get("article", {}), expected(name).get("article", {})
        right.update(field for field, value in wanted.items() if value and found.get(field) == value)
    floor = json.loads((PAGES / "floor.json").read_text(encoding="utf-8"))
    fallen = {field: (right[field], least) for field, least in floor.items() if right[field] < least}
    risen = {field: count for field, count in right.items() if count > floor.get(field, 0)}
    assert not fallen
    assert not risen, "raise tests/pages/floor.json to these"


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample of a real page is not here")
def test_the_real_page_is_read_exactly() -> None:
    body = (SAMPLES / "article-2025-native.html").read_bytes()
    article = read_article(respond(body, NATIVE_URL), KHANHHOA)
    paragraphs = article.body.split("\n\n")
    assert article.title == "Bảo tồn, phát huy giá trị bền vững hệ sinh thái biển vịnh Nha Trang"
    assert article.kicker is not None
    assert article.kicker.endswith("nhiệm kỳ 2025 - 2030")
    assert article.author == "THÁI THỊNH"
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2025-09-20T23:12:00+07:00"
    assert (article.published_precision, article.published_raw) == ("minute", "23:12, 20/09/2025")
    assert article.lead is not None
    assert article.lead.startswith("Sau hơn 3 năm triển khai Kế hoạch tổng thể phục hồi vịnh Nha Trang")
    assert len(paragraphs) == 11
    assert [paragraph for paragraph in paragraphs if len(paragraph) < 40] == [
        "Những kết quả tích cực",
        "Thực hiện đồng bộ các giải pháp",
    ]
    assert [image.caption for image in article.images] == [
        "Các nhà khoa học khảo sát hệ sinh thái rạn san hô ở vịnh Nha Trang.",
        "Cá voi Bryde xuất hiện ở khu vực Hòn Mun (vịnh Nha Trang) tháng 7-2025.",
    ]
    assert set(article.sources.values()) == {"selector", "url"}


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample of an old page is not here")
@pytest.mark.parametrize(
    "markup",
    [
        "<div>{}</div>",
        "<p>{}</p>",
        "{}<br><br>",
        "<tr><td>{}</td></tr>",
        "<p><font face=Arial>{}</font></p>",
    ],
)
def test_the_old_page_is_read_in_any_markup(markup: str) -> None:
    lines = (SAMPLES / "article-2021-as-text.txt").read_text(encoding="utf-8").splitlines()
    article_lines = "".join(markup.format(line.strip()) for line in lines if line.strip())
    inner = f"<table>{article_lines}</table>" if "<td>" in markup else article_lines
    menu = "<a href='/xa-hoi/'>Xã hội</a> <a href='/kinh-te/'>Kinh tế</a>"
    page = f"<html><head><title>Báo</title></head><body><div>{menu}</div><div>{inner}</div></body></html>"
    url = "https://baokhanhhoa.vn/xa-hoi/202108/bai-cuoi-tiep-tuc-chu-trong-8227222/"
    article = read_article(respond(page, url), KHANHHOA)
    assert article.title == "Bài cuối: Tiếp tục chú trọng công tác phát hiện điển hình tiên tiến"
    assert article.kicker == "Góp sức dựng xây cuộc sống"
    assert article.author == "NGUYỄN VŨ"
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2021-08-31T21:21:00+07:00"
    assert article.lead is not None
    assert article.lead.endswith("Trưởng đoàn KT-GS cho biết:")
    paragraphs = article.body.split("\n\n")
    assert [paragraph[:12] for paragraph in paragraphs] == [
        "- Đoàn đã KT",
        "- Qua KT-GS,",
        "- Qua KT-GS ",
        "Các giải phá",
        "Sau khi hoàn",
        "- Xin cảm ơn",
    ]
    assert "Hãy đợi" not in article.body
    assert article.sources["body"] == "fallback"
