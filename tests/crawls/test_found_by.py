"""The frontier says by which ways each article was found, as the newspaper's own pages lead to it."""

from crawler.archive.database.schema import frontier
from crawler.archive.frontier.ways import Way, read_ways
from crawler.newspapers.builtin import Newspaper, Options, serve
from tests.crawling import Desk


def found_by(desk: Desk, way: Way) -> set[str]:
    return {row.article_id for row in desk.rows(frontier) if way in read_ways(row.found_by)}


def linked(site: Newspaper) -> set[str]:
    """Articles that another article's page links to."""
    return {other.article_id for story in site.links.stories.values() for other in site.links.around(story)}


def test_a_backfill_notes_lists_links_and_sitemaps(desk: Desk) -> None:
    site = Newspaper(Options(seed=5, articles=50, hidden=0.3, sitemap=True, pager="works"))
    with serve(site) as server:
        desk.crawl(server.base_url, mode="backfill")
        assert found_by(desk, Way.LIST) == site.reachable("latest") < set(site.links.stories)
        assert linked(site) <= found_by(desk, Way.LINK)
        assert found_by(desk, Way.FEED) == set(site.links.stories)
        assert found_by(desk, Way.FRONT) < found_by(desk, Way.LIST)
        assert found_by(desk, Way.URLS) == set()
        named = sorted(found_by(desk, Way.LIST))[0]
        before = {row.article_id: row.found_by for row in desk.rows(frontier)}
        assert desk.crawl(server.base_url, urls=site.truth[named].url).code == 0
    after = {row.article_id: row.found_by for row in desk.rows(frontier)}
    assert {key for key in after if after[key] != before[key]} == {named}
    assert set(after[named].split(",")) - set(before[named].split(",")) == {"urls"}
