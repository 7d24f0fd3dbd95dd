"""Articles that speak of waiting, ordinary pages with a countdown, and what is not displayed: our own writing."""

import pytest

from crawler.newspapers import KHANHHOA
from crawler.parse.article import read_article
from crawler.parse.content import Paragraph
from crawler.parse.parts import without_wait_block
from crawler.parse.waitpages.page_view import Page
from crawler.parse.waitpages.pasted import strip_pasted_block
from crawler.parse.waitpages.phrases import contains_wait_text, holds_wait_text
from crawler.parse.waitpages.recognise import recognise
from crawler.parse.waitpages.undisplayed import undisplayed, without_spans
from tests.gates.closed import bare, flood_blocker
from tests.gates.frame import in_site_frame
from tests.reading import native, respond

REFRESH = '<meta http-equiv="refresh" content="300">'


@pytest.mark.parametrize(
    "line",
    [
        "Hãy chờ 5 phút",
        "- Xin chờ 10 giây.",
        "Vui lòng đợi 5 phút!",
        "Hãy đợi 5 giây...",
        "Hãy đợi...",
        "Please wait 5 minutes.",
        "Hệ thống đang từ chối truy cập của bạn.",
    ],
)
@pytest.mark.parametrize("where", ["inside", "last", "lead", "title"])
def test_a_line_of_speech_is_kept_wherever_it_stands(line: str, where: str) -> None:
    before, behind = "- Khi nào có kết quả?", "Rồi cô y tá quay vào phòng, cánh cửa khép lại."
    texts = [before, line] if where == "last" else [before, line, behind] if where == "inside" else [before, behind]
    body = "".join(f"<p>{text}</p>" for text in texts)
    lead = line if where == "lead" else None
    title = line if where == "title" else "Một buổi chờ khám"
    head = f'<meta content="{title}" property="og:title">' if where == "title" else ""
    page = respond(native((f"<p><strong>{lead}</strong></p>" if lead else "") + body, title=title, head=head))
    assert recognise(200, {}, page.text) is None
    article = read_article(page, KHANHHOA)
    assert line in [article.title, article.lead, *article.body.split("\n\n")]
    assert not holds_wait_text([article.title, article.lead or "", article.body])


@pytest.mark.parametrize(
    "block",
    [
        ["Hãy đợi...", "Hãy đợi 13 giây..."],
        ["Hệ thống đang từ chối truy cập của bạn.", "Hãy đợi 13 giây..."],
        ["Hệ thống đang từ chối truy cập của bạn.\nHãy đợi 13 giây..."],
        ["Hệ thống đang từ chối truy cập của bạn. Hãy đợi 13 giây..."],
        ["Please wait...", "The system is refusing your access.", "Please wait 13 seconds..."],
    ],
)
def test_the_block_is_known_by_two_of_its_lines(block: list[str]) -> None:
    assert contains_wait_text("\n\n".join(block))
    assert holds_wait_text(["Chợ cá", "", "\n\n".join(["Tàu về bến.", *block])])
    assert len(without_wait_block([Paragraph(text) for text in ["Tàu về bến.", *block]])) == 1


@pytest.mark.parametrize(
    "quote",
    [
        "<p>Trang báo hiện: «Hệ thống đang từ chối truy cập của bạn. Hãy đợi 13 giây...» rồi chị Lan thử lại.</p>",
        "<p>Màn hình hiện <em>Hệ thống đang từ chối truy cập của bạn. Hãy đợi 13 giây...</em> suốt buổi sáng.</p>",
    ],
)
def test_the_blocks_words_inside_a_sentence_are_text(quote: str) -> None:
    html = native(f"<p>Sáng nay, phòng vé đông người.</p>{quote}")
    assert strip_pasted_block(html) == (html, False)
    assert "Hãy đợi 13 giây..." in read_article(respond(html), KHANHHOA).body


@pytest.mark.parametrize(
    "headline",
    [
        "503 hộ dân được cấp nước",
        "429 hộ dân được tái định cư",
        "503",
        "Đang xác minh…",
        "Đang xác minh vụ cháy chợ",
        "Đang kiểm tra 40 tàu cá",
        "Hãy đợi...",
        "Vui lòng chờ",
        "Please wait",
        "Access denied",
        "Bạn bị chặn",
    ],
)
@pytest.mark.parametrize("framed", [True, False])
def test_a_photo_story_that_refreshes_is_no_gate(headline: str, framed: bool) -> None:
    head = f'<meta property="og:title" content="{headline}"><meta property="og:type" content="article">{REFRESH}'
    main = (
        f'<div class="date">08:15, 12/10/2025</div><h1 class="head_title">{headline}</h1><div id="content" '
        'class="content-detail"><div class="td-post-content"><figure><img src="/file/a/1.jpg"></figure></div></div>'
    )
    html = in_site_frame(headline, main, head) if framed else bare(headline, main, head)
    assert recognise(200, {}, html) is None
    assert read_article(respond(html), KHANHHOA).title == headline


def test_a_gate_in_the_sites_frame_is_one_though_the_page_has_a_title_and_a_date() -> None:
    main = '<p>Thứ Bảy, 29/11/2025</p><h1>Hãy đợi...</h1><p>Còn <b id="count">9</b> giây</p>'
    html = in_site_frame("Hãy đợi...", main, f'<meta property="og:title" content="Báo Tỉnh">{REFRESH}')
    seen = recognise(200, {}, html)
    assert seen is not None
    assert (seen.shape, seen.seconds) == ("whole", 9)


SESSION_BOX = (
    '<div id="timeoutsess" class="chromeframe">Bạn đã không sử dụng trang, <a href="#">bấm vào đây để ở lại</a>.'
    ' Thời gian chờ: <span id="secField"> 60 </span> giây</div>'
)
OTHER_BOX = SESSION_BOX.replace("timeoutsess", "x")
HIDDEN = {
    "NukeViet's box": SESSION_BOX,
    "inline style": OTHER_BOX.replace("<div ", '<div style="color:red; display : none" '),
    "attribute": OTHER_BOX.replace("<div ", "<div hidden "),
    "style sheet": "<style>a{color:red}.chromeframe, #y{display:none}</style>" + OTHER_BOX,
    "other words": OTHER_BOX,
    "inside another": "<div style='visibility:hidden'><p>a</p>" + OTHER_BOX + "</div>",
}


@pytest.mark.parametrize("box", HIDDEN)
@pytest.mark.parametrize(
    ("status", "main"),
    [
        (200, "<h1>Lịch cúp điện</h1><p>Tuần này không có lịch.</p>"),
        (200, "<p>" + "Sáng nay, chợ cá Hòn Rớ đông người mua bán. " * 20 + "</p>"),
        (404, "<h1>404</h1><p>Không tìm thấy trang.</p>"),
        (200, ""),
    ],
    ids=["notice", "article", "404", "empty"],
)
def test_an_ordinary_page_with_the_box_of_a_session_is_no_gate(box: str, status: int, main: str) -> None:
    for html in (bare("Trang", main + HIDDEN[box]), in_site_frame("Trang", main + HIDDEN[box])):
        assert recognise(status, {}, html) is None
        assert strip_pasted_block(html) == (html, False)


@pytest.mark.parametrize("box", HIDDEN)
@pytest.mark.parametrize("below", [True, False])
def test_the_gate_beside_the_box_of_a_session_tells_its_own_seconds(box: str, below: bool) -> None:
    gate = flood_blocker(13)
    html = gate.replace("</body>", HIDDEN[box] + "</body>") if below else gate.replace("<body>", "<body>" + HIDDEN[box])
    seen = recognise(200, {}, html)
    assert seen is not None
    assert (seen.shape, seen.opens_to_waiting) == ("whole", True)
    if box != "other words":
        assert seen.seconds == 13


@pytest.mark.parametrize("way", ["style='display:none'", 'style="DISPLAY:NONE;"', "hidden", 'hidden=""', "class=off"])
def test_a_browser_check_with_a_hidden_text_is_a_gate(way: str) -> None:
    text = "<p>" + "Một đoạn dài mà không ai thấy, chỉ để đánh lừa máy đọc. " * 100 + "</p>"
    html = bare(
        "Just a moment...",
        f"<h1>Checking your browser</h1><div {way}><div>{text}</div></div><script>location.reload()</script>",
        "<style>.off{display:none}</style>",
    )
    seen = recognise(503, {}, html)
    assert seen is not None
    assert (seen.kind, seen.opens_to_waiting) == ("wait", True)


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("a<p hidden>b</p>c", "ac"),
        ("a<div hidden><div>b</div>c</div>d", "ad"),
        ("a<img hidden>b", "a<img hidden>b"),
        ("a<p hidden>b", "a<p hidden>b"),
        ("a<p data-x='hidden'>b</p>", "a<p data-x='hidden'>b</p>"),
        ("a<p class=hidden-xs>b</p>", "a<p class=hidden-xs>b</p>"),
        ("<script>'<div hidden>'</script><div>b</div>", "<script>'<div hidden>'</script><div>b</div>"),
        ("<!-- <div hidden> --><div>b</div>", "<!-- <div hidden> --><div>b</div>"),
        ("<style>@media print{.b{display:none}}</style><p class=b>c</p>",) * 2,
        ("<style>.a .b{display:none}</style><p class=b>c</p>",) * 2,
    ],
)
def test_what_is_not_displayed(html: str, left: str) -> None:
    assert without_spans(html, undisplayed(html)) == left


@pytest.mark.parametrize(
    "piece", ["<h1>", "<div hidden>", "<p style='display:none'>x", "<style>.a{display:none}</style>", "<meta content="]
)
def test_hostile_repetition_of_hidden_elements_takes_bounded_time(piece: str) -> None:
    sizes = [
        len(Page("<meta property='og:title' content='a'>1/1/2024" + piece * count).visible) for count in (1, 20_000)
    ]
    assert sizes[1] >= sizes[0]
    assert recognise(200, {}, "secField" + piece * 20_000) is None
