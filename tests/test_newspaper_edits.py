"""New, changed and removed articles in the built-in newspaper; the truth goes with what is printed."""

import threading

import pytest

from crawler.items import Article
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.asking import ask, paths
from crawler.newspapers.builtin.edits import EditKind


def changed_fields(before: Article, after: Article) -> set[str]:
    """Names of the fields that differ."""
    return {name for name in Article.__dataclass_fields__ if getattr(before, name) != getattr(after, name)}


def words(text: str) -> list[str]:
    """The text's words."""
    return text.split()


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("typo", {"body"}),
        ("rewording", {"body"}),
        ("addition", {"body"}),
        ("headline", {"title"}),
        ("tone", {"body"}),
        ("whitespace", set()),
    ],
)
def test_an_edit_changes_what_its_kind_says_in_page_and_truth(kind: EditKind, fields: set[str]) -> None:
    site = Newspaper(Options(articles=60))
    for story in site.links.newest[:20]:
        before, page = site.truth[story.article_id], site.press.article(story)
        site.edit(story.article_id, kind)
        after = site.truth[story.article_id]
        assert changed_fields(before, after) <= fields
        assert after.url == before.url
        if kind not in {"tone", "whitespace"}:
            assert changed_fields(before, after) == fields
            assert site.press.article(site.links.stories[story.article_id]) != page


def test_the_kinds_of_edits_differ_in_what_they_do() -> None:
    site = Newspaper(Options(articles=60))
    story = next(story for story in site.links.newest if story.genre == "report")
    bodies = [site.truth[story.article_id].body]
    for kind in ("typo", "addition", "rewording"):
        site.edit(story.article_id, kind)
        bodies.append(site.truth[story.article_id].body)
    original, mistyped, longer, reworded = (words(body) for body in bodies)
    assert sum(one != other for one, other in zip(original, mistyped, strict=True)) == 1
    assert set(mistyped) <= set(longer)
    assert len(longer) > len(mistyped)
    kept = len(set(longer) & set(reworded)) / len(set(longer))
    assert 0.4 < kept < 1


def test_tones_are_printed_in_the_other_place() -> None:
    site = Newspaper(Options(articles=60))
    story = next(story for story in site.links.newest if "Hòa" in site.truth[story.article_id].body)
    site.edit(story.article_id, "tone")
    body = site.truth[story.article_id].body
    assert "Hoà" in body
    assert "Hòa" not in body


def test_whitespace_prints_the_same_words_in_other_bytes() -> None:
    site = Newspaper(Options(articles=60))
    differing = 0
    for story in site.links.newest[:10]:
        before = site.press.article(story)
        site.edit(story.article_id, "whitespace")
        differing += site.press.article(story) != before
    assert differing >= 9


def test_new_articles_stand_on_top() -> None:
    site = Newspaper(Options(articles=60))
    before = dict(site.truth)
    newest = site.links.newest[0].published_at
    with serve(site) as server:
        fresh = site.publish(3)
        assert len(fresh) == 3
        assert [story.article_id for story in site.links.newest[:3]] == fresh[::-1]
        assert set(site.truth) - set(before) == set(fresh)
        assert set(fresh) <= site.reachable("latest", depth=1)
        for article_id in fresh:
            article = site.truth[article_id]
            assert article.published_at is not None
            assert article.published_at > newest
            page = ask(server, f"/{site.links.stories[article_id].section}/")
            assert article_id in page.text
            assert article.title in ask(server, site.links.stories[article_id].path).tree.findtext(".//title")
    assert {article_id: site.truth[article_id] for article_id in before} == before


@pytest.mark.parametrize("status", [404, 410])
def test_removed_articles_answer_and_are_linked_no_more(status: int) -> None:
    site = Newspaper(Options(articles=60))
    story = site.links.newest[0]
    with serve(site) as server:
        site.remove(story.article_id, 404 if status == 404 else 410)
        assert ask(server, story.path).status == status
        assert story.article_id not in ask(server, f"/{story.section}/").text
        assert [hit.kind for hit in server.log] == ["gone", "section"]
    assert story.article_id not in site.truth
    assert story.article_id not in site.reachable("backfill")


def test_it_may_be_edited_while_it_is_read() -> None:
    site = Newspaper(Options(articles=60))
    failures: list[int] = []

    def read(server_paths: list[str]) -> None:
        failures.extend(status for path in server_paths if (status := ask(server, path).status) != 200)

    with serve(site) as server:
        readers = [threading.Thread(target=read, args=(list(paths(site)),)) for _ in range(2)]
        for reader in readers:
            reader.start()
        for story in site.links.newest[:15]:
            site.edit(story.article_id)
        site.publish(2)
        for reader in readers:
            reader.join()
    assert not failures
