"""Mirrors under all the addresses an operator may write: capitals, spaces, folders, the scheme's port."""

from dataclasses import replace
from urllib.parse import quote

import pytest

from crawler.cli.usage import UsageError, parse_base_url
from crawler.newspapers.builtin.http import Answer, Request
from crawler.newspapers.builtin.options import Options
from crawler.newspapers.builtin.routes import Routes
from crawler.newspapers.builtin.site import Newspaper
from tests.altered import Alteration, serve_altered
from tests.crawling import Desk

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("word", "address"),
    [
        ("HTTP://LOCALHOST:8000", "http://localhost:8000/"),
        ("https://BaoKhanhHoa.vn:443/", "https://baokhanhhoa.vn/"),
        ("http://host:80/Kho/", "http://host/Kho/"),
        (" http://host/ \n", "http://host/"),
        ("http://host/hai chữ", "http://host/hai%20ch%E1%BB%AF/"),
        ("http://host/hai%20ch%E1%BB%AF//", "http://host/hai%20ch%E1%BB%AF/"),
        ("http://[::1]:8000", "http://[::1]:8000/"),
        ("http://báo.example/", "http://xn--bo-mia.example/"),
    ],
)
def test_an_address_is_taken_as_it_will_be_requested(word: str, address: str) -> None:
    assert parse_base_url(f"base_url={word}", word) == address


@pytest.mark.parametrize(
    "word",
    [
        "http://a b/",
        "http://",
        "http://host:0/",
        "http://host:x/",
        "http://[x/",
        "http://u:p@host/",
        "http://h/?a=1",
        "/x",
    ],
)
def test_what_cannot_be_requested_is_wrong_use(word: str) -> None:
    with pytest.raises(UsageError, match="is not an address"):
        parse_base_url(f"base_url={word}", word)


def below(folder: str, site: Newspaper, *, links_too: bool) -> Alteration:
    """The newspaper below a folder, perhaps with the folder in its links as well; nothing beside it."""
    routes = Routes(site)
    path = quote(folder)

    def alter(request: Request, answer: Answer) -> Answer:
        if request.target == "/robots.txt":
            return answer
        if not request.target.startswith(path):
            return Answer(b"nothing", 404)
        page = routes.find(replace(request, target="/" + request.target.removeprefix(path))).answer
        body = page.body.replace(b'href="/', b'href="' + path.encode()) if links_too else page.body
        return replace(page, body=body)

    return alter


@pytest.mark.parametrize("links_too", [False, True])
def test_a_mirror_below_a_folder_with_a_space_is_crawled_and_nothing_is_gone(desk: Desk, links_too: bool) -> None:
    site = Newspaper(Options(seed=5, articles=12, twins=0, dead_links=0, hidden=0, pager="works"))
    with serve_altered(site, below("/Bản sao/", site, links_too=links_too)) as server:
        word = f"HTTP://127.0.0.1:{server.port}/Bản sao"
        ended = desk.crawl(word)
        assert (ended.code, ended.err) == (0, "")
        first = desk.query("select article_id, url, body from articles")
        assert {row.article_id: row.url for row in first} == {key: article.url for key, article in site.truth.items()}
        server.log.clear()
        again = desk.crawl(f"{word}/", urls=",".join(article.url for article in site.truth.values()))
        assert (again.code, len(server.log.paths()) - 1) == (0, len(site.truth))
    assert {row.state for row in desk.query("select state from frontier")} == {"stored"}
