"""Files of web archives, made in tests from the built-in newspaper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.newspapers.builtin import Newspaper

HOME = "https://baokhanhhoa.vn"
THEN = datetime(2025, 12, 4, 5, 6, 7, tzinfo=UTC)
"""When captures were made, unless a test says otherwise."""


@dataclass(frozen=True, slots=True)
class Captured:
    """One response as a web archive holds it."""

    url: str
    body: bytes
    at: datetime = THEN
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    kind: str = "response"
    warc: Mapping[str, str] = field(default_factory=dict)


def capture(site: Newspaper, article_id: str, at: datetime = THEN) -> Captured:
    """The page of an article as the newspaper prints it now."""
    story = site.links.stories[article_id]
    return Captured(HOME + story.path, site.press.article(story), at)


def warc(captures: Iterable[Captured], *, gzip: bool = True) -> bytes:
    """A WARC file, as warcio writes it."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    writer.write_record(writer.create_warcinfo_record("tests.warc", {"software": "tests"}))
    for captured in captures:
        headers = StatusAndHeaders(f"{captured.status} OK", list(captured.headers.items()), protocol="HTTP/1.1")
        record = writer.create_warc_record(
            captured.url,
            captured.kind,
            payload=BytesIO(captured.body),
            length=len(captured.body),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": f"{captured.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", **captured.warc},
        )
        writer.write_record(record)
    return out.getvalue()


def write(path: Path, captures: Iterable[Captured], *, gzip: bool = True) -> Path:
    """Write them to a WARC file."""
    path.write_bytes(warc(captures, gzip=gzip))
    return path
