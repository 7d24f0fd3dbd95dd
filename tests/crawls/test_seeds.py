"""Addresses that the operator names: read from files of every shape, fetched past what is stored, and nothing else."""

import json
import os
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawler.archive.database.schema import articles, frontier
from crawler.cli.usage import UsageError
from crawler.frontier.discovery import BATCH
from crawler.frontier.seeds import Seeds, read_addresses, read_seeds
from crawler.newspapers import KHANHHOA
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.runs.arguments import Arguments
from tests.crawling import Desk

pytestmark = pytest.mark.quick

ONE = "https://baokhanhhoa.vn/xa-hoi/202511/mot-0000001/"
TWO = "http://www.baokhanhhoa.vn:80/the-thao/201706/hai-0000002/?zarsrc=30"
IDS = ["0000001", "0000002"]
HEADER = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]


def cdx_row(address: str) -> list[str]:
    return ["vn,baokhanhhoa)/", "20190203040506", address, "text/html", "200", "SHA1", "1234"]


def cdx_object(address: str) -> dict[str, str]:
    return {"urlkey": "vn,baokhanhhoa)/", "timestamp": "20190203040506", "url": address, "status": "200"}


def ids(asked: Seeds) -> list[str]:
    return [article.article_id for batch in asked.batches() for article in batch]


SHAPES: dict[str, Callable[[], str]] = {
    "one a line": lambda: f"# old ones\n\n{ONE}\n  {TWO}  \n",
    "with a mark of byte order": lambda: f"\ufeff{ONE}\r\n{TWO}\r\n",
    "CDX text": lambda: "\n".join(" ".join(cdx_row(address)) for address in (ONE, TWO)),
    "CDX JSON": lambda: json.dumps([HEADER, cdx_row(ONE), cdx_row(TWO)]),
    "CDX JSON as Wayback writes it": lambda: (
        "[" + ",\n".join(json.dumps(row) for row in (HEADER, cdx_row(ONE), cdx_row(TWO), [], ["resume here"])) + "]\n"
    ),
    "CDX JSON of one column": lambda: json.dumps([["original"], [ONE], [TWO]]),
    "one object a line": lambda: "\n".join(json.dumps(cdx_object(address)) for address in (ONE, TWO)),
    "CDXJ": lambda: "\n".join(
        f"vn,baokhanhhoa)/ 20190203040506 {json.dumps(cdx_object(address))}" for address in (ONE, TWO)
    ),
    "a JSON list": lambda: json.dumps([ONE, TWO], indent=1),
    "a JSON list of objects": lambda: json.dumps([{"original": ONE}, {"url": TWO}]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_lists_of_addresses_are_read_in_every_shape(tmp_path: Path, shape: str) -> None:
    file = tmp_path / "addresses"
    file.write_text(SHAPES[shape](), encoding="utf-8")
    assert ids(read_seeds(Arguments(urls_file=str(file)), KHANHHOA)) == IDS


def test_addresses_of_others_are_skipped_and_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "addresses"
    others = ["https://example.org/xa-hoi/202511/mot-0000003/", "https://baokhanhhoa.vn/video/202511/v-0000004/", "x"]
    file.write_text("\n".join([*others, ONE]), encoding="utf-8")
    assert ids(read_seeds(Arguments(urls_file=str(file)), KHANHHOA)) == IDS[:1]
    assert caplog.messages == [f"{file}: no article of Báo Khánh Hòa, skipped: 3; the first: {others[0]}"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"[[1, 2", "is not valid JSON"),
        (b'["https://a.example/", nonsense]', "is not valid JSON"),
        (b'{"url": ', "is not valid JSON"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"https://example.org/", "names no article of Báo Khánh Hòa"),
        (b"[]", "names no article"),
        (b"", "names no article"),
    ],
)
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "addresses"
    file.write_bytes(content)
    with pytest.raises(UsageError, match=message):
        read_seeds(Arguments(urls_file=str(file)), KHANHHOA)


def test_a_file_that_is_not_there_and_an_address_of_another_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"/none cannot be read: No such file or directory$"):
        read_seeds(Arguments(urls_file=str(tmp_path / "none")), KHANHHOA)
    with pytest.raises(UsageError, match=r"https://example.org/ is not the address of an article of Báo Khánh Hòa"):
        read_seeds(Arguments(urls=(ONE, "https://example.org/")), KHANHHOA)


def many(number: int) -> list[str]:
    return [f"https://baokhanhhoa.vn/xa-hoi/202511/bai-viet-{n:07x}/" for n in range(number)]


def memory(tmp_path: Path, number: int, lines: bool) -> int:
    """Bytes at most while a list of this many addresses is handed out."""
    file = tmp_path / "addresses"
    rows: list[Any] = [HEADER, *map(cdx_row, many(number))]
    file.write_text("\n".join(many(number)) if lines else json.dumps(rows), encoding="utf-8")
    asked = Seeds(KHANHHOA, (), file, read_seeds(Arguments(urls=(ONE,)), KHANHHOA).named_at)
    tracemalloc.start()
    assert Counter(len(batch) for batch in asked.batches()) == {BATCH: number // BATCH}
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


@pytest.mark.parametrize("lines", [True, False])
def test_a_long_list_is_handed_out_in_parts_and_never_held_whole(tmp_path: Path, lines: bool) -> None:
    assert memory(tmp_path, 20 * BATCH, lines) < 1.3 * memory(tmp_path, 10 * BATCH, lines)


def test_reading_takes_time_in_proportion_to_the_length(tmp_path: Path) -> None:
    file = tmp_path / "addresses"
    file.write_text("[" + ",".join(json.dumps(address) for address in many(50_000)) + "]", encoding="utf-8")
    assert sum(1 for _ in read_addresses(file)) == 50_000


def test_just_the_asked_articles_are_fetched_past_what_is_stored(desk: Desk) -> None:
    site = Newspaper(Options(seed=3, articles=40))
    with serve(site) as server:
        desk.crawl(server.base_url, max_articles=5)
        stored = [row.article_id for row in desk.rows(articles)]
        fresh = sorted(site.reachable("latest") - set(stored))[:2]
        other = "/".join((server.base_url.rstrip("/"), site.links.stories[fresh[1]].path.lstrip("/")))
        named = [site.truth[stored[0]].url, site.truth[fresh[0]].url + "?utm_source=zalo", other]
        server.log.clear()
        ended = desk.crawl(server.base_url, urls=",".join(named[:2]))
        assert (ended.code, Counter(hit.kind for hit in server.log)) == (0, {"robots": 1, "article": 2})
        assert set(server.log.article_ids()) == {stored[0], fresh[0]}
    assert {row.article_id for row in desk.rows(articles)} == {*stored, fresh[0]}


def test_a_list_from_a_web_archive_is_worked_off_in_several_runs_without_any_list_page(desk: Desk) -> None:
    site = Newspaper(Options(seed=3, articles=40, hidden=0.4))
    file = desk.folder / "cdx.json"
    addresses = [article.url.replace("https://", "http://www.") for article in site.truth.values()]
    file.write_text(json.dumps([HEADER, *map(cdx_row, [*addresses, *addresses])]), encoding="utf-8")
    os.utime(file, (1_600_000_000, 1_600_000_000))
    with serve(site) as server:
        assert desk.crawl(server.base_url, urls_file=file, max_requests=15).code == 0
        assert desk.crawl(server.base_url, urls_file=file).code == 0
        assert Counter(server.log.article_ids()) == dict.fromkeys(site.truth, 1)
        assert server.log.count("section") == server.log.count("home") == 0
    states = {row.article_id: row.state for row in desk.rows(frontier)}
    assert {states[key] for key in site.truth} == {"stored"}
