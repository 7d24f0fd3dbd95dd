"""Elements that a browser does not display, found in time that grows with the page's length alone. Pure."""

import re
from collections.abc import Iterator

_TAG = re.compile(r"<(?:!--|(/?)([a-z][a-z0-9-]*)\b([^<>]*)>)", re.I)
_CODE_END = {"script": re.compile("</script", re.I), "style": re.compile("</style", re.I), "": re.compile("-->")}
_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_HIDDEN = re.compile(r"(?:^|\s)hidden(?:\s|=|/|$)", re.I)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_STYLE_ATTRIBUTE = re.compile(r"\bstyle\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))", re.I)
_NAMES = re.compile(r"\b(class|id)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)
_STYLE_SHEET = re.compile(r"<style\b[^<>]*>([^<]*)</style", re.I)
_AT_RULE = re.compile(r"@[a-z]|[{};]", re.I)
_RULE = re.compile(r"(?<![^{}])([^{}]++)\{([^{}]*+)\}")
_SIMPLE = re.compile(r"[.#][\w-]+")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)

SESSION_BOX = "#timeoutsess"
"""NukeViet's box that warns of the end of a session; the site's style sheet hides it."""


def undisplayed(html: str) -> list[tuple[int, int]]:
    """Where elements begin and end that are not displayed: by ``hidden``, by their style, by a rule of the page's own
    style sheet for their class or id. An element that is not closed counts as displayed."""
    names = _hidden_names(html)
    spans: list[tuple[int, int]] = []
    start, name, depth = 0, "", 0
    for tag in _tags(html):
        closing, element = bool(tag[1]), tag[2].lower()
        if depth:
            if element == name:
                depth += -1 if closing else 1
                if not depth:
                    spans.append((start, tag.end()))
        elif not closing and element not in _VOID and tag[3] and _is_hidden(tag[3], names):
            start, name, depth = tag.start(), element, 1
    return spans


def _tags(html: str) -> Iterator[re.Match[str]]:
    """Start and end tags, but for those that stand in scripts, style sheets and comments."""
    at = 0
    while tag := _TAG.search(html, at):
        at = tag.end()
        name = (tag[2] or "").lower()
        if name:
            yield tag
        if name in _CODE_END and not tag[1]:
            end = _CODE_END[name].search(html, at)
            if end is None:
                return
            at = end.start() if name else end.end()


def without_spans(html: str, spans: list[tuple[int, int]]) -> str:
    """The text outside of ``spans``, which are in order."""
    kept, at = [], 0
    for start, end in spans:
        kept.append(html[at:start])
        at = end
    return "".join([*kept, html[at:]])


def _is_hidden(attributes: str, names: frozenset[str]) -> bool:
    style = _STYLE_ATTRIBUTE.search(attributes)
    if style and _STYLE.search(style[1] or style[2] or style[3] or ""):
        return True
    if "hidden" in attributes.lower() and _HIDDEN.search(_QUOTED.sub("", attributes)):
        return True
    return not names.isdisjoint(_own_names(attributes))


def _own_names(attributes: str) -> Iterator[str]:
    """``.class`` and ``#id`` of an element."""
    for match in _NAMES.finditer(attributes):
        mark = "." if match[1].lower() == "class" else "#"
        yield from (mark + name for name in (match[2] or match[3] or match[4] or "").split())


def _without_at_rules(sheet: str) -> str:
    """A style sheet without ``@media`` and the like, which hide something on some devices alone."""
    spans: list[tuple[int, int]] = []
    start, depth = -1, 0
    for token in _AT_RULE.finditer(sheet):
        if start < 0:
            start, depth = (token.start() if token[0][0] == "@" else -1), 0
            continue
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth <= 0 and token[0] in {"}", ";"}:
            spans.append((start, token.end()))
            start = -1
    return without_spans(sheet, spans)


def _hidden_names(html: str) -> frozenset[str]:
    """Classes and ids that the page's own style sheets hide everywhere, not on some devices."""
    names = {SESSION_BOX}
    for sheet in _STYLE_SHEET.findall(html):
        for selectors, rules in _RULE.findall(_without_at_rules(sheet)):
            if _STYLE.search(rules):
                names.update(filter(_SIMPLE.fullmatch, map(str.strip, selectors.split(","))))
    return frozenset(names)
