"""Where the text of an unknown page stands: trafilatura says which text, this finds the element. Pure."""

from collections.abc import Iterator
from itertools import count

from lxml import etree
from lxml.etree import _Element as Element

from crawler.parse.printed import plain_text

DEEPEST = 100
"""Elements inside each other that are looked into."""

FORGET_AFTER = 500
"""Pages after which trafilatura's caches are emptied: they keep lines of text, and emptying takes 50 ms."""

_extractions = count(1)


def find_body(root: Element) -> Element | None:
    """The element whose text is most like the page's main text; None when there is no such text.

    Neither a single paragraph nor an element with the headline in it, if there is another.
    """
    lines = _main_lines(root)
    if not lines:
        return None
    way = list(_way_down(root, lines))
    likely = [element for element in way if element.tag != "p" and next(element.iter("h1"), None) is None]
    return max(likely or way, key=lambda element: _likeness(element, lines))


def _main_lines(root: Element) -> list[str]:
    # Imported here, since it takes half a second and most runs never need it.
    from trafilatura import extract
    from trafilatura.meta import reset_caches

    text = extract(etree.tostring(root, encoding="unicode", method="html"), favor_recall=True, include_comments=False)
    if next(_extractions) % FORGET_AFTER == 0:
        reset_caches()
    return [line for line in map(_bare, (text or "").splitlines()) if line]


def _way_down(root: Element, lines: list[str]) -> Iterator[Element]:
    """From the root always into the child with most of the text."""
    element: Element | None = root
    for _ in range(DEEPEST):
        if element is None:
            return
        yield element
        element = max(element.iterchildren(), key=lambda child: _held(_text(child), lines), default=None)


def _likeness(element: Element, lines: list[str]) -> float:
    """Share of letters that are in both the element and the lines: 0 to 1."""
    text = _text(element)
    return 2 * _held(text, lines) / (len(text) + sum(map(len, lines)))


def _held(text: str, lines: list[str]) -> int:
    return sum(len(line) for line in lines if line in text)


def _text(element: Element) -> str:
    return _bare(plain_text(element))


def _bare(text: str) -> str:
    return "".join(text.split()).lstrip("-|")
