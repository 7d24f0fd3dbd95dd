"""Articles: which part of a page becomes which field."""

import pytest

from crawler.items import Image
from crawler.newspapers import KHANHHOA
from crawler.parse.article import read_article
from crawler.parse.content import Paragraph
from crawler.parse.parts import description_of, split_byline, split_lead, without_wait_block
from crawler.parse.text import fold
from tests.reading import PARAGRAPH, URL, native, respond

LEAD = "Hơn 40 năm qua, mấy chục hộ ở xóm Cồn vẫn sống nhờ rớ."
RIGHT = '<p style="text-align: right">{}</p>'


@pytest.mark.parametrize(
    ("first", "repeated", "description", "lead"),
    [
        (Paragraph(LEAD, bold=True), None, "", LEAD),
        (Paragraph(LEAD, bold=True), None, "Một câu khác hẳn của ban biên tập.", LEAD),
        (Paragraph(LEAD[:-1], bold=True), None, LEAD, LEAD[:-1]),
        (Paragraph("Một\nhai.", bold=True), None, "", "Một hai."),
        (Paragraph(LEAD), None, LEAD, None),
        (Paragraph(LEAD), LEAD.replace("xóm", "“xóm”"), "", LEAD),
        (Paragraph(LEAD), LEAD[:40] + "...", "", LEAD),
        (Paragraph("Giữ nghề", bold=True), None, "", None),
        (Paragraph("- Ông nghĩ gì khi ở lại?", bold=True), None, "", None),
        (Paragraph("Vì sao họ ở lại?", bold=True), None, "", None),
        (Paragraph("Vì sao " + "mấy chục hộ ở xóm Cồn " * 6 + "vẫn ở lại?", bold=True), None, "", None),
        (Paragraph("Mấy chục hộ ở xóm Cồn " * 6, bold=True), None, "", fold("Mấy chục hộ ở xóm Cồn " * 6)),
        (Paragraph("Một đoạn khác."), LEAD, "", LEAD),
    ],
)
def test_the_lead(first: Paragraph, repeated: str | None, description: str, lead: str | None) -> None:
    rest = [Paragraph("Đoạn sau.")]
    found, paragraphs = split_lead([first, *rest], repeated, description)
    assert found == lead
    taken = lead is not None and (lead != LEAD or first.text == lead)
    assert paragraphs == (rest if taken else [first, *rest])


def test_the_description_is_freed_of_its_markup() -> None:
    meta = {"og:description": "&lt;p&gt;&lt;strong&gt;Một &amp;quot;hai&amp;quot;&lt;/strong&gt;&lt;/p&gt;"}
    assert description_of(meta) == "Một &quot;hai&quot;"
    assert description_of({"og:description": "<p>Một</p>", "description": "khác"}) == "Một"
    assert description_of({}) == ""


@pytest.mark.parametrize(
    ("tail", "printed", "author", "left"),
    [
        ([Paragraph("C.Đan", right=True)], "C.Đan", "C.Đan", []),
        ([Paragraph("C.Đan", right=True)], None, "C.Đan", []),
        ([Paragraph("C.Đan")], "C.Đan", "C.Đan", []),
        ([Paragraph("C.Đan")], None, None, ["C.Đan"]),
        ([Paragraph("Bài, ảnh: C.ĐAN", right=True)], "C.Đan", "C.Đan", []),
        ([Paragraph("Nha Trang, tháng 9-2025", right=True)], "C.Đan", "C.Đan", ["Nha Trang, tháng 9-2025"]),
        ([Paragraph("C.Đan", right=True), Paragraph("Ảnh: H.Y", right=True)], None, "C.Đan", ["Ảnh: H.Y"]),
        ([Paragraph("Theo TTXVN", right=True)], None, None, ["Theo TTXVN"]),
        ([Paragraph("Theo TTXVN", right=True)], "Theo TTXVN", None, ["Theo TTXVN"]),
        ([Paragraph("LÊ NA", right=True), Paragraph("MAI QUÝ", right=True)], None, "LÊ NA, MAI QUÝ", []),
        ([Paragraph("Hết.", right=True)], None, None, ["Hết."]),
        ([], "N.T", "N.T", []),
    ],
)
def test_the_byline(tail: list[Paragraph], printed: str | None, author: str | None, left: list[str]) -> None:
    text = Paragraph("Một đoạn dài.")
    found, paragraphs = split_byline([text, *tail], printed)
    assert found == author
    assert [paragraph.text for paragraph in paragraphs] == [text.text, *left]


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        (["Đoạn.", "Hãy đợi...", "Hãy đợi...", "Hệ thống đang từ chối truy cập của bạn.", "Hãy đợi 13 giây..."], 1),
        (["Đoạn.", ".", "các thông tin tiện ích", "Hãy đợi...\nHãy đợi...\nHãy đợi 9 giây..."], 1),
        (["Đoạn.", "Hãy đợi..."], 2),
        (["Đoạn.", "."], 2),
        (["Đoạn.", "Hãy đợi 13 giây...", "Rồi cửa mở."], 3),
    ],
)
def test_the_wait_block_at_the_end_is_no_text(lines: list[str], left: int) -> None:
    assert len(without_wait_block([Paragraph(line) for line in lines])) == left


def test_the_date_is_the_one_beside_the_headline() -> None:
    page = native(top='<div class="date">Thứ Bảy, 29/11/2025</div>')
    page = page.replace("</body>", '<div class="date">08:00, 01/01/2020</div></body>')
    assert read_article(respond(page), KHANHHOA).published_raw == "23:12, 20/09/2025"


def test_the_date_may_stand_below_the_headline() -> None:
    page = native(date="").replace('<div id="content"', '<div class="date">08:00, 01/02/2020</div><div id="content"')
    article = read_article(respond(page), KHANHHOA)
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2020-02-01T08:00:00+07:00"


def test_a_date_that_cannot_be_read_is_kept_as_printed() -> None:
    article = read_article(respond(native(date="23:12, 31/02/2025")), KHANHHOA)
    assert (article.published_at, article.published_precision) == (None, None)
    assert article.published_raw == "23:12, 31/02/2025"
    assert "published_at" not in article.sources


@pytest.mark.parametrize(
    ("headline", "title", "kicker"),
    [
        ('<div class="subtitle">Chuyện biển:</div> Giữ <i>đ</i>èn', "Giữ đèn", "Chuyện biển"),
        ('<div class="subtitle">&nbsp;</div>Giữ đèn', "Giữ đèn", None),
        ('<div class="subtitle">Chuyện biển : </div>Giữ<br>đèn', "Giữ đèn", "Chuyện biển"),
        ("Giữ đèn: chuyện biển", "Giữ đèn: chuyện biển", None),
    ],
)
def test_the_kicker_stands_inside_the_headline(headline: str, title: str, kicker: str | None) -> None:
    article = read_article(respond(native(title=headline)), KHANHHOA)
    assert (article.title, article.kicker) == (title, kicker)


@pytest.mark.parametrize(
    ("printed", "own", "title", "kicker"),
    [
        ('<div class="other">Chuyện\u00a0biển:</div> Giữ đèn', "Giữ\u00a0đèn", "Giữ đèn", "Chuyện biển"),
        ("Chuyện biển : Giữ đèn", "Giữ đèn", "Giữ đèn", "Chuyện biển"),
        ("Giữ đèn", "Giữ đèn", "Giữ đèn", None),
        ("Giữ đèn: chuyện biển", "Giữ đèn", "Giữ đèn: chuyện biển", None),
        ("Chuyện giữ đèn", "giữ đèn", "Chuyện giữ đèn", None),
        (": Giữ đèn", "Giữ đèn", "Giữ đèn", None),
        ('<div class="subtitle">Chuyện biển:</div> Đêm: Giữ đèn', "Giữ đèn", "Đêm: Giữ đèn", "Chuyện biển"),
    ],
)
def test_a_kicker_without_its_element_is_found_by_the_pages_own_title(
    printed: str, own: str, title: str, kicker: str | None
) -> None:
    page = native(title=printed, head=f'<meta property="og:title" content="{own}">')
    article = read_article(respond(page), KHANHHOA)
    assert (article.title, article.kicker) == (title, kicker)


def test_a_kicker_without_its_element_is_marked() -> None:
    head = '<meta property="og:title" content="Giữ đèn">'
    article = read_article(respond(native(title="Chuyện biển: Giữ đèn", head=head)), KHANHHOA)
    assert (article.sources["title"], article.sources["kicker"]) == ("selector", "meta")


def test_pictures_have_the_newspapers_own_addresses() -> None:
    sources = (
        "/file//aa/1.jpg?width=500&height=-&type=resize",
        "//www.baokhanhhoa.vn/dataimages/201909//original/2.jpg",
        "http://beta.baokhanhhoa.vn/file/3.jpg",
        "https://news.baokhanhhoa.vn/file/4.jpg",
        "https://example.com/file/5.jpg",
        "/common/v1/images/icon.gif",
        "http://[::1/file/6.jpg",
        "/file//aa/1.jpg",
    )
    body = PARAGRAPH + "".join(f'<p><img src="{source}"></p>' for source in sources)
    article = read_article(respond(native(body)), KHANHHOA)
    assert [image.url for image in article.images] == [
        "https://baokhanhhoa.vn/file/aa/1.jpg",
        "https://baokhanhhoa.vn/dataimages/201909/original/2.jpg",
        "https://baokhanhhoa.vn/file/3.jpg",
        "https://news.baokhanhhoa.vn/file/4.jpg",
    ]


def test_captions_alone_make_an_article() -> None:
    box = "<table class='image'><tr><td><img src='/file/1.jpg'></td></tr><tr><td class='desc'>Một</td></tr></table>"
    article = read_article(respond(native(box)), KHANHHOA)
    assert (article.body, article.images) == ("", (Image("https://baokhanhhoa.vn/file/1.jpg", "Một"),))
    assert article.sources["body"] == "selector"


def test_a_bold_paragraph_that_is_all_there_is_is_the_body() -> None:
    article = read_article(respond(native("<p><b>Cúp nước tại 3 phường trong sáng 5-9.</b></p>")), KHANHHOA)
    assert (article.lead, article.body) == (None, "Cúp nước tại 3 phường trong sáng 5-9.")


def test_links_to_other_articles_are_no_text() -> None:
    link = '<p><a href="/xa-hoi/202509/mua-0a0b0c0/">Mưa</a></p>'
    body = f'{PARAGRAPH}<p>Xem thêm:</p>{link}<p>Đọc <a href="/xa-hoi/202509/mua-0a0b0c0/">bài này</a> nhé.</p>'
    body += '<p><a href="https://example.com/">Trang ngoài</a></p>' + RIGHT.format("N.T")
    article = read_article(respond(native(body)), KHANHHOA)
    assert article.body.split("\n\n")[1:] == ["Đọc bài này nhé.", "Trang ngoài"]
    assert article.author == "N.T"


def test_the_address_gives_place_and_id() -> None:
    article = read_article(respond(native(), URL.replace("xa-hoi/", "xa-hoi/giao-duc/") + "?utm_source=zalo"), KHANHHOA)
    assert (article.newspaper, article.language, article.article_id) == ("khanhhoa", "vi", "e4a14ab")
    assert (article.section, article.subsection) == ("xa-hoi", "giao-duc")
    assert article.url == URL.replace("xa-hoi/", "xa-hoi/giao-duc/")
    assert {article.sources[name] for name in ("url", "section", "subsection", "article_id")} == {"url"}


def test_a_layout_half_gone_is_read_half_by_fallback() -> None:
    head = '<meta property="og:title" content="Một bài viết"><meta property="og:type" content="article">'
    long = "Một đoạn văn kể chuyện trong xóm, dài vừa đủ để nhận ra. " * 4
    page = native("".join(f"<p>{number}. {long}</p>" for number in range(3)), head=head)
    no_title = read_article(respond(page.replace("head_title", "x")), KHANHHOA)
    assert (no_title.sources["title"], no_title.sources["body"]) == ("meta", "selector")
    no_body = read_article(respond(page.replace("td-post-content", "x")), KHANHHOA)
    assert (no_body.sources["title"], no_body.sources["body"]) == ("selector", "fallback")
    assert no_title.body == no_body.body


def test_a_lead_above_pictures_stays_the_lead() -> None:
    box = "<table class='image'><tr><td><img src='/file/1.jpg'></td></tr><tr><td class='desc'>Một</td></tr></table>"
    article = read_article(respond(native(f"<p><b>{LEAD}</b></p>{box}")), KHANHHOA)
    assert (article.lead, article.body, len(article.images)) == (LEAD, "", 1)


def test_boxes_inside_the_body_are_no_text() -> None:
    boxes = "".join(f"<div {name}><p>Hộp bên cạnh.</p></div>" for name in ("class='a related b'", "id='mostread'"))
    article = read_article(respond(native(PARAGRAPH + boxes + "<p>Đoạn sau.</p>")), KHANHHOA)
    assert article.body.split("\n\n")[1:] == ["Đoạn sau."]


@pytest.mark.parametrize("end", ["Các tin khác", "Tin, bài liên quan:", "Ý kiến bạn đọc (2)", "© Báo Khánh Hòa"])
def test_an_old_page_ends_where_something_else_begins(end: str) -> None:
    text = "Một đoạn kể chuyện của người giữ đèn trên hòn đảo nhỏ, dài hơn một trăm chữ cái để không lẫn với thứ khác. "
    lines = [
        "Đèn trên đảo",
        "Thứ Bảy, 20/03/2021, 07:15 [GMT+7]",
        text + "A.",
        text + "B.",
        "THU TRANG",
        end,
        "Một tít khác",
    ]
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>"
    article = read_article(respond(page), KHANHHOA)
    assert (article.title, article.lead, article.author) == ("Đèn trên đảo", text + "A.", "THU TRANG")
    assert article.body == text + "B."


def test_the_lead_printed_twice_is_one_also_by_fallback() -> None:
    head = '<meta property="og:title" content="Một bài viết"><meta property="og:type" content="article">'
    text = "Một đoạn văn kể chuyện trong xóm, dài vừa đủ để nhận ra là thân bài. " * 4
    twice = f"<div><p><p><strong>{LEAD[:40]}...</strong></p></div><p><strong>{LEAD}</strong></p>"
    page = native(twice + "".join(f"<p>{number}. {text}</p>" for number in range(3)), head=head)
    article = read_article(respond(page.replace("td-post-content", "x").replace("head_title", "y")), KHANHHOA)
    assert article.lead == LEAD
    assert len(article.body.split("\n\n")) == 3


def test_a_body_in_two_parts_is_read_whole() -> None:
    page = native(f'{PARAGRAPH}</div><div class="td-post-content"><p>Phần hai.</p>' + RIGHT.format("N.T"))
    article = read_article(respond(page), KHANHHOA)
    assert article.body.split("\n\n")[1:] == ["Phần hai."]
    assert article.author == "N.T"
