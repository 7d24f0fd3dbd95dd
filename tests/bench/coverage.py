"""How well coverage is estimated, and how long ``scrapy coverage`` takes: ``python -m tests.bench.coverage [WHAT …]``.

``estimate``: newspapers whose truth is known. ``speed``: the command on a million rows in each database, next to
``scrapy coverage --help``, which is the start of Scrapy.
"""

import argparse
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from random import Random

from sqlalchemy import Connection, text

from crawler.archive import Archive
from crawler.archive.frontier.ways import Way
from crawler.monitoring.coverage.estimate import Estimate
from crawler.newspapers.builtin import Newspaper, Options
from crawler.newspapers.builtin.story import Story
from tests.bench.frontier import ARTICLES, BODY, FIRST, FRONTIER
from tests.crawling import ROOT, SCRAPY
from tests.postgres import SETTINGS, running
from tests.simulated import Found, Habits, any_habits, crawl, estimated, newspaper

NEWSPAPERS, STORIES = 200, 3000
OWN, OWN_STORIES = 40, 1500
ROWS = 1_000_000
ROUNDS = 7

WAYS = """
UPDATE frontier SET found_by = CASE WHEN length(replace(url, '7', '')) % 10 < 6 THEN 'list,link'
    WHEN length(replace(url, '7', '')) % 10 < 9 THEN 'list' ELSE 'link' END
"""

FRONTIER_IN_POSTGRESQL = """
INSERT INTO frontier
    (newspaper, article_id, url, section, published, rank, state, attempts, next_try_at, discovered_at, listed_title)
SELECT 'khanhhoa', id, 'https://baokhanhhoa.vn/xa-hoi/giao-duc/' || to_char(day, 'YYYYMM') || '/bai-viet-' || id || '/',
    'xa-hoi/giao-duc', to_char(day, 'YYYYMM'), 3,
    CASE WHEN place < 87 THEN 'stored' WHEN place < 97 THEN 'pending' WHEN place < 99 THEN 'failed' ELSE 'gone' END, 0,
    CASE WHEN place = 0 THEN now() + interval '20 days' WHEN place BETWEEN 87 AND 96 THEN day END, day,
    'Bài viết số ' || id
FROM (
    SELECT lpad(to_hex(n), 7, '0') AS id, n % 100 AS place,
        date_trunc('day', now()) - n % 8000 * interval '1 day' AS day
    FROM generate_series(:first, :last) AS n
) AS made
"""


def simulate(make: Callable[[Random], Habits]) -> list[tuple[Estimate, int]]:
    """Estimate and truth of newspapers whose ways overlap enough."""
    papers = [newspaper(seed, STORIES) for seed in range(5)]
    found = []
    for number in range(NEWSPAPERS):
        random = Random(f"coverage:{number}")
        stories = papers[number % len(papers)]
        found.append(estimated(stories, crawl(stories, make(random), random)))
    return [(part, truth) for part, truth in found if part is not None]


def _always(habits: Habits, _: Random) -> Habits:
    return habits


def own_links(share: float, hidden: float, newspapers: int = OWN) -> list[tuple[Estimate, int]]:
    """The built-in newspaper's own link boxes, when a share of what its lists show was read."""
    found = []
    for seed in range(newspapers):
        options = Options(seed=seed, articles=OWN_STORIES, shapes={"native": 1}, twins=0, hidden=hidden)
        site = Newspaper(options)
        found.append(estimated(list(site.links.stories.values()), _found_by_links(site, share, Random(seed))))
    return [(part, truth) for part, truth in found if part is not None]


def _found_by_links(site: Newspaper, share: float, random: Random) -> Found:
    stories = site.links.stories
    listed: list[Story] = [story for story in stories.values() if story.listed and random.random() < share]
    ways: dict[str, set[Way]] = {key: set() for key in stories}
    for story in listed:
        ways[story.article_id].add(Way.LIST)
        for other in site.links.around(story):
            ways[other.article_id].add(Way.LINK)
    return {key: frozenset(found) for key, found in ways.items()}


def report(title: str, found: list[tuple[Estimate, int]]) -> None:
    errors = [part.number / truth - 1 for part, truth in found]
    held = statistics.fmean(part.interval[0] <= truth <= part.interval[1] for part, truth in found)
    seen = statistics.median(part.found / truth for part, truth in found)
    print(
        f"{title:<66} {len(found):>4}  found {seen:6.1%}  interval holds the truth {held:6.1%}  "
        f"median error {statistics.median(map(abs, errors)):6.2%}  mean bias {statistics.fmean(errors):+7.2%}"
    )


def estimating() -> None:
    report("independent ways, any reach and links", simulate(any_habits))
    report("popular articles linked more", simulate(partial(_always, Habits(popularity=1.0))))
    for preference in (0.2, 0.5):
        habits = Habits(popularity=1.0, listed_popular=preference)
        report(f"… and lists drop {preference:.0%} of the less popular half", simulate(partial(_always, habits)))
    for share in (0.3, 0.6, 1.0):
        report(f"the built-in newspaper's own links, {share:.0%} of its lists read", own_links(share, 0.3))


def fill(connection: Connection) -> None:
    """A million rows, as tests/bench/frontier.py makes them, with their ways."""
    made = FRONTIER if connection.dialect.name == "sqlite" else FRONTIER_IN_POSTGRESQL
    connection.execute(text(made), {"first": FIRST, "last": FIRST + ROWS - 1})
    connection.execute(text(WAYS))
    connection.execute(text(ARTICLES.replace(" OR IGNORE", "")), {"body": BODY})
    connection.execute(text("ANALYZE"))


def speed() -> None:
    with tempfile.TemporaryDirectory() as folder, running(SETTINGS) as server:
        for address in (f"sqlite:///{folder}/archive.db", server.new_database()):
            with Archive.open(address) as archive, archive.begin() as connection:
                fill(connection)
            start = [_timed("coverage", "--help") for _ in range(ROUNDS)]
            whole = [_timed("coverage", "-s", f"ARCHIVE_URL={address}") for _ in range(ROUNDS)]
            print(f"{address.partition(':')[0]}, {ROWS} rows: {_best(whole)}; --help: {_best(start)}")


def _best(times: list[tuple[float, float]]) -> str:
    """Other work on the machine only slows a command."""
    seconds, processor = (min(values) for values in zip(*times, strict=True))
    return f"best {seconds:.2f} s, of it processor time {processor:.2f} s"


def _timed(*words: str) -> tuple[float, float]:
    """Seconds that a command takes, and its processor time; a database server's is not in it."""
    began = time.perf_counter()
    process = subprocess.Popen([SCRAPY, *words], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", default=["estimate", "speed"], help="estimate, speed")
    chosen = parser.parse_args().what
    if "estimate" in chosen:
        estimating()
    if "speed" in chosen:
        speed()


if __name__ == "__main__":
    main()
