"""Normalises text for storing and comparing. Pure, without recursion: hostile pages nest deeper than Python's stack."""

import re
import unicodedata
from functools import cache
from typing import Literal

_EMOJI = "\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff"
INVISIBLE = re.compile(
    rf"((?<=[{_EMOJI}])\u200d(?=[{_EMOJI}])|(?<=\U0001f3f4)[\U000e0020-\U000e007e]+\U000e007f)"
    r"|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
"""Characters that nobody sees; the group holds those that join the parts of an emoji, and stay."""
FILLERS = re.compile("[\u034f\u115f\u1160\u180b-\u180d\u3164\uffa0\U000e0100-\U000e01ef]")
"""Those that ``str.isprintable`` takes for printable."""
TAG = re.compile(r"<[^<>]*>")
"""A tag in markup that is read as text; linear, however many tags are left open."""
NO_LETTER = re.compile(r"[\W_]+")
LINE = "\x1e"
"""Stands for ``<br>`` while text is collected; a line feed in the source counts as a space."""


MOST_MARKS = 30
"""Combining marks in a row that are kept, as in Unicode's stream-safe text (UAX 15). Composing takes time that grows
with the square of their number: 180 s for 600,000."""
SHORT = 1_000
"""Characters of a text that holds too few marks to matter."""


def normal_form(form: Literal["NFC", "NFD"], text: str) -> str:
    """The text in a normal form, in time that grows with its length alone.

    >>> len(normal_form("NFC", "a" + "\\u0323" * 5_000))
    30
    """
    return unicodedata.normalize(form, without_excess_marks(text))


def without_excess_marks(text: str) -> str:
    """The text with at most ``MOST_MARKS`` combining marks in a row; short texts stay as they are."""
    if len(text) <= SHORT or text.isascii():
        return text
    return _marks().sub(lambda run: run[0][:MOST_MARKS], text)


@cache
def _marks() -> re.Pattern[str]:
    """More combining marks in a row than are kept."""
    marks = "".join(chr(code) for code in range(0x300, 0x20000) if unicodedata.combining(chr(code)))
    return re.compile(f"[{re.escape(marks)}]{{{MOST_MARKS + 1},}}")


def fold(text: str) -> str:
    """One line of text: NFC, single plain spaces, no invisible characters.

    >>> fold(" Kế\\u00a0hoạch \\n phục\\u200b hồi ")
    'Kế hoạch phục hồi'
    """
    line = normal_form("NFC", " ".join(text.split()))
    # Most text has no invisible characters; checking is ten times as fast as removing.
    if line.isprintable() and not FILLERS.search(line):
        return line
    return " ".join(normal_form("NFC", without_invisible(line)).split())


def without_invisible(text: str) -> str:
    """The text without invisible characters; emoji stay whole.

    >>> without_invisible("a\u200b\u200db👩\u200d🌾")
    'ab👩\u200d🌾'
    """
    return INVISIBLE.sub(lambda match: match[1] or "", text)


def fold_lines(text: str) -> str:
    """Lines of text separated by ``LINE``, each folded, without empty ones.

    >>> fold_lines("\\x1e một \\n \\x1e hai ")
    'một\\nhai'
    """
    if LINE not in text:
        return fold(text)
    return "\n".join(filter(None, map(fold, text.split(LINE))))


def letters(text: str) -> str:
    """Letters and digits alone, in lower case and without diacritics, for comparing.

    >>> letters("Hoà Bình: “số 5”") == letters("hòa bình số 5")
    True
    """
    return NO_LETTER.sub("", normal_form("NFD", text.lower().replace("đ", "d")))


def alike(one: str, other: str, least: int = 20) -> bool:
    """Whether two texts are the same; the shorter may be cut off, but not below ``least`` letters.

    >>> alike("«Mùa xuân» đã về trên đảo xa...", "“Mùa xuân” đã về trên đảo xa, gió nhẹ.")
    True
    """
    first, second = letters(one), letters(other)
    short, long = sorted((first, second), key=len)
    return first == second or (len(short) >= least and long.startswith(short))


def titles_agree(listed: str, printed: str) -> bool:
    """Whether the title in a list may be that of the page: lists print the kicker before it or cut it off.

    >>> titles_agree("Chào xuân: Hoa nở sớm ở Hòn Tre", "Hoa nở sớm ở Hòn Tre")
    True
    """
    first, second = letters(listed), letters(printed)
    short, long = sorted((first, second), key=len)
    return bool(short) and (short in long)
