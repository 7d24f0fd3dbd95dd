"""``scrapy savepage``: a page and what is read from it, kept as a test."""

import json
from pathlib import Path

import pytest
from scrapy.http import Response

from crawler.commands.savepage import _readable_alone
from crawler.newspapers import KHANHHOA
from crawler.newspapers.builtin.options import Options
from crawler.newspapers.builtin.server import serve
from crawler.newspapers.builtin.site import Newspaper
from crawler.parse.expectation import expectation
from tests.crawling import ROOT, Desk
from tests.reading import URL, native

pytestmark = pytest.mark.quick


def test_a_page_is_saved_from_a_file(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_text(native("<p>Một đoạn.</p><p>Hai đoạn.</p>"), encoding="utf-8")
    ended = desk.run("savepage", str(source), "kept", "--url", URL, "--into", str(tmp_path))
    assert (ended.code, ended.err) == (0, "")
    assert "Một bài viết" in ended.out
    assert (tmp_path / "kept.html").read_bytes() == source.read_bytes()
    kept = json.loads((tmp_path / "kept.json").read_text(encoding="utf-8"))
    assert kept["article"]["body"] == ["Một đoạn.", "Hai đoạn."]
    assert kept["article"]["published_at"] == "2025-09-20T23:12:00+07:00"
    assert (kept["newspaper"], kept["url"]) == ("khanhhoa", URL)


def test_a_page_is_saved_from_an_address(desk: Desk, tmp_path: Path) -> None:
    site = Newspaper(Options(articles=20))
    truth = next(iter(site.truth.values()))
    with serve(site) as server:
        address = server.base_url + truth.url.removeprefix("https://baokhanhhoa.vn/")
        ended = desk.run("savepage", address, "kept", "--url", truth.url, "--into", str(tmp_path))
        asked = server.log.paths()
    assert ended.code == 0
    assert asked[0] == "/robots.txt"
    assert len(asked) == 2
    kept = json.loads((tmp_path / "kept.json").read_text(encoding="utf-8"))
    assert (kept["article"]["title"], kept["article"]["article_id"]) == (truth.title, truth.article_id)


def test_a_page_whose_header_alone_names_its_encoding_is_saved_readable() -> None:
    body = native("<p>Cô bé bán rau bên sông.</p>", title="Cô lái đê").encode("cp1258")
    sent = Response(URL, headers={"Content-Type": "text/plain; charset=windows-1258"}, body=body)
    kept = expectation(_readable_alone(sent), URL, KHANHHOA)
    assert (kept["article"]["title"], kept["article"]["body"]) == ("Cô lái đê", ["Cô bé bán rau bên sông."])
    assert _readable_alone(sent.replace(body=body.decode("cp1258").encode())) == body.decode("cp1258").encode()


def test_a_folder_that_is_missing_is_made(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_text(native("<p>Một đoạn.</p>"), encoding="utf-8")
    folder = tmp_path / "new" / "pages"
    assert desk.run("savepage", str(source), "kept", "--url", URL, "--into", str(folder)).code == 0
    assert sorted(file.name for file in folder.iterdir()) == ["kept.html", "kept.json"]


def test_a_refused_page_is_saved_with_its_reason(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_text(native("<p>&nbsp;</p>"), encoding="utf-8")
    assert desk.run("savepage", str(source), "kept", "--url", URL, "--into", str(tmp_path)).code == 0
    assert json.loads((tmp_path / "kept.json").read_text(encoding="utf-8"))["refused"] == "no-body"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("missing.html", "kept"), "missing.html: No such file"),
        (("missing.html",), "an address or a file, and a name"),
        (
            (str(ROOT / "README.md"), "no/such/folder/kept", "--url", URL),
            "cannot be written: No such file or directory",
        ),
        (("http://127.0.0.1:9/x/", "kept"), "could not be fetched"),
    ],
)
def test_wrong_use_is_reported_in_one_line(desk: Desk, tmp_path: Path, words: tuple[str, ...], message: str) -> None:
    ended = desk.run("savepage", *words, "--into", str(tmp_path), settings={"RETRY_ENABLED": "0"})
    assert ended.code == 2
    assert message in ended.err
    assert len(ended.err.splitlines()) == 1
    assert not list(tmp_path.glob("kept.*"))
