"""The finding as text and as an HTML page. Pure."""

from lxml import etree
from lxml.html.builder import BODY, H1, H2, HEAD, HTML, LI, META, PRE, STYLE, TITLE, UL

from crawler.survey.finding import Finding
from crawler.survey.words import parts, title

CSS = "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}pre{white-space:pre-wrap;margin:0}"


def as_text(finding: Finding) -> str:
    """Headings with indented lines."""
    lines = [title(finding)]
    for heading, found in parts(finding):
        lines += ["", heading, *(f"  {line}" for line in found)]
    return "\n".join(map(_clean, lines))


def as_html(finding: Finding) -> str:
    """A page without scripts; what pages said is text in it, never markup."""
    body = [H1(_clean(title(finding)))]
    for heading, lines in parts(finding):
        body += [H2(_clean(heading)), UL(*(LI(PRE(_clean(line))) for line in lines))]
    page = HTML(HEAD(META(charset="utf-8"), TITLE(_clean(title(finding))), STYLE(CSS)), BODY(*body), lang="en")
    markup: str = etree.tostring(page, encoding="unicode", method="html", pretty_print=True)
    return f"<!DOCTYPE html>\n{markup}"


def _clean(text: str) -> str:
    """The text without control characters, which XML does not hold and a terminal obeys."""
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n")
