"""Pages to read in tests: responses as the crawler hands them to the reader."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from scrapy.http import Headers, HtmlResponse

PAGES = Path(__file__).parent / "pages"
SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
URL = "https://baokhanhhoa.vn/xa-hoi/202509/mot-bai-viet-e4a14ab/"
PARAGRAPH = "<p>Một đoạn văn kể chuyện trong xóm.</p>"


def respond(
    body: str | bytes, url: str = URL, headers: Mapping[str, str | bytes] | None = None, flags: Sequence[str] = ()
) -> HtmlResponse:
    """A response as it comes from the downloader; text is sent as UTF-8."""
    raw = body.encode() if isinstance(body, str) else body
    return HtmlResponse(url, headers=Headers(headers or {}), body=raw, flags=list(flags))


def native(
    body: str = PARAGRAPH,
    *,
    title: str = "Một bài viết",
    date: str = "23:12, 20/09/2025",
    head: str = "",
    top: str = "",
) -> str:
    """A page in the native layout, with as little round the article as can be."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{top}'
        f'<div class="col-8"><div class="date">{date}</div><h1 class="head_title">{title}</h1>'
        f'<div id="content" class="content-detail"><div class="td-post-content">{body}</div></div></div></body></html>'
    )
