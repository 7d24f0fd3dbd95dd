"""Text forms for comparing, searching and hashing. Pure.

The full-text index holds folded text: **a change of the folding needs a migration that rebuilds the index**, which a
test checks.
"""

import re
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

TEXT_FIELDS = ("title", "lead", "body")

NOT_STORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters, of which PostgreSQL takes no NUL, and halves of characters, which have no UTF-8."""


def storable(text: str) -> str:
    """Text from a header or a message as both databases take it: each other character becomes U+FFFD."""
    return NOT_STORABLE.sub("\ufffd", text)


DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The text fields of an article."""

    title: str
    lead: str | None
    body: str

    @property
    def running(self) -> str:
        """Lead and body as one text; without the title, because copies often get another one."""
        return f"{self.lead or ''}\n\n{self.body}"


def _tone_placements() -> dict[str, str]:
    """Letter pairs with the tone on the first letter, mapped to those with the tone on the second, in both cases."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    places = {}
    for first, second in ("oa", "oe", "uy", "Oa", "Oe", "Uy", "OA", "OE", "UY"):
        for tone in tones:
            places[unicodedata.normalize("NFC", first + tone + second)] = first + second + tone
    # The u after q never carries the tone: «qúi» is «quí» mistyped.
    for q, first in ("qu", "Qu", "QU"):
        for second in "aăâeêiơyAĂÂEÊIƠY":
            for tone in tones:
                places[unicodedata.normalize("NFC", q + first + tone + second)] = q + first + second + tone
    return {old: unicodedata.normalize("NFC", new) for old, new in places.items()}


_PLACES = _tone_placements()

_MISPLACED = re.compile("|".join(sorted(_PLACES, key=len, reverse=True)))

_WORD = re.compile(r"[^\W_]+")

# Eth and the African D look like Đ and replace it in texts from old Vietnamese encodings.
_LOOK_ALIKES = (("Ð", "Đ"), ("ð", "đ"), ("Ɖ", "Đ"), ("ɖ", "đ"))

_TYPOGRAPHY = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "–": "-", "—": "-", "…": "..."}
)


def fold_tone_placement(text: str) -> str:
    """Write oa, oe and uy with the tone on the second letter, as the newer spelling does; the case stays.

    >>> fold_tone_placement("Thúy Hòa khỏe, TÒA ÁN, qúy, của, tòan")
    'Thuý Hoà khoẻ, TOÀ ÁN, quý, của, toàn'
    """
    composed = unicodedata.normalize("NFC", text)
    for stranger, letter in _LOOK_ALIKES:
        composed = composed.replace(stranger, letter)
    return _MISPLACED.sub(lambda match: _PLACES[match[0]], composed)


def fold_for_comparison(text: str) -> str:
    """The words separated by one space: NFC, lower case, no punctuation, one tone placement.

    >>> fold_for_comparison("  Hòa Bình:\\n“khỏe” – 1.000 ")
    'hoà bình khoẻ 1 000'
    """
    return " ".join(_WORD.findall(fold_tone_placement(text.lower())))


@lru_cache(maxsize=4)
def folded_words(text: str) -> Sequence[str]:
    """The words of :func:`fold_for_comparison`, cached because two indexes need them for each article."""
    return fold_for_comparison(text).split()


def fold_to_substance(text: str) -> str:
    """The text with white space, tone placement, quotes and dashes normalised.

    Case and punctuation stay: a change of them is an edit.

    >>> fold_to_substance("“Hòa”\\n\\n –  Bình") == fold_to_substance('"Hoà" - Bình')
    True
    """
    return " ".join(fold_tone_placement(text).translate(_TYPOGRAPHY).split())


_SMALL_D = {ord("đ"): "d"}


def _unmarked() -> dict[int, str]:
    """Letters with diacritics, mapped to their base letters."""
    table = dict(_SMALL_D)
    for code in range(0xC0, min(sys.maxunicode, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))
        if base[0] != chr(code):
            table[code] = base[0]
    return table


_UNMARKED = _unmarked()


def fold_marked(text: str) -> str:
    """Lower case, one tone placement; of the same length as ``text`` if that is NFC and lower-casing changes no length.

    >>> fold_marked("Hòa Bình, ĐÀ LẠT")
    'hoà bình, đà lạt'
    """
    return fold_tone_placement(text.lower())


def strip_marks(folded: str) -> str:
    """The text without diacritics; of the same length as ``folded``.

    >>> strip_marks("hoà bình, đà lạt")
    'hoa binh, da lat'
    """
    return folded.translate(_UNMARKED)


def content_hash(title: str, lead: str | None, body: str) -> str:
    """64 hex digits, equal for texts that differ only in white space, tone placement or typography.

    >>> content_hash("Tòa án", None, "Một.") == content_hash("Toà  án", "", "Một. ")
    True
    >>> content_hash("Tòa án", None, "Một.") == content_hash("Tòa án", None, "Hai.")
    False
    """
    fields = (fold_to_substance(text or "") for text in (title, lead, body))
    return sha256("\x1f".join(fields).encode()).hexdigest()
