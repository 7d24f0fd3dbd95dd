"""Pages that are refused, each with its reason, and those that only look as if they should be."""

import gzip

import pytest

from crawler.newspapers import KHANHHOA
from crawler.parse.article import read_article
from crawler.parse.errors import Reason, UnreadablePage
from tests.reading import PARAGRAPH, URL, native, respond

OTHER = "https://baokhanhhoa.vn/xa-hoi/202509/bai-khac-0a0b0c0/"
CLOUDFLARE = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript and cookies to"
    " continue</noscript><script>window._cf_chl_opt={cvId:'3'};</script></body></html>"
)
WAIT = (
    '<html><head><title>Hãy đợi...</title></head><body><div class="floodblocker"><p>Hệ thống đang từ chối truy cập của '
    'bạn.</p>Hãy đợi <span id="secField">13</span> giây...</div></body></html>'
)
REFUSED = {
    "empty": (b"", Reason.TRUNCATED, True),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, Reason.NOT_HTML, True),
    "JSON": (b'{"error": "<b>quota</b>"}'.replace(b"<", b"("), Reason.NOT_HTML, True),
    "still packed": (gzip.compress(native().encode()), Reason.UNDECODED, True),
    "cut off": (native(PARAGRAPH * 20).encode()[:600], Reason.TRUNCATED, True),
    "too large": (native("<p>" + "chữ " * 900_000 + "</p>").encode(), Reason.TOO_LARGE, False),
    "gate of another maker": (CLOUDFLARE.encode(), Reason.WAIT_PAGE, True),
    "wait page": (WAIT.encode(), Reason.WAIT_PAGE, True),
    "error page": (
        b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>",
        Reason.ERROR_PAGE,
        True,
    ),
    "no article at all": (
        f"<html><title>x</title><body>{PARAGRAPH * 9}</body></html>".encode(),
        Reason.ERROR_PAGE,
        True,
    ),
    "no title": (native(title="").replace('<h1 class="head_title"></h1>', "").encode(), Reason.NO_TITLE, False),
    "no text": (native("<p>&nbsp;</p>").encode(), Reason.NO_BODY, False),
    "nothing but the wait block": (
        native("<p>Hãy đợi...</p><p>Hãy đợi 13 giây...</p>").encode(),
        Reason.NO_BODY,
        False,
    ),
    "damaged letters": (native("<p>M\ufffdt đo\ufffdn</p>").encode(), Reason.MOJIBAKE, True),
    "encoded twice": (
        native("<p>Đường về Ninh Hòa của những người thợ</p>".encode().decode("latin-1")).encode(),
        Reason.MOJIBAKE,
        True,
    ),
    "of no encoding": (native("").encode() + b"\xe1\xbb\xff\xfe\x81" * 50 + b"</html>", Reason.MOJIBAKE, True),
}


@pytest.mark.parametrize(("body", "reason", "retryable"), REFUSED.values(), ids=REFUSED.keys())
def test_a_page_that_is_no_article_is_refused(body: bytes, reason: Reason, retryable: bool) -> None:
    with pytest.raises(UnreadablePage) as refusal:
        read_article(respond(body), KHANHHOA)
    assert (refusal.value.reason, refusal.value.retryable) == (reason, retryable)
    assert refusal.value.detail


@pytest.mark.parametrize("url", ["https://baokhanhhoa.vn/xa-hoi/", "https://baokhanhhoa.vn/video/202509/phim-e4a14ab/"])
def test_an_address_that_is_no_articles_is_refused(url: str) -> None:
    with pytest.raises(UnreadablePage, match="not-an-address"):
        read_article(respond(native(), url), KHANHHOA)


@pytest.mark.parametrize(
    ("head", "top"),
    [
        (f'<meta property="og:url" content="{OTHER}">', ""),
        ('<meta property="og:url" content="https://baokhanhhoa.vn/">', ""),
        ("", '<div id="article_id">ff808081995ba37b01995cc5e0a0b0c0</div>'),
        (f'<meta property="og:url" content="{URL}">', '<div id="article_id">ff808081995ba37b01995cc5e0a0b0c0</div>'),
    ],
)
def test_the_page_of_another_article_is_refused(head: str, top: str) -> None:
    with pytest.raises(UnreadablePage, match="other-id"):
        read_article(respond(native(head=head, top=top)), KHANHHOA)


@pytest.mark.parametrize(
    ("url", "head", "top"),
    [
        (URL, f'<meta property="og:url" content="{URL}?utm_source=zalo">', ""),
        (URL, '<meta property="og:url" content="https://baokhanhhoa.vn/the-thao/202509/tua-khac-e4a14ab">', ""),
        (URL, "", '<div id="article_id">ff808081995ba37b01995cc5ee4a14ab</div>'),
        (URL, "", '<div id="article_id">no id</div>'),
        (URL.replace("e4a14ab", "8045182"), "", '<div id="article_id">ff808081995ba37b01995cc5e0a0b0c0</div>'),
    ],
)
def test_the_same_article_under_another_address_is_read(url: str, head: str, top: str) -> None:
    assert read_article(respond(native(head=head, top=top), url), KHANHHOA).body


WHOLE = native().encode()
ENDLESS = WHOLE.removesuffix(b"</body></html>")
HALF = WHOLE[: WHOLE.index(b"<p>") + 3]


@pytest.mark.parametrize(
    ("body", "length", "flags"),
    [
        (WHOLE, 900_000, ()),
        (WHOLE, None, ("dataloss",)),
        (WHOLE, len(WHOLE), ("dataloss",)),
        (ENDLESS, None, ()),
        (ENDLESS, None, ("partial",)),
        (ENDLESS, len(ENDLESS) - 1, ()),
        (ENDLESS, len(ENDLESS) + 1, ()),
        (HALF, None, ("partial",)),
        (HALF, len(WHOLE), ()),
    ],
)
def test_a_page_that_did_not_arrive_whole_is_refused(body: bytes, length: int | None, flags: tuple[str, ...]) -> None:
    headers = {"Content-Length": str(length)} if length is not None else {}
    with pytest.raises(UnreadablePage, match="truncated"):
        read_article(respond(body, headers=headers, flags=flags), KHANHHOA)


@pytest.mark.parametrize(
    ("body", "length", "flags"),
    [
        (WHOLE, None, ("partial",)),
        (WHOLE.removesuffix(b"</html>"), None, ("partial",)),
        (WHOLE, len(WHOLE) // 3, ()),
        (ENDLESS, len(ENDLESS), ()),
        (ENDLESS.removesuffix(b"</div></div>"), len(ENDLESS) - 12, ()),
    ],
)
def test_a_page_is_whole_when_it_ends_or_is_as_long_as_announced(
    body: bytes, length: int | None, flags: tuple[str, ...]
) -> None:
    headers = {"Content-Length": str(length)} if length is not None else {}
    assert read_article(respond(body, headers=headers, flags=flags), KHANHHOA).body


@pytest.mark.parametrize(
    ("headers", "charset"),
    [
        ({"Content-Type": "text/html; charset=iso-8859-1"}, "utf-8"),
        ({}, "windows-1252"),
        ({"Content-Type": "text/html; charset=utf-16"}, "us-ascii"),
    ],
)
def test_an_encoding_that_lies_is_not_believed(headers: dict[str, str], charset: str) -> None:
    page = native(title="Đường về Ninh Hòa").replace('charset="utf-8"', f'charset="{charset}"')
    assert read_article(respond(page, headers=headers), KHANHHOA).title == "Đường về Ninh Hòa"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1258"])
def test_other_encodings_are_read(encoding: str) -> None:
    page = native("<p>Ngày hè ở đảo</p>", title="Hoa").replace("Một bài viết", "Hoa")
    headers = {"Content-Type": "text/html; charset=windows-1258"} if encoding == "cp1258" else {}
    if encoding == "cp1258":
        page = page.replace("è", "e\u0300").replace("ở", "ơ\u0309").replace("đả", "đa\u0309").replace("à", "a\u0300")
    article = read_article(respond(page.encode(encoding), headers=headers), KHANHHOA)
    assert article.body == "Ngày hè ở đảo"


def test_an_article_has_the_address_and_section_that_its_page_says() -> None:
    own = "https://baokhanhhoa.vn/the-thao/bong-da/202509/tua-moi-e4a14ab/"
    head = f'<meta property="og:url" content="{own.replace("https://", "http://www.")}?utm_source=zalo">'
    article = read_article(respond(native(head=head)), KHANHHOA)
    assert (article.url, article.section, article.subsection) == (own, "the-thao", "bong-da")


def test_damage_outside_the_article_costs_nothing() -> None:
    page = native(PARAGRAPH * 5).encode().replace(b"</body>", b"<p>\xe1\xbb</p></body>")
    assert read_article(respond(page), KHANHHOA).title == "Một bài viết"


@pytest.mark.parametrize("title", ["404 người thợ", "Không tìm thấy cá", "Hãy đợi...", "Error", "Truy cập bị từ chối"])
def test_headlines_may_sound_like_errors(title: str) -> None:
    assert read_article(respond(native(PARAGRAPH * 3, title=title)), KHANHHOA).title == title
