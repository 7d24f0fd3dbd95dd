"""The article that a perfect crawler would store of a story."""

from crawler.items import Article, Image
from crawler.newspapers.builtin.contents import FILES
from crawler.newspapers.builtin.sections import Edition
from crawler.newspapers.builtin.story import Block, Content, Figures, Film, Items, Picture, Story


def true_article(story: Story, content: Content, edition: Edition) -> Article:
    """The article as printed; ``sources`` and ``page`` are left empty."""
    section, _, subsection = story.section.partition("/")
    site = f"https://{edition.host}"
    return Article(
        newspaper=edition.newspaper,
        article_id=story.article_id,
        url=site + story.path,
        section=section,
        subsection=subsection or None,
        language=edition.language,
        title=story.title,
        kicker=story.kicker,
        lead=content.lead,
        body="\n\n".join(paragraph for block in content.blocks for paragraph in paragraphs(block)),
        author=content.author,
        published_at=story.published_at,
        published_precision=story.precision,
        published_raw=story.date_line,
        tags=content.tags,
        images=tuple(
            Image(_picture_url(block.path, edition), block.caption)
            for block in content.blocks
            if isinstance(block, Picture)
        ),
    )


def _picture_url(path: str, edition: Edition) -> str:
    if path.startswith("https://"):
        return path
    moved = edition.moves_pictures and path.startswith("/dataimages/")
    return f"https://{edition.host}{FILES if moved else ''}{path.replace('//', '/')}"


def paragraphs(block: Block) -> tuple[str, ...]:
    """The paragraphs that a block adds to the body: a table is one, a list one for each item."""
    match block:
        case Items(items):
            return items
        case Figures(rows):
            return ("\n".join(" | ".join(row) for row in rows),)
        case Picture() | Film():
            return ()
        case _:
            return (block.text,)
