"""``scrapy archive wacz``: kept pages and pictures, packed so that other tools read and show them."""

import gzip
import hashlib
import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive.captures import wacz
from crawler.archive.captures.wacz import surt
from crawler.archive.database.schema import articles, images, pages, revisions
from crawler.archive.pages.warc_files import FOLDER
from crawler.newspapers.builtin import Newspaper, Options, serve
from tests.crawling import Desk

pytestmark = pytest.mark.quick


def index(packed: zipfile.ZipFile) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The lines of the index, block by block as the index of blocks says."""
    data = packed.read("indexes/index.cdx.gz")
    first, *blocks = packed.read("indexes/index.idx").decode().splitlines()
    assert first.startswith("!meta 0 ")
    for block in blocks:
        place = json.loads(block[block.index("{") :])
        part = data[place["offset"] : place["offset"] + place["length"]]
        assert place["digest"] == f"sha256:{hashlib.sha256(part).hexdigest()}"
        lines = gzip.decompress(part).decode().splitlines()
        assert block.startswith(lines[0].partition(" {")[0])
        for line in lines:
            key, moment, values = line.split(" ", 2)
            yield key, moment, json.loads(values)


def check(path: Path) -> list[dict[str, Any]]:
    """Check that everything in the WACZ agrees; its page list."""
    with zipfile.ZipFile(path) as packed:
        package = json.loads(packed.read("datapackage.json"))
        named = {each["path"]: each for each in package["resources"]}
        assert set(packed.namelist()) == {*named, "datapackage.json", "datapackage-digest.json"}
        for name, resource in named.items():
            data = packed.read(name)
            assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        digest = json.loads(packed.read("datapackage-digest.json"))["hash"]
        assert digest == f"sha256:{hashlib.sha256(packed.read('datapackage.json')).hexdigest()}"
        assert {entry.compress_type for entry in packed.infolist()} == {zipfile.ZIP_STORED}
        warc = packed.read("archive/pages.warc.gz")
        lines = list(index(packed))
        assert [line[:2] for line in lines] == sorted(line[:2] for line in lines)
        for key, moment, values in lines:
            start, length = int(values["offset"]), int(values["length"])
            record = next(ArchiveIterator(BytesIO(warc[start : start + length]), check_digests=True))
            assert record.rec_headers.get_header("WARC-Target-URI") == values["url"]
            assert record.rec_headers.get_header("WARC-Payload-Digest") == values["digest"]
            date = record.rec_headers.get_header("WARC-Date")
            assert (key, moment) == (surt(values["url"]), "".join(filter(str.isdigit, date)))
            record.content_stream().read()
            assert record.digest_checker.passed
        head, *listed = map(json.loads, packed.read("pages/pages.jsonl").decode().splitlines())
        assert head["format"] == "json-pages-1.0"
        assert {(each["url"], "".join(filter(str.isdigit, each["ts"]))) for each in listed} <= {
            (values["url"], moment) for _, moment, values in lines
        }
        return listed


def test_every_kept_page_is_in_it_with_its_text(crawled: Desk, tmp_path: Path) -> None:
    path = tmp_path / "all.wacz"
    ended = crawled.run("archive", "wacz", str(path), "--with-duplicates")
    assert (ended.code, ended.err) == (0, "")
    listed = check(path)
    assert len(listed) == len(crawled.rows(pages))
    texts = {each["text"] for each in listed}
    for row in [*crawled.rows(articles), *crawled.rows(revisions)]:
        assert f"{row.lead or ''}\n\n{row.body}".strip() in texts


def test_a_large_index_is_sorted_in_portions(crawled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wacz, "SORTED_AT_A_TIME", 7)
    monkeypatch.setattr(wacz, "LINES_A_BLOCK", 5)
    assert crawled.run("archive", "wacz", str(tmp_path / "all.wacz"), "--with-duplicates").code == 0
    assert len(check(tmp_path / "all.wacz")) == len(crawled.rows(pages))


def test_a_selection(crawled: Desk, tmp_path: Path) -> None:
    row = crawled.rows(articles)[0]
    path = tmp_path / "some.wacz"
    day = f"{row.published_at:%Y-%m-%d}"
    words = ("--section", row.section, "--since", day, "--until", day, "--with-duplicates")
    assert crawled.run("archive", "wacz", str(path), *words).code == 0
    wanted = {
        each.url
        for each in crawled.rows(articles)
        if each.section == row.section and f"{each.published_at:%Y-%m-%d}" == day
    }
    assert {each["url"] for each in check(path)} == wanted


def test_pictures_go_with_the_pages_and_an_import_reads_them_all(desk: Desk, tmp_path: Path) -> None:
    site = Newspaper(Options(seed=23, articles=8, twins=0))
    with serve(site) as server:
        assert desk.crawl(server.base_url, settings={"DOWNLOAD_DELAY": "0", "IMAGES": "on"}).code == 0
    path = tmp_path / "all.wacz"
    kept = {row.url for row in desk.rows(images) if row.path}
    assert kept
    out = desk.run("archive", "wacz", str(path)).out
    assert f"{len(kept)} pictures in" in out
    check(path)
    with zipfile.ZipFile(path) as packed:
        assert kept < {values["url"] for _, _, values in index(packed)}
    other = Desk(tmp_path)
    assert other.run("import", str(path)).code == 0
    before = {row.article_id: (row.title, row.lead, row.body) for row in desk.rows(articles)}
    assert {row.article_id: (row.title, row.lead, row.body) for row in other.rows(articles)} == before
    assert desk.run("import", str(path)).code == 0
    assert desk.rows(revisions) == []


def test_what_is_missing_is_said(spare: Desk, tmp_path: Path) -> None:
    for file in (spare.folder / FOLDER).iterdir():
        file.write_bytes(file.read_bytes()[:20_000])
    ended = spare.run("archive", "wacz", str(tmp_path / "some.wacz"))
    assert (ended.code, len(ended.err.splitlines())) == (3, 1)
    assert "left out" in ended.err
    check(tmp_path / "some.wacz")


def test_wrong_use(crawled: Desk, tmp_path: Path) -> None:
    for words in ((), (str(tmp_path / "a.zip"),), (str(tmp_path / "no" / "a.wacz"),)):
        ended = crawled.run("archive", "wacz", *words)
        assert (ended.code, len(ended.err.splitlines())) == (2, 1)
