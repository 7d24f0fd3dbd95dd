"""What links to what in the built-in newspaper, seen by a plain client that follows links."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin, urlsplit

import pytest

from crawler.newspapers.builtin import Newspaper, Options, Server, serve
from crawler.newspapers.builtin.asking import ask
from crawler.newspapers.builtin.options import Pager

ARTICLE = re.compile(r"/(?:[\w-]+/){1,2}\d{6}/[^/]+-([0-9a-f]{7})/?")


@contextmanager
def served(**options: object) -> Iterator[Server]:
    """A served newspaper with these options."""
    with serve(Newspaper(Options(**options))) as server:  # type: ignore[arg-type]  # the tests' own words
        yield server


def hrefs(server: Server, path: str) -> list[str]:
    """Links of a page as printed; none for a 404."""
    reply = ask(server, path)
    return [link.get("href", "") for link in reply.tree.iter("a")] if reply.status == 200 else []


def article_links(server: Server, path: str) -> dict[str, str]:
    """Path by article id of all news articles that a page links to."""
    found = {}
    for href in hrefs(server, path):
        address = urlsplit(urljoin("https://baokhanhhoa.vn/", href.strip()))
        match = ARTICLE.fullmatch(address.path)
        if match and "baokhanhhoa.vn" in address.netloc and not address.path.startswith(NO_NEWS):
            found[match[1]] = address.path
    return found


NO_NEWS = ("/video/", "/podcast/", "/multimedia/", "/rao-vat-tuyen-dung/", "/lien-he/")


def shown(server: Server, path: str, page: int) -> list[str]:
    """Article ids in a section page's own list, in its order."""
    reply = ask(server, f"/{path}/?paged={page}")
    own = reply.tree.cssselect("a.title2")
    return [match[1] for link in own if (match := re.search(r"-([0-9a-f]{7})/?(?:[?# ]|$)", link.get("href", "")))]


def all_sections(server: Server) -> list[str]:
    """Paths of the news sections, as the newspaper knows them."""
    return [section.path for section in server.site.edition.sections]


def test_latest_is_what_the_sections_list() -> None:
    with served(articles=200, hidden=0.2) as server:
        found: set[str] = set()
        for path in all_sections(server):
            page = 1
            while (ids := shown(server, path, page)) and not (page > 1 and ids == shown(server, path, 1)):
                found.update(ids)
                page += 1
        assert found == server.site.reachable("latest")
        assert len(found) < 200


def test_backfill_is_what_links_reach_and_that_is_everything() -> None:
    with served(articles=200, hidden=0.2) as server:
        todo = [path for section in all_sections(server) for path in article_links(server, f"/{section}/").values()]
        seen: dict[str, int] = {}
        while todo:
            path = todo.pop()
            article_id = path.rstrip("/")[-7:]
            if article_id not in seen:
                links = article_links(server, path)
                seen[article_id] = len(links)
                todo.extend(links.values())
        reached = {article_id for article_id, links in seen.items() if links}
        assert reached == server.site.reachable("backfill") == set(server.site.truth)
        assert len(seen) > len(reached), "no dead link was met"


def test_depth_bounds_what_is_reachable() -> None:
    site = Newspaper(Options(articles=1000))
    one, two, all_pages = (len(site.reachable("latest", depth)) for depth in (1, 2, None))
    assert one < two < all_pages


@pytest.mark.parametrize(
    ("pager", "beyond"),
    [("works", "nothing"), ("repeats", "page 1"), ("loops", "page 2"), ("endless", "something known")],
)
def test_pagers_beyond_the_last_page(pager: Pager, beyond: str) -> None:
    with served(articles=400, pager=pager) as server:
        first, second = shown(server, "xa-hoi", 1), shown(server, "xa-hoi", 2)
        pages = server.site.links.pages("xa-hoi")
        after = shown(server, "xa-hoi", pages + 1)
        assert len(first) == 19
        assert (second == first) is (pager == "repeats")
        known = {article_id for page in range(1, pages + 1) for article_id in shown(server, "xa-hoi", page)}
        expected = {"nothing": [], "page 1": first, "page 2": second}.get(beyond, after)
        assert after == expected
        assert set(after) <= known
        if pager == "endless":
            assert after != shown(server, "xa-hoi", pages + 2)
            assert len(after) == 19


def test_a_working_pager_may_end_with_404() -> None:
    with served(articles=40, pager="works", pager_end="404") as server:
        assert ask(server, "/xa-hoi/?paged=1").status == 200
        assert ask(server, "/xa-hoi/?paged=99").status == 404


def test_pagers_by_section() -> None:
    pagers = Newspaper(Options(articles=30, pager={"xa-hoi": "loops"})).links.pager
    assert (pagers("xa-hoi"), pagers("kinh-te")) == ("loops", "works")
    mixed = {Newspaper(Options(articles=30)).links.pager(path) for path in ("xa-hoi", "kinh-te", "phap-luat")}
    assert mixed == {"works", "repeats"}


def test_the_navigation_has_the_traps_of_the_real_one() -> None:
    with served(articles=100) as server:
        links = [link.get("href", "") for link in ask(server).tree.cssselect("nav a")]
        news = [href for href in links if not href.strip("/").startswith(("video", "podcast", "multimedia", "rao-vat"))]
        assert len(news) > 25
        assert "nguoi-tot-viec-tot" in links
        assert "/chinh-tri/thoi-su-suy-ngam" in links
        assert "/Du-lich-mien-Trung-Tay-Nguyen/" in links
        everything = hrefs(server, "/")
        assert "//news.baokhanhhoa.vn/ " in everything
        assert any(href.startswith("javascript:") for href in everything)


def test_addresses_are_printed_in_every_way_of_the_real_site() -> None:
    with served(articles=300) as server:
        printed = {href for path in all_sections(server) for href in hrefs(server, f"/{path}/")}
    articles = {href for href in printed if re.search(r"-[0-9a-f]{7}", href)}
    assert any(href.startswith("//baokhanhhoa.vn/") for href in articles)
    assert any(href.startswith("http://www.baokhanhhoa.vn/") for href in articles)
    assert any("?zarsrc=" in href for href in articles)
    assert any(href.endswith(" ") for href in articles)
    assert any(href[-1].isalnum() for href in articles)


def test_an_item_links_twice_and_some_under_two_addresses() -> None:
    with served(articles=300) as server:
        twice = server.site.truth
        aliases = [story for story in server.site.links.stories.values() if story.aliases]
        assert any(story.aliases[0].split("/")[1] != story.section.split("/")[0] for story in aliases)
        assert any(story.aliases[-1].split("/")[1] == story.section.split("/")[0] for story in aliases)
        for story in aliases:
            page = ask(server, story.aliases[0])
            own_address = page.tree.cssselect('meta[property="og:url"]')[0].get("content")
            assert own_address == twice[story.article_id].url
        item = ask(server, "/xa-hoi/").tree.cssselect("div.item")[0]
        ids = {match[1] for link in item.iter("a") if (match := re.search(r"-([0-9a-f]{7})", link.get("href", "")))}
        assert (len(ids), len(item.cssselect("a"))) == (1, 2)


def test_a_relative_section_link_leads_ever_deeper() -> None:
    with served(articles=30) as server:
        assert ask(server, "/xa-hoi/nguoi-tot-viec-tot").status == 200
        assert ask(server, "/xa-hoi/nguoi-tot-viec-tot/nguoi-tot-viec-tot").status == 200
        assert ask(server, "/nguoi-tot-viec-tot/").status == 200
        assert [hit.kind for hit in server.log] == ["trap", "trap", "section"]
