"""Texts are brought to one form."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Article
from pipelines.normalise import NormalisePipeline, one_line, paragraphs


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("  Vịnh\u00a0Nha   Trang ", "Vịnh Nha Trang"),
        (unicodedata.normalize("NFD", "Hòa"), "Hòa"),
        ("Cam\u200bRanh\u00ad", "CamRanh"),
        ("một\u2028hai", "một hai"),
        ("một\x0bhai\x1cba", "một hai ba"),
        ("e\u200b\u0302", "ê"),
        ("a\x00b", "ab"),
        (" \u00a0\n", None),
        (None, None),
    ],
)
def test_one_line(raw: str | None, line: str | None) -> None:
    assert one_line(raw) == line


@pytest.mark.parametrize("separator", ["\n\n", "\r\n\r\n", "\u2028\u2028", "\n\u200b\n"])
def test_paragraphs_are_recognised_by_any_line_ends(separator: str) -> None:
    assert paragraphs(f"một{separator}hai") == "một\n\nhai"


def test_paragraphs_are_parted_by_one_blank_line_and_keep_their_line_breaks() -> None:
    assert paragraphs("\u00a0\n một  hai\nba \n \n\n\tbốn\u00a0\n\n\n") == "một hai\nba\n\nbốn"


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert paragraphs(paragraphs(text)) == paragraphs(text)
    assert one_line(one_line(text)) == one_line(text)


@given(st.text())
def test_what_comes_out_is_plain(text: str) -> None:
    plain = paragraphs(text)
    assert unicodedata.is_normalized("NFC", plain)
    assert "\u00a0" not in plain
    assert "\n\n\n" not in plain
    assert plain == plain.strip()


def test_the_pipeline_treats_every_text_field() -> None:
    article = Article(
        newspaper="khanhhoa", article_id="e4914ab", url="https://baokhanhhoa.vn/xa-hoi/202509/a-e4914ab/",
        section="xa-hoi", subsection=None, language="vi", title="Một\u00a0 tin", body="Một\u00a0\n\n\n\nhai",
        kicker=" ", lead=unicodedata.normalize("NFD", "Lễ"), author="\u00a0C.Đan ", tags=(" biển\u00a0đảo", " "),
    )  # fmt: skip
    NormalisePipeline().process_item(article)
    assert (article.title, article.kicker, article.lead, article.author) == ("Một tin", None, "Lễ", "C.Đan")
    assert (article.body, article.tags) == ("Một\n\nhai", ("biển đảo",))
