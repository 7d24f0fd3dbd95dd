"""Texts from a small context-free grammar: deterministic for a given random generator."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

_SLOT = re.compile(r"\{(\w+)\}")
_SENTENCE_START = re.compile(r"(?:^|(?<=\. )|(?<=\? ))[“(]*[^\W\d]")

Production = tuple[str, ...]
"""Literals at even places, symbols at odd ones."""
Rules = dict[str, tuple[Production, ...]]

_NUMBERS = {"n4": (2, 4), "n9": (2, 9), "n12": (1, 12), "n30": (3, 28), "n90": (11, 97), "n900": (105, 985)}


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules of one edition: those that every topic knows, and each topic's own."""

    topics: dict[str, Rules]

    def write(self, topic: str, symbol: str, random: Random) -> str:
        """Expand ``symbol`` to text, with a capital at the start of each sentence."""
        text = self._expand(self.topics[topic], symbol, random)
        return _SENTENCE_START.sub(lambda match: match[0].upper(), text)

    def _expand(self, rules: Rules, symbol: str, random: Random) -> str:
        if symbol in _NUMBERS:
            low, high = _NUMBERS[symbol]
            return str(low + int(random.random() * (high - low + 1)))
        choices = rules[symbol]
        # int(random() * n) is five times as fast as randrange(n), and a start takes 200,000 of them.
        production = choices[int(random.random() * len(choices))]
        return "".join(
            self._expand(rules, part, random) if place % 2 else part for place, part in enumerate(production)
        )


def parse_rules(text: str) -> dict[str, Rules]:
    """Read a grammar file: ``symbol: choice | choice`` lines, ``= topic`` before those of one topic."""
    common: Rules = {}
    topics: dict[str, Rules] = {}
    rules = common
    for line in text.splitlines():
        if line.startswith("= "):
            rules = topics.setdefault(line[2:].strip(), dict(common))
        elif line and not line.startswith("#"):
            symbol, _, choices = line.partition(": ")
            rules[symbol] = tuple(tuple(_SLOT.split(choice.strip())) for choice in choices.split(" | "))
    return topics


@cache
def load_grammar(edition: str) -> Grammar:
    """The grammar of the edition ``vi`` or ``en``."""
    text = (Path(__file__).parent / f"{edition}.txt").read_text(encoding="utf-8")
    return Grammar(parse_rules(text))
