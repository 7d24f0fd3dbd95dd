"""What the navigation links to and is no section costs no run."""

from dataclasses import replace

import pytest

from crawler.newspapers.builtin.http import Answer, Request
from crawler.newspapers.builtin.options import Options
from crawler.newspapers.builtin.site import Newspaper
from tests.altered import serve_altered
from tests.crawling import Desk

pytestmark = pytest.mark.quick

FILES = ("/file/bao-in.pdf", "bang-gia.PDF", "/tuyen-dung/mau-don.docx", "/anh.jpg", "/index.php", "/a/b/c/", "//[x/")
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


@pytest.mark.parametrize("mode", ["latest", "backfill"])
def test_a_pdf_in_the_navigation_is_no_section(desk: Desk, mode: str) -> None:
    site = Newspaper(Options(seed=5, articles=12, twins=0, dead_links=0, hidden=0, pager="works"))
    links = "".join(f'<li><a href="{href}">x</a></li>' for href in (*FILES, "/quang-cao-2026/"))

    def alter(request: Request, answer: Answer) -> Answer | None:
        path = request.address.path
        if path == "/":
            first = answer.body.index(b"<li", answer.body.index(b"<nav"))
            return replace(answer, body=answer.body[:first] + links.encode() + answer.body[first:])
        return Answer(PDF, content_type="application/pdf") if path == "/quang-cao-2026/" else None

    with serve_altered(site, alter) as server:
        ended = desk.crawl(server.base_url, mode=mode)
        asked = set(server.log.paths())
    assert ended.code == 0, ended.err
    assert "section quang-cao-2026: a file, not a section" in ended.err
    assert asked.isdisjoint({f"/{href.strip('/')}" for href in FILES} | {f"/{href.strip('/')}/" for href in FILES})
    assert desk.last_run().stats["sections_gone"] == 1
    assert len(desk.query("select 1 from articles")) == len(site.truth)
