"""Pages as other newspapers and older systems write them: our own writing, each kind with its neighbours."""

from datetime import datetime

import pytest
from scrapy.http import Headers, HtmlResponse, Response
from scrapy.responsetypes import responsetypes

from crawler.items import Article
from crawler.newspapers import KHANHHOA
from crawler.newspapers.site import Site
from crawler.parse.article import read_article
from crawler.parse.decoding import readable_text
from crawler.parse.document import own_page
from crawler.parse.errors import UnreadablePage
from crawler.parse.listing import read_listing, read_sections
from crawler.parse.waitpages.recognise import read_gate, without_pasted_block
from tests.gates.closed import flood_blocker
from tests.reading import URL, native, respond

TEXT = [
    "Sáng nay, hơn 40 hộ trồng hành ở thôn Hạ Nam đã ra đồng từ khi trời chưa sáng để kịp thu hoạch trước mưa.",
    "Ông Trần Văn Bảy cho biết năm nay hành được mùa, mỗi sào thu gần một tấn, nhưng giá chỉ còn một nửa năm ngoái.",
    "Hợp tác xã đang tìm kho lạnh để giữ hàng, đồng thời đề nghị huyện hỗ trợ bà con phần tiền thuê xe chở ra chợ.",
    "Nếu trời tạnh trong tuần này, bà con sẽ xuống giống vụ mới vào đầu tháng sau, muộn hơn mọi năm khoảng mười ngày.",
]
LEAD = "Hành tím được mùa mà rớt giá, người trồng ở Hạ Nam vừa nhổ vừa lo tìm chỗ chứa cho kịp trước đợt mưa tới."
BODY = "".join(f"<p>{line}</p>" for line in TEXT)
FACEBOOK = "https://www.facebook.com/sharer.php?u=x"
SHARE = {
    "list": '<ul class="social"><li><a href="#">Chia sẻ</a></li></ul>',
    "links": f'<div class="k1"><a href="{FACEBOOK}">Facebook</a> <a href="#">Zalo</a></div>',
    "labels": '<div class="k1"><span>Chia sẻ</span></div><div>In bài viết</div><p>Cỡ chữ: A+ A-</p>',
    "none": "",
}


def whole(main: str, *, head: str = "", title: str = "Hành tím rớt giá", before: str = "", behind: str = "") -> str:
    """A page of a newspaper round ``main``."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} - Báo</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:type" content="article">{head}</head><body>'
        f'<div class="menu"><a href="/xa-hoi/">Xã hội</a> <a href="/kinh-te/">Kinh tế</a></div>{before}{main}{behind}'
        '<div class="bottom"><p>Cơ quan chủ quản: Tỉnh ủy. Giấy phép số 1/GP-BC, mọi quyền được bảo lưu.</p></div>'
        "</body></html>"
    )


def read(html: str) -> Article:
    return read_article(respond(html), KHANHHOA)


def paragraphs(article: Article) -> list[str]:
    return article.body.split("\n\n")


@pytest.mark.parametrize("share", SHARE)
@pytest.mark.parametrize(
    ("box", "headline", "kicker"),
    [
        ('id="content" class="content"', 'h1 class="media-heading"', 'h4 class="media-heading"'),
        ('id="k1" class="k2"', 'h1 class="k3"', 'h4 class="k4"'),
    ],
    ids=["by layout", "all names changed"],
)
@pytest.mark.parametrize("nested", [False, True])
def test_headline_date_and_share_buttons_inside_the_body(
    share: str, box: str, headline: str, kicker: str, nested: bool
) -> None:
    known = "media" in headline
    top = (
        f"<{kicker}>Nông dân:</{kicker.split()[0]}><{headline}>Hành tím rớt giá</h1>"
        f'<div class="{"date" if known else "k5"}">06:15, 20/09/2025</div>{SHARE[share]}'
    )
    top = f"<div>{top}</div>" if nested else top
    link = '<a href="/xa-hoi/202509/cho-1eb160f/">Chợ</a>'
    related = f'<div class="related"><table class="rl"><tr><td>{link}</td></tr></table></div>'
    article = read(
        whole(
            f'<div {box}>{top}<p><strong>{LEAD}</strong></p>{BODY}{related}<p style="text-align:right">Lê An</p></div>'
        )
    )
    assert (article.title, article.lead, article.author) == ("Hành tím rớt giá", LEAD, "Lê An")
    assert article.published_at == datetime.fromisoformat("2025-09-20T06:15:00+07:00")
    assert article.published_raw == "06:15, 20/09/2025"
    assert paragraphs(article) == TEXT
    if known:
        assert article.kicker == "Nông dân"


def test_a_headline_inside_the_body_costs_no_text_before_a_short_box_without_one() -> None:
    teaser = '<div class="k9"><p>Đọc nhanh: hành tím, giá giảm một nửa.</p></div>'
    article = read(whole(f"<article><h1>Hành tím rớt giá</h1>{BODY}</article>", before=teaser))
    assert paragraphs(article) == TEXT


@pytest.mark.parametrize("tag", ["p", "h2", "div"])
@pytest.mark.parametrize("named", [True, False], ids=["by class", "by description"])
def test_a_lead_outside_the_body_is_read(tag: str, named: bool) -> None:
    head = "" if named else f'<meta property="og:description" content="{LEAD[:70]}...">'
    lead = f'<{tag} class="{"detail-sapo" if named else "k1"}">{LEAD}</{tag}>'
    article = read(whole(f'<h1>Hành tím rớt giá</h1>{lead}<div class="k2">{BODY}</div>', head=head))
    assert (article.lead, paragraphs(article)) == (LEAD, TEXT)
    assert article.sources["lead"] == "fallback"


JSON_LD = '<script type="application/ld+json">%s</script>'


@pytest.mark.parametrize(
    ("head", "author"),
    [
        (JSON_LD % '{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Lê An"}}', "Lê An"),
        (
            JSON_LD % '[{"@type": "Organization"}, {"@type": ["NewsArticle"], "author": ["Lê An", "Võ Tú"]}]',
            "Lê An, Võ Tú",
        ),
        (
            JSON_LD % '{"@graph": [{"@id": "#a", "name": "Lê An"}, {"@type": "Article", "author": {"@id": "#a"}}]}',
            "Lê An",
        ),
        ('<meta name="author" content="Lê An">', "Lê An"),
        (
            '<meta property="article:author" content="https://f.com/bao"><meta name="dc.creator" content="Lê An">',
            "Lê An",
        ),
        ('<meta name="author" content="Báo Khánh Hòa">', None),
        (JSON_LD % '{"@type": "NewsArticle", "author": {"name": "Báo X"}, "publisher": {"name": "Báo X"}}', None),
        (JSON_LD % '\n[\n {"@type": "NewsArticle", "author": "Lê An"},\n {"@type": "Person"}\n]\n', "Lê An"),
        (JSON_LD % '//<![CDATA[\n{"@type": "NewsArticle", "author": "Lê An"}\n//]]>', "Lê An"),
        (JSON_LD % '<!-- [{"@type": "NewsArticle", "author": "Lê An"}] -->', "Lê An"),
        (JSON_LD % '{"@type": "NewsArticle", "author": {"name": "Lê An"', None),
    ],
)
def test_the_author_that_the_pages_data_name(head: str, author: str | None) -> None:
    article = read(whole(f"<h1>Hành tím rớt giá</h1><div>{BODY}</div>", head=head))
    assert article.author == author
    assert article.sources.get("author") == ("meta" if author else None)
    assert paragraphs(article) == TEXT


@pytest.mark.parametrize(
    ("given", "printed", "at", "source"),
    [
        ("2025-09-20T23:12:00+07:00", "", "23:12", "meta"),
        ("2025-09-20T16:12:30.5Z", "", "23:12", "meta"),
        ("2025-09-20 23:12:00", "", "23:12", "meta"),
        ("2025-09-20 23:12 +0700", "", "23:12", "meta"),
        ("Sat, 20 Sep 2025 16:12:00 GMT", "", "23:12", "meta"),
        ("20/09/2025 23:12", "", "23:12", "meta"),
        ("2025-09-20", "", "day", "meta"),
        # Many systems write local time and call it UTC: what is printed counts.
        ("2025-09-20T23:12:00Z", "23:12, 20/09/2025", "23:12", "fallback"),
        # A line of another day is the page's own calendar.
        ("2025-09-20T23:12:00+07:00", "Thứ Bảy, 29/11/2025", "23:12", "meta"),
        ("hôm qua", "", None, None),
        ("0001-01-01T00:00:00+07:00", "", None, None),
        ("9999-12-31T23:59:59-12:00", "", None, None),
    ],
)
@pytest.mark.parametrize("by_json", [True, False], ids=["json-ld", "meta"])
def test_the_date_that_the_pages_data_name(
    given: str, printed: str, at: str | None, source: str | None, by_json: bool
) -> None:
    tag = f'<meta property="article:published_time" content="{given}">'
    head = JSON_LD % f'{{"@type": "NewsArticle", "datePublished": "{given}"}}' if by_json else tag
    article = read(whole(f"<div>{printed}</div><h1>Hành tím rớt giá</h1><div>{BODY}</div>", head=head))
    clock = "00:00" if at == "day" else at
    assert article.published_at == (datetime.fromisoformat(f"2025-09-20T{clock}:00+07:00") if at else None)
    assert article.published_precision == ("minute" if at and ":" in at else at)
    assert article.sources.get("published_at") == source


def test_pictures_beside_the_text_keep_their_captions() -> None:
    cover = '<figure><img src="/file/a/1.jpg"><figcaption>Ruộng hành.</figcaption></figure>'
    inner = '<figure><img src="/file/a/2.jpg"><figcaption>Kho lạnh.</figcaption></figure>'
    other = '<p><a href="/xa-hoi/202509/cho-1eb160f/"><img src="/file/a/3.jpg"></a></p>'
    text = f"<div>{BODY[: len(BODY) // 2].rpartition('<p>')[0]}{inner}{other}<p>{TEXT[3]}</p></div>"
    article = read(whole(f"<h1>Hành tím rớt giá</h1>{cover}{text}"))
    assert [(image.url.rpartition("/")[2], image.caption) for image in article.images] == [
        ("1.jpg", "Ruộng hành."),
        ("2.jpg", "Kho lạnh."),
    ]
    assert "Kho lạnh." not in paragraphs(article)


def test_an_article_that_only_its_json_ld_names_is_read() -> None:
    html = whole(
        f"<h1>Hành tím</h1><div>{BODY}</div>", head=JSON_LD % '{"@type": "NewsArticle", "headline": "Hành tím"}'
    )
    html = html.replace('<meta property="og:title" content="Hành tím rớt giá">', "").replace('content="article"', "")
    article = read_article(respond(html, URL), KHANHHOA)
    assert (article.title, article.sources["title"]) == ("Hành tím", "meta")


PICTURE = '<img src="/file/a/1.jpg">'
DESC = '<tr><td class="desc">Ruộng.</td></tr>'
COLUMN = f"<p>{TEXT[0]}</p><p>{TEXT[1]}</p>"


@pytest.mark.parametrize(
    ("table", "text", "captions"),
    [
        (f"<tr><td>{PICTURE}</td><td>{COLUMN}</td></tr>", TEXT[:2], [None]),
        (f"<tr><td>{COLUMN}</td><td>{PICTURE}</td></tr>", TEXT[:2], [None]),
        (f"<tr><td>{PICTURE}</td><td>{TEXT[0]}</td></tr>", TEXT[:1], [None]),
        (
            f'<tr><td>{PICTURE}</td><td rowspan=2>{COLUMN}</td></tr><tr><td class="desc">Ruộng.</td></tr>',
            TEXT[:2],
            ["Ruộng."],
        ),
        (
            f"<tr><td>{COLUMN}</td></tr><tr><td>{PICTURE}</td></tr><tr><td class=desc>Ruộng.</td></tr>",
            TEXT[:2],
            ["Ruộng."],
        ),
        (f"<tr><td>{PICTURE}</td></tr><tr><td>Ruộng.</td></tr>", [], ["Ruộng."]),
        (f"<tr><td>{PICTURE}</td></tr><tr><td>{COLUMN}</td></tr>", TEXT[:2], [None]),
        (
            f'<tr><td>{PICTURE}</td><td><img src="/file/a/2.jpg"></td></tr><tr><td>Một.</td><td>Hai.</td></tr>',
            [],
            ["Một.", "Hai."],
        ),
        (
            f"<tr><td>{PICTURE}</td><td>Lê An</td><td>9</td></tr>"
            '<tr><td><img src="/file/a/2.jpg"></td><td>Tú</td><td>8</td></tr>',
            ["Lê An | 9\nTú | 8"],
            [None, None],
        ),
        (f"<tr><th>Thôn</th><th>Tấn</th></tr><tr><td>Hạ {PICTURE}</td><td>4</td></tr>", ["Thôn | Tấn\nHạ | 4"], [None]),
        (
            f"<tr><td><ul><li>Mục</li></ul></td><td>{''.join(f'<p>{line}</p>' for line in TEXT)}</td></tr>",
            ["Mục", *TEXT],
            [],
        ),
    ],
)
@pytest.mark.parametrize("attributes", ["", ' class="image center"'])
def test_a_table_is_read_for_what_it_is(
    table: str, text: list[str], captions: list[str | None], attributes: str
) -> None:
    article = read(native(f"<p>{TEXT[3]}</p><table{attributes}>{table}</table><p>{TEXT[2]}</p>"))
    if attributes and text and "|" in text[0]:
        return  # Not a box of pictures, though the portal's class says so.
    assert paragraphs(article) == [TEXT[3], *text, TEXT[2]]
    assert [image.caption for image in article.images] == captions


WRAPPED = {
    "form": "<form method=post action=x><input type=hidden name=__VIEWSTATE value=a>{}</form>",
    "font": "<font face=Arial><center>{}</center></font>",
    "table": "<table width=760><tr><td>Mục</td><td><table><tr><td>{}</td></tr></table></td></tr></table>",
}


@pytest.mark.parametrize("wrap", WRAPPED)
@pytest.mark.parametrize("layout", [True, False], ids=["by layout", "by fallback"])
def test_old_markup_round_the_page_hides_nothing(wrap: str, layout: bool) -> None:
    inner = "<table><tr><td>{}</td></tr></table>" if wrap == "table" else WRAPPED[wrap]
    names = ("td-post-content", "content-detail") if layout else ("k1", "k2")
    main = (
        f'<div class="date">06:15, 20/09/2025</div><h1 class="{"head_title" if layout else "k3"}">Hành tím rớt giá</h1>'
        f'<div id="content" class="{names[1]}"><div class="{names[0]}">{inner.format(BODY)}</div></div>'
    )
    article = read(whole(WRAPPED[wrap].format(main)))
    assert (article.title, paragraphs(article)) == ("Hành tím rớt giá", TEXT)


def test_a_form_for_comments_is_no_text() -> None:
    form = "<form><p>Gửi ý kiến của bạn</p><textarea>a</textarea><button>Gửi</button></form>"
    assert paragraphs(read(native(BODY + form))) == TEXT


POEM = "Trăng lên đầu bãi\nsóng ru con thuyền\n\nNgười về bến cũ\nđèn khuya còn chong"
STANZAS = ["Trăng lên đầu bãi\nsóng ru con thuyền", "Người về bến cũ\nđèn khuya còn chong"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<pre>\n{POEM}\n</pre>", STANZAS),
        (f"<pre>{POEM.replace('đèn', '<i>đèn</i>')}</pre>", STANZAS),
        (f'<p style="white-space:pre-line">{POEM}</p>', STANZAS),
        (f'<div style="white-space: pre-wrap"><p>{POEM}</p></div>', STANZAS),
        (f'<pre style="white-space:normal">{POEM}</pre>', [" ".join(POEM.split())]),
        (f"<p>{POEM}</p>", [" ".join(POEM.split())]),
        (f"<p>{POEM}</p>".replace("\n", "<br>"), STANZAS),
    ],
)
def test_text_that_preserves_its_lines_keeps_them(html: str, expected: list[str]) -> None:
    assert paragraphs(read(native(html))) == expected


def section_page(links: str, head: str = "") -> HtmlResponse:
    html = f"<html><head>{head}</head><body><nav><a href='moi'>Mới</a></nav>{links}</body></html>"
    return respond(html, "https://baokhanhhoa.vn/xa-hoi/")


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ('<base href="/kinh-te/">', "https://baokhanhhoa.vn/kinh-te/202509/cho-1eb160f/"),
        ('<base href="kinh-te/">', None),
        ('<base target="_blank"><base href="https://baokhanhhoa.vn/kinh-te/x/../">', "https://baokhanhhoa.vn/kinh-te/202509/cho-1eb160f/"),
        ('<base href="/a/"><base href="/kinh-te/">', "https://baokhanhhoa.vn/a/202509/cho-1eb160f/"),
        ('<base href="https://elsewhere.example/">', None),
        ('<base href="javascript:x">', None),
        ('<base href="https://[/">', None),
        ("", None),
    ],
)  # fmt: skip
def test_a_base_counts_for_links_as_browsers_count_it(base: str, address: str | None) -> None:
    listing = read_listing(section_page('<a href="202509/cho-1eb160f/">Chợ</a>', base), KHANHHOA)
    found = [link.url for link in listing.articles]
    if base == '<base href="kinh-te/">':
        # Two sections and a month: below the page that is read.
        assert found == ["https://baokhanhhoa.vn/xa-hoi/kinh-te/202509/cho-1eb160f/"]
    else:
        assert found == ([address] if address else [])


def test_a_base_counts_for_sections_pictures_and_related_links() -> None:
    head = '<base href="https://baokhanhhoa.vn/xa-hoi/">'
    sections = read_sections(section_page("", head), KHANHHOA)
    assert [section.path for section in sections] == ["xa-hoi/moi"]
    related = '<p><a href="202509/cho-1eb160f/">Chợ</a></p>'
    article = read(native(f'<p><img src="../file/a/1.jpg"></p>{related}{BODY}', head=head))
    assert [image.url for image in article.images] == ["https://baokhanhhoa.vn/file/a/1.jpg"]
    assert paragraphs(article) == TEXT


@pytest.mark.parametrize(
    "kind", ["text/plain", "text/xml", "application/xml", "application/octet-stream", "image/png", "x"]
)
@pytest.mark.parametrize("mark", ["", "\ufeff", "<?xml version='1.0'?>", "\n\n<!-- a -->"])
def test_the_content_type_may_lie(kind: str, mark: str) -> None:
    headers = Headers({"Content-Type": f"{kind}; charset=iso-8859-1"})
    body = (mark + native(BODY)).encode()
    response = responsetypes.from_args(headers=headers, url=URL, body=body)(URL, headers=headers, body=body)
    page = own_page(response, Site(KHANHHOA))
    assert paragraphs(read_article(page, KHANHHOA)) == TEXT
    gate = flood_blocker(13).encode()
    seen = read_gate(response.replace(body=gate))
    assert seen is not None
    assert (seen.shape, seen.seconds) == ("whole", 13)
    pasted = response.replace(body=(mark + native(BODY + PASTED_BLOCK)).encode())
    assert "secField" not in readable_text(without_pasted_block(pasted))[0]
    assert paragraphs(read_article(own_page(without_pasted_block(pasted), Site(KHANHHOA)), KHANHHOA)) == TEXT


PASTED_BLOCK = flood_blocker(13).partition("<body>")[2].partition("</body>")[0]


@pytest.mark.parametrize(
    "body",
    [
        b'<?xml version="1.0"?><rss><channel><item><title>&lt;html&gt;</title></item></channel></rss>',
        b'{"html": "<html><body>a</body></html>"}',
        b"\x89PNG <html>",
        b"%PDF-1.4 <html>",
        b"a < b",
        b"",
    ],
)
def test_what_is_no_html_is_refused_whatever_its_type(body: bytes) -> None:
    response = Response(URL, headers={"Content-Type": "text/plain"}, body=body)
    with pytest.raises(UnreadablePage, match="not-html"):
        own_page(response, Site(KHANHHOA))


EMBEDDED = "data:image/png;base64," + "iVBORw0KGgo" * 250_000


@pytest.mark.parametrize(
    "heavy",
    [f'<img src="{EMBEDDED}">', f"<img src={EMBEDDED}>", f"<style>a{{background:url({EMBEDDED})}}</style>",
     "<script>" + "var a = 1;" * 300_000 + "</script>"],
    ids=["picture", "unquoted", "style", "script"],
)  # fmt: skip
def test_a_page_heavy_with_embedded_files_is_read(heavy: str) -> None:
    page = native(BODY + heavy + f"<p>{LEAD}</p>", head=JSON_LD % '{"@type": "NewsArticle"}')
    assert len(page) > 2_500_000
    article = read(page)
    assert (paragraphs(article), article.images) == ([*TEXT, LEAD], ())


def test_a_page_heavy_with_markup_is_refused() -> None:
    with pytest.raises(UnreadablePage, match="too-large"):
        read(native("<p>a</p>" * 300_000))
