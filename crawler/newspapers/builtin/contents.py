"""Writes the content of stories on first use."""

from dataclasses import replace
from datetime import datetime
from random import Random

from crawler.newspapers.builtin.bylines import write_byline
from crawler.newspapers.builtin.grammar import Grammar
from crawler.newspapers.builtin.story import Block, Content, Figures, Film, Items, Picture, Story, Text

FILES = "/file/e7837c02857c8ca30185a8c39b582c03"
_COLUMNS = 3


class ContentWriter:
    """Writes the text of stories, the same for the same seed."""

    def __init__(self, seed: int, grammar: Grammar, language: str) -> None:
        self._seed, self._grammar, self._language = seed, grammar, language

    def write(self, story: Story) -> Content:
        """The lead, the body and the byline."""
        random = Random(f"{self._seed}:{story.number}:content")
        printed, author, source = write_byline(self._language, story.genre == "interview", random)
        lead = None if _lacks(story, 0.07, random) else self._say(story, "lead", random)
        blocks = self._body(story, random)
        blocks += [self._picture(story, random) for _ in range(self._pictures(story, random))]
        blocks = self._arranged(blocks, random)
        if source and story.shape != "archived":
            blocks.append(Text(source, "source"))
        tags = self._tags(story, random)
        return Content(lead, tuple(blocks), printed, author, tags)

    def paragraph(self, story: Story, random: Random) -> str:
        """A paragraph of one to four sentences."""
        return " ".join(self.sentence(story, random) for _ in range(random.choice((1, 2, 2, 3, 3, 4))))

    def sentence(self, story: Story, random: Random) -> str:
        """One sentence on the story's topic."""
        return self._say(story, "sentence", random)

    def _say(self, story: Story, symbol: str, random: Random) -> str:
        return self._grammar.write(story.topic, symbol, random)

    def _body(self, story: Story, random: Random) -> list[Block]:
        if story.genre == "photos":
            return [Text(self._say(story, "note", random)) for _ in range(random.choice((1, 1, 2)))]
        if story.genre == "interview":
            return self._interview(story, random)
        blocks: list[Block] = [Text(self.paragraph(story, random)) for _ in range(random.randint(2, 11))]
        if len(blocks) > 5:
            for at in (1, len(blocks) // 2 + 1):
                blocks.insert(at, Text(self._say(story, "subheading", random), "subheading"))
        return self._with_extras(story, blocks, random)

    def _with_extras(self, story: Story, blocks: list[Block], random: Random) -> list[Block]:
        middle = random.randint(1, len(blocks))
        match story.genre:
            case "figures":
                blocks.insert(middle, self._figures(story, random))
            case "steps":
                items = (self._say(story, "item", random) for _ in range(random.randint(3, 6)))
                blocks.insert(middle, Items(tuple(items)))
            case "film":
                blocks.insert(middle, Film(f"https://www.youtube.com/embed/{random.getrandbits(64):011x}"[:41]))
            case "gate":
                blocks.insert(middle, Text(self._say(story, "wait_sentence", random)))
        if random.random() < 0.1:
            blocks.insert(middle, Text(self.sentence(story, random), "quote"))
        return blocks

    def _interview(self, story: Story, random: Random) -> list[Block]:
        blocks: list[Block] = [Text(self.paragraph(story, random))]
        for _ in range(random.randint(3, 6)):
            blocks.append(Text("- " + self._say(story, "question", random), "question"))
            blocks.append(Text("- " + self.paragraph(story, random)))
            if random.random() < 0.3:
                blocks.append(Text(self.paragraph(story, random)))
        return blocks

    def _figures(self, story: Story, random: Random) -> Figures:
        head = tuple(self._say(story, "column", random) for _ in range(_COLUMNS))
        rows = [
            (self._say(story, "place", random), str(random.randint(3, 990)), self._say(story, "more", random))
            for _ in range(random.randint(3, 6))
        ]
        return Figures((head, *rows))

    def _pictures(self, story: Story, random: Random) -> int:
        return random.randint(4, 8) if story.genre == "photos" else random.choice((0, 1, 1, 1, 2, 3))

    def _picture(self, story: Story, random: Random) -> Picture:
        caption = None if _lacks(story, 0.12, random) else self._say(story, "caption", random)
        if story.shape == "next":
            address = f"https://cdn.baothainguyen.vn/w350/{story.published_at:%Y%m}/p{random.randrange(10**6)}.jpg"
            return Picture(address, caption)
        if story.shape == "v2-migrated":
            return Picture(f"/Upload/Images/{story.published_at:%Y/%m}/p{random.randrange(10**6)}.jpg", caption)
        return Picture(picture_path(story.shape in {"migrated", "archived"}, story.published_at, random), caption)

    def _arranged(self, blocks: list[Block], random: Random) -> list[Block]:
        """Pictures spread over the body, in their order; text keeps its order as well."""
        pictures: list[Block] = [block for block in blocks if isinstance(block, Picture)]
        arranged: list[Block] = [block for block in blocks if not isinstance(block, Picture)]
        places = sorted(random.randint(1, len(arranged)) for _ in pictures)
        for place, picture in reversed(list(zip(places, pictures, strict=True))):
            arranged.insert(place, picture)
        return arranged

    def _tags(self, story: Story, random: Random) -> tuple[str, ...]:
        if story.shape in {"migrated", "archived", "v2-migrated", "bare-htm"} or random.random() < 0.6:
            return ()
        return tuple(dict.fromkeys(self._say(story, "tag", random) for _ in range(random.randint(1, 4))))


def _lacks(story: Story, share: float, random: Random) -> bool:
    """Whether this part is left out. Archived pages have all: their markup does not mark the lead."""
    return random.random() < share and story.shape != "archived"


def before_migration(content: Content) -> Content:
    """The content with the pictures' addresses of the old portal, which the migration moved below a folder."""
    blocks = (
        replace(block, path=block.path[block.path.index("/dataimages/") :]) if isinstance(block, Picture) else block
        for block in content.blocks
    )
    return replace(content, blocks=tuple(blocks))


def picture_path(migrated: bool, published_at: datetime, random: Random) -> str:
    """A picture's address as the portal builds it, without its resize query."""
    name = f"p{random.randrange(10**6)}"
    if not migrated:
        return f"{FILES}/{published_at:%m%Y}/{name}_{published_at:%Y%m%d%H%M}{random.randrange(60):02d}.jpg"
    old = f"dataimages/{published_at:%Y%m}/original/images{random.randrange(10**6, 10**7)}_{name}.jpg"
    prefix = random.choice(("/", f"{FILES}/", f"/file//{FILES.removeprefix('/file/')}/"))
    return f"{prefix}{old}"
