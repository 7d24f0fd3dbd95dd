"""The page archive: what was fetched lies in WARC files, at the place noted with the revision."""

import re
import socket
import subprocess
import sys
import zlib
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import HtmlResponse
from scrapy.settings import Settings
from sqlalchemy import select
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import ArchiveError
from crawler.archive.database.schema import articles, pages, revisions
from crawler.archive.pages.file_names import CLOSED, OPEN, node_of
from crawler.archive.pages.places import PagePlace
from crawler.archive.pages.warc_files import FOLDER, PageArchive, PageFileMissing, read_page
from crawler.archive.pages.warc_records import BrokenRecord, decode_page, encode_page
from crawler.cli.node import node_name
from crawler.cli.setting_values import is_on
from crawler.cli.usage import UsageError
from crawler.items import Page
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.parse.document import as_response, keep
from tests.crawling import Desk
from tests.forking import QuickDesk

NOVEMBER = datetime(2025, 11, 30, 12, tzinfo=UTC)
DECEMBER = datetime(2025, 12, 1, 12, tzinfo=UTC)


def page(number: int, size: int = 1000) -> Page:
    body = bytes(Random(number).randbytes(size))
    headers = ((b"Content-Type", b"text/html; charset=utf-8"), (b"Set-Cookie", b"a=1"), (b"Set-Cookie", b"b=2"))
    return Page(f"https://baokhanhhoa.vn/xa-hoi/202511/bai-{number:07d}/", 200, headers, body)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    with PageArchive(tmp_path, "khanhhoa", "node") as kept:
        places = [kept.write(page(number), NOVEMBER) for number in range(3)]
        assert names(tmp_path) == ["khanhhoa-20251130120000-node-0001.warc.gz.open"]
        assert read_page(tmp_path, places[1]).body == page(1).body
    assert names(tmp_path) == ["khanhhoa-20251130120000-node-0001.warc.gz"]
    for number, place in enumerate(places):
        found = read_page(tmp_path, place)
        assert (found.url, found.status, found.body) == (page(number).url, 200, page(number).body)
        assert found.headers == (*page(number).headers, (b"Content-Length", b"1000"))


@given(st.binary(max_size=300), st.integers(100, 599), st.lists(st.sampled_from(["x-a", "server", "etag"]), max_size=3))
def test_any_body_comes_back(body: bytes, status: int, headers: list[str]) -> None:
    given_headers = tuple((name.encode(), b"dao 1") for name in headers)
    found = decode_page(encode_page(Page("https://baokhanhhoa.vn/", status, given_headers, body), NOVEMBER))
    assert (found.status, found.body, found.headers[:-1]) == (status, body, given_headers)


HEADER_VALUES = ["Máy chủ Khánh Hòa".encode(), b"caf\xe9", b"\xff\xfe", b"a%20b", b"", b"a: b; c=\xc3\xa9"]


@pytest.mark.parametrize("value", HEADER_VALUES)
def test_a_header_value_comes_back_byte_for_byte_whatever_its_encoding(value: bytes) -> None:
    record = encode_page(Page("https://baokhanhhoa.vn/", 200, ((b"X-Server", value),), b"<html></html>"), NOVEMBER)
    assert decode_page(record).headers[0] == (b"X-Server", value)
    (sent,) = [part for part in zlib.decompress(record, 31).split(b"\r\n") if part.startswith(b"X-Server:")]
    assert sent.partition(b": ")[2] == value, "and stands so in the file, for other programs"


def test_a_record_without_a_status_is_broken() -> None:
    record = zlib.decompress(encode_page(page(1), NOVEMBER), 31).replace(b"HTTP/1.1 200", b"HTTP/1.1 abc")
    packed = zlib.compressobj(wbits=31)
    with pytest.raises(BrokenRecord):
        decode_page(packed.compress(record) + packed.flush())


def test_headers_of_the_transport_do_not_outlive_it() -> None:
    headers = ((b"Content-Encoding", b"gzip"), (b"Transfer-Encoding", b"chunked"), (b"Content-Length", b"7"))
    found = decode_page(encode_page(Page("https://baokhanhhoa.vn/", 200, headers, b"<html>"), NOVEMBER))
    assert found.headers == ((b"Content-Length", b"6"),)


def test_a_response_is_the_same_after_it_was_kept() -> None:
    before = HtmlResponse(
        "https://baokhanhhoa.vn/", 200, {"Content-Type": "text/html; charset=windows-1258"}, "Việt".encode()
    )
    after = as_response(decode_page(encode_page(keep(before), NOVEMBER)))
    assert (after.url, after.status, after.body, after.encoding) == (before.url, 200, before.body, before.encoding)


def test_other_tools_read_the_files(tmp_path: Path) -> None:
    with PageArchive(tmp_path, "khanhhoa") as kept:
        places = [kept.write(page(number), NOVEMBER) for number in range(3)]
    with (tmp_path / places[0].file).open("rb") as file:
        records = ArchiveIterator(file, check_digests="raise")
        found = []
        for record in records:
            headers = record.rec_headers
            found.append((record.rec_type, headers.get_header("WARC-Target-URI"), records.get_record_offset()))
            record.content_stream().read()
    assert found[0][0] == "warcinfo"
    assert found[1:] == [("response", page(number).url, places[number].start) for number in range(3)]


def test_a_new_file_when_one_is_full(tmp_path: Path) -> None:
    with PageArchive(tmp_path, "khanhhoa", "node-1", max_bytes=3000) as kept:
        places = [kept.write(page(number), NOVEMBER) for number in range(5)]
        places.append(kept.write(page(5), DECEMBER))
    assert names(tmp_path) == [f"khanhhoa-20251130120000-node-1-000{number}{CLOSED}" for number in (1, 2, 3)]
    assert [read_page(tmp_path, place).url for place in places] == [page(number).url for number in range(6)]
    assert {node_of(name) for name in names(tmp_path)} == {"node-1"}


def test_each_run_writes_a_file_of_its_own_and_changes_no_other(tmp_path: Path) -> None:
    places, contents = [], []
    for number in range(3):
        with PageArchive(tmp_path, "khanhhoa") as kept:
            places.append(kept.write(page(number), NOVEMBER))
        contents.append((tmp_path / places[-1].file).read_bytes())
    assert [(tmp_path / name).read_bytes() for name in names(tmp_path)] == contents
    assert [read_page(tmp_path, place).url for place in places] == [page(number).url for number in range(3)]


def test_two_nodes_never_use_the_same_name(tmp_path: Path) -> None:
    for node in ("a", "b"):
        with PageArchive(tmp_path / node, "khanhhoa", node) as kept:
            kept.write(page(1), NOVEMBER)
    assert set(names(tmp_path / "a")).isdisjoint(names(tmp_path / "b"))


def test_a_file_of_an_earlier_version_is_still_read(tmp_path: Path) -> None:
    with PageArchive(tmp_path, "khanhhoa") as kept:
        place = kept.write(page(1), NOVEMBER)
    (tmp_path / place.file).rename(tmp_path / "khanhhoa-202511-0001.warc.gz")
    assert read_page(tmp_path, place._replace(file="khanhhoa-202511-0001.warc.gz")).body == page(1).body
    assert node_of("khanhhoa-202511-0001.warc.gz") is None


def test_a_file_that_is_not_here_names_its_node(tmp_path: Path) -> None:
    with PageArchive(tmp_path, "khanhhoa", "far.example.org") as kept:
        place = kept.write(page(1), NOVEMBER)
    with pytest.raises(PageFileMissing, match="is not on this machine") as missing:
        read_page(tmp_path / "elsewhere", place)
    assert missing.value.node == "far.example.org"


@pytest.mark.parametrize(
    ("host", "node"), [("node-1.example.org", "node-1.example.org"), ("máy 1", "m-y-1"), ("..", "node"), ("", "node")]
)
def test_the_host_gives_the_node_its_name(host: str, node: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: host)
    assert node_name(Settings({"NODE": ""})) == node


@pytest.mark.parametrize("node", ["a/b", "..", "-a", "a" * 64, "máy"])
def test_a_name_of_a_node_that_no_file_may_have_is_refused(node: str) -> None:
    with pytest.raises(UsageError, match="is not a name of at most 63 letters"):
        node_name(Settings({"NODE": node}))


def test_a_run_without_pages_makes_no_file(tmp_path: Path) -> None:
    PageArchive(tmp_path / "pages", "khanhhoa").close()
    assert names(tmp_path / "pages") == []


@pytest.mark.parametrize("torn", [1, 500, 0, b"no gzip at all"])
def test_a_killed_run_is_repaired_and_gone_on_with(tmp_path: Path, torn: int | bytes) -> None:
    killed = PageArchive(tmp_path, "khanhhoa")
    places = [killed.write(page(number), NOVEMBER) for number in range(3)]
    path = tmp_path / (places[0].file + OPEN)
    assert killed._file is not None
    killed._file.close()
    record = encode_page(page(9), NOVEMBER)
    with path.open("ab") as file:
        file.write(record[:torn] if isinstance(torn, int) else torn)
    with PageArchive(tmp_path, "khanhhoa") as kept:
        places.append(kept.write(page(3), NOVEMBER))
    assert names(tmp_path) == [places[0].file, places[3].file]
    assert [read_page(tmp_path, place).url for place in places] == [page(number).url for number in range(4)]
    with (tmp_path / places[0].file).open("rb") as file:
        assert sum(1 for _ in ArchiveIterator(file)) == 4


def test_two_newspapers_write_to_files_of_their_own(tmp_path: Path) -> None:
    with PageArchive(tmp_path, "khanhhoa", "n") as one, PageArchive(tmp_path, "khanhhoa_en", "n") as other:
        one.write(page(1), NOVEMBER)
        other.write(page(2), NOVEMBER)
    assert names(tmp_path) == [
        f"{newspaper}-20251130120000-n-0001.warc.gz" for newspaper in ("khanhhoa", "khanhhoa_en")
    ]


@pytest.mark.parametrize("place", [(0, 50), (10, 400), (0, 0), (10**6, 100)])
def test_what_is_no_whole_page_is_reported(tmp_path: Path, place: tuple[int, int]) -> None:
    with PageArchive(tmp_path, "khanhhoa") as kept:
        file = kept.write(page(1), NOVEMBER).file
    with pytest.raises(BrokenRecord):
        read_page(tmp_path, PagePlace(file, *place))


def test_the_file_information_is_no_page(tmp_path: Path) -> None:
    with PageArchive(tmp_path, "khanhhoa") as kept:
        first = kept.write(page(1), NOVEMBER)
    with pytest.raises(BrokenRecord, match="warcinfo"):
        read_page(tmp_path, PagePlace(first.file, 0, first.start))


def test_a_folder_that_cannot_be_made_is_reported_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="cannot be written: Not a directory"):
        PageArchive(tmp_path / "file" / "pages", "khanhhoa")


def test_half_a_record_on_a_full_disk_is_taken_back(tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk; it needs a process of its own."""
    program = f"""
import signal, sys
from pathlib import Path
from crawler.archive import ArchiveError
from crawler.archive.pages.warc_files import PageArchive
from tests.crawls.test_page_archive import NOVEMBER, page
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with PageArchive(Path({str(tmp_path)!r}), "khanhhoa") as kept:
    kept.write(page(1), NOVEMBER)
    try:
        kept.write(page(2, 100_000), NOVEMBER)
    except ArchiveError as error:
        print(error)
    kept.write(page(3), NOVEMBER)
"""
    words = ["sh", "-c", 'ulimit -f 20; exec "$@"', "sh", sys.executable, "-c", program]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert "cannot be written" in done.stdout
    with next(tmp_path.iterdir()).open("rb") as file:
        urls = [record.rec_headers.get_header("WARC-Target-URI") for record in ArchiveIterator(file)]
    assert urls == [None, page(1).url, page(3).url]


@pytest.mark.parametrize(("word", "value"), [("on", True), ("off", False), (True, True), ("0", False), ("True", True)])
def test_a_switch_is_read_however_it_is_written(word: object, value: bool) -> None:
    assert is_on(Settings({"PAGES": word}), "PAGES") is value


def test_a_switch_that_is_neither_is_refused() -> None:
    with pytest.raises(UsageError, match="PAGES=maybe is neither on nor off"):
        is_on(Settings({"PAGES": "maybe"}), "PAGES")


def test_a_crawl_keeps_the_page_of_every_revision(crawled: Desk) -> None:
    rows = crawled.rows(select(pages, articles.c.article_id).join(articles))
    assert len(rows) == len(crawled.rows(articles)) + len(crawled.rows(revisions)) > 20
    for row in rows:
        kept = read_page(crawled.folder / FOLDER, PagePlace(row.file, row.start, row.length))
        assert kept.url.endswith(f"-{row.article_id}/")


def test_a_crawl_names_its_file_after_newspaper_moment_and_node(tmp_path: Path) -> None:
    desk = QuickDesk(tmp_path)
    with serve(Newspaper(Options(seed=11, articles=10))) as server:
        assert desk.crawl(server.base_url, settings={"NODE": "node-7"}).code == 0
        refused = desk.crawl(server.base_url, settings={"NODE": "node/7"})
    (file,) = {row.file for row in desk.rows(pages)}
    assert re.fullmatch(r"khanhhoa-20\d{12}-node-7-0001\.warc\.gz", file)
    assert names(tmp_path / FOLDER) == [file]
    assert (refused.code, refused.err.splitlines()) == (
        2,
        ["scrapy crawl: NODE=node/7 is not a name of at most 63 letters, digits, «.», «_» and «-»"],
    )


def test_pages_off_keeps_none(tmp_path: Path) -> None:
    desk = QuickDesk(tmp_path)
    with serve(Newspaper(Options(seed=11, articles=10))) as server:
        assert desk.crawl(server.base_url, settings={"PAGES": "off"}).code == 0
    assert desk.rows(pages) == []
    assert not (tmp_path / FOLDER).exists()
