"""The history: deeper pages, the links that articles carry, sitemaps, feeds, and pagers that lead nowhere."""

import gzip
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from crawler.archive.database.schema import articles, frontier, sections
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.http import Answer, Request
from crawler.newspapers.builtin.log import Log
from crawler.newspapers.builtin.options import Pager
from tests.altered import serve_altered
from tests.crawling import Desk

pytestmark = pytest.mark.quick

BAD_PAGERS: dict[str, Pager] = {"the-thao": "loops", "xa-hoi": "endless", "kinh-te": "repeats"}


def stored(desk: Desk) -> set[str]:
    return {row.article_id for row in desk.rows(select(articles.c.article_id))}


def pages_of(log: Log, section: str) -> int:
    return sum(path.split("?")[0] == f"/{section}/" for path in log.paths("section"))


def test_everything_that_links_reach_is_stored_newest_first_and_trap_pagers_are_left(desk: Desk) -> None:
    site = Newspaper(Options(seed=11, articles=90, hidden=0.2, page_length=3, pager=BAD_PAGERS))
    with serve(site) as server:
        ended = desk.crawl(server.base_url, mode="backfill")
        first = server.log.select()
        assert ended.code == 0, ended.err
        assert stored(desk) == site.reachable("backfill") > site.reachable("latest", depth=1)
        assert max(Counter(server.log.article_ids()).values()) == 1
        assert max(Counter(hit.article_id for hit in first if hit.kind == "missing").values()) == 1
        for section in BAD_PAGERS:
            assert f"section {section}: stopped following its pager:" in ended.err
        assert ended.err.count("stopped following its pager") == len(BAD_PAGERS)
        assert pages_of(server.log, "kinh-te") == 2
        assert pages_of(server.log, "the-thao") == site.links.pages("the-thao") + 1
        assert pages_of(server.log, "xa-hoi") == site.links.pages("xa-hoi") + 3
        server.log.clear()

        again = desk.crawl(server.base_url, mode="backfill")
        assert (again.code, server.log.articles(), server.log.count("missing")) == (0, [], 0)
        assert len(server.log) < len(first)
        assert server.log.count("section") <= 2 * len(site.edition.sections) + 5
        for section in BAD_PAGERS:
            assert f"section {section}: stopped following its pager:" in again.err
    assert {row.path for row in desk.rows(sections) if row.pager == "trap"} == set(BAD_PAGERS)


def test_the_newest_come_first(desk: Desk) -> None:
    site = Newspaper(Options(seed=2, articles=70, page_length=6, pager="works"))
    with serve(site) as server:
        desk.crawl(server.base_url, max_requests=10)
        server.log.clear()
        desk.crawl(server.base_url, mode="backfill", max_articles=40)
        months = [path.strip("/").split("/")[-2] for path in server.log.paths("article")]
    first = months[:32]
    assert first == sorted(first, reverse=True)
    assert months[0] == max(months)


def test_a_backfill_that_was_stopped_goes_on_where_it_was(desk: Desk) -> None:
    site = Newspaper(Options(seed=11, articles=50, page_length=4, pager="works"))
    with serve(site) as server:
        seen: list[str] = []
        for _ in range(12):
            ended = desk.crawl(server.base_url, mode="backfill", max_requests=60)
            seen += server.log.article_ids()
            asked = len(server.log)
            server.log.clear()
            if asked < 60:
                break
        assert ended.code == 0
    assert stored(desk) == site.reachable("backfill")
    assert max(Counter(seen).values()) == 1


def test_since_and_until_are_days_both_inclusive(desk: Desk) -> None:
    site = Newspaper(Options(seed=11, articles=60, pager="works"))
    days = sorted({article.published_at.date() for article in site.truth.values() if article.published_at})
    since, until = days[len(days) // 3], days[2 * len(days) // 3]
    wanted = {
        key
        for key in site.reachable("latest")
        if (published := site.truth[key].published_at) and since <= published.date() <= until
    }
    with serve(site) as server:
        assert desk.crawl(server.base_url, mode="backfill", since=since, until=until).code == 0
        months = {path.strip("/").split("/")[-2] for path in server.log.paths("article")}
        assert wanted <= stored(desk)
        assert all(since <= row.published_at.date() <= until for row in desk.rows(articles))
        assert f"{since:%Y%m}" <= min(months)
        assert max(months) <= f"{until:%Y%m}"
        server.log.clear()
        desk.crawl(server.base_url, mode="backfill", since=since, until=until)
        assert server.log.articles() == []
        desk.crawl(server.base_url, mode="backfill")
    assert stored(desk) == site.reachable("backfill")


def xml(*entries: str, root: str) -> bytes:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {space}>{"".join(entries)}</{root}>'.encode()


def sitemaps_in_parts(site: Newspaper) -> Callable[[Request, Answer], Answer | None]:
    """An index of sitemaps, packed ones, one that is missing, one on a foreign host, and itself."""
    host = f"https://{site.edition.host}"
    locs = [f"<url><loc>{host}{story.path}?utm_source=map</loc></url>" for story in site.links.stories.values()]
    names = ("sitemap.xml", "news-1.xml.gz", "news-2.xml", "lost.xml")
    maps = [f"<sitemap><loc>http://www.baokhanhhoa.vn/{name}</loc></sitemap>" for name in names]
    foreign = "<sitemap><loc>https://example.org/sitemap.xml</loc></sitemap>"
    old = f"<sitemap><loc>{host}/1999.xml</loc><lastmod>1999-01-01</lastmod></sitemap>"
    bodies = {
        "/sitemap.xml": xml(*maps, foreign, old, root="sitemapindex"),
        "/news-1.xml.gz": gzip.compress(xml(*locs[::2], f"<url><loc>{host}/video/</loc></url>", root="urlset")),
        "/news-2.xml": xml(*locs[1::2], root="urlset"),
    }

    def alter(request: Request, answer: Answer) -> Answer | None:
        body = bodies.get(request.address.path)
        return Answer(body, content_type="application/octet-stream") if body else None

    return alter


def test_sitemaps_that_robots_txt_names_and_feeds_that_a_page_names_are_followed(desk: Desk) -> None:
    site = Newspaper(Options(seed=5, articles=50, hidden=0.5, sitemap=True, feeds=True, pager="repeats"))
    with serve_altered(site, sitemaps_in_parts(site)) as server:
        desk.crawl(server.base_url)
        assert server.log.count("feed") == 0
        server.log.clear()
        ended = desk.crawl(server.base_url, mode="backfill", since="2000-01-01")
        asked = Counter(path for path in server.log.paths() if path.endswith((".xml", ".gz", ".rss")))
    assert stored(desk) == set(site.links.stories)
    assert asked == Counter(["/sitemap.xml", "/news-1.xml.gz", "/news-2.xml", "/lost.xml", "/rss/home.rss"])
    assert (ended.code, "lost.xml: HTTP 404" in ended.err) == (0, True)
    assert {row.state for row in desk.rows(frontier)} <= {"stored", "gone"}


def broken_catalogues(site: Newspaper) -> Callable[[Request, Answer], Answer | None]:
    """Sound catalogues among those that are cut, hold addresses that cannot be parsed, or dates out of range."""
    stories = [f"https://{site.edition.host}{story.path}" for story in site.links.stories.values()]
    locs = [f"<url><loc>{url}</loc></url>" for url in stories]
    far = "<url><loc>https://[...]/</loc></url>" + locs[0].replace(
        "</url>", "<lastmod>9999-12-31T23:59:59Z</lastmod></url>"
    )
    relative = "".join(f"<item><link>{urlsplit(url).path}</link></item>" for url in stories[30:])
    maps = [
        f"<sitemap><loc>{url}</loc></sitemap>" for url in ("/far.xml", "https://[...]/x.xml", "/cut.xml.gz", "/feed")
    ]
    bodies = {
        "/robots.txt": b"Sitemap: https://[...]/\nSitemap: sitemap.xml\nSitemap: https://[::1/x.xml\n",
        "/sitemap.xml": xml(*maps, root="sitemapindex"),
        "/far.xml": xml(far, *locs[:10], root="urlset"),
        "/cut.xml.gz": gzip.compress(xml(*locs[10:30], root="urlset"))[:-9],
        "/feed": f"<rss><channel>{relative}</channel></rss>".encode(),
    }

    def alter(request: Request, answer: Answer) -> Answer | None:
        path = request.address.path
        if path == "/":
            link = b'<link rel="alternate" type="application/rss+xml" href="https://[...]/"></head>'
            return replace(answer, body=answer.body.replace(b"</head>", link))
        return Answer(bodies[path], content_type="text/xml") if path in bodies else None

    return alter


def test_bad_entries_cost_themselves_and_what_is_cut_is_read_asked_for_again_and_reported(desk: Desk) -> None:
    site = Newspaper(Options(seed=5, articles=40, hidden=0.9, twins=0, dead_links=0, pager="repeats"))
    with serve_altered(site, broken_catalogues(site)) as server:
        ended = desk.crawl(server.base_url, mode="backfill")
        asked = Counter(path for path in server.log.paths() if path.endswith((".xml", ".gz", "/feed")))
    assert stored(desk) == set(site.links.stories)
    assert asked == Counter({"/sitemap.xml": 1, "/far.xml": 1, "/cut.xml.gz": 2, "/feed": 1})
    assert ended.code == 3, ended.err
    assert "1 catalogue (sitemap or feed) could not be read whole" in ended.err.splitlines()[-1]
    assert "cut.xml.gz: not whole: the packed data ends early" in ended.err
    stats = desk.last_run().stats
    assert (stats["catalogues_cut"], stats["catalogue_addresses_bad"], stats["catalogue_dates_bad"]) == (1, 5, 1)


def test_indexes_without_end_are_left(desk: Desk) -> None:
    site = Newspaper(Options(seed=5, articles=12, sitemap=True, pager="repeats"))

    def alter(request: Request, _: Answer) -> Answer | None:
        if not request.address.path.endswith(".xml"):
            return None
        further = "".join(f"<sitemap><loc>/{number}{request.address.path[1:]}</loc></sitemap>" for number in range(2))
        return Answer(xml(further, root="sitemapindex"), content_type="text/xml")

    with serve_altered(site, alter) as server:
        ended = desk.crawl(server.base_url, mode="backfill")
        asked = [path for path in server.log.paths() if path.endswith(".xml")]
    assert ended.code == 3
    assert len(asked) == 1 + 2 + 4 + 8
    assert "not followed" in ended.err


def test_on_an_empty_archive_a_run_for_the_latest_takes_some_pages_and_says_how_to_get_the_rest(desk: Desk) -> None:
    site = Newspaper(Options(seed=3, articles=90, page_length=1, pager="works"))
    assert site.links.pages("xa-hoi") > 10
    with serve(site) as server:
        ended = desk.crawl(server.base_url, sections="xa-hoi", settings={"LOG_LEVEL": "INFO"})
        deepest = max(int(path.partition("paged=")[2] or 1) for path in server.log.paths("section"))
    assert deepest == 10
    assert "section xa-hoi: more than 10 pages; mode=backfill continues there" in ended.err
    assert "older ones known, mode=backfill fetches them (about" in ended.out
