"""robots.txt by RFC 9309: each sentence of section 2.3, what is kept (2.4) and how much is read (2.5)."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update

from crawler.archive import Archive
from crawler.archive.database.schema import frontier
from crawler.downloader.robots import COPY_SECONDS, MAX_BYTES
from crawler.newspapers.builtin.http import Answer, Request
from crawler.newspapers.builtin.options import Options
from crawler.newspapers.builtin.site import Newspaper
from tests.altered import Altered, redirect, serve_altered
from tests.crawling import Desk, Ended

pytestmark = pytest.mark.quick

NO_SPORTS = b"User-agent: *\nDisallow: /the-thao/\n"


def plain(body: bytes, status: int = 200) -> Answer:
    return Answer(body, status, "text/plain; charset=utf-8")


def served(*answers: Answer, **by_path: Answer) -> Callable[[Request, Answer], Answer | None]:
    """robots.txt with these answers in turn, the last one from then on; ``by_path`` gives answers at other paths."""
    left = list(answers)

    def alter(request: Request, answer: Answer) -> Answer | None:
        if request.address.path == "/robots.txt":
            return left.pop(0) if len(left) > 1 else left[0]
        return by_path.get(request.address.path.strip("/").replace(".", "_"))

    return alter


SITE = Newspaper(Options(seed=5, articles=40, twins=0, dead_links=0, hidden=0, pager="works"))
URLS = {url.split("/")[3]: url for url in sorted(article.url for article in SITE.truth.values())}
TWO = f"{URLS['the-thao']},{URLS['xa-hoi']}"
"""One article that :data:`NO_SPORTS` forbids, and one that it does not."""


def asked(server: Altered) -> set[str]:
    """First parts of the paths that were requested, beside robots.txt and where it was moved to."""
    return {path.split("/")[1] for path in server.log.paths() if not path.partition("?")[0].endswith(".txt")}


def crawl_two(desk: Desk, server: Altered, **settings: str) -> Ended:
    server.log.clear()
    return desk.crawl(server.base_url, urls=TWO, settings={"DOWNLOAD_TIMEOUT": "2", **settings})


def obeys(desk: Desk, server: Altered) -> bool:
    """Whether the one article is fetched, and the other counted as forbidden."""
    return (crawl_two(desk, server).code, asked(server)) == (3, {"xa-hoi"})


def test_2_3_rules_are_at_the_top_of_the_host_in_utf8_and_of_any_media_type(desk: Desk) -> None:
    rules = "\ufeffUser-agent: *\nDisallow: /thể-thao/\nDisallow: /the-thao/\n".encode()
    with serve_altered(SITE, served(Answer(rules, content_type="application/octet-stream"))) as server:
        assert obeys(desk, server)
        assert server.log.paths()[0] == "/robots.txt"
        assert server.log.paths().count("/robots.txt") == 1


def test_2_3_1_1_parseable_rules_are_followed(desk: Desk) -> None:
    with serve_altered(SITE, served(plain(NO_SPORTS))) as server:
        assert obeys(desk, server)


@pytest.mark.parametrize(("hops", "status"), [(1, 301), (1, 303), (2, 307), (2, 308), (5, 302)])
def test_2_3_1_2_five_redirects_are_followed_and_the_rules_hold_for_the_first_address(
    desk: Desk, hops: int, status: int
) -> None:
    files = {f"r{n}_txt": redirect(f"/r{n + 1}.txt", status) for n in range(1, hops)}
    files[f"r{hops}_txt"] = plain(NO_SPORTS)
    with serve_altered(SITE, served(redirect("/r1.txt", status), **files)) as server:
        assert obeys(desk, server)
        assert f"/r{hops}.txt" in server.log.paths()


def test_2_3_1_2_more_redirects_are_taken_for_a_missing_file_with_a_warning(desk: Desk) -> None:
    with serve_altered(SITE, served(redirect("/robots.txt?again"))) as server:
        ended = crawl_two(desk, server)
    assert ended.code == 0
    assert "robots.txt: more than 5 redirects" in ended.err
    assert asked(server) == {"the-thao", "xa-hoi"}


def test_2_3_1_2_a_redirect_to_a_foreign_host_is_no_answer(desk: Desk) -> None:
    """We ask the newspaper's own hosts alone, so whether there are rules stays unknown."""
    with serve_altered(SITE, served(redirect("http://localhost:1/robots.txt"))) as server:
        assert crawl_two(desk, server).code == 5
    assert asked(server) == set()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_2_3_1_3_a_4xx_allows_everything_whatever_its_body_says(desk: Desk, status: int) -> None:
    with serve_altered(SITE, served(plain(b"User-agent: *\nDisallow: /\n", status))) as server:
        assert crawl_two(desk, server).code == 0
    assert asked(server) == {"the-thao", "xa-hoi"}


NO_ANSWERS = {
    "500": plain(b"", 500),
    "502": plain(b"", 502),
    "503": plain(b"", 503),
    "599": plain(b"", 599),
    "silence": Answer(b"", silent=True),
    "cut off": Answer(b"User-agent: *\nDis", claimed_length=4000),
    "redirect to nowhere": Answer(b"", 302),
}


@pytest.mark.parametrize("answer", NO_ANSWERS.values(), ids=NO_ANSWERS)
def test_2_3_1_4_without_an_answer_everything_is_forbidden_and_the_run_says_so(desk: Desk, answer: Answer) -> None:
    with serve_altered(SITE, served(answer)) as server:
        ended = crawl_two(desk, server, RETRY_TIMES="0")
        assert ended.code == 5, ended.err
        assert server.log.paths() == ["/robots.txt"]
        assert "robots.txt" in ended.err.splitlines()[-1]
        assert "nothing may be fetched (RFC 9309)" in ended.err.splitlines()[-1]
        assert {(row.state, row.attempts) for row in desk.rows(frontier)} == {("pending", 0)}
        server.alter = served(plain(b""))
        assert crawl_two(desk, server).code == 0
    assert asked(server) == {"the-thao", "xa-hoi"}


@pytest.mark.parametrize("mode", ["latest", "backfill", "recheck"])
def test_2_3_1_4_in_every_mode(desk: Desk, mode: str) -> None:
    with serve_altered(SITE, served(plain(b""))) as server:
        assert crawl_two(desk, server).code == 0
        with Archive.open(desk.archive_url) as archive, archive.begin() as connection:
            connection.execute(update(frontier).values(next_try_at=frontier.c.discovered_at))
        (desk.folder / "robots").rename(desk.folder / "elsewhere")
        server.alter = served(plain(b"", 500))
        server.log.clear()
        ended = desk.crawl(server.base_url, mode=mode)
    assert ended.code == 5, ended.err
    assert server.log.paths() == ["/robots.txt"] * 2


def test_2_3_1_4_a_retry_that_is_answered_is_enough(desk: Desk) -> None:
    with serve_altered(SITE, served(plain(b"", 500), plain(NO_SPORTS))) as server:
        assert obeys(desk, server)


def test_2_3_1_5_lines_that_cannot_be_parsed_cost_only_themselves(desk: Desk) -> None:
    body = b"<html>\xff\xfe\n\x00\n:::\nUser-agent: *\nCrawl-delay: soon\nDisallow\n%%%\nDisallow: /the-thao/ # note\n"
    with serve_altered(SITE, served(plain(body))) as server:
        assert obeys(desk, server)


@pytest.mark.parametrize(("age", "code"), [(COPY_SECONDS - 600, 3), (COPY_SECONDS + 60, 5), (-3600, 5)])
def test_2_4_a_copy_of_the_last_24_hours_stands_in_and_no_older_one(desk: Desk, age: int, code: int) -> None:
    with serve_altered(SITE, served(plain(NO_SPORTS))) as server:
        desk.crawl(server.base_url, max_requests=1)
        (copy,) = (desk.folder / "robots").iterdir()
        os.utime(copy, (time.time() - age,) * 2)
        server.alter = served(plain(b"", 500))
        ended = crawl_two(desk, server)
    assert ended.code == code, ended.err
    assert asked(server) == (set() if code == 5 else {"xa-hoi"})
    assert ("the copy of the last 24 hours is obeyed" in ended.err) == (code != 5)


def test_2_4_no_copy_outlives_the_file(desk: Desk) -> None:
    with serve_altered(SITE, served(plain(NO_SPORTS))) as server:
        desk.crawl(server.base_url, max_requests=1)
        server.alter = served(plain(b"", 404))
        desk.crawl(server.base_url, max_requests=1)
        server.alter = served(plain(b"", 500))
        assert crawl_two(desk, server).code == 5


@pytest.mark.parametrize("megabytes", [1, 40])
def test_2_5_of_an_endless_file_the_first_500_kib_are_read(desk: Desk, megabytes: int) -> None:
    line = b"# " + b"x" * 125 + b"\n"
    rule = b"User-agent: *\nDisallow: /the-thao/\n"
    early = line * ((MAX_BYTES - len(rule)) // len(line)) + rule
    late = b"Disallow: /\n" + line * (megabytes * 8192)
    with serve_altered(SITE, served(plain(early + line * 2 + late))) as server:
        assert obeys(desk, server)


def test_savepage_asks_for_no_page_while_robots_txt_does_not_answer(desk: Desk, tmp_path: Path) -> None:
    with serve_altered(SITE, served(plain(b"", 503))) as server:
        ended = desk.run("savepage", f"{server.base_url}xa-hoi/", "kept", "--into", str(tmp_path))
        assert server.log.paths() == ["/robots.txt"]
    assert (ended.code, "robots.txt answers HTTP 503" in ended.err) == (2, True)


def test_the_doctor_asks_for_no_page_while_robots_txt_does_not_answer(desk: Desk) -> None:
    with serve_altered(SITE, served(plain(b"", 503))) as server:
        ended = desk.run("doctor", "--live", "--base-url", server.base_url)
        assert server.log.paths() == ["/robots.txt"]
    assert ended.code == 3
    assert "status 503: nothing may be fetched until it answers" in ended.out
