"""The frame of every page: head, masthead, navigation, side column, footer."""

from collections.abc import Sequence
from itertools import groupby

from crawler.newspapers.builtin.pages.ink import attribute
from crawler.newspapers.builtin.pages.style import CSS
from crawler.newspapers.builtin.sections import Edition, Section

KEYWORDS = "Tin tức, Kinh tế, Thể thao, Khánh Hòa, Du lịch, Nha Trang, báo điện tử"


class Frame:
    """Puts the parts of a page together; what is the same on all pages is made once."""

    def __init__(self, edition: Edition, feeds: bool) -> None:
        self._edition = edition
        self._assets = f"<style>{CSS}</style>\n<script src='/common/v1/js/main.js?v=1.1' defer></script>"
        if feeds:
            self._assets += "\n<link rel='alternate' type='application/rss+xml' href='/rss/home.rss'>"
        self._top = f"{_masthead(edition)}\n{_navigation(edition)}"
        self._foot = _foot(edition)

    def page(self, title: str, main: str, *, head: str = "", side: str = "", below: str = "") -> str:
        """A whole page."""
        wide, narrow = self._edition.skin.columns
        return (
            f'\n<!DOCTYPE html> \n<html lang="{self._edition.html_language or self._edition.language}"> \n <head>   '
            f"<title>{attribute(title)} - {self._edition.name}</title>\n{head}\n"
            f'<meta name="keywords" content="{KEYWORDS}"/>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
            f"{self._assets}\n </head> \n <body> "
            f'{self._top}\n<div class="container detail_layout">\n<div class="columns">\n<div class="{wide}">\n{main}\n'
            f'</div>\n<div class="{narrow}">{side}</div>\n</div>\n{below}\n</div>\n{self._foot}\n </body> \n</html>\n'
        )


def submenu(sections: Sequence[Section]) -> str:
    """The links to the sections below one of the first level."""
    links = "".join(f"<li><a href='{section.address}'>{section.name}</a></li>" for section in sections)
    return f"<ul class='submenu'>{links}</ul>"


def _masthead(edition: Edition) -> str:
    links = "".join(f'<li class="item"><a href="{href}">{name}</a></li>' for href, name in edition.pages)
    return (
        f'<div class="container"><div class="row header"><a href="/" class="masthead"><b>{edition.name}</b>'
        f'<span>{edition.slogan}</span></a><ul class="list_icon_1 header_right">{links}</ul></div></div>'
    )


def _navigation(edition: Edition) -> str:
    families = [list(family) for _, family in groupby(edition.sections, key=lambda section: section.parent)]
    menu = "".join(_menu_item(family[0], family[1:]) for family in families)
    menu += "".join(
        f"<li><a href='/{path}/'><span class='bd'>{name}</span></a></li>"
        for path, name in edition.not_news
        if "/" not in path
    )
    return (
        '<div class="menutop"><nav class="" id="main-nav"><nav class="navbar container">\n'
        f'<ul id="main-menu" class="sm sm-clean"><li><a href="/">⌂</a></li>{menu}</ul></nav></nav></div>'
    )


def _menu_item(section: Section, below: Sequence[Section]) -> str:
    inner = "".join(_menu_item(sub, ()) for sub in below)
    return f"<li><a  href='{section.address}'><span class='bd'>{section.name}</span></a><ul>{inner}</ul></li>"


def _foot(edition: Edition) -> str:
    return (
        '<div class="footer"><div class="footer-info"><div class="container"><div class="item_foot">'
        f'<p class="first">{edition.name}: {edition.slogan}</p>'
        '<p class="toggle_textlink">http://baokhanhhoa.vn/ - 1 Trần Phú, Nha Trang</p></div></div></div></div>'
    )
