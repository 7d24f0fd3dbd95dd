"""Bodies: paragraphs as a browser prints them, pictures with their captions."""

import pytest
from lxml import html

from crawler.parse.content import Boxes, Content, Paragraph, read_content
from crawler.parse.pictures import Picture


def read(body: str, *, skipped: str = "", pictures: str = "") -> Content:
    """What is read from ``body``; ``skipped`` and ``pictures`` are XPath expressions."""
    root = html.fromstring(f"<div>{body}</div>", parser=html.HTMLParser(remove_comments=True))
    boxes = Boxes(
        frozenset(root.xpath(skipped) if skipped else ()), frozenset(root.xpath(pictures) if pictures else ())
    )
    return read_content(root, boxes)


def texts(body: str) -> list[str]:
    return [paragraph.text for paragraph in read(body).paragraphs]


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        ("<p>một</p><p>hai</p>", ["một", "hai"]),
        ("một<p>hai</p>ba", ["một", "hai", "ba"]),
        ("<p>một <b>hai</b>, <i>b</i>a</p>", ["một hai, ba"]),
        ("<p>&nbsp;</p><p> <br> </p><p>một</p>", ["một"]),
        ("<p><br />\nmột</p>", ["một"]),
        ("<p>một<br>hai</p>", ["một\nhai"]),
        ("<p>một<br><br> hai<br></p>", ["một", "hai"]),
        ("<p>một<br><b>hai</b><br>&nbsp;<br>ba</p>", ["một\nhai", "ba"]),
        ('<p><meta charset="UTF-8">một</p>', ["một"]),
        ("<div><div><p>một</p></div>hai</div>", ["một", "hai"]),
        ("<ul><li>một</li><li><p>hai</p></li></ul>", ["một", "hai"]),
        ("<ol><li>một<ul><li>hai</li></ul></li></ol>", ["một", "hai"]),
        ("<blockquote><p>một</p>hai</blockquote>", ["một", "hai"]),
        ("<h2>một</h2>hai", ["một", "hai"]),
        ("<p>m<!-- x -->ột</p>", ["một"]),
        ("<iframe>x</iframe><video>x</video><p>một</p>", ["một"]),
    ],
)
def test_paragraphs(body: str, paragraphs: list[str]) -> None:
    assert texts(body) == paragraphs


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            '<p><span style="font-size:36px"><span style="float:left">T</span></span><span>rong</span> xóm</p>',
            "Trong xóm",
        ),
        ("<p><span>N</span> hững ngày</p>", "Những ngày"),
        ("<p><strong>“Đ</strong>\n<span>êm</span> hè</p>", "“Đêm hè"),
        ("<p><span>Ở</span> đảo</p>", "Ở đảo"),
        ("<p>X quang phổi</p>", "X quang phổi"),
        ("<p><span>B</span> là lớp nhì</p>", "Blà lớp nhì"),
        ("<p><span>T</span> 5-9</p>", "T 5-9"),
        ("<p><span>T</span><br>rong</p>", "T\nrong"),
        ("<p><span>T</span></p><p>rong</p>", "T"),
    ],
)
def test_drop_capitals(body: str, text: str) -> None:
    assert texts(body)[0] == text


def test_how_a_paragraph_is_printed() -> None:
    content = read(
        "<p><strong>đậm </strong><b>hết</b>.</p><p><b>đậm</b> nửa</p><p style='font-weight: 700'>đậm</p>"
        "<p style='text-align:RIGHT'>phải</p><div align=right><p>phải</p><p align=left>trái</p></div>"
        "<p class='text-right'>phải</p><p style='text-align:right'><a href='/a'>nối</a></p>"
        "<p><a href='/a'>nối</a> thêm</p>"
    )
    assert [(p.text, p.bold, p.right, p.links) for p in content.paragraphs] == [
        ("đậm hết.", True, False, ()),
        ("đậm nửa", False, False, ()),
        ("đậm", True, False, ()),
        ("phải", False, True, ()),
        ("phải", False, True, ()),
        ("trái", False, False, ()),
        ("phải", False, True, ()),
        ("nối", False, True, ("/a",)),
        ("nối thêm", False, False, ()),
    ]


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("<tr><td>một</td><td>hai</td></tr><tr><td>ba</td><td>bốn</td></tr>", ["một | hai\nba | bốn"]),
        ("<caption>Bảng</caption><thead><tr><th>một</th><th>hai</th></tr></thead>", ["Bảng\nmột | hai"]),
        ("<tr><td><p>một</p><p>hai</p></td><td></td><td>ba</td></tr><tr><td></td></tr>", ["một hai | | ba"]),
        ("<tr><td><p>một</p><p>hai</p></td></tr>", ["một", "hai"]),
        ("<tr><td>một</td></tr><tr><td>hai</td></tr>", ["một", "hai"]),
        ("<tr><td>một</td><td><table><tr><td>hai</td></tr></table></td></tr>", ["một | hai"]),
        ("", []),
    ],
)
def test_tables_stay_readable(table: str, text: list[str]) -> None:
    assert texts(f"<table>{table}</table>") == text


def test_skipped_elements_leave_what_follows_them() -> None:
    content = read("<p>một <i>x</i>hai</p><div class='related'>y</div>ba", skipped="//i | //*[@class='related']")
    assert content.paragraphs == [Paragraph("một hai"), Paragraph("ba")]


@pytest.mark.parametrize(
    ("box", "pictures"),
    [
        ("<tr><td><img src=a></td></tr><tr><td>Chữ</td></tr>", [("a", "Chữ")]),
        ("<tr><td><img src=a></td></tr><tr><td>&nbsp;</td></tr>", [("a", None)]),
        ("<tr><td><img src=a alt=Chữ></td></tr>", [("a", None)]),
        ("<tr><td><figure><img src=a><figcaption>Chữ</figcaption></figure></td></tr>", [("a", "Chữ")]),
        (
            "<tr><td><img src=a></td><td><img src=b></td></tr><tr><td>Một</td><td>Hai</td></tr>",
            [("a", None), ("b", None)],
        ),
        ("<tr><td><img src='data:image/gif;base64,R' data-src=' a '></td></tr>", [("a", None)]),
        ("<tr><td><img data-src=a><noscript><img src=a></noscript></td></tr>", [("a", None)]),
    ],
)
def test_pictures_in_tables(box: str, pictures: list[tuple[str, str | None]]) -> None:
    content = read(f"<table>{box}</table>")
    found = [(picture.source, picture.caption) for picture in content.pictures]
    if "Một" in box:
        assert [source for source, _ in found] == ["a", "b"]
    else:
        assert found == pictures
    assert not content.paragraphs


FIGURES = "<figure>{}</figure>"


@pytest.mark.parametrize(
    ("inside", "pictures"),
    [
        ("<img src=a><figcaption>Một</figcaption>", [Picture("a", "Một")]),
        ("<figcaption>Một</figcaption><img src=a>", [Picture("a", None)]),
        ("<img src=a><img src=b><figcaption>Chung</figcaption>", [Picture("a", "Chung"), Picture("b", "Chung")]),
        (
            "<img src=a><img src=b><figcaption>Một</figcaption><figcaption>Hai</figcaption>",
            [Picture("a", "Một"), Picture("b", "Hai")],
        ),
        (
            "<img src=a><figcaption>Một</figcaption><img src=b><figcaption>Hai</figcaption><img src=c>",
            [Picture("a", "Một"), Picture("b", "Hai"), Picture("c", None)],
        ),
        ("<img src=a><figcaption>Một <figcaption>lồng</figcaption></figcaption>", [Picture("a", "Một lồng")]),
        ("<img>", []),
    ],
)
def test_pictures_and_captions_go_together(inside: str, pictures: list[Picture]) -> None:
    assert read(FIGURES.format(inside)).pictures == pictures


def test_a_picture_in_a_paragraph_parts_nothing() -> None:
    content = read("<p>một <img src=a> hai</p>")
    assert (content.paragraphs, content.pictures) == ([Paragraph("một hai")], [Picture("a", None)])
