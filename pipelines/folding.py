"""Text as search compares it: with marks in one placement, or without any. Pure.

The full-text index holds folded text: **a change here needs a migration that rebuilds it**, which a test recalls.
"""

import sys
import unicodedata

from pipelines.comparable import fold_tone_placement

_SMALL_D = {ord("đ"): "d"}


def _unmarked() -> dict[int, str]:
    """Every letter that bears marks, and what is left of it without."""
    table = dict(_SMALL_D)
    for code in range(0xC0, min(sys.maxunicode, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))
        if base[0] != chr(code):
            table[code] = base[0]
    return table


_UNMARKED = _unmarked()


def fold_marked(text: str) -> str:
    """Lower case, one tone placement; as long as ``text`` when that is NFC and has no letter of odd case.

    >>> fold_marked("Hòa Bình, ĐÀ LẠT")
    'hoà bình, đà lạt'
    """
    return fold_tone_placement(text.lower())


def strip_marks(folded: str) -> str:
    """Without tones, hats, horns and strokes; as long as ``folded``.

    >>> strip_marks("hoà bình, đà lạt")
    'hoa binh, da lat'
    """
    return folded.translate(_UNMARKED)
