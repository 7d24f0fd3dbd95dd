"""Edits of articles after publication."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Literal

from crawler.newspapers.builtin.contents import ContentWriter
from crawler.newspapers.builtin.story import Block, Content, Story, Text

TextEdit = Literal["typo", "rewording", "addition", "whitespace", "tone"]
EditKind = TextEdit | Literal["headline"]
"""``whitespace`` and ``tone`` (hòa, hoà) change what is printed, but not in substance."""

_NEW_TONES = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé", "ỏe": "oẻ", "ọe": "oẹ",
    "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip


def edit_content(kind: TextEdit, story: Story, content: Content, writer: ContentWriter, random: Random) -> Content:
    """The content after an edit; it always differs as printed."""
    match kind:
        case "typo":
            return _in_longest(content, lambda text: _with_typo(text, random))
        case "rewording":
            return reworded(story, content, writer, random, share=0.3)
        case "addition":
            return extended(story, content, writer, random)
        case "whitespace":
            return replace(content, ink=content.ink + 1)
        case "tone":
            return _in_every(content, _with_new_tones)


def reworded(story: Story, content: Content, writer: ContentWriter, random: Random, share: float) -> Content:
    """The content with ``share`` of the plain paragraphs' sentences rewritten, at least one."""
    done = 0

    def reword(text: str) -> str:
        nonlocal done
        sentences = text.split(". ")
        for at in range(len(sentences) - 1):
            if random.random() < share or not done:
                sentences[at] = writer.sentence(story, random).rstrip(".")
                done += 1
        return ". ".join(sentences)

    changed = _in_every(content, reword)
    return changed if done else extended(story, content, writer, random)


def extended(story: Story, content: Content, writer: ContentWriter, random: Random) -> Content:
    """The content with one or two more paragraphs, before the source lines."""
    more = [Text(writer.paragraph(story, random)) for _ in range(random.choice((1, 2)))]
    end = sum(not _is_source(block) for block in content.blocks)
    return replace(content, blocks=(*content.blocks[:end], *more, *content.blocks[end:]))


def shortened(content: Content) -> Content:
    """The content without its last plain paragraph."""
    last = max(at for at, block in enumerate(content.blocks) if is_plain(block))
    return replace(content, blocks=content.blocks[:last] + content.blocks[last + 1 :])


def is_plain(block: Block) -> bool:
    """An ordinary paragraph."""
    return isinstance(block, Text) and block.role == "plain"


def _is_source(block: Block) -> bool:
    return isinstance(block, Text) and block.role == "source"


def _in_every(content: Content, change: Callable[[str], str]) -> Content:
    blocks = (
        replace(block, text=change(block.text)) if isinstance(block, Text) and block.role == "plain" else block
        for block in content.blocks
    )
    return replace(content, blocks=tuple(blocks))


def _in_longest(content: Content, change: Callable[[str], str]) -> Content:
    longest = max((block.text for block in content.blocks if isinstance(block, Text)), key=len)
    return _in_every_text(content, lambda text: change(text) if text == longest else text)


def _in_every_text(content: Content, change: Callable[[str], str]) -> Content:
    blocks = (replace(block, text=change(block.text)) if isinstance(block, Text) else block for block in content.blocks)
    return replace(content, blocks=tuple(blocks))


def _with_typo(text: str, random: Random) -> str:
    """Two letters of one word in the wrong order."""
    words = text.split(" ")
    places = [at for at, word in enumerate(words) if len(word) > 3 and word.isalpha() and word[1] != word[2]]
    at = random.choice(places)
    word = words[at]
    words[at] = word[0] + word[2] + word[1] + word[3:]
    return " ".join(words)


def _with_new_tones(text: str) -> str:
    for old, new in _NEW_TONES.items():
        text = text.replace(old, new)
    return text
