"""Captures written by other programs are imported with every field exact, each article once."""

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from dataclasses import fields
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select
from warcio.capture_http import capture_http
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.archive.database.schema import articles, images
from crawler.items import Article
from crawler.newspapers.builtin import Newspaper, Options, Server, serve
from tests.crawling import Desk

pytestmark = pytest.mark.quick

NAMES = [field.name for field in fields(Article) if field.name not in {"images", "sources", "page", "tags"}]
TOOLS = "REPLAY_TOOLS"
"""Environment variable: a folder with the programs of pywb and py-wacz, installed apart from ours
(``python -m venv tools; tools/bin/pip install pywb wacz``), because they need older packages."""


@pytest.fixture(scope="module")
def site() -> Newspaper:
    return Newspaper(Options(seed=41, articles=24, twins=0, shapes={"native": 0.4, "migrated": 0.3, "archived": 0.3}))


def addresses(site: Newspaper, server: Server) -> list[str]:
    return [server.base_url + site.links.stories[key].path.lstrip("/") for key in site.truth]


def check(desk: Desk, site: Newspaper, server: Server, *files: Path) -> None:
    """Import the files, twice, and compare with the truth."""
    for _ in range(2):
        ended = desk.run("import", "--base-url", server.base_url, *map(str, files))
        assert (ended.code, ended.err) == (0, ""), ended.err
    stored = desk.rows(articles)
    assert sorted(row.article_id for row in stored) == sorted(site.truth)
    for row in stored:
        truth = site.truth[row.article_id]
        assert [getattr(row, name) for name in NAMES] == [getattr(truth, name) for name in NAMES]
        assert tuple(row.tags) == truth.tags
        printed = desk.rows(select(images).where(images.c.article == row.id).order_by(images.c.position))
        assert [(each.url, each.caption) for each in printed] == [(each.url, each.caption) for each in truth.images]


@pytest.mark.skipif(shutil.which("wget") is None, reason="GNU Wget is not installed")
@pytest.mark.parametrize("options", [(), ("--no-warc-compression",), ("--warc-cdx", "--no-warc-digests")])
def test_wget(desk: Desk, site: Newspaper, options: tuple[str, ...]) -> None:
    with serve(site) as server:
        listed = desk.folder / "urls.txt"
        listed.write_text("\n".join(addresses(site, server)))
        words = ["wget", "-q", "--warc-file=out", "-i", str(listed), "-O", os.devnull, *options]
        subprocess.run(words, cwd=desk.folder, check=True)
        check(desk, site, server, *desk.folder.glob("out.warc*"))


def test_warcio_capture(desk: Desk, site: Newspaper) -> None:
    path = desk.folder / "captured.warc.gz"
    with serve(site) as server:
        host = urlsplit(server.base_url).netloc
        with capture_http(str(path)):
            for address in addresses(site, server):
                connection = http.client.HTTPConnection(host)
                connection.request("GET", urlsplit(address).path)
                connection.getresponse().read()
                connection.close()
        check(desk, site, server, path)


def test_the_format_of_scrapy_webarchive(desk: Desk, site: Newspaper) -> None:
    """Its WACZ: records of warcio with a header of Scrapy's response, each in a block, in files below ``archive/``."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warcinfo_record("archive-0.warc.gz", {"software": "scrapy-webarchive"}))
    with serve(site) as server:
        for address, key in zip(addresses(site, server), site.truth, strict=True):
            body = site.press.article(site.links.stories[key])
            headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
            record = writer.create_warc_record(
                address,
                "response",
                payload=BytesIO(body),
                length=len(body),
                http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"},
            )
            writer.write_record(record)
        path = desk.folder / "scrapy.wacz"
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("archive/archive-0.warc.gz", out.getvalue())
            packed.writestr("pages/pages.jsonl", json.dumps({"format": "json-pages-1.0"}))
            packed.writestr("datapackage.json", "{}")
        check(desk, site, server, path)


def tool(name: str) -> str:
    path = shutil.which(name, path=os.environ.get(TOOLS))
    if path is None or TOOLS not in os.environ:
        pytest.skip(f"{name} is not in the folder that {TOOLS} names")
    return path


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as connection:
        return connection.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.soak
def test_pywbs_recorder(desk: Desk, site: Newspaper) -> None:
    wayback, manager = tool("wayback"), tool("wb-manager")
    subprocess.run([manager, "init", "record"], cwd=desk.folder, check=True, capture_output=True)
    (desk.folder / "config.yaml").write_text("recorder: live\ncollections:\n  live: $live\n")
    port = free_port()
    words = [wayback, "-p", str(port), "-b", "127.0.0.1", "--live", "--record"]
    with serve(site) as server, subprocess.Popen(words, cwd=desk.folder, stderr=subprocess.DEVNULL) as recorder:
        try:
            for _ in range(300):
                if answers(port):
                    break
                time.sleep(0.1)
            for address in addresses(site, server):
                connection = http.client.HTTPConnection("127.0.0.1", port)
                connection.request("GET", f"/record/record/mp_/{address}")
                assert connection.getresponse().read()
                connection.close()
        finally:
            recorder.terminate()
        check(desk, site, server, *sorted(desk.folder.rglob("*.warc.gz")))


@pytest.mark.soak
def test_py_wacz_finds_our_file_valid(crawled: Desk, tmp_path: Path) -> None:
    wacz = tool("wacz")
    path = tmp_path / "kept.wacz"
    assert crawled.run("archive", "wacz", str(path)).code == 0
    said = subprocess.run([wacz, "validate", "-f", str(path)], check=False, capture_output=True, text=True)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "the passed WACZ is valid" in said.stdout


@pytest.mark.soak
def test_kept_files_pass_warcio_check(crawled: Desk) -> None:
    files = sorted(map(str, (crawled.folder / "pages").iterdir()))
    subprocess.run([sys.executable, "-m", "warcio.cli", "check", *files], check=True, capture_output=True)
