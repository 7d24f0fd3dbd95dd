"""Selectors: the quick ways find what the plain one finds."""

import pytest
from lxml import html
from lxml.cssselect import CSSSelector

from crawler.newspapers.vnpt import LISTING, NATIVE, SISTER
from crawler.parse.selectors import Names, select, select_together
from tests.reading import PAGES

SELECTORS = sorted(
    {
        value
        for layout in (NATIVE, SISTER, LISTING)
        for name in layout.__dataclass_fields__
        if isinstance(value := getattr(layout, name), str) and name not in {"name", "page_parameter"}
    }
    | {
        "div",
        "p strong",
        "#content > p",
        "div.date, span.author",
        ":is(p, .desc)",
        "a[href]",
        "#content p, #mostread a",
    }
)


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda page: str(page.stem))
def test_every_way_finds_the_same(page: object) -> None:
    root = html.parse(str(page)).getroot()
    names = Names(root)
    for selector in SELECTORS:
        plain = CSSSelector(selector, translator="html")(root)
        assert select(selector, root) == plain, selector
        assert set(names.select(selector)) == set(plain), selector


def test_no_selector_finds_nothing() -> None:
    root = html.fromstring("<p>một</p>")
    assert select(None, root) == []
    assert Names(root).select(None) == []


def test_elements_found_together_stand_in_the_order_of_the_page() -> None:
    root = html.fromstring("<div><p class='b'>1</p><i>2</i><p class='a'>3</p></div>")
    assert [element.text for element in select_together((".a", "i", ".b"), root)] == ["1", "2", "3"]
