"""Whether a word is a syllable of Vietnamese as it is written. Pure."""

import re
import unicodedata
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Grave, acute, tilde, hook, dot below."""

_ONSET = re.compile(r"(?:ngh|ng|nh|ch|gh|kh|ph|qu|th|tr|gi(?=[aăâeêioôơuưy])|[bcdđghklmnprstvx])?")

_RIMES_AS_TEXT = """
a ac ach ai am an ang anh ao ap at au ay e ec em en eng eo ep et i ia ich im in inh ip it iu iêc iêm iên iêng
iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong ooc oong op ot
oăc oăm oăn oăng oăt u ua uc ui um un ung up ut uy uya uych uynh uyp uyt uyu uyên uyêt uân uâng uât uây uê
uêch uênh uôc uôi uôm uôn uông uôt uơ y ych ynh yêm yên yêng yêt yêu âc âm ân âng âp ât âu ây ê êch êm ên ênh
êp êt êu ô ôc ôi ôm ôn ông ôp ôt ăc ăm ăn ăng ăp ăt ơ ơi ơm ơn ơp ơt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm
ươn ương ươp ươt ươu
"""

_RIMES = frozenset(_RIMES_AS_TEXT.split())

_STOPS = ("c", "ch", "p", "t")


@lru_cache(maxsize=1 << 14)
def is_syllable(word: str) -> bool:
    """Whether a word is a possible syllable: onset, rime, one tone at most, and that fits its end.

    >>> [is_syllable(word) for word in ("người", "Được", "nghiêng", "đợc", "ngượi", "bàt", "café")]
    [True, True, True, False, True, False, False]
    """
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [letter for letter in letters if letter in TONES]
    bare = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in TONES))
    onset = _ONSET.match(bare)
    rime = bare[onset.end() :] if onset else bare
    if len(tones) > 1 or not (rime in _RIMES or (onset is not None and onset[0] == "gi" and f"i{rime}" in _RIMES)):
        return False
    return not rime.endswith(_STOPS) or (bool(tones) and tones[0] in "\u0301\u0323")
