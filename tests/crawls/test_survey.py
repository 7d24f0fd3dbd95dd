"""``scrapy survey``: what it finds out, what it sends, and when it stops."""

import ast
import json
import os
import shutil
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.newspapers import NEWSPAPERS
from crawler.newspapers import Newspaper as Data
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.http import Answer, Request
from crawler.newspapers.builtin.options import GateKind, Paper, Shape
from crawler.newspapers.builtin.papers import PAPERS
from crawler.newspapers.builtin.server import Server
from crawler.parse.article import read_article
from crawler.parse.listing import read_listing
from tests.altered import redirect, serve_altered
from tests.crawling import ROOT, SCRAPY, Desk, Ended
from tests.reading import respond

pytestmark = pytest.mark.quick

DELAY = 0.02


def survey(desk: Desk, *words: str, delay: float = DELAY) -> Ended:
    return desk.run("survey", *words, settings={"DOWNLOAD_DELAY": str(delay)})


def finding(desk: Desk, *words: str, code: int = 0) -> dict[str, Any]:
    ended = survey(desk, *words, "--json")
    assert ended.code == code, ended.err
    found: dict[str, Any] = json.loads(ended.out)
    return found


@pytest.mark.parametrize("paper", PAPERS)
def test_every_newspaper_is_as_its_module_says(desk: Desk, paper: Paper) -> None:
    with serve(Newspaper(Options(articles=150, paper=paper, dead_links=0))) as server:
        found = finding(desk, paper, "--base-url", server.base_url)
        assert (found["differences"], found["stopped"], found["not_done"]) == ([], None, [])
        assert len(found["readings"]) == 8
        assert {path.lower() for path in found["sections"]} == {s.path.lower() for s in server.site.edition.sections}
        assert found["missing"] == "HTTP 404"
        assert found["host"] == NEWSPAPERS[paper].host
        assert len(found["requests"]) == len(server.log) <= 24


def test_is_polite(desk: Desk) -> None:
    with serve(Newspaper(Options(articles=120, paper="daklak"))) as server:
        assert survey(desk, "daklak", "--base-url", server.base_url, delay=0.1).code == 0
        hits = server.log.select()
    assert hits[0].kind == "robots"
    assert {hit.kind for hit in hits} <= {"robots", "home", "section", "article", "missing"}
    gaps = [after.time - before.time for before, after in pairwise(hits)]
    assert min(gaps) > 0.09
    assert {hit.user_agent for hit in hits} == {"khanhhoa-crawler"}
    assert hits[1].headers["accept-language"].startswith("vi")
    assert len({hit.path for hit in hits}) == len(hits)


def test_keeps_the_crawl_delay(desk: Desk) -> None:
    with serve(Newspaper(Options(articles=60, crawl_delay=0.3))) as server:
        found = finding(desk, "khanhhoa", "--base-url", server.base_url, "--requests", "5", code=3)
        times = [hit.time for hit in server.log]
    assert min(after - before for before, after in pairwise(times)) > 0.28
    assert found["crawl_delay"] == 0.3
    assert found["not_done"] == ["the budget of 5 requests was spent"]


def test_keeps_every_page_as_warc(desk: Desk) -> None:
    with serve(Newspaper(Options(articles=60, paper="daklak"))) as server:
        assert survey(desk, "daklak", "--base-url", server.base_url).code == 0
        sent = len(server.log)
    (file,) = (desk.folder / "surveys").glob("daklak-*.warc.gz")
    with file.open("rb") as stream:
        answers = [record for record in ArchiveIterator(stream) if record.rec_type == "response"]
        kept = [record.rec_headers["WARC-Target-URI"] for record in answers]
    assert len(kept) == sent - 1
    assert all(url.startswith("https://baodaklak.vn/") for url in kept)


@pytest.mark.parametrize(("pager", "words"), [("works", "it works"), ("repeats", "it repeats page 1")])
def test_says_whether_the_pager_works(desk: Desk, pager: str, words: str) -> None:
    with serve(Newspaper(Options(articles=300, pager=pager))) as server:  # type: ignore[arg-type]
        found = finding(desk, "khanhhoa", "--base-url", server.base_url)
    assert found["pager_state"] == pager
    assert words in found["pager"]


def test_finds_sitemaps_and_feeds(desk: Desk) -> None:
    with serve(Newspaper(Options(articles=60, sitemap=True, feeds=True))) as server:
        found = finding(desk, "khanhhoa", "--base-url", server.base_url)
    assert [(each["url"], each["articles"]) for each in found["catalogues"]] == [
        ("https://baokhanhhoa.vn/sitemap.xml", 60),
        ("https://baokhanhhoa.vn/rss/home.rss", 30),
    ]
    assert found["catalogues"][0]["newest"] == "2025-11-29"


def test_another_newspaper_than_the_module_says_is_told_apart(desk: Desk) -> None:
    with serve(Newspaper(Options(articles=100, paper="phuyen"))) as server:
        ended = survey(desk, "khanhhoa", "--base-url", server.base_url)
    assert ended.code == 3
    for words in (
        "its templates fit 0 of 8 articles; v2 fits 8",
        "lead to phuyen.baodaklak.vn, which the module does not name",
        "the box .section-multimedia holds the same links",
        "sections; 20 are expected",
    ):
        assert words in ended.out


def proposed(desk: Desk, server: Server, name: str) -> Data:
    """The newspaper in the module that a survey of an unknown address proposes."""
    assert survey(desk, server.base_url, "--write", name, "--into", str(desk.folder)).code == 0
    module: dict[str, Any] = {}
    source = (desk.folder / "crawler" / "newspapers" / f"{name}.py").read_text()
    exec(compile(source, name, "exec"), module)  # it is our own
    found: Data = module[name.upper()]
    return found


@pytest.mark.parametrize("paper", ["khanhhoa", "daklak", "phuyen"])
def test_the_module_proposed_for_an_unknown_address_reads_the_newspaper(desk: Desk, paper: Paper) -> None:
    # A draft holds the templates of the pages that it saw.
    shapes: dict[Shape, float] | None = {"native": 0.6, "migrated": 0.4} if paper == "khanhhoa" else None
    site = Newspaper(Options(articles=150, paper=paper, shapes=shapes))
    with serve(site) as server:
        drafted = proposed(desk, server, "trial")
    known = NEWSPAPERS[paper]
    assert drafted.home == known.home
    assert set(drafted.article_paths) == set(known.article_paths)
    assert drafted.layouts[0] in known.layouts
    for key, story in list(site.links.stories.items())[::10]:
        page = respond(site.press.article(story), site.truth[key].url)
        read = read_article(page, drafted)
        assert (read.title, read.lead, read.body) == (site.truth[key].title, site.truth[key].lead, site.truth[key].body)
    section = site.edition.sections[1]
    links = read_listing(respond(site.press.section(section, 1) or b"", known.home), drafted).articles
    listed = [link.article_id for link in links if link.listed]
    assert listed == [story.article_id for story in site.links.section_page(section.path, 1) or []]
    saved = json.loads((desk.folder / "tests" / "pages" / "trial.json").read_text())
    assert saved["article"]["title"] == site.truth[saved["article"]["article_id"]].title


@pytest.mark.parametrize(("kind", "status"), [("nukeviet", 200), ("nukeviet", 429), ("captcha", 200), ("403", 403)])
def test_stops_at_a_gate_and_says_so(desk: Desk, kind: GateKind, status: int) -> None:
    options = Options(articles=60, gate=((600, 6),), gate_kind=kind, gate_status=429 if status == 429 else 200)
    with serve(Newspaper(options)) as server:
        ended = survey(desk, "khanhhoa", "--base-url", server.base_url)
        assert len(server.log.while_closed()) == 1
        assert len(server.log) == 7
    assert ended.code == 4
    assert ended.err.startswith("scrapy survey: ")
    assert f"HTTP {status}" in ended.err
    assert "sections: 31" in ended.out
    assert kind == "403" or "at request 7" in ended.out


def robots(text: str, status: int) -> Any:
    def alter(request: Request, answer: Answer) -> Answer | None:
        if request.address.path != "/robots.txt":
            return None
        return Answer(text.encode(), status, content_type="text/plain")

    return alter


@pytest.mark.parametrize(("text", "status", "code"), [("User-agent: *\nDisallow: /\n", 200, 4), ("", 503, 5)])
def test_obeys_robots_txt(desk: Desk, text: str, status: int, code: int) -> None:
    with serve_altered(Newspaper(Options(articles=20)), robots(text, status)) as server:
        ended = survey(desk, "khanhhoa", "--base-url", server.base_url)
        assert (ended.code, server.log.paths()) == (code, ["/robots.txt"])
    assert "robots.txt" in ended.err


def test_asks_for_nothing_that_robots_txt_disallows(desk: Desk) -> None:
    rules = "User-agent: *\nDisallow: /*?paged=\nDisallow: /sitemap.xml\n"
    with serve_altered(Newspaper(Options(articles=100)), robots(rules, 200)) as server:
        found = finding(desk, "khanhhoa", "--base-url", server.base_url)
        assert not [path for path in server.log.paths() if "paged" in path or "sitemap" in path]
    assert len([line for line in found["not_done"] if line.startswith("robots.txt forbids")]) == 2


@pytest.mark.parametrize("path", ["/", "/robots.txt"])
def test_an_address_that_leads_to_another_host_is_not_followed(desk: Desk, path: str) -> None:
    def alter(request: Request, answer: Answer) -> Answer | None:
        return redirect("https://www.paper.example/") if request.address.path == path else None

    with serve_altered(Newspaper(Options(articles=20)), alter) as server:
        ended = survey(desk, server.base_url)
    assert ended.code == 5
    assert "leads elsewhere: https://www.paper.example/ is on another host" in ended.err


def test_an_address_with_marks_is_requested_and_a_broken_one_is_not(desk: Desk) -> None:
    def alter(request: Request, answer: Answer) -> Answer | None:
        if request.address.path != "/":
            return None
        links = "<a href='/xa-hoi/202511/tiếng-sóng-0a1b2c3/'>Tiếng sóng</a><a href='http://[x/202511/a-0a1b2c4/'>x</a>"
        return replace(answer, body=answer.body.replace(b"<body>", b"<body>" + links.encode(), 1))

    with serve_altered(Newspaper(Options(articles=60)), alter) as server:
        found = finding(desk, "khanhhoa", "--base-url", server.base_url)
        assert any("ti%E1%BA%BFng" in path for path in server.log.paths())
    assert found["stopped"] is None


def test_a_wait_block_below_an_article_is_described(desk: Desk) -> None:
    with serve(Newspaper(Options(articles=60, gate_kind="pasted", gate=((60, 1),)))) as server:
        found = finding(desk, "khanhhoa", "--base-url", server.base_url)
    assert found["gate"].startswith("a wait block is pasted below a complete page")


def test_the_path_of_the_docs_from_an_address_to_the_first_articles(tmp_path: Path) -> None:
    """docs/add-a-newspaper.md: survey, register, list, crawl, report, doctor."""
    for name in ("crawler", "pipelines"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "scrapy.cfg", tmp_path)
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "CRAWLER_DATA_DIR": str(tmp_path / "var")}
    environment["CRAWLER_ARCHIVE_URL"] = f"sqlite:///{tmp_path / 'archive.db'}"

    def run(*words: str) -> str:
        command = [SCRAPY, *words]
        return subprocess.run(command, cwd=tmp_path, env=environment, text=True, check=True, capture_output=True).stdout

    with serve(Newspaper(Options(articles=80, paper="phuyen"))) as server:
        run("survey", server.base_url, "--write", "trial", "-s", f"DOWNLOAD_DELAY={DELAY}")
        registry = tmp_path / "crawler" / "newspapers" / "__init__.py"
        known = registry.read_text().replace("(KHANHHOA, ", "(TRIAL, KHANHHOA, ")
        registry.write_text(f"from crawler.newspapers.trial import TRIAL\n{known}")
        assert "trial" in run("list").split()
        words = ["-a", f"base_url={server.base_url}", "-s", "DOWNLOAD_DELAY=0"]
        assert "20 new" in run("crawl", "trial", "-a", "max_articles=20", *words)
        run("report", "trial")
        assert "trial: last run" in run("doctor", "trial")


def test_an_address_that_does_not_answer_is_unreachable(desk: Desk) -> None:
    ended = survey(desk, "http://127.0.0.1:9/")
    assert (ended.code, "did not answer" in ended.err) == (5, True)


def test_the_page_holds_no_markup_of_the_newspaper(desk: Desk) -> None:
    def alter(request: Request, answer: Answer) -> Answer | None:
        if not answer.content_type.startswith("text/html"):
            return None
        headline = b'<h1 class="head_title">'
        return Answer(answer.body.replace(headline, headline + b"&lt;script&gt;x&lt;/script&gt; "))

    page = desk.folder / "finding.html"
    with serve_altered(Newspaper(Options(articles=60)), alter) as server:
        assert survey(desk, "khanhhoa", "--base-url", server.base_url, "--output", str(page)).code in {0, 3}
    text = page.read_text()
    assert "&lt;script&gt;x" in text
    assert "<script" not in text


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("dakla",), "unknown newspaper 'dakla'; did you mean 'daklak'?"),
        (("ftp://paper.example/",), "ftp://paper.example/ is not an address"),
        (("http://127.0.0.1:9/", "--base-url", "http://127.0.0.1:9/"), "--base-url goes with a newspaper's name"),
        (("daklak", "--write", "daklak"), "--write daklak: there is such a newspaper"),
        (("daklak", "--write", "Đắk"), "--write Đắk: small letters"),
        (("daklak", "--output", "/no/such/folder/x.html"), "/no/such/folder/x.html cannot be written"),
        (("daklak", "khanhhoa"), "unknown argument 'khanhhoa'"),
    ],
)
def test_wrong_use_is_refused_before_the_first_request(desk: Desk, words: tuple[str, ...], complaint: str) -> None:
    ended = survey(desk, *words)
    assert (ended.code, ended.out) == (2, "")
    assert complaint in ended.err
    assert not Path(desk.folder / "surveys").exists()


def test_what_hostile_pages_say_is_no_code_in_the_module_and_no_command_to_the_terminal(desk: Desk) -> None:
    evil = "x&quot;+open('pwned','w')+&quot;"
    altered = {
        "https://baodaklak.vn/": f"https://{evil}/",
        'src="/file/': f'src="/{evil}/',
        'class="gocanh"': f'class="{evil}"',
    }

    def alter(request: Request, answer: Answer) -> Answer | None:
        if request.address.path == "/robots.txt":
            return replace(answer, body=answer.body + b"# \x1b[2J\n")
        if not answer.content_type.startswith("text/html"):
            return None
        body = answer.body.decode()
        for before, after in altered.items():
            body = body.replace(before, after)
        return replace(answer, body=body.encode())

    with serve_altered(Newspaper(Options(articles=60, paper="daklak")), alter) as server:
        ended = survey(desk, server.base_url, "--write", "trial", "--into", str(desk.folder))
    source = (desk.folder / "crawler" / "newspapers" / "trial.py").read_text()
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    assert {ast.unparse(call) for call in calls} <= {"Newspaper", "frozenset", "replace", "Expectations", "re.compile"}
    assert "pwned" not in source
    assert "\x1b" not in ended.out


def test_a_placeholder_in_the_authors_place_is_found(desk: Desk) -> None:
    def alter(request: Request, answer: Answer) -> Answer | None:
        return replace(answer, body=answer.body.replace("Bút danh".encode(), "Tên tác giả".encode()))

    with serve_altered(Newspaper(Options(articles=60, paper="phuyen")), alter) as server:
        found = finding(desk, "phuyen", "--base-url", server.base_url, code=3)
    assert found["placeholder"] == "Tên tác giả"
    assert "«Tên tác giả» stands at the author's place of most articles: add it to no_author" in found["differences"]
