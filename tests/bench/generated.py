"""Generated Vietnamese-like articles with the statistics that matter to an index of fingerprints.

Word frequencies fall as in the real pairs (Zipf); stock phrases are shared as widely as there: of an article's
shingles 0.5 % stand in 1 % of all articles or more (real: 0.6 %), 1.3 % in 0.5 % (1.4 %), 12 % in 0.1 % (10 %).
On top come serial items from a form (weather, prices, power cuts) and copies. All from a seed.
"""

import random
import re
from dataclasses import dataclass, field
from itertools import accumulate, product

from crawler.archive.text import ArticleText

ONSETS = re.compile(r"\w+").findall("b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x")
RIMES = re.compile(r"\w+").findall(
    "a à á ả ã ạ ai ái ại am ám an àn án ang áng anh ánh ao áo ay ắc ăn ăng âm ấm ân ận âu ấu ất e è ẻ em ê ế ên ền "
    "i ì í ỉ ia iên iện iêu in inh ình ít o ò ó ỏ ọ oa oá oan oàn oi ói om on ong óng ô ố ộ ôi ội ôn ông ống ơ ở ơi ơn "
    "u ù ú ủ ua uy uyên uyện um un ung ư ứ ữ ưa ửa ươi ương ước ưu"
)
PHRASES = 5000
FORMS = 40
SERIAL, EXACT, NEAR = 0.08, 0.01, 0.03
"""Shares of serial items, exact and near copies."""


@dataclass
class Newsroom:
    """Writes article after article; the same ones for the same seed."""

    seed: int
    dice: random.Random = field(init=False)
    written: list[ArticleText] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        # The language is the same for every seed.
        source = random.Random(0)
        syllables = ["".join(parts) for parts in product(ONSETS, RIMES)]
        source.shuffle(syllables)
        self._words = syllables
        self._weights = list(accumulate(1 / (rank + 20) for rank in range(len(syllables))))
        self._phrases = [self._draw(source, source.randint(7, 13)) for _ in range(PHRASES)]
        self._reach = list(accumulate(0.06 / rank**0.5 for rank in range(1, PHRASES + 1)))
        self._forms = [self._draw(source, 250) for _ in range(FORMS)]

    def write(self) -> ArticleText:
        """The next article: mostly a new one, else a serial item or a copy of an earlier one."""
        chance = self.dice.random()
        if chance < SERIAL:
            text = self.serial_item(self.dice.randrange(FORMS))
        elif chance < SERIAL + EXACT + NEAR and self.written:
            original = self.dice.choice(self.written[-5000:])
            text = self.near_copy(original) if chance < SERIAL + NEAR else original
        else:
            text = self.article()
        self.written.append(text)
        return text

    def article(self) -> ArticleText:
        """A new article of 60 to 1,700 words, half of them under 450, with stock phrases in between."""
        length = int(min(1700, max(60, self.dice.lognormvariate(6.1, 0.5))))
        body = self._draw(self.dice, length)
        for _ in range(round(self._reach[-1])):
            (phrase,) = self.dice.choices(self._phrases, cum_weights=self._reach)
            place = self.dice.randrange(len(body))
            body[place : place + len(phrase)] = phrase
        return ArticleText(" ".join(self._draw(self.dice, 9)), " ".join(body[:30]), _paragraphs(body[30:]))

    def serial_item(self, form: int) -> ArticleText:
        """One number of a series: the form's words with new values in every tenth place."""
        body = list(self._forms[form])
        body[::10] = [str(self.dice.randrange(1000)) for _ in body[::10]]
        title = [*self._forms[form][:8], "ngày", str(self.dice.randrange(10_000))]
        return ArticleText(" ".join(title), None, _paragraphs(body))

    def near_copy(self, original: ArticleText) -> ArticleText:
        """The same, re-edited: another title, a stretch of a twentieth to a sixth of the words written anew."""
        body = original.body.split()
        stretch = max(1, int(len(body) * self.dice.uniform(0.05, 0.17)))
        place = self.dice.randrange(len(body))
        body[place : place + stretch] = self._draw(self.dice, stretch)
        return ArticleText(" ".join(self._draw(self.dice, 9)), original.lead, _paragraphs(body))

    def _draw(self, dice: random.Random, length: int) -> list[str]:
        return dice.choices(self._words, cum_weights=self._weights, k=length)


def _paragraphs(words: list[str]) -> str:
    return "\n\n".join(" ".join(words[start : start + 80]) for start in range(0, len(words), 80))
