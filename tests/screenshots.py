"""``make screenshots``: every kind of page of the archive's web site, as a phone, a tablet and a desktop show it.

Pictures go to ``var/screenshots``; those that the docs show are written to ``docs/pictures`` as well.
"""

import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from sqlalchemy import select

from crawler.archive import Archive
from crawler.archive.database.schema import articles, images, pages, revisions
from crawler.newspapers.builtin import Newspaper, Options, serve
from tests.browsing import WIDTHS, Visitor, chromium
from tests.crawling import ROOT, Desk
from tests.serving import serving

EditKind = Literal["rewording", "typo", "addition", "headline"]

FOLDER = ROOT / "var" / "screenshots"
SHOWN = ROOT / "docs" / "pictures"
IN_DOCS = {("front", 1280, "light"), ("article", 820, "light"), ("search", 1280, "dark"), ("month", 360, "light")}
EDITS: tuple[EditKind, ...] = ("rewording", "typo", "headline", "addition")


def fill(desk: Desk, site: Newspaper) -> None:
    """Crawl a newspaper, let it edit some articles and take one down, and look again."""
    with serve(site) as server:
        _expect_done(desk.crawl(server.base_url, settings={"IMAGES": "on"}, mode="backfill").code)
        dated = select(articles.c.article_id).where(articles.c.published_at.is_not(None))
        newest = [row[0] for row in desk.rows(dated.order_by(articles.c.published_at.desc()).limit(9))]
        urls = ",".join(site.truth[one].url for one in newest)
        for article_id, edit in zip(newest, EDITS, strict=False):
            site.edit(article_id, edit)
        site.remove(newest[-1])
        _expect_done(desk.crawl(server.base_url, urls=urls).code)


def page_paths(archive: Archive) -> Mapping[str, str]:
    """A page of each kind, by name."""
    with archive.read() as connection:
        row = connection.execute(
            select(articles)
            .join(revisions, revisions.c.article == articles.c.id)
            .join(pages, pages.c.article == articles.c.id)
            .outerjoin(images, images.c.article == articles.c.id)
            .order_by(images.c.article.is_(None), articles.c.id)
            .limit(1)
        ).one()
        copy = connection.scalar(select(articles.c.article_id).where(articles.c.duplicate_of.is_not(None)).limit(1))
        gone = connection.scalar(select(articles.c.article_id).where(articles.c.gone_at.is_not(None)).limit(1))
        author = connection.scalar(select(articles.c.author).where(articles.c.author.is_not(None)).limit(1))
    day = f"{row.published_at:%Y-%m-%d}"
    return {
        "front": "/",
        "search": "/search?q=tau",
        "article": f"/article/khanhhoa/{row.article_id}",
        "gone-article": f"/article/khanhhoa/{gone or row.article_id}",
        "copy": f"/article/khanhhoa/{copy or row.article_id}",
        "kept": f"/article/khanhhoa/{row.article_id}/kept/1",
        "family": f"/family/khanhhoa/{copy or row.article_id}",
        "day": f"/day/{day}",
        "month": f"/month/{day[:7]}",
        "year": f"/year/{day[:4]}",
        "section": f"/section/khanhhoa/{row.section}",
        "sections": "/sections",
        "author": f"/author/khanhhoa?name={quote(author or '')}",
        "edits": "/edits",
        "gone": "/gone",
        "operations": "/operations",
        "run": "/operations/run/1",
        "report": "/operations/run/1/report",
        "error": "/article/khanhhoa/0000000",
    }


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    SHOWN.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        desk = Desk(Path(folder))
        fill(desk, Newspaper(Options(seed=3, articles=300)))
        with Archive.open(desk.archive_url) as archive:
            paths = page_paths(archive)
        with serving(desk.archive_url, desk.folder) as site:
            for width in WIDTHS:
                for scheme in ("light", "dark"):
                    with Visitor(browser, width, scheme) as visitor:
                        for name, path in paths.items():
                            visitor.open(site.url + path)
                            _keep(visitor, name, width, scheme)
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}, {len(IN_DOCS)} of them in {SHOWN}")
    return 0


def _keep(visitor: Visitor, name: str, width: int, scheme: str) -> None:
    path = FOLDER / f"{name}-{width}-{scheme}.png"
    visitor.page.screenshot(path=path, full_page=True)
    if (name, width, scheme) in IN_DOCS:
        # The first screens only: the docs need no more.
        visitor.page.screenshot(path=path, clip={"x": 0, "y": 0, "width": width, "height": 860})
        shutil.copy(path, SHOWN / f"{name}.png")


def _expect_done(code: int) -> None:
    if code:
        raise SystemExit(f"the crawl ended with {code}")


if __name__ == "__main__":
    sys.exit(main())
