"""Newspapers of which it is known what exists, and crawls of them that find a part: no pages, only who links to whom.

The stories are the built-in newspaper's; how far lists reach and who links to whom is drawn anew for each.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from crawler.archive.frontier.ways import Way
from crawler.monitoring.coverage.estimate import Estimate, estimate_in_strata, total
from crawler.newspapers.builtin import Newspaper, Options
from crawler.newspapers.builtin.story import Story

Found = Mapping[str, frozenset[Way]]
"""Ways by article id; an article that no way found has none."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a newspaper shows its articles."""

    reach: tuple[float, float] = (0.5, 0.95)
    """Share of a section's articles that its list shows: each section has one between these."""
    links: float = 1.5
    """Links on a page to other articles, on average."""
    same_section: float = 0.7
    """Share of the links that stay in the section."""
    popularity: float = 0.0
    """How much readers differ in what they like: popular articles are linked more."""
    listed_popular: float = 0.0
    """How much the lists prefer popular articles, 0 to 1."""
    third_way: float = 0.0
    """Share of articles that a third, independent way finds."""


def any_habits(random: Random) -> Habits:
    """Habits without dependence between the ways, drawn from a wide range."""
    low = random.uniform(0.2, 0.8)
    return Habits(
        reach=(low, random.uniform(low, 1.0)),
        links=random.uniform(0.5, 4.0),
        same_section=random.uniform(0.3, 1.0),
        third_way=random.choice((0.0, 0.0, random.uniform(0.1, 0.6))),
    )


def newspaper(seed: int, articles: int) -> list[Story]:
    """The stories of a built-in newspaper, 8 a day."""
    return list(Newspaper(Options(seed=seed, articles=articles, shapes={"native": 1}, twins=0)).links.stories.values())


def crawl(stories: list[Story], habits: Habits, random: Random) -> Found:
    """Which articles a backfill finds, and by which ways: it reads every page it knows of, and follows the links."""
    liked = {story.article_id: random.lognormvariate(0, habits.popularity) for story in stories}
    ways: dict[str, set[Way]] = defaultdict(set)
    for key in _listed(stories, habits, liked, random):
        ways[key].add(Way.LIST)
    for story in stories:
        if random.random() < habits.third_way:
            ways[story.article_id].add(Way.IMPORT)
    families: dict[str, list[str]] = defaultdict(list)
    for story in stories:
        families[story.section].append(story.article_id)
    everything = [story.article_id for story in stories]
    homes = {story.article_id: families[story.section] for story in stories}
    todo = list(ways)
    while todo:
        source = todo.pop()
        for _ in range(_links_on_a_page(habits, random)):
            pool = homes[source] if random.random() < habits.same_section else everything
            target = _pick(pool, liked, habits, random)
            if target != source:
                if not ways[target]:
                    todo.append(target)
                ways[target].add(Way.LINK)
    return {story.article_id: frozenset(ways.get(story.article_id, ())) for story in stories}


def _listed(stories: list[Story], habits: Habits, liked: Mapping[str, float], random: Random) -> list[str]:
    reaches: dict[str, float] = {}
    listed = []
    middle = sorted(liked.values())[len(liked) // 2]
    for story in stories:
        reach = reaches.setdefault(story.section, random.uniform(*habits.reach))
        preferred = 1.0 if liked[story.article_id] > middle else 1 - habits.listed_popular
        if random.random() < reach * preferred:
            listed.append(story.article_id)
    return listed


def _links_on_a_page(habits: Habits, random: Random) -> int:
    whole, rest = divmod(habits.links, 1)
    return int(whole) + (random.random() < rest)


def _pick(pool: list[str], liked: Mapping[str, float], habits: Habits, random: Random) -> str:
    if not habits.popularity:
        return random.choice(pool)
    # Of three the most liked: quick, and as uneven as most-read boxes are.
    return max(random.choices(pool, k=3), key=liked.__getitem__)


def estimated(stories: list[Story], found: Found) -> tuple[Estimate | None, int]:
    """The estimate over all months whose ways overlap enough, and the true number of articles in these months."""
    months: dict[str, dict[str, dict[frozenset[Way], int]]] = defaultdict(lambda: defaultdict(dict))
    truth: dict[str, int] = defaultdict(int)
    for story in stories:
        month, ways = f"{story.published_at:%Y%m}", found[story.article_id]
        truth[month] += 1
        if ways:
            cells = months[month][story.section]
            cells[ways] = cells.get(ways, 0) + 1
    parts = {month: estimate_in_strata(sections.values()) for month, sections in months.items()}
    known = {month: part for month, part in parts.items() if part is not None}
    return total(known.values()), sum(truth[month] for month in known)
