"""Builds HTML, escaped by construction: only this module turns text into markup."""

from html import escape


class Html(str):
    """Markup, not escaped again."""

    __slots__ = ()


Content = Html | str | int | float | None

VOID = {"meta", "br", "rect", "line"}


def tag(name: str, /, *children: Content, **attributes: str | int | float | None) -> Html:
    """An element; children that are not :class:`Html` are escaped, attributes always, ``None`` is left out.

    A trailing underscore is removed from attribute names, others become hyphens.

    >>> tag("p", "1 < 2", tag("b", "&"), class_="note")
    '<p class="note">1 &lt; 2<b>&amp;</b></p>'
    """
    words = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID and not children:
        return Html(f"<{name}{words}/>")
    return Html(f"<{name}{words}>{join(*children)}</{name}>")


def join(*children: Content) -> Html:
    """Children one after the other, escaped as :func:`tag` does."""
    return Html(
        "".join(child if isinstance(child, Html) else escape(str(child)) for child in children if child is not None)
    )
