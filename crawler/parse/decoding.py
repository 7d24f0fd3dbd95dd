"""From a response's bytes to text. The bytes take precedence over what header and page declare. Pure."""

import re

from scrapy.http import Response
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

from crawler.parse.errors import Reason, UnreadablePage
from crawler.parse.old_fonts import judge
from crawler.parse.text import TAG

CONTROLS = bytes(set(range(32)) - {9, 10, 13})

PACKED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"BZh", b"\xfd7zXZ")

OTHER_FORMATS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")

START = 65_536
"""Bytes in which a page's first elements stand."""

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|div|h1|p|table)\b", re.IGNORECASE)
_OTHER_XML = re.compile(
    rb"(?:<\?[^>]*>|<!--[^>]*>|<!doctype[^>]*>|\s)*<(?:rss|feed|urlset|sitemapindex|rdf:RDF|svg)\b", re.IGNORECASE
)


def is_html(body: bytes) -> bool:
    """Whether a body begins as an HTML page does, whatever its Content-Type says."""
    encoding, start = read_bom(body)
    start = body[len(start or b"") : START]
    if encoding is not None and encoding != "utf-8":
        start = start[: len(start) // 4 * 4].decode(encoding, "replace").encode()
    return start.lstrip()[:1] == b"<" and not _OTHER_XML.match(start) and _HTML.search(start) is not None


def to_utf8(body: bytes, response: Response) -> bytes:
    """The body in UTF-8, without control characters.

    :raises UnreadablePage: when its encoding cannot be determined.
    """
    encoding, _ = read_bom(body)
    if encoding is not None:
        return body.decode(encoding, "replace").lstrip("\ufeff").encode("utf-8", "replace").translate(None, CONTROLS)
    body = body.translate(None, CONTROLS)
    try:
        body.decode("utf-8")
        return body
    except UnicodeDecodeError:
        return _by_declaration(body, response)[0].encode("utf-8")


def readable_text(response: Response) -> tuple[str, str]:
    """A body as text, and the encoding to write it in again; what cannot be decoded is replaced."""
    body = response.body
    encoding, mark = read_bom(body)
    if encoding is not None:
        return body[len(mark or b"") :].decode(encoding, "replace"), "utf-8"
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        return _by_declaration(body, response)
    except UnreadablePage:
        return body.decode("utf-8", "replace"), "utf-8"


def _by_declaration(body: bytes, response: Response) -> tuple[str, str]:
    """Text and encoding of a body that is not UTF-8 throughout.

    A page in UTF-8 with a few damaged letters passes; it is refused later if they are in the article.
    """
    text = body.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if damaged * 20 < sum(character > "\x7f" for character in text):
        return text, "utf-8"
    content_type = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
    for name in (http_content_type_encoding(content_type), html_body_declared_encoding(body)):
        if name is not None and name != "utf-8":
            try:
                return body.decode(name), name
            except (UnicodeDecodeError, LookupError):
                continue
    plain = body.decode("latin-1")
    if judge(TAG.sub(" ", plain)).font is not None:
        return plain, "latin-1"
    raise UnreadablePage(Reason.MOJIBAKE, f"{damaged} damaged letters in UTF-8, and no other encoding fits")
