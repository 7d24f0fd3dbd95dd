"""Converts between response, tree and stored page; detects encodings. Pure except for a cache of trees."""

import re
from urllib.parse import urljoin, urlsplit
from weakref import WeakKeyDictionary

from lxml import etree
from lxml.etree import HTMLParser
from lxml.etree import _Element as Element
from scrapy.http import Headers, HtmlResponse, Response

from crawler.items import Page
from crawler.newspapers.site import Site
from crawler.parse.decoding import OTHER_FORMATS, PACKED, is_html, to_utf8
from crawler.parse.errors import Reason, UnreadablePage
from crawler.parse.html_text import plain_text
from crawler.parse.old_fonts import convert_old_fonts

MAX_BYTES = 2_000_000
"""Largest page that is read. Usual pages have 60,000 bytes; one of this size takes two seconds at worst."""

MAX_ATTRIBUTES = 5_000
"""Most attributes of one element. The parser compares each attribute with all before it: 100,000 take 17 s."""

MAX_TAGS = 60_000
"""Most tags of a page, start and end tags. Usual pages have 3,000; trafilatura reads this many in two
seconds."""

SUSPECT_BYTES = 200_000
"""Smaller pages are not checked for attributes: even one of nothing else is parsed within a second."""

LAST_BYTES = 65_536
"""Bytes at the end of a page in which it must be closed; a wait block or a web archive's additions may follow."""

TAG = re.compile(rb"""<[A-Za-z](?:[^>"']++|"[^"]*+"|'[^']*+'|["'])*+""")

EMBEDDED = re.compile(
    rb"data:[\w.+/-]*(?:;[\w=-]+)*;base64,(?:[A-Za-z0-9+/=]|%[0-9A-Fa-f]{2}){64,}(?:\r?\n[A-Za-z0-9+/=]{40,})*"
)
"""A picture or font inside the page itself."""

LINKS = ("href", "src", "data-src")

CODE = re.compile(rb"<(script|style)\b[^<>]*>", re.IGNORECASE)

CODE_END = {name: re.compile(b"</" + name, re.IGNORECASE) for name in (b"script", b"style")}

_pages: WeakKeyDictionary[Response, Element] = WeakKeyDictionary()


def open_page(response: Response) -> Element:
    """The root of the page's tree, parsed once for each response; callers must not change it.

    :raises UnreadablePage: when the body is no complete page: not HTML, too large, still compressed, truncated,
        damaged.
    """
    root = _pages.get(response)
    if root is None:
        body = to_utf8(_accepted(response), response)
        if not (_has_end(body) or _is_as_long_as_announced(response)):
            raise UnreadablePage(Reason.TRUNCATED, "the page does not end")
        root = _parse(body)
        _resolve_links(root, response.url)
        convert_old_fonts(root)
        _pages[response] = root
    return root


def check_not_empty(root: Element) -> None:
    """Check that the page shows anything.

    :raises UnreadablePage: when it has neither links nor pictures nor text.
    """
    body = root.find("body")
    if body is None or (next(body.iter("a", "img"), None) is None and not plain_text(body)):
        raise UnreadablePage(Reason.EMPTY, "the page shows nothing")


def is_file(response: Response) -> bool:
    """Whether the body is that of a PDF, a picture or an archive, whatever its address and header say."""
    return response.body[:512].lstrip().startswith((*OTHER_FORMATS, *PACKED))


def text_of(response: Response) -> str:
    """The page as text, in the detected encoding; raises as ``open_page`` does."""
    return to_utf8(_accepted(response), response).decode("utf-8")


def meta(root: Element) -> dict[str, str]:
    """The page's meta data: ``content`` by ``property`` or ``name``, the first of each."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name")
        if name:
            found.setdefault(name.lower(), element.get("content") or "")
    return found


def _has_end(body: bytes) -> bool:
    last = body[-LAST_BYTES:].lower()
    return b"</html" in last or b"</body" in last


def _is_as_long_as_announced(response: Response) -> bool:
    """Whether the body has exactly the length of the header; of a compressed one the length says nothing."""
    return response.headers.get(b"Content-Length") == str(len(response.body)).encode()


def _accepted(response: Response) -> bytes:
    body = response.body
    start = body[:512].lstrip()
    if problem := _cut_off(response):
        raise UnreadablePage(Reason.TRUNCATED, problem)
    if start.startswith(PACKED):
        raise UnreadablePage(Reason.UNDECODED, f"the body begins with {start[:4]!r}")
    if start.startswith(OTHER_FORMATS) or b"<" not in body[:4096]:
        raise UnreadablePage(Reason.NOT_HTML, f"the body begins with {start[:20]!r}")
    if len(body) > MAX_BYTES:
        body = _without_ballast(body)
    if len(body) > MAX_BYTES:
        raise UnreadablePage(Reason.TOO_LARGE, f"{len(body)} bytes of {len(response.body)}, embedded files aside")
    if (tags := body.count(b"<")) > MAX_TAGS:
        raise UnreadablePage(Reason.TOO_LARGE, f"{tags} tags")
    if len(body) > SUSPECT_BYTES and any(_is_overloaded(match[0]) for match in TAG.finditer(body)):
        raise UnreadablePage(Reason.TOO_LARGE, f"an element with more than {MAX_ATTRIBUTES} attributes")
    return body


def _without_ballast(body: bytes) -> bytes:
    """A large page without the files embedded in it, and without scripts and style sheets but for JSON-LD."""
    body = EMBEDDED.sub(b"data:,", body)
    kept, at = [], 0
    while start := CODE.search(body, at):
        kept.append(body[at : start.end()])
        end = CODE_END[start[1].lower()].search(body, start.end())
        at = end.start() if end else len(body)
        if b"ld+json" in start[0]:
            kept.append(body[start.end() : at])
    return b"".join([*kept, body[at:]])


def _is_overloaded(tag: bytes) -> bool:
    return len(tag) > MAX_ATTRIBUTES and len(tag.split()) > MAX_ATTRIBUTES


def _cut_off(response: Response) -> str | None:
    """Why the page is incomplete; None when it is complete."""
    if not response.body:
        return "the body is empty"
    # "partial" only says that the server announced no length: then the page's own end shows that it is complete.
    if "dataloss" in response.flags:
        return "the download was marked dataloss"
    announced = response.headers.get(b"Content-Length") or b""
    # Content-Length is that of the compressed body; compression makes no page longer by more than this.
    if announced.isdigit() and len(announced) < 19 and int(announced) > len(response.body) + 64:
        return f"{len(response.body)} of {int(announced)} bytes"
    return None


def _parse(body: bytes) -> Element:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root: Element | None = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadablePage(Reason.NOT_HTML, str(error)) from None
    if root is None:
        raise UnreadablePage(Reason.NOT_HTML, "no element")
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadablePage(Reason.TOO_LARGE, "more elements inside each other than the parser follows")
    return root


def _resolve_links(root: Element, url: str) -> None:
    """Make the addresses of links and pictures absolute where the page names a base for them.

    As browsers do: the first ``base`` with an address counts, unless that is no web address. Without one, links stay
    as they are: the newspaper's own habit is another (``crawler.parse.urls``).
    """
    base = next((element.get("href") for element in root.iter("base") if element.get("href") is not None), None)
    around = _joined(url, base) if base is not None else None
    if around is None or urlsplit(around).scheme not in {"http", "https"}:
        return
    for element in root.iter("a", "area", "img"):
        for name in LINKS:
            link = (element.get(name) or "").strip()
            if link and not link.startswith(("#", "data:")) and (absolute := _joined(around, link)):
                element.set(name, absolute)


def _joined(base: str, link: str) -> str | None:
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return None


def keep(response: Response) -> Page:
    """The stored page of a response, whose ``url`` is the newspaper's own address of the page."""
    headers = tuple((name, value) for name, values in response.headers.items() for value in values)
    return Page(response.url, response.status, headers, response.body)


def as_response(page: Page) -> HtmlResponse:
    """The response that a stored page was made from."""
    headers = Headers()
    for name, value in page.headers:
        headers.appendlist(name, value)
    return HtmlResponse(page.url, page.status, headers, page.body)


def own_page(response: Response, site: Site) -> HtmlResponse:
    """The page under the newspaper's own address.

    :raises UnreadablePage: when the response is not HTML.
    """
    if not isinstance(response, HtmlResponse):
        if not is_html(response.body):
            kind = (response.headers.get("Content-Type") or b"no content type").decode("latin-1")
            raise UnreadablePage(Reason.NOT_HTML, f"{kind} at {response.url}")
        return response.replace(url=site.own_address(response.url), cls=HtmlResponse)
    return response.replace(url=site.own_address(response.url))
