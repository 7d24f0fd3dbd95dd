"""Every search as a file: JSON Lines, CSV or Parquet, written while it is read."""

import logging
from collections.abc import Iterator
from io import BytesIO

from starlette.responses import Response, StreamingResponse

from crawler.archive import ArchiveError
from crawler.archive.database.schema import articles
from crawler.archive.export.formats import FORMATS
from crawler.archive.reading.lists import Wanted, full_rows
from crawler.archive.reading.readonly import QueryTimeout
from crawler.web.kept import FILE_POLICY
from crawler.web.library import Library
from crawler.web.visit import Visit

logger = logging.getLogger(__name__)

ARTICLES_AT_A_TIME = 200
"""Articles read at a time, each chunk in a transaction of its own: a slow reader holds nothing."""

TYPES = {"jsonl": "application/jsonl", "csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


def download(visit: Visit, ending: str) -> Response:
    """All articles of a search, those first that are the newest; none is written twice."""
    wanted = visit.wanted()
    headers = {
        "Content-Disposition": f'attachment; filename="articles.{ending}"',
        "Content-Security-Policy": FILE_POLICY,
    }
    if visit.request.method == "HEAD":
        return Response(media_type=TYPES[ending], headers=headers)
    return StreamingResponse(_write(visit.library, wanted, ending), media_type=TYPES[ending], headers=headers)


class _Drain(BytesIO):
    """A file whose content is taken away as it is written; it still says how much was written in all."""

    taken = 0

    def tell(self) -> int:
        return self.taken + super().tell()

    def seekable(self) -> bool:
        return False

    def take(self) -> bytes:
        """What was written since the last time."""
        body = self.getvalue()
        self.taken += len(body)
        self.seek(0)
        self.truncate()
        return body


def _write(library: Library, wanted: Wanted, ending: str) -> Iterator[bytes]:
    """The file in pieces; an error ends the answer early, so that the reader sees that it is not whole."""
    try:
        yield from _pieces(library, wanted, ending)
    except (ArchiveError, QueryTimeout) as error:
        logger.error("download.%s was cut off: %s", ending, error)
        raise


def _pieces(library: Library, wanted: Wanted, ending: str) -> Iterator[bytes]:
    file = _Drain()
    place: str | None = None
    with FORMATS[f".{ending}"](file, articles.c.keys()) as write:
        while True:
            with library.archive.read() as connection:
                rows, place = full_rows(connection, wanted, ARTICLES_AT_A_TIME, place)
            write(rows)
            yield file.take()
            if place is None:
                break
    yield file.take()
