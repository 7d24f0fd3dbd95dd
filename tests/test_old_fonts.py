"""Vietnamese written for old fonts is converted when that is certain, else reported; other text is left alone."""

import unicodedata
from collections import Counter

import pytest

from crawler.newspapers import KHANHHOA
from crawler.newspapers.builtin.options import Options
from crawler.newspapers.builtin.site import Newspaper
from crawler.parse.article import read_article
from crawler.parse.errors import NotAnArticle, UnreadablePage
from crawler.parse.old_fonts import CONVERTERS, Font, judge
from crawler.parse.syllables import is_syllable
from crawler.parse.text import fold, without_invisible
from tests.reading import native, respond

LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
CODES = {chr(code) for code in range(0xA1, 0x100)}


def pairs(font: Font) -> dict[str, str]:
    """How each letter is written for a font, found by trying."""
    bases = ["", *"aeiouyAEIOUYôöÔÖ"]
    written = [
        base + code
        for base in bases
        for code in [*sorted(CODES, key=lambda code: (code.isupper(), code)), ""]
        if base + code
    ]
    table: dict[str, str] = {}
    for text in sorted(written, key=len):
        letter = CONVERTERS[font](text)
        if len(letter) == 1 and not letter.isascii() and (text != letter or letter in "íìý"):
            table.setdefault(letter, text)
    return table


TABLES: dict[Font, dict[str, str]] = {"TCVN3": pairs("TCVN3"), "VNI": pairs("VNI")}


def written_for(font: Font, text: str) -> str:
    table = TABLES[font]
    return "".join(
        table.get(letter) or table.get(letter.lower(), letter) for letter in unicodedata.normalize("NFC", text)
    )


TEXT = [
    "Mùa này, người dân thôn Hạ Nam được mùa cá, thuyền về bến nào cũng đầy ắp.",
    "Ông Trần Văn Bảy cho biết giá cá cơm đã giảm một nửa so với tháng trước, bà con vẫn mừng.",
    "Những chuyến biển tới sẽ xuất bến sớm hơn, nếu thời tiết thuận lợi và xăng dầu không tăng giá.",
]


@pytest.mark.parametrize("font", TABLES)
def test_every_letter_of_a_font_is_known(font: Font) -> None:
    assert set(LETTERS) <= set(TABLES[font])


@pytest.mark.parametrize("font", TABLES)
def test_articles_written_for_a_font_are_told_for_certain(font: Font) -> None:
    paragraphs = [
        line for article in Newspaper(Options(articles=60)).truth.values() for line in article.body.split("\n\n")
    ]
    long = [line for line in paragraphs if len(line) > 80]
    assert len(long) > 150
    verdicts = Counter(judge(written_for(font, line)).font for line in long)
    assert verdicts[font] / verdicts.total() > 0.98
    assert set(verdicts) <= {font, None}
    assert {judge(line) for line in paragraphs} == {(None, False)}


@pytest.mark.parametrize("font", TABLES)
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
@pytest.mark.parametrize("entities", [False, True])
def test_an_article_written_for_a_font_is_converted(font: Font, encoding: str, entities: bool) -> None:
    lines = [written_for(font, line) for line in TEXT]
    if entities:
        lines = [line.encode("ascii", "xmlcharrefreplace").decode() for line in lines]
    title = written_for(font, "được mùa cá")
    head = f'<meta property="og:title" content="{title}">'
    html = native("".join(f"<p>{line}</p>" for line in lines), title=title, head=head, date="06:15, 20/09/2025")
    article = read_article(respond(html.encode(encoding)), KHANHHOA)
    assert article.title == "được mùa cá"
    assert article.body.split("\n\n") == TEXT


@pytest.mark.parametrize("line", ["ng\xadêi d©n ®\xadîc mïa c¸", "ngöôøi daân ñöôïc muøa caù"])
def test_five_words_are_enough(line: str) -> None:
    assert read_article(respond(native(f"<p>{line}</p>")), KHANHHOA).body == "người dân được mùa cá"


def test_the_frame_in_unicode_and_the_article_in_tcvn3() -> None:
    lines = "".join(f"<p><font face='.VnTime'>{written_for('TCVN3', line)}</font></p>" for line in TEXT)
    page = native(
        f"{lines}<p><font face='.VnTimeH'>{written_for('TCVN3', 'nguyễn thị được')}</font></p>", title="Được mùa cá"
    )
    article = read_article(respond(page), KHANHHOA)
    assert (article.title, article.body.split("\n\n")) == ("Được mùa cá", [*TEXT, "NGUYỄN THỊ ĐƯỢC"])


@pytest.mark.parametrize(
    "line",
    [
        # The letter ư, a soft hyphen in TCVN3, was lost on the way.
        written_for("TCVN3", " ".join(TEXT)).replace("\xad", ""),
        written_for("TCVN3", " ".join(TEXT)).replace("®", "d").replace("\xad", "?"),
        written_for("TCVN3", "Bà con ở chợ này mới bán cá đã bảy năm. " * 8),
        written_for("VNI", " ".join(TEXT)).replace("ö", "o"),
    ],
)
def test_what_is_not_certain_is_reported(line: str) -> None:
    with pytest.raises(NotAnArticle, match="mojibake"):
        read_article(respond(native(f"<p>{line}</p>")), KHANHHOA)


@pytest.mark.parametrize(
    "line",
    [
        "Ông kêu «Cá», bà đáp «Má», cháu gọi «Lá», rồi cả nhà «À».",
        "Trẻ đọc: “á”, «á», «ạ»; cô giáo sửa: «á»… «á» – «á».",
        "Le café de l’été où l’on dîne à côté du marché, où « ça » chante, déjà prêt à être loué.",
        "Die Bäckerei in Köln öffnet früh; Müller grüßt schön, über den Zäunen blühen Rosen, für Österreich.",
        "El niño soñó mañana; señor Ñandú añora la cigüeña, pingüino y lingüística según José.",
        "Nhà hàng Café® © 2025, giá 50m² ± 3°C, ¼ lít, µm, «Hội An» · «Huế».",
        "Người Ê-đê ở buôn Akŏ Dhông, ông Y Bhăm Êban, bà H’Blŏ Niê kể chuyện krông.",
    ],
)
def test_other_languages_signs_and_quotations_are_left_alone(line: str) -> None:
    assert read_article(respond(native(f"<p>{line}</p><p>Hết chuyện.</p>")), KHANHHOA).body == f"{line}\n\nHết chuyện."


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@pytest.mark.parametrize("whole", [True, False], ids=["all", "one paragraph"])
def test_text_that_was_encoded_twice_is_refused(codec: str, whole: bool) -> None:
    twice = TEXT[1].encode().decode(codec, "ignore" if codec == "cp1252" else "strict")
    with pytest.raises(NotAnArticle, match="mojibake"):
        read_article(respond(native(f"<p>{twice}</p>" if whole else f"<p>{TEXT[0]}</p><p>{twice}</p>")), KHANHHOA)


def test_bytes_of_no_encoding_are_refused() -> None:
    with pytest.raises(UnreadablePage, match="mojibake"):
        read_article(respond(native("").encode() + b"\xe1\xbb\xff\xfe\x81" * 50 + b"</html>"), KHANHHOA)


SYLLABLES = "người nghiêng quyết giếng gì giữa khuya ngoằn thuở rượu xoong yêu ý uống oanh chuyện"


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_words_of_vietnamese_are_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["đợc", "đươc", "trờng", "café", "bàt", "Müller", "ngườii", "được.", "", "zô", "àá"])
def test_other_words_are_none(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("👩\u200d🌾 ra đồng", "👩\u200d🌾 ra đồng"),
        ("👨\u200d👩\u200d👧\u200d👦", "👨\u200d👩\u200d👧\u200d👦"),
        ("❤\ufe0f\u200d🔥 👍🏽 🇻🇳 1\ufe0f⃣", "❤\ufe0f\u200d🔥 👍🏽 🇻🇳 1\ufe0f⃣"),
        ("🏴\U000e0067\U000e0062\U000e007f.", "🏴\U000e0067\U000e0062\U000e007f."),
        ("a\u200db", "ab"),
        ("👩\u200d", "👩"),
        ("\u200b\u2066a\u2069\ufeff\u00adb\u061c\u3164\u034f", "ab"),
        ("a\U000e0067\U000e007f", "a"),
        ("Hòa\u200c Bình", "Hòa Bình"),
    ],
)  # fmt: skip
def test_invisible_characters_go_and_emoji_stay_whole(text: str, left: str) -> None:
    assert without_invisible(text) == left
    assert fold(text) == unicodedata.normalize("NFC", left)
