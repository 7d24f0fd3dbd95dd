"""The built-in newspaper's texts: its own, varied, and the same for the same seed."""

from collections import Counter, defaultdict
from itertools import combinations

import pytest

from crawler.items import Article
from crawler.newspapers.builtin import Newspaper, Options
from crawler.newspapers.builtin.grammar.writer import load_grammar, parse_rules

Shingles = frozenset[tuple[str, ...]]


def shingles(article: Article) -> Shingles:
    """Every five words in a row of lead and body."""
    words = f"{article.lead or ''} {article.body}".lower().split()
    return frozenset(tuple(words[at : at + 5]) for at in range(len(words) - 4))


def likeness(one: Shingles, other: Shingles) -> float:
    """Jaccard's: what is common, 0..1."""
    return len(one & other) / len(one | other)


def most_alike(texts: dict[str, Shingles]) -> dict[tuple[str, str], float]:
    """The likeness of every pair that has anything in common."""
    holders = defaultdict(list)
    for article_id, own in texts.items():
        for shingle in own:
            holders[shingle].append(article_id)
    common = Counter(pair for ids in holders.values() for pair in combinations(ids, 2))
    return {
        (one, other): count / (len(texts[one]) + len(texts[other]) - count) for (one, other), count in common.items()
    }


@pytest.fixture(scope="module")
def thousand() -> Newspaper:
    """A newspaper of 1,000 articles."""
    return Newspaper(Options(articles=1000))


def test_same_seed_same_newspaper_and_another_seed_another_one() -> None:
    one, again, other = (Newspaper(Options(seed=seed, articles=40)) for seed in (5, 5, 6))
    assert dict(one.truth) == dict(again.truth)
    story = one.links.newest[0]
    assert one.press.article(story) == again.press.article(again.links.newest[0])
    assert not set(one.truth) & set(other.truth)


@pytest.mark.parametrize("options", [Options(articles=1000), Options(articles=400, edition="en")])
def test_unrelated_articles_are_no_near_duplicates(options: Options) -> None:
    site = Newspaper(options)
    related = {frozenset((twin.older, twin.newer)) for twin in site.twins()}
    pairs = most_alike({article_id: shingles(article) for article_id, article in site.truth.items()})
    unrelated = {pair: share for pair, share in pairs.items() if frozenset(pair) not in related}
    assert max(unrelated.values()) < 0.2


def test_every_symbol_of_the_grammars_is_known() -> None:
    numbers = {"n4", "n9", "n12", "n30", "n90", "n900"}
    for edition in ("vi", "en"):
        for topic, rules in load_grammar(edition).topics.items():
            used = {part for choices in rules.values() for choice in choices for part in choice[1::2]}
            assert used <= set(rules) | numbers, topic


def test_rules_of_a_topic_do_not_reach_another() -> None:
    topics = parse_rules("all: x\n= one\nown: {all} y\n= two\nown: z | w\n")
    assert topics == {
        "one": {"all": (("x",),), "own": (("", "all", " y"),)},
        "two": {"all": (("x",),), "own": (("z",), ("w",))},
    }


def test_titles_are_unique_but_for_exact_and_near_copies(thousand: Newspaper) -> None:
    copies = {twin.newer for twin in thousand.twins()}
    titles = [article.title for article_id, article in thousand.truth.items() if article_id not in copies]
    assert len(set(titles)) == len(titles)


def test_bodies_have_the_lengths_of_news(thousand: Newspaper) -> None:
    lengths = sorted(len(article.body) for article in thousand.truth.values())
    assert lengths[0] > 40
    assert 600 < lengths[len(lengths) // 2] < 2500
    assert lengths[-1] > 3000


def test_each_shape_and_genre_occurs_among_300(thousand: Newspaper) -> None:
    stories = list(Newspaper(Options(articles=300)).links.stories.values())
    assert {story.shape for story in stories} == {"native", "migrated", "sister"}
    assert len({story.genre for story in stories}) == 7
    bylines = {thousand.content(story).byline for story in thousand.links.stories.values()}
    assert "Nhóm phóng viên" in bylines
    assert None in bylines
    assert any(byline.startswith("Bài, ảnh: ") for byline in bylines if byline)
    assert any(byline.endswith(" (Thực hiện)") for byline in bylines if byline)


def test_authors_carry_no_role_word_and_kickers_no_colon(thousand: Newspaper) -> None:
    for article in thousand.truth.values():
        assert not (article.author or "").endswith(")")
        assert ":" not in (article.author or "")
        assert not (article.kicker or "").endswith(":")


def test_native_ids_are_sometimes_all_digits_and_never_ambiguous(thousand: Newspaper) -> None:
    decimal = [
        story for story in thousand.links.stories.values() if story.shape != "migrated" and story.article_id.isdecimal()
    ]
    assert decimal
    assert all(story.published_at.minute != story.published_at.month for story in decimal)


def test_migrated_articles_know_only_their_day(thousand: Newspaper) -> None:
    migrated = [article for article in thousand.truth.values() if article.published_precision == "day"]
    assert migrated
    for article in migrated:
        assert article.published_at is not None
        assert (article.published_at.hour, article.published_at.minute) == (0, 0)
        assert article.published_raw is not None
        hour, minute = article.published_raw.split(",")[0].split(":")
        assert (1 <= int(hour) <= 12, int(minute)) == (True, article.published_at.month)
    ids = [int(article.article_id) for article in migrated]
    assert ids == sorted(ids, reverse=True)


def test_copies_are_as_alike_as_their_kind_says() -> None:
    site = Newspaper(Options(articles=600, twins=12))
    texts = {article_id: shingles(article) for article_id, article in site.truth.items()}
    kinds = Counter(twin.kind for twin in site.twins())
    assert kinds == {"exact": 12, "near": 12, "lookalike": 6}
    for twin in site.twins():
        alike = likeness(texts[twin.older], texts[twin.newer])
        older, newer = site.truth[twin.older], site.truth[twin.newer]
        assert older.published_at is not None
        assert newer.published_at is not None
        assert older.published_at <= newer.published_at
        if twin.kind == "exact":
            assert (older.title, older.lead, older.body) == (newer.title, newer.lead, newer.body)
        else:
            assert 0.5 < alike < 1
    lookalikes = [twin for twin in site.twins() if twin.kind == "lookalike"]
    for twin in lookalikes:
        one, other = (site.truth[article_id].title for article_id in (twin.older, twin.newer))
        assert one != other
        assert one.rsplit(" ", 1)[0] == other.rsplit(" ", 1)[0]
