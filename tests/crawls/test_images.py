"""Pictures: kept once by content, in the pace of the crawl, and no article lost for one."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html import escape
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from crawler.archive import Archive
from crawler.archive.articles.pictures import missing_pictures, note_picture
from crawler.archive.database.schema import articles, images
from crawler.items import Image
from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.http import Answer, Request
from crawler.newspapers.builtin.pictures import picture
from crawler.newspapers.builtin.server import Server
from pipelines.images import FOLDER, MAX_BYTES, NoPicture, kind_of
from tests.altered import serve_altered
from tests.crawling import Desk
from tests.forking import QuickDesk
from tests.writing import discover, stories, write

pytestmark = pytest.mark.quick

ON = {"IMAGES": "on"}


@pytest.mark.parametrize(
    ("body", "ending"),
    [
        (picture("/a.jpg"), "jpg"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "png"),
        (b"GIF89a" + bytes(100), "gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(100), "webp"),
        (b"\x00\x00\x00\x20ftypavif" + bytes(100), "avif"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_picture_is_known_by_its_first_bytes(body: bytes, ending: str) -> None:
    assert kind_of(body) == ending


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"GIF89a" + bytes(20),
        b"<html>" + "Hãy đợi...".encode() * 20,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>" + bytes(100),
        b"\xff\xd8\xff" + bytes(MAX_BYTES),
    ],
    ids=["empty", "a dot", "a wait page", "a script", "huge"],
)
def test_what_is_no_picture_is_not_kept(body: bytes) -> None:
    with pytest.raises(NoPicture):
        kind_of(body)


def test_what_is_missing_is_asked_and_what_is_kept_is_not(archive: Archive) -> None:
    item = next(story for story in stories(40) if len(story.images) > 1)
    discover(archive, [item])
    write(archive, [item])
    first, *others = [image.url for image in item.images]
    with archive.begin() as connection:
        note_picture(connection, "khanhhoa", item.article_id, url=first, path="images/a.jpg", sha256="a")
        assert missing_pictures(connection, "khanhhoa", item.article_id) == others


def test_a_kept_picture_stays_kept_when_others_change(archive: Archive) -> None:
    item = next(story for story in stories(40) if story.images)
    discover(archive, [item])
    write(archive, [item])
    kept = item.images[0]
    with archive.begin() as connection:
        note_picture(connection, "khanhhoa", item.article_id, url=kept.url, path="images/a.jpg", sha256="a")
    item.images = (Image("https://baokhanhhoa.vn/file/moi.jpg", None), Image(kept.url, "Chú thích khác."))
    write(archive, [item])
    with archive.read() as connection:
        rows = connection.execute(select(images).order_by(images.c.position)).all()
    assert [(row.url, row.caption, row.path) for row in rows] == [
        ("https://baokhanhhoa.vn/file/moi.jpg", None, None),
        (kept.url, "Chú thích khác.", "images/a.jpg"),
    ]


class Crawled:
    """A crawl with pictures, one of whose articles has a picture that does not arrive."""

    def __init__(self, desk: Desk, server: Server) -> None:
        self.desk, self.server = desk, server
        self.ended = desk.crawl(server.base_url, settings=ON)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    with serve(Newspaper(Options(seed=19, articles=24))) as server:
        yield Crawled(QuickDesk(tmp_path_factory.mktemp("images")), server)


def test_every_picture_is_kept_by_its_content(crawled: Crawled) -> None:
    assert crawled.ended.code == 0
    rows = crawled.desk.rows(images)
    assert len(rows) > 10
    for row in rows:
        body = (crawled.desk.folder / row.path).read_bytes()
        assert body == picture(urlsplit(row.url).path)
        assert row.sha256 == sha256(body).hexdigest()
        assert row.path == f"{FOLDER}/{row.sha256[:2]}/{row.sha256}.jpg"


def test_nothing_else_lies_there(crawled: Crawled) -> None:
    there = {path.name for path in (crawled.desk.folder / FOLDER).rglob("*") if path.is_file()}
    assert there == {Path(row.path).name for row in crawled.desk.rows(images)}


def test_a_second_run_asks_for_no_picture(crawled: Crawled) -> None:
    before = crawled.server.log.count("image")
    assert crawled.desk.crawl(crawled.server.base_url, settings=ON).code == 0
    assert crawled.server.log.count("image") == before


def test_failing_pictures_cost_no_article(tmp_path: Path) -> None:
    desk = QuickDesk(tmp_path)
    # The folder cannot be made: its name is taken by a file.
    (tmp_path / FOLDER).write_text("")
    with serve(Newspaper(Options(seed=19, articles=24))) as server:
        ended = desk.crawl(server.base_url, settings=ON)
        reason = f"the folder {tmp_path / FOLDER} cannot be written: Not a directory"
        assert ended.code == 6
        assert [line for line in ended.err.splitlines() if " ERROR " in line and line.endswith(reason)]
        assert ended.err.splitlines()[-1].startswith(f"khanhhoa: archive: {reason} (")
        assert {row.article_id for row in desk.rows(articles)} == server.site.reachable("latest")
    assert {row.path for row in desk.rows(images)} == {None}
    stats = desk.last_run().stats
    assert (stats["images_kept"], stats["images_failed"]) == (0, len(desk.rows(images)))


def test_pictures_keep_the_pace_of_pages(tmp_path: Path) -> None:
    settings = ON | {"DOWNLOAD_DELAY": "0.4"}
    with serve(Newspaper(Options(seed=19, articles=24))) as server:
        assert (
            QuickDesk(tmp_path).crawl(server.base_url, settings=settings, max_requests=16, sections="xa-hoi").code == 0
        )
        hits = list(server.log)
    assert "image" in {hit.kind for hit in hits}
    assert min(later.time - earlier.time for earlier, later in pairwise(hits)) > 0.3


ODD_NAMES = (
    "hai chữ.jpg",
    "ngoặc (1) [2] {3}.jpg",
    "cho%CC%A3%20da%CC%82u.jpg",
    "chợ-đầu-mối.JPG",
    "cho\u031b\u0323-roi.jpg",
    "a+b&c=d;e,f'g@h!$.jpg",
    "100%.jpg",
)


def test_pictures_with_odd_names_are_kept_under_the_name_printed(desk: Desk) -> None:
    site = Newspaper(Options(seed=5, articles=30, twins=0, dead_links=0, pager="works", shapes={"native": 1}))
    article = next(article for article in site.truth.values() if len(article.images) == 1)
    tags = b"".join(b'<figure><img src="/file/odd/' + escape(name).encode() + b'"></figure>' for name in ODD_NAMES)

    def alter(request: Request, answer: Answer) -> Answer | None:
        if request.address.path.rstrip("/")[-7:] != article.article_id:
            return None
        mark = b'<p style="text-align: justify;">&nbsp;</p>'
        body = answer.body.replace(mark, mark + tags, 1)
        return replace(answer, body=body)

    with serve_altered(site, alter) as server:
        desk.crawl(server.base_url, settings=ON, urls=article.url)
    rows = desk.rows(select(images))
    assert len(rows) == len(ODD_NAMES) + 1
    assert {row.url.rpartition("/")[2] for row in rows} > set(ODD_NAMES)
    assert [row.url for row in rows if row.path is None or not (desk.folder / row.path).is_file()] == []
    assert desk.last_run().stats["images_kept"] == len(rows)
