"""How text is printed: entities, non-breaking spaces, decomposed letters, drop capitals."""

import unicodedata
from html import escape
from random import Random

_ENTITIES = {"“": "&ldquo;", "”": "&rdquo;", "…": "&hellip;", "–": "&ndash;"}


def printed(text: str, random: Random) -> str:
    """The text as HTML that reads the same once entities and spaces are undone."""
    if random.random() < 0.03:
        text = unicodedata.normalize("NFD", text)
    html = escape(text, quote=False)
    if random.random() < 0.5:
        for character, entity in _ENTITIES.items():
            html = html.replace(character, entity)
    if random.random() < 0.4:
        html = _with_hard_spaces(html, random)
    return html


def attribute(text: str) -> str:
    """The text for a double-quoted attribute."""
    return escape(text, quote=True)


def drop_capital(text: str, random: Random) -> str:
    """The first letter in spans of its own, as a drop capital."""
    first, rest = escape(text[:1]), printed(text[1:], random)
    return f'<span style="font-size:36px;"><span style="float:left;">{first}</span></span><span>{rest}</span>'


def _with_hard_spaces(html: str, random: Random) -> str:
    words = html.split(" ")
    glue = ("&nbsp;" if random.random() < 0.08 else " " for _ in words[1:])
    return words[0] + "".join(space + word for space, word in zip(glue, words[1:], strict=True))
