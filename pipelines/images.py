"""Stores the pictures of stored articles: each content once, named by its hash. A failed picture fails no article."""

from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.pipelines.files import FilesPipeline
from scrapy.pipelines.media import FileException, FileInfoOrError, MediaPipeline

from crawler.archive import ArchiveError
from crawler.archive.articles.pictures import missing_pictures, note_picture
from crawler.archive.atomic_files import written_when_complete
from crawler.cli.setting_values import is_on
from crawler.runs.context import RunContext, run_context
from crawler.runs.stats import Stat

FOLDER = "images"
"""Below ``DATA_DIR``."""

MAX_BYTES = 10 * 1024 * 1024
MIN_BYTES = 64
"""Smaller images are tracking pixels."""

SIGNATURES = (
    (b"\xff\xd8\xff", 0, "jpg"),
    (b"\x89PNG\r\n\x1a\n", 0, "png"),
    (b"GIF8", 0, "gif"),
    (b"WEBP", 8, "webp"),
    (b"ftypavif", 4, "avif"),
)
"""File signature, its offset and the file extension; the server's content type is not trusted."""


class NoPicture(FileException):
    """The response is no picture that is stored."""


class ImagesPipeline(FilesPipeline):
    """Downloads pictures through the crawler: with its pace and rate limits, only from the newspaper's hosts."""

    LOG_FAILED_RESULTS = False

    def __init__(self, store_uri: str, *, crawler: Crawler, run: RunContext) -> None:
        super().__init__(store_uri, crawler=crawler)
        self._folder = Path(store_uri)
        self._run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        run = run_context(crawler)
        if run is None or not is_on(crawler.settings, "IMAGES"):
            raise NotConfigured
        return cls(str(Path(crawler.settings["DATA_DIR"]).absolute()), crawler=crawler, run=run)

    def get_media_requests(self, item: Any, info: MediaPipeline.SpiderInfo) -> list[Request]:
        """Requests for a stored article's pictures that are not stored yet."""
        with self._run.archive.read() as connection:
            urls = missing_pictures(connection, item.newspaper, item.article_id)
        meta = {"download_maxsize": MAX_BYTES}
        return [Request(self._run.site.request_address(url), meta=meta) for url in urls]

    def media_to_download(self, request: Request, info: MediaPipeline.SpiderInfo, *, item: Any = None) -> None:
        """Return None, so that the picture is downloaded; the archive is checked before."""

    def file_path(
        self,
        request: Request,
        response: Response | None = None,
        info: MediaPipeline.SpiderInfo | None = None,
        *,
        item: Any = None,
    ) -> str:
        """Path below ``DATA_DIR``, by content.

        :raises NoPicture: when the response is no picture that is stored.
        """
        assert response is not None
        name = sha256(response.body).hexdigest()
        return f"{FOLDER}/{name[:2]}/{name}.{kind_of(response.body)}"

    def file_downloaded(
        self, response: Response, request: Request, info: MediaPipeline.SpiderInfo, *, item: Any = None
    ) -> str:
        """Write the file unless one with this content exists; returns its SHA-256.

        :raises ArchiveError: when it cannot be written.
        """
        path = self._folder / self.file_path(request, response=response)
        try:
            _keep(path, response.body)
        except OSError as error:
            raise ArchiveError(f"the folder {self._folder / FOLDER} cannot be written: {error.strerror}") from error
        return path.stem

    def item_completed(self, results: list[FileInfoOrError], item: Any, info: MediaPipeline.SpiderInfo) -> Any:
        """Record the stored pictures; the item continues even when some failed."""
        kept = [result for ok, result in results if ok]
        if kept:
            self._note(item, kept)
        self.crawler.stats.inc_value(Stat.IMAGES_KEPT, len(kept))
        self.crawler.stats.inc_value(Stat.IMAGES_FAILED, len(results) - len(kept))
        return item

    def _note(self, item: Any, kept: list[Any]) -> None:
        """Record where pictures lie, under their URLs as printed: requested ones have spaces and marks escaped."""
        places = {picture["url"]: picture for picture in kept}
        with self._run.archive.begin() as connection:
            for url in missing_pictures(connection, item.newspaper, item.article_id):
                if (picture := places.get(Request(self._run.site.request_address(url)).url)) is not None:
                    place = {"path": picture["path"], "sha256": picture["checksum"]}
                    note_picture(connection, item.newspaper, item.article_id, url=url, **place)


def _keep(path: Path, body: bytes) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_when_complete(path) as temporary:
            temporary.write_bytes(body)


def kind_of(body: bytes) -> str:
    """The file extension of a picture.

    :raises NoPicture: when it is no picture, too small or too large.
    """
    if not MIN_BYTES <= len(body) <= MAX_BYTES:
        raise NoPicture(f"{len(body)} bytes")
    for mark, place, ending in SIGNATURES:
        if body.startswith(mark, place):
            return ending
    raise NoPicture("neither JPEG, PNG, GIF, WebP nor AVIF")
