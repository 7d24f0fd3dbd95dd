"""Pages as other newspapers and older systems write them: our own writing, each kind with its neighbours."""

from datetime import datetime

import pytest

from crawler.items import Article
from crawler.newspapers import KHANHHOA
from crawler.parse.article import read_article
from tests.reading import URL, respond

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
