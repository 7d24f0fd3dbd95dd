"""The element that now prints a field whose selector finds nothing."""

import pytest

from crawler.monitoring.health.selector_hints import element_of
from crawler.newspapers import KHANHHOA
from crawler.parse.article import read_article
from crawler.parse.document import open_page
from crawler.parse.html_text import plain_text
from crawler.parse.selectors import select
from tests.reading import PAGES, native, respond

URL = "https://baokhanhhoa.vn/xa-hoi/202509/chuyenlang-bien-lang-ro-luoi-giu-nghe-ben-dam-e4a14ab/"


@pytest.mark.parametrize(
    ("field", "begins"),
    [
        ("title", "Chuyện làng biển: Làng rớ lưới"),
        ("kicker", "Chuyện làng biển:"),
        ("body", "Hơn 40 năm qua"),
        ("lead", "Hơn 40 năm qua"),
        ("published_at", "21:07, 14/09/2025"),
        ("author", "LÊ NGÂN"),
    ],
)
def test_the_element_is_named_so_that_it_is_found_again(field: str, begins: str) -> None:
    page = respond((PAGES / "renamed.html").read_bytes(), URL)
    selector = element_of(page, read_article(page, KHANHHOA), field)
    assert selector is not None
    found = select(selector, open_page(page))
    assert plain_text(found[0]).startswith(begins)


def test_the_names_are_those_of_the_element_and_its_parent() -> None:
    page = respond(native())
    article = read_article(page, KHANHHOA)
    assert element_of(page, article, "title") == "div.col-8 > h1.head_title"
    assert element_of(page, article, "published_at") == "div.col-8 > div.date"
    assert element_of(page, article, "author") is None


def test_nothing_is_named_when_no_element_prints_it() -> None:
    page = respond(native())
    article = read_article(page, KHANHHOA)
    article.author = "N.T"
    assert element_of(page, article, "author") is None
