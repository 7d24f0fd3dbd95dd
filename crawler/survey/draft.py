"""A newspaper of which nothing is known but its address, as data that the readers take. Pure."""

import ipaddress
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from scrapy.http import Response

from crawler.newspapers import NEWSPAPERS, vnpt
from crawler.newspapers.model import VIETNAM, Expectations, Layout, Newspaper
from crawler.parse.document import meta, open_page
from crawler.survey.addresses import FORMS, HOST

NOTHING = Expectations(sections=0, new_articles_a_day=0, field_shares={}, body_characters=0)


def draft_newspaper(url: str, host: str) -> Newspaper:
    """The draft for a newspaper that is requested at ``url`` and whose pages call its host ``host``."""
    known = [newspaper.listing.aside for newspaper in NEWSPAPERS.values()]
    return Newspaper(
        name="draft",
        title=host,
        language="vi",
        home=f"https://{host}/",
        aliases=frozenset({f"www.{host}", urlsplit(url).hostname or host}),
        other_editions=frozenset(),
        timezone=VIETNAM,
        article_paths=FORMS,
        sections=frozenset(),
        not_news=frozenset(),
        image_path=vnpt.IMAGE_PATH,
        layouts=known_layouts(),
        listing=replace(vnpt.LISTING, aside=", ".join(dict.fromkeys(known))),
        expectations=NOTHING,
    )


def known_layouts() -> tuple[Layout, ...]:
    """The page templates of all newspapers, each once."""
    return tuple(dict.fromkeys(layout for newspaper in NEWSPAPERS.values() for layout in newspaper.layouts))


def newspaper_at(url: str) -> Newspaper | None:
    """The known newspaper that has this host."""
    host = urlsplit(url).hostname
    return next((newspaper for newspaper in NEWSPAPERS.values() if host in newspaper.hosts), None)


def own_host(url: str, pages: Iterable[Response]) -> str:
    """The host of the newspaper: that of ``url``, or what the pages name where ``url`` is a mirror's.

    Only a machine's number or a port makes a mirror: a page of a real host may name a former one.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.port is None and not _is_number(host) and host != "localhost":
        return host
    named = Counter(urlsplit(meta(open_page(page)).get("og:url", "")).hostname for page in pages)
    return next((name for name, _ in named.most_common() if name and HOST.fullmatch(name)), host)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
