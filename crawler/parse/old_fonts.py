"""Vietnamese written for old fonts, TCVN3 (ABC) and VNI, which other letters stand for. Pure.

Text is converted only when a measured test is certain: nearly all words that have such letters become syllables of
Vietnamese, and fewer of them are any before.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from crawler.parse.html_text import BLOCKS
from crawler.parse.syllables import is_syllable

Font = Literal["TCVN3", "VNI"]

LEAST_WORDS = 5
"""Words with a font's letters that decide for a block of text."""

CERTAIN = 0.97
"""Of these words that are syllables when converted: of 373 paragraphs of the built-in newspaper's articles, written for
either font, all are (``tests/test_old_fonts.py``)."""

DOUBTFUL = 0.6
"""From this share on a text is one of these fonts for sure, but letters of it are lost or others."""

MOST_BEFORE = 0.8
"""Of these words that are syllables as they stand; in VNI up to two thirds look like some («caù»)."""

_TCVN3 = str.maketrans(
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§",
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
)

_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HATS = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVES = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = re.compile("[aeo][âáàåãä]|a[êéèúüë]|[aeouyôö][ùøûõï]|[ôöñæóòî]", re.IGNORECASE)

_SIGN = "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾×÷"
"""What stands for letters in TCVN3 and is none."""

_WORD = re.compile(rf"(?:[^\W\d_]|[{_SIGN}])+")

SIGNS = re.compile(rf"[A-Za-z](?:[{_SIGN}]|[ÆÈËÌÎÏÐÑÖØÜÞßåæçîïñöøüþäëû])|[®\xadñ§][A-Za-z]|[öôñ][öôøùûõï]")
"""A letter beside one that stands for another in these fonts and is rare in Unicode."""

LEAST_SIGNS = 3
"""On a page, for a closer look at it."""


LOST = re.compile("(?<!u\u031b)o\u031b[\u0300-\u0323]?(?:c|ng|u)(?![^\\W\\d_])", re.IGNORECASE)
"""A rime that lacks its ``ư``. TCVN3 writes that as a soft hyphen, which many programs take out: «đợc»."""

LONG_TEXT = 60
"""Words of a text that is too long to have no ``ư`` in it; 1 of 30 has one."""


class Verdict(NamedTuple):
    """What a text is written for."""

    font: Font | None
    """None when no font is certain."""
    doubtful: bool = False
    """It is one of them, but not everything can be read."""


def judge(text: str, least: int = LEAST_WORDS) -> Verdict:
    """Tell for which font a text is written, by the words with letters of more than ASCII; at least ``least`` such.

    >>> judge("Mïa nµy, ng\\xadêi d©n ®\\xadîc mïa c¸.")
    Verdict(font='TCVN3', doubtful=False)
    >>> judge("Mïa nµy, ngêi d©n ®îc mïa c¸, trêng lîp ®«ng.").doubtful
    True
    >>> judge("Mùa này, người dân được mùa cá.").font is None
    True
    """
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if len(words) < least or _share(words, str) >= MOST_BEFORE:
        return Verdict(None)
    font: Font
    share, font = max((_share(words, convert), name) for name, convert in CONVERTERS.items())
    if share >= CERTAIN and not (font == "TCVN3" and LOST.search(unicodedata.normalize("NFD", from_tcvn3(text)))):
        return Verdict(font)
    return Verdict(None, doubtful=share >= DOUBTFUL)


def is_doubtful(text: str) -> bool:
    """Whether a text is written for an old font and cannot be converted for certain."""
    if len(SIGNS.findall(text)) < LEAST_SIGNS:
        return False
    verdict = judge(text)
    return verdict.doubtful or verdict.font is not None


def _share(words: list[str], convert: Callable[[str], str]) -> float:
    return sum(is_syllable(convert(word)) for word in words) / len(words)


def from_tcvn3(text: str) -> str:
    """Unicode for text in TCVN3.

    >>> from_tcvn3("ng\\xadêi d©n ®\\xadîc mïa c¸")
    'người dân được mùa cá'
    """
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Unicode for text in VNI.

    >>> from_vni("ngöôøi daân ñöôïc muøa caù")
    'người dân được mùa cá'
    """
    return _VNI.sub(_letter_of_vni, text)


def _letter_of_vni(match: re.Match[str]) -> str:
    found = match[0].lower()
    base = _ALONE.get(found[0], found[0])
    if len(found) == 1:
        letter = base
    elif found[1] in _TONES:
        letter = base + _TONES[found[1]]
    elif found[1] in _HATS:
        letter = base + "\u0302" + _HATS[found[1]]
    else:
        letter = base + "\u0306" + _BREVES[found[1]]
    composed = unicodedata.normalize("NFC", letter)
    return composed.upper() if match[0][0].isupper() else composed


CONVERTERS: dict[Font, Callable[[str], str]] = {"TCVN3": from_tcvn3, "VNI": from_vni}


class _Slot(NamedTuple):
    """A place in the tree that holds text."""

    element: Element
    name: Literal["text", "tail", "content"]

    @property
    def text(self) -> str:
        return (self.element.get("content") if self.name == "content" else getattr(self.element, self.name)) or ""

    def convert(self, font: Font) -> None:
        text = CONVERTERS[font](self.text)
        around = self.element.getparent() if self.name == "tail" else self.element
        if font == "TCVN3" and around is not None and CAPITALS.fullmatch(around.get("face") or ""):
            text = text.upper()
        if self.name == "content":
            self.element.set("content", text)
        else:
            setattr(self.element, self.name, text)


CAPITALS = re.compile(r"\.vn\w+h", re.IGNORECASE)
"""Fonts that show small letters as capitals: ``.VnTimeH``."""


def convert_old_fonts(root: Element) -> None:
    """Convert the blocks of a page that are certainly written for an old font, and with them short ones that can be.

    Each block decides for itself: pages have their frame in Unicode and an article in TCVN3.
    """
    if len(SIGNS.findall("".join(map(str, root.itertext())))) < LEAST_SIGNS:
        return
    blocks = [*_blocks(root), *([_Slot(element, "content")] for element in root.iter("meta"))]
    texts = ["".join(slot.text for slot in block) for block in blocks]
    fonts = [judge(text).font for text in texts]
    certain = {font for font in fonts if font is not None}
    if _has_lost_letters([text for text, font in zip(texts, fonts, strict=True) if font == "TCVN3"]):
        return
    for block, text, own in zip(blocks, texts, fonts, strict=True):
        # A headline has too few words to decide by itself.
        font = own or (next(iter(certain)) if len(certain) == 1 else None)
        if font is not None and (own or judge(text, 1).font == font):
            for slot in block:
                slot.convert(font)


def _has_lost_letters(texts: list[str]) -> bool:
    """Whether texts in TCVN3 lack the letter that is a soft hyphen."""
    return "\xad" not in "".join(texts) and sum(len(text.split()) for text in texts) >= LONG_TEXT


def _blocks(root: Element) -> Iterator[list[_Slot]]:
    """The places of text that stand in one block each."""
    block: list[_Slot] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if (element.tag in BLOCKS or element.tag == "title") and block:
            yield block
            block = []
        name: Literal["text", "tail"] = "text" if event == "start" else "tail"
        if (element.tag not in {"script", "style"} or name == "tail") and getattr(element, name):
            block.append(_Slot(element, name))
    yield block
