"""Twins, cross-listings and later edits of the built-in newspaper, crawled as an operator does."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from crawler.archive import Archive
from crawler.archive.database.schema import articles, revisions
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.edits import EditKind
from crawler.newspapers.builtin.server import Server
from tests.crawling import Desk

pytestmark = pytest.mark.quick


@pytest.fixture
def server() -> Iterator[Server]:
    with serve(Newspaper(Options(seed=11, articles=60, twins=4))) as server:
        yield server


def test_twins_are_linked_with_their_kind_and_nothing_else_is(server: Server, desk: Desk) -> None:
    ended = desk.crawl(server.base_url, mode="backfill")
    assert ended.code == 0, ended.err
    by_id = {row.id: row for row in desk.rows(articles)}
    links = {
        (by_id[row.duplicate_of].article_id, row.article_id, row.duplicate_kind)
        for row in by_id.values()
        if row.duplicate_of
    }
    twins = {(twin.older, twin.newer, twin.kind) for twin in server.site.twins() if twin.kind != "lookalike"}
    assert {kind for *_, kind in twins} == {"exact", "near"}
    assert links == twins
    figures = desk.last_run().stats
    assert figures["duplicates_exact"] + figures["duplicates_near"] == len(twins)


def test_a_cross_listed_article_is_one_article_with_several_addresses(server: Server, desk: Desk) -> None:
    desk.crawl(server.base_url, mode="backfill")
    stored = desk.rows(articles)
    assert len(stored) == len({row.article_id for row in stored}) == len(server.site.reachable("backfill"))
    with_addresses = {row.article for row in desk.query("SELECT article, url, section FROM addresses")}
    assert with_addresses
    assert with_addresses <= {row.id for row in stored}


@pytest.mark.parametrize("kind", ["typo", "rewording", "addition", "headline"])
def test_an_edit_becomes_a_revision_of_its_kind(server: Server, desk: Desk, kind: EditKind) -> None:
    desk.crawl(server.base_url)
    before = {row.article_id: row for row in desk.rows(articles)}
    edited = min(key for key, row in before.items() if row.duplicate_of is None and len(row.body) > 1500)
    server.site.edit(edited, kind)
    desk.crawl(server.base_url, urls=server.site.truth[edited].url)
    after = {row.article_id: row for row in desk.rows(articles)}[edited]
    (revision,) = desk.rows(revisions)
    assert (after.revision, revision.revision, revision.edit) == (2, 1, kind)
    assert (revision.title, revision.body) == (before[edited].title, before[edited].body)
    assert (after.title, after.body) == (server.site.truth[edited].title, server.site.truth[edited].body)
    shown = desk.run("revisions", edited)
    assert shown.code == 0
    assert f"revision 2 ({kind})" in shown.out
    assert "{+" in shown.out


@pytest.mark.parametrize("kind", ["whitespace", "tone"])
def test_what_changes_nothing_in_substance_is_no_revision(server: Server, desk: Desk, kind: EditKind) -> None:
    desk.crawl(server.base_url)
    for row in desk.rows(articles)[:5]:
        server.site.edit(row.article_id, kind)
    wanted = ",".join(row.url for row in desk.rows(articles)[:5])
    desk.crawl(server.base_url, urls=wanted)
    assert desk.rows(revisions) == []
    assert desk.last_run().stats["articles_unchanged"] == 5


def test_a_second_run_changes_nothing(server: Server, desk: Desk) -> None:
    desk.crawl(server.base_url, mode="backfill")
    before = desk.rows(select(articles).order_by(articles.c.id))
    server.log.clear()
    desk.crawl(server.base_url, mode="backfill")
    assert server.log.articles() == []
    assert desk.rows(select(articles).order_by(articles.c.id)) == before


def test_an_unknown_article_is_reported(desk: Desk) -> None:
    Archive.open(desk.archive_url).close()
    shown = desk.run("revisions", "0000000")
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.splitlines()[-1] == "scrapy revisions: the archive has no article 0000000"
