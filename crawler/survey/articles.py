"""How the known page templates fit the articles that were fetched. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from urllib.parse import urljoin, urlsplit

from scrapy.http import Response

from crawler.items import Article
from crawler.newspapers.model import Layout, Newspaper
from crawler.parse.article import read_article
from crawler.parse.document import open_page
from crawler.parse.errors import UnreadablePage
from crawler.parse.html_text import plain_text
from crawler.parse.layout import find_layout
from crawler.parse.selectors import select
from crawler.survey.draft import known_layouts
from crawler.survey.finding import FieldFound, LayoutFit, Reading

SHOWN = ("title", "kicker", "lead", "body", "author", "published_raw", "tags", "images")
LONGEST = 100
"""Characters of an example."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """An article's page under the newspaper's own address, and what is read from it."""

    page: Response
    article: Article | None
    refused: str | None

    @property
    def reading(self) -> Reading:
        return Reading(self.page.url, self.article.title if self.article else None, self.refused)


def read_page(page: Response, newspaper: Newspaper) -> ReadPage:
    """Read a page with the newspaper's templates, in the order that fits best."""
    try:
        return ReadPage(page, read_article(page, newspaper), None)
    except UnreadablePage as refusal:
        return ReadPage(page, None, str(refusal))


def fitting(pages: Sequence[Response]) -> list[tuple[Layout, int]]:
    """The known templates by the number of pages whose title and body they find, the best first; none without."""
    fits = [(layout, sum(_fits(page, layout) for page in pages)) for layout in known_layouts()]
    return sorted((fit for fit in fits if fit[1]), key=lambda fit: -fit[1])


def as_fits(found: Sequence[tuple[Layout, int]]) -> list[LayoutFit]:
    """The templates by name."""
    return [LayoutFit(layout.name, pages) for layout, pages in found]


def _fits(page: Response, layout: Layout) -> bool:
    try:
        found = find_layout(open_page(page), (layout,))
    except UnreadablePage:
        return False
    return found is not None and found.is_whole


def with_layouts(newspaper: Newspaper, found: Sequence[tuple[Layout, int]]) -> Newspaper:
    """The draft with the templates that fit."""
    return replace(newspaper, layouts=tuple(layout for layout, _ in found) or newspaper.layouts)


def fields_of(articles: Sequence[Article]) -> list[FieldFound]:
    """Each field with the number of articles that have it, and an example."""
    names = [field.name for field in fields(Article) if field.name in SHOWN]
    return [_field(name, [value for article in articles if (value := getattr(article, name))]) for name in names]


def _field(name: str, values: list[object]) -> FieldFound:
    example = values[0] if values else ""
    if isinstance(example, tuple):
        example = ", ".join(str(getattr(each, "url", each)) for each in example)
    text = " ".join(str(example).split())
    return FieldFound(name, len(values), text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


def placeholder_of(pages: Sequence[Response], layouts: Sequence[Layout]) -> str | None:
    """A text that most pages with an author's element show in it; a name would be on some of them only."""
    texts: Counter[str] = Counter()
    for page in pages:
        found = [element for layout in layouts for element in select(layout.author, open_page(page))]
        texts.update({plain_text(element) for element in found} - {""})
    known = {text for layout in layouts for text in layout.no_author}
    for text, number in texts.most_common(1):
        return text if number >= 3 and number > sum(texts.values()) / 2 and text not in known else None
    return None


def image_places(pages: Sequence[Response], newspaper: Newspaper) -> tuple[Counter[str], Counter[str]]:
    """Hosts and first folders of the pictures inside the articles' bodies."""
    hosts: Counter[str] = Counter()
    folders: Counter[str] = Counter()
    for page in pages:
        found = find_layout(open_page(page), newspaper.layouts)
        for image in [image for body in (found.bodies if found else ()) for image in body.iter("img")]:
            source = image.get("data-src") or image.get("src") or ""
            if source and not source.startswith("data:"):
                parts = urlsplit(urljoin(newspaper.home, source.strip()))
                hosts[parts.hostname or ""] += 1
                folders["/" + parts.path.strip("/").split("/")[0] + "/"] += 1
    return hosts, folders
