"""Wait pages are recognised by what they show and do."""

import gzip
import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.parse.waitpages.page_view import Page
from crawler.parse.waitpages.pasted import strip_pasted_block
from crawler.parse.waitpages.phrases import contains_wait_text, is_wait_line
from crawler.parse.waitpages.recognise import recognise
from crawler.parse.waitpages.seconds import MOST_SECONDS, retry_after, wait_seconds
from tests.gates.closed import CLOSED, Closed, flood_blocker
from tests.gates.frame import in_site_frame
from tests.gates.ordinary import ORDINARY, Ordinary

ARTICLE = in_site_frame(
    "Chợ cá",
    "<h1>Chợ cá</h1><div id='content'><p>"
    + "Tàu về bến lúc trời chưa sáng. " * 12
    + "</p><p>"
    + "Người mua đông. " * 10
    + "</p>%s</div>",
)
BLOCK = flood_blocker(13)
INNER = BLOCK.partition("<body>")[2].replace("</body></html>", "")
TEXT = (
    "<p>Hãy đợi...</p><p>Hãy đợi...</p><p>Hệ thống đang từ chối truy cập của bạn.</p><p>Hãy đợi <b>13</b> giây...</p>"
)
PASTED = {
    "after the page": ARTICLE.replace("%s", "") + BLOCK,
    "whole, in the body": ARTICLE.replace("%s", BLOCK),
    "element and script": ARTICLE.replace("%s", INNER),
    "title, style, element": ARTICLE.replace(
        "%s", "<title>Hãy đợi...</title><style>.floodblocker{margin:0}</style>" + INNER
    ),
    "at the end of the body": ARTICLE.replace("%s", "").replace("</body>", INNER + "</body>"),
    "as text": ARTICLE.replace("%s", TEXT),
    "as text with breaks": ARTICLE.replace("%s", "<p>" + TEXT.replace("</p><p>", "<br>").replace("<p>", "")),
}


@pytest.mark.parametrize("gate", CLOSED, ids=lambda gate: gate.name)
def test_a_gate_is_recognised(gate: Closed) -> None:
    seen = recognise(gate.status, gate.headers, gate.html)
    assert seen is not None
    assert (seen.kind, seen.shape, seen.seconds) == (gate.kind, "whole", gate.seconds)
    assert seen.opens_to_waiting == (gate.kind == "wait")
    assert seen.evidence


@pytest.mark.parametrize("page", ORDINARY, ids=lambda page: page.name)
def test_an_ordinary_page_passes(page: Ordinary) -> None:
    assert recognise(page.status, {}, page.html) is None


def test_there_are_as_many_pages_as_promised() -> None:
    assert len(CLOSED) >= 30
    assert len({page.html for page in ORDINARY}) >= 200


@pytest.mark.parametrize("where", PASTED)
def test_a_pasted_block_is_cut_off_and_the_article_kept(where: str) -> None:
    html = PASTED[where]
    seen = recognise(200, {}, html)
    assert seen is not None
    assert (seen.kind, seen.shape) == ("wait", "pasted")
    stripped, found = strip_pasted_block(html)
    assert found
    assert Page(stripped).lines == Page(ARTICLE.replace("%s", "")).lines
    assert "secField" not in stripped
    assert "chối truy cập" not in stripped
    assert recognise(200, {}, stripped) is None


def test_an_article_is_not_touched_by_the_stripping() -> None:
    for page in ORDINARY:
        stripped, found = strip_pasted_block(page.html)
        assert (stripped == page.html, found) == (True, False), page.name


def test_the_gate_in_a_listing_is_pasted_too() -> None:
    listing = next(page.html for page in ORDINARY if page.name == "listing 3")
    seen = recognise(200, {}, listing.replace("</body>", INNER + "</body>"))
    assert seen is not None
    assert seen.shape == "pasted"


@pytest.mark.parametrize(
    "line",
    [
        "Hãy đợi...",
        "Hãy đợi…",
        " Hãy  đợi 13 giây... ",
        "Hệ thống đang từ chối truy cập của bạn.",
        "Please wait...",
        "Please wait 13 seconds...",
        "The system is refusing your access.",
        "Hãy đợi 7 giây…",
    ],
)
def test_a_line_of_the_block_is_known(line: str) -> None:
    assert is_wait_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Hãy đợi!",
        "- Hãy đợi... – bà nói.",
        "Hãy đợi 13 giây rồi hãy sang đường.",
        "Trang báo: Hệ thống đang từ chối truy cập của bạn.",
        "Please wait... said the clerk",
        "",
    ],
)
def test_a_sentence_is_no_line_of_the_block(line: str) -> None:
    assert not is_wait_line(line)


def test_wait_text_is_found_in_an_article_that_swallowed_it() -> None:
    assert contains_wait_text("Chuyện chợ cá\n\nHãy đợi...\n\nHãy đợi...\n\nHệ thống đang từ chối truy cập của bạn.")
    assert contains_wait_text("Hãy đợi...\nHãy đợi...")
    assert not contains_wait_text("Hãy đợi...\n\nAnh quay đi.\n\nHãy đợi...")


def test_no_ordinary_article_has_wait_text() -> None:
    for page in ORDINARY:
        assert not contains_wait_text("\n\n".join(Page(page.html).lines)), page.name


def test_retry_after_may_be_a_date() -> None:
    now = datetime(2026, 1, 1, 8, 0, tzinfo=UTC)
    assert retry_after({"Retry-After": "Thu, 01 Jan 2026 08:01:30 GMT"}, now) == 90
    assert retry_after({"Retry-After": "Thu, 01 Jan 2026 07:00:00 GMT"}, now) == 0
    assert retry_after({"Retry-After": "soon"}, now) is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("Fri, 31 Dec 9999 23:59:59 -0700", MOST_SECONDS),
        ("Fri, 31 Dec 9999 23:59:59 +0700", MOST_SECONDS),
        ("Fri, 31 Dec 9999 23:59:59 GMT", MOST_SECONDS),
        ("Mon, 01 Jan 0001 00:00:00 +1400", 0),
        ("9" * 90, MOST_SECONDS),
        ("9" * 5_000, None),
        ("-1", None),
        ("١٣", None),
        ("Thu, 99 Foo 2026 08:01:30 GMT", None),
        ("Thu, 01 Jan 2026 08:01:30 +99999999999", None),
    ],
)
def test_any_retry_after_is_a_bounded_wait_or_none(value: str, seconds: int | None) -> None:
    assert retry_after({"Retry-After": value}, datetime(2026, 1, 1, tzinfo=UTC)) == seconds


@given(st.text(max_size=60) | st.from_regex(r"\w{3}, \d{2} \w{3} \d{4,6} \d\d:\d\d:\d\d [+-]\d{4,6}"))
def test_no_retry_after_raises(value: str) -> None:
    seconds = retry_after({"Retry-After": value}, datetime(2026, 1, 1, tzinfo=UTC))
    assert seconds is None or 0 <= seconds <= MOST_SECONDS


def test_the_longer_of_header_and_countdown_counts() -> None:
    assert wait_seconds({"retry-after": "40"}, Page(flood_blocker(13))) == 40
    assert wait_seconds({"retry-after": "4"}, Page(flood_blocker(13))) == 13


def test_a_usual_page_costs_little() -> None:
    page = in_site_frame("Chợ cá", "<h1>Chợ cá</h1>" + "<p>Tàu về bến lúc trời chưa sáng.</p>" * 1_300)
    assert 50_000 < len(page) < 70_000
    best = min(_cost(page) for _ in range(50))
    assert best < 0.0003


def _cost(page: str) -> float:
    start = time.perf_counter()
    assert recognise(200, {}, page) is None
    return time.perf_counter() - start


@pytest.mark.parametrize(
    "piece", ["<script", "<p ", "<div id=secField", "<!--", "<div class='floodblocker'", "Hãy đợi... ", "</", "<html>"]
)
def test_hostile_repetition_takes_bounded_time(piece: str) -> None:
    start = time.perf_counter()
    recognise(429, {}, piece * 20_000)
    recognise(200, {}, "secField" + piece * 20_000)
    assert time.perf_counter() - start < 2


@given(
    st.text(alphabet=st.sampled_from("<>/ptdivscrhml=\"' Hãyđợi13.secFld"), max_size=300),
    st.sampled_from([200, 403, 429, 503]),
)
def test_any_text_is_read_without_an_error(text: str, status: int) -> None:
    recognise(status, {}, text)
    contains_wait_text(text)
    strip_pasted_block(text + "secField")


def test_the_real_pages_are_recognised() -> None:
    samples = Path(__file__).parents[2] / "shared" / "samples"
    if not samples.exists():
        pytest.skip("the stored pages are not here")
    assert recognise(200, {}, (samples / "article-2025-native.html").read_text()) is None
    assert contains_wait_text((samples / "article-2021-as-text.txt").read_text())


def test_no_real_article_is_taken_for_a_gate() -> None:
    corpus = Path(__file__).parents[2] / "shared" / "near-duplicates" / "docs.jsonl.gz"
    if not corpus.exists():
        pytest.skip("the corpus is not here")
    with gzip.open(corpus, "rt") as lines:
        articles = [json.loads(line) for line in lines]
    assert len(articles) > 3_000
    for article in articles:
        text = "\n".join(value for value in article.values() if isinstance(value, str))
        assert not contains_wait_text(text), text[:200]
        assert recognise(200, {}, "<h1>" + "</p><p>".join(text.splitlines())) is None, text[:200]
