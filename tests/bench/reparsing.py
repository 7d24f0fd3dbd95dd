"""Kept pages read again, a second of processor time: ``python -m tests.bench.reparsing [PAGES]``.

Beside it, in the same run, the same pages read without archive and WARC files. All processes count, their start too.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

from crawler.archive import Archive
from crawler.archive.articles.store import store_article
from crawler.archive.pages.places import note_page
from crawler.archive.pages.warc_files import FOLDER, PageArchive
from crawler.items import Page
from crawler.newspapers import KHANHHOA
from crawler.newspapers.builtin import Newspaper, Options
from crawler.parse.article import read_article
from crawler.parse.document import as_response
from pipelines.reparse import reparse
from pipelines.store import rows
from tests.writing import NOW, discover

HEADERS = ((b"Content-Type", b"text/html; charset=utf-8"),)


def keep(archive: Archive, folder: Path, number: int) -> list[Page]:
    """Articles and their pages, as a crawl leaves them."""
    site = Newspaper(Options(articles=number))
    kept = []
    discover(archive, site.truth.values())
    with archive.begin() as connection, PageArchive(folder / FOLDER, "khanhhoa") as pages:
        for article_id, item in site.truth.items():
            body = site.press.article(site.links.stories[article_id])
            page = Page(item.url, 200, HEADERS, body)
            stored = store_article(connection, *rows(item), NOW)
            note_page(connection, stored.id, stored.revision, pages.write(page, NOW))
            kept.append(page)
    return kept


def _used() -> float:
    """Seconds of processor time, of this process and those that ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def main() -> int:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name, Archive.open(f"sqlite:///{name}/archive.db") as archive:
        kept = keep(archive, Path(name), number)
        begun = _used()
        for page in kept:
            read_article(as_response(page), KHANHHOA)
        alone = len(kept) / (_used() - begun)
        print(f"{len(kept)} pages read alone: {alone:.0f} a second")
        for write in (False, True):
            begun = _used()
            done = sum(len(chunk) for chunk in reparse(archive, Path(name, FOLDER), write=write, processes=1))
            rate = done / (_used() - begun)
            print(f"reparse{'' if write else ' --dry-run'}, a core: {rate:.0f} a second ({rate / alone:.2f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
