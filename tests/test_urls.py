"""URLs are classified and made canonical, with the article's id."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.newspapers import KHANHHOA, KHANHHOA_EN
from crawler.parse.urls import MAX_URL_BYTES, UrlKind, classify_url, is_news

SAMPLE = Path(__file__).parents[2] / "shared" / "samples" / "urls.tsv"
KINDS = {
    "article": UrlKind.ARTICLE,
    "article-english-host": UrlKind.OTHER_EDITION,
    "category-or-static": UrlKind.SECTION,
    "home": UrlKind.HOME,
    "image": UrlKind.IMAGE,
    "not-a-url": UrlKind.NONE,
    "rss": UrlKind.FEED,
    "search": UrlKind.SEARCH,
    "video-article": UrlKind.NOT_NEWS,
}
ARTICLE = "https://baokhanhhoa.vn/xa-hoi/y-te-suc-khoe/202509/mua-hoa-moi-e4914ab/"


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample of real addresses is not here")
def test_every_real_address_is_classified() -> None:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) > 100
    wrong = []
    for row in rows:
        href = row["href"] or row["absolute_url"]
        found = classify_url(href, KHANHHOA.home, KHANHHOA).kind
        if found is not KINDS[row["kind"]]:
            wrong.append((href, row["kind"], found))
    assert not wrong


@pytest.mark.parametrize(
    "href",
    [
        ARTICLE,
        ARTICLE.rstrip("/"),
        ARTICLE + "?zarsrc=30&utm_source=zalo&gidzl=kX2",
        ARTICLE + "#binh-luan",
        ARTICLE + "?gidzl=" + "x" * MAX_URL_BYTES,
        ARTICLE + " ",
        ARTICLE.replace("https:", ""),
        ARTICLE.replace("https://", "http://www."),
        ARTICLE.replace("https://baokhanhhoa.vn", "HTTP://Beta.BaoKhanhHoa.VN:80"),
        ARTICLE.replace("https://baokhanhhoa.vn", ""),
        ARTICLE.replace("https://baokhanhhoa.vn/", ""),
        ARTICLE.replace("/202509/", "//202509/"),
    ],
)
def test_one_article_has_one_address(href: str) -> None:
    address = classify_url(href, "https://baokhanhhoa.vn/the-thao/?paged=3", KHANHHOA)
    assert address.kind is UrlKind.ARTICLE
    assert address.url == ARTICLE
    assert (address.article_id, address.section, address.subsection) == ("e4914ab", "xa-hoi", "y-te-suc-khoe")
    assert address.month == "202509"


def test_an_article_may_stand_right_below_its_section() -> None:
    address = classify_url("/Du-lich-mien-Trung/201706/cong-vien-da-8045061/", KHANHHOA.home, KHANHHOA)
    assert (address.kind, address.article_id, address.section) == (UrlKind.ARTICLE, "8045061", "Du-lich-mien-Trung")
    assert address.subsection is None


@pytest.mark.parametrize(
    ("href", "kind"),
    [
        ("dong-chi-tran-phong", UrlKind.SECTION),
        ("/video/202511/ban-tin-fc84559/", UrlKind.NOT_NEWS),
        ("/VIDEO/202511/ban-tin-fc84559/", UrlKind.NOT_NEWS),
        ("//baokhanhhoa.vn/lien-he/201211/lien-he-2200346/", UrlKind.NOT_NEWS),
        ("/rao-vat-tuyen-dung/o-to/202501/ban-xe-abcdef0/", UrlKind.NOT_NEWS),
        ("/xa-hoi/202513/thang-muoi-ba-e4914ab/", UrlKind.SECTION),
        ("/xa-hoi/202509/id-ngan-e4914a/", UrlKind.SECTION),
        ("https://baokhanhhoa.vn.example.com/xa-hoi/202509/x-e4914ab/", UrlKind.FOREIGN),
        ("https://example.com/", UrlKind.FOREIGN),
        ("javascript:void(0)", UrlKind.NONE),
        ("mailto:toasoan@example.com", UrlKind.NONE),
        ("tel:0258352", UrlKind.NONE),
        ("http://[::1", UrlKind.NONE),
        ("http://baokhanhhoa.vn:notaport/", UrlKind.NONE),
        ("/xa-hoi/202509/ky-tu\0la-e4914ab/", UrlKind.NONE),
        ("/xa-hoi/202509/nua-chu\ud800-e4914ab/", UrlKind.NONE),
        ("/xa\x7fhoi/", UrlKind.NONE),
        (f"/xa-hoi/202509/{'ắ' * (MAX_URL_BYTES // 3 - 20)}-e4914ab/", UrlKind.ARTICLE),
        (f"/xa-hoi/202509/{'ắ' * (MAX_URL_BYTES // 3)}-e4914ab/", UrlKind.NONE),
    ],
)
def test_addresses_that_look_alike_are_classified(href: str, kind: UrlKind) -> None:
    assert classify_url(href, KHANHHOA.home, KHANHHOA).kind is kind


def test_the_editions_know_each_other() -> None:
    english = "https://news.baokhanhhoa.vn/tourism/202507/seven-months-5a448d5/"
    assert classify_url(english, KHANHHOA.home, KHANHHOA).kind is UrlKind.OTHER_EDITION
    assert classify_url(english, KHANHHOA_EN.home, KHANHHOA_EN).kind is UrlKind.ARTICLE
    assert classify_url(ARTICLE, KHANHHOA_EN.home, KHANHHOA_EN).kind is UrlKind.OTHER_EDITION


@pytest.mark.parametrize(
    ("path", "news"),
    [
        ("xa-hoi", True),
        ("dai-hoi/anh", True),
        ("dai-hoi/video", False),
        ("/Video/ban-tin/", False),
        ("videos", True),
    ],
)
def test_news_is_decided_by_whole_parts_of_the_path(path: str, news: bool) -> None:
    assert is_news(path, KHANHHOA) is news


@given(st.text(max_size=80), st.sampled_from([KHANHHOA.home, ARTICLE]))
def test_any_text_in_a_link_is_some_kind_of_address(href: str, base: str) -> None:
    address = classify_url(href, base, KHANHHOA)
    assert (address.article_id is not None) == (address.kind in {UrlKind.ARTICLE, UrlKind.NOT_NEWS})


@given(st.sampled_from(["/xa-hoi/", "/a/b/", "/x/202509/s-0123abc", "?paged=2", "//baokhanhhoa.vn/kinh-te"]))
def test_a_canonical_address_is_its_own(href: str) -> None:
    address = classify_url(href, KHANHHOA.home, KHANHHOA)
    assert classify_url(address.url, KHANHHOA.home, KHANHHOA) == address
