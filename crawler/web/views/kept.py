"""A kept page: its frame, the page itself without what runs or loads, its source, its WARC record; pictures."""

from typing import Any

from starlette.responses import Response

from crawler.archive.pages.places import PagePlace
from crawler.archive.reading.article import read_images, read_page_place
from crawler.web.answers import answer, html
from crawler.web.kept import (
    FILE_POLICY,
    KEPT_POLICY,
    NotKept,
    harmless,
    kept_pictures,
    read_kept,
    read_picture,
    read_record,
    source_of,
)
from crawler.web.views.article import full_article
from crawler.web.visit import NotFound, Visit

FILE_HEADERS = {"Content-Security-Policy": FILE_POLICY}


def kept(visit: Visit) -> dict[str, Any]:
    """The page around a kept page, which says what it is."""
    full = full_article(visit)
    revision: int = visit.path["revision"]
    place = _place(visit)
    try:
        page = read_kept(visit.library.data_dir, place)
    except NotKept:
        raise NotFound("no_kept") from None
    version = next((version for version in full.versions if version.revision == revision), None)
    return {"full": full, "article": full.row, "revision": revision, "version": version, "page": page, "place": place}


def kept_page(visit: Visit) -> Response:
    """The kept page itself, to be shown in a frame."""
    try:
        page = read_kept(visit.library.data_dir, _place(visit))
    except NotKept:
        raise NotFound("no_kept") from None
    images = read_images(visit.connection, visit.path["newspaper"], visit.path["article_id"])
    address = f"/article/{visit.path['newspaper']}/{visit.path['article_id']}"
    text = harmless(page, kept_pictures(images, address))
    return html(visit.request, text, headers={"Content-Security-Policy": KEPT_POLICY})


def kept_source(visit: Visit) -> Response:
    """The source of the kept page as plain text."""
    try:
        text = source_of(read_kept(visit.library.data_dir, _place(visit)))
    except NotKept:
        raise NotFound("no_kept") from None
    return answer(visit.request, text.encode("utf-8", "replace"), "text/plain; charset=utf-8", headers=FILE_HEADERS)


def kept_record(visit: Visit) -> Response:
    """The WARC record to download."""
    try:
        record = read_record(visit.library.data_dir, _place(visit))
    except NotKept:
        raise NotFound("no_kept") from None
    name = f"{visit.path['newspaper']}-{visit.path['article_id']}-{visit.path['revision']}.warc.gz"
    headers = FILE_HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return answer(visit.request, record, "application/gzip", headers=headers)


def picture(visit: Visit) -> Response:
    """A kept picture."""
    rows = read_images(visit.connection, visit.path["newspaper"], visit.path["article_id"])
    row = next((row for row in rows if row.position == visit.path["position"] and row.path), None)
    if row is None:
        raise NotFound("no_picture")
    try:
        body, media_type = read_picture(visit.library.data_dir, row.path)
    except NotKept:
        raise NotFound("no_picture") from None
    # The sandboxed frame of a kept page is another origin to the browser.
    headers = FILE_HEADERS | {"Cross-Origin-Resource-Policy": "cross-origin"}
    return answer(visit.request, body, media_type, headers=headers)


def _place(visit: Visit) -> PagePlace:
    found = read_page_place(visit.connection, visit.path["newspaper"], visit.path["article_id"], visit.path["revision"])
    if found is None:
        raise NotFound("no_kept")
    return found
