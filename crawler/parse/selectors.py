"""CSS selectors, compiled once; simple ones use an index of classes and ids. Pure."""

import re
from functools import cache
from typing import NamedTuple

from lxml.cssselect import LxmlHTMLTranslator
from lxml.etree import XPath
from lxml.etree import _Element as Element

ID = re.compile(r"#([\w-]+)(?=[.\[\s>]|$)(?!.*,)")
"""An id at the start of a selector without alternatives."""

_translator = LxmlHTMLTranslator()


def select(selector: str | None, node: Element) -> list[Element]:
    """Elements below ``node``, or ``node`` itself, in document order; an empty list without a selector.

    A selector that begins with an id is looked up in the page's index of ids, wherever ``node`` is: that takes a
    fiftieth of the time, and an id occurs once on a page.
    """
    found: list[Element] = _compiled(selector)(node) if selector else []
    return found


def select_together(selectors: tuple[str, ...], node: Element) -> list[Element]:
    """Elements below ``node`` that one of the selectors finds, each once, in document order."""
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


PLAIN = re.compile(
    r"(?P<tag>[a-z]\w*)?(?:\.(?P<name>[\w-]+)|#(?P<id>[\w-]+))(?:\s+(?P<inner>[a-z]\w*))?|(?P<bare>[a-z]\w*)"
)

NAMED = XPath("descendant-or-self::*[@class or @id]")


class _Plain(NamedTuple):
    """A simple selector: ``tag.name``, ``tag#id``, ``tag``, or one of the first two followed by a descendant's tag."""

    tag: str | None
    name: str | None
    id: str | None
    inner: str | None
    bare: str | None


class Names:
    """Index of the elements below one element by class and id."""

    def __init__(self, node: Element) -> None:
        self._node = node
        self._by_name: dict[str, list[Element]] = {}
        for element in NAMED(node):
            for name in (element.get("class") or "").split():
                self._by_name.setdefault(f".{name}", []).append(element)
            if identity := element.get("id"):
                self._by_name.setdefault(f"#{identity}", []).append(element)

    def select(self, selector: str | None) -> list[Element]:
        """Elements that a selector finds, in document order for each of its alternatives."""
        if selector is None:
            return []
        alternatives = _alternatives(selector)
        if alternatives is None:
            return select(selector, self._node)
        return [element for plain in alternatives for element in self._find(plain)]

    def _find(self, plain: _Plain) -> list[Element]:
        if plain.bare:
            return list(self._node.iter(plain.bare))
        found = self._by_name.get(f".{plain.name}" if plain.name else f"#{plain.id}", [])
        if plain.tag:
            found = [element for element in found if element.tag == plain.tag]
        return [inner for element in found for inner in element.iter(plain.inner)] if plain.inner else found


@cache
def _alternatives(selector: str) -> tuple[_Plain, ...] | None:
    """The selector's alternatives; None when one of them is not simple."""
    found = [PLAIN.fullmatch(part.strip()) for part in selector.split(",")]
    return tuple(_Plain(**match.groupdict()) for match in found if match) if all(found) else None
