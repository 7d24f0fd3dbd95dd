"""The newspaper's own addresses, and those that are requested for them."""

from collections.abc import Callable
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.http.request import NO_CALLBACK

from crawler.downloader.middlewares import is_allowed
from crawler.newspapers import KHANHHOA, THAINGUYEN
from crawler.newspapers.site import Site
from crawler.parse.document import own_page
from crawler.parse.errors import Reason, UnreadablePage

MIRROR = Site(KHANHHOA, "http://127.0.0.1:8123/")
LIVE = Site(KHANHHOA)


def test_a_mirror_is_asked_for_the_same_path() -> None:
    assert MIRROR.request_address("https://baokhanhhoa.vn/xa-hoi/") == "http://127.0.0.1:8123/xa-hoi/"
    assert LIVE.request_address("https://baokhanhhoa.vn/xa-hoi/") == "https://baokhanhhoa.vn/xa-hoi/"


def test_what_a_mirror_served_is_named_by_the_own_address() -> None:
    assert MIRROR.own_address("http://127.0.0.1:8123/xa-hoi/?paged=2") == "https://baokhanhhoa.vn/xa-hoi/?paged=2"
    assert MIRROR.own_address("http://127.0.0.1:9999/xa-hoi/") == "http://127.0.0.1:9999/xa-hoi/"


def test_only_the_mirror_is_requested_when_there_is_one() -> None:
    assert MIRROR.hosts == {"127.0.0.1:8123"}
    assert "baokhanhhoa.vn" in LIVE.hosts
    assert "127.0.0.1" not in LIVE.hosts


def test_a_page_carries_the_own_address() -> None:
    response = HtmlResponse("http://127.0.0.1:8123/du-lich/", body=b"<p>x</p>")
    assert own_page(response, MIRROR).url == "https://baokhanhhoa.vn/du-lich/"


def test_what_is_no_html_is_refused() -> None:
    with pytest.raises(UnreadablePage) as refusal:
        own_page(Response("https://baokhanhhoa.vn/x.jpg", headers={"Content-Type": "image/jpeg"}), LIVE)
    assert refusal.value.reason is Reason.NOT_HTML
    assert "image/jpeg" in str(refusal.value)


def test_pages_of_a_list_are_counted_from_one() -> None:
    assert LIVE.listing_address("xa-hoi/giao-duc", 1) == "https://baokhanhhoa.vn/xa-hoi/giao-duc/"
    assert LIVE.listing_address("xa-hoi", 3) == "https://baokhanhhoa.vn/xa-hoi/?paged=3"


def test_hosts_of_pictures_are_requested_for_pictures_only() -> None:
    live, mirror = Site(THAINGUYEN), Site(THAINGUYEN, "http://127.0.0.1:8123/")
    picture = "https://cdn.baothainguyen.vn/w350/a.jpg"
    assert live.request_address(picture) == picture
    assert live.image_hosts == {"cdn.baothainguyen.vn"}
    assert live.hosts.isdisjoint(live.image_hosts)
    assert mirror.request_address(picture) == "http://127.0.0.1:8123/w350/a.jpg"
    assert mirror.image_hosts == set()


@pytest.mark.parametrize(
    ("url", "callback", "allowed"),
    [
        ("https://cdn.baothainguyen.vn/w350/a.jpg", NO_CALLBACK, True),
        ("https://cdn.baothainguyen.vn/tin-moi/", None, False),
        ("https://baothainguyen.vn/tin-moi/", None, True),
        ("https://elsewhere.example/a.jpg", NO_CALLBACK, False),
    ],
)
def test_only_pictures_are_fetched_from_their_hosts(
    url: str, callback: Callable[..., Any] | None, allowed: bool
) -> None:
    assert is_allowed(Request(url, callback), Site(THAINGUYEN)) is allowed
