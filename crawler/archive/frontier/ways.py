"""The ways by which an article was found, as stored in ``frontier.found_by``. Pure."""

from enum import StrEnum


class Way(StrEnum):
    """One way of finding an article; the order of definition is the order in the column."""

    LIST = "list"
    """The list of a section, pages of its pager included."""
    FRONT = "front"
    """The front page."""
    LINK = "link"
    """A link on another article's page, or in a box beside a list."""
    FEED = "feed"
    """A sitemap or feed."""
    URLS = "urls"
    """The arguments ``urls`` and ``urls_file``."""
    IMPORT = "import"
    """An imported web archive."""


def add_way(found_by: str, way: Way) -> str:
    """The column's value with one more way.

    >>> add_way("", Way.LINK), add_way("link", Way.LIST), add_way("list,link", Way.LINK)
    ('link', 'list,link', 'list,link')
    """
    ways = {*read_ways(found_by), way}
    return ",".join(each for each in Way if each in ways)


def read_ways(found_by: str) -> frozenset[Way]:
    """The ways in the column's value; empty for articles found before the column existed.

    :raises ValueError: for an unknown word.
    """
    return frozenset(Way(word) for word in found_by.split(",") if word)
