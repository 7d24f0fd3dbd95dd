"""All hostile cases by name: which request gets which answer."""

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from crawler.newspapers.builtin.hostile.pages import PAGES, fill, native
from crawler.newspapers.builtin.http import Answer
from crawler.newspapers.builtin.log import Kind

MEGABYTE = 1_000_000
OK = b"HTTP/1.1 200 OK\r\n"
XML = "application/xml"


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile answer, given to all requests of a kind."""

    kind: Kind
    answer: Callable[[], Answer]


def find_case(name: str) -> Case:
    """The case of this name.

    :raises KeyError: for an unknown one.
    """
    return CASES[name]


def _page(html: Callable[[], str]) -> Answer:
    return Answer(html().encode("utf-8", "replace"))


def _headed(**headers: str) -> Answer:
    return Answer(native().encode(), headers={name.replace("_", "-"): value for name, value in headers.items()})


def _typed(content_type: str) -> Answer:
    return Answer("<p>bài báo ¸µ</p>".encode("latin-1", "replace") + b"\xff\xfe" * 50, content_type=content_type)


def _busy(retry_after: str, status: int = 503) -> Answer:
    return Answer(b"<title>503</title>", status, headers={"Retry-After": retry_after})


def _wait(inside: str, status: int = 200) -> Answer:
    return Answer(f"<html><head><title>Xin chờ...</title></head><body>{inside}</body></html>".encode(), status)


def _packed(size: int, times: int = 1) -> Answer:
    body = b"<p>" + b"a" * size
    for _ in range(times):
        body = gzip.compress(body, 1)
    return Answer(body, headers={"Content-Encoding": ", ".join(["gzip"] * times)})


def _robots(text: str) -> Answer:
    return Answer(text.encode(), content_type="text/plain; charset=utf-8")


def _sitemap(entries: str, root: str = "urlset", prolog: str = "") -> Answer:
    xml = f'<?xml version="1.0"?>{prolog}<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{root}>'
    return Answer(xml.encode(), content_type=XML)


def _entry(path: str) -> str:
    return f"<url><loc>https://baokhanhhoa.vn{path}</loc><lastmod>2025-09-20</lastmod></url>"


def _front(links: str) -> Answer:
    return Answer(
        f"<!DOCTYPE html><html><head><title>Báo</title></head><body><nav>{links}</nav></body></html>".encode()
    )


ANSWERS: Mapping[str, Callable[[], Answer]] = {
    "headers without end": lambda: Answer(b"", opening=OK, endless=b"X-Header: " + b"a" * 1_000 + b"\r\n"),
    "one header without end": lambda: Answer(b"", opening=OK + b"X-Header: ", endless=b"a" * 4_000),
    "folded header without end": lambda: Answer(b"", opening=OK + b"X-Header: a\r\n", endless=b" a" * 500 + b"\r\n"),
    "100 Continue without end": lambda: Answer(b"", endless=b"HTTP/1.1 100 Continue\r\n\r\n"),
    "status line without end": lambda: Answer(b"", opening=b"HTTP/1.1 200 ", endless=b"a" * 4_000),
    "body without end": lambda: Answer(b"", opening=OK + b"\r\n<p>", endless=b"a" * 10_000),
    "chunks without end": lambda: Answer(
        b"", opening=OK + b"Transfer-Encoding: chunked\r\n\r\n", endless=b"2710\r\n" + b"a" * 10_000 + b"\r\n"
    ),
    "chunk extension without end": lambda: Answer(
        b"", opening=OK + b"Transfer-Encoding: chunked\r\n\r\n1;", endless=b"a" * 4_000
    ),
    "no HTTP": lambda: Answer(b"", opening=b"SSH-2.0-OpenSSH\r\n", endless=b"x\r\n" * 100),
    "long length": lambda: Answer(b"x", claimed_length=10**18),
    "packed 60 times": partial(_packed, 60 * MEGABYTE),
    "packed twice": partial(_packed, 60 * MEGABYTE, 2),
    "length of 5,000 digits": lambda: _headed(Content_Length="9" * 5_000),
    "encoding that is no text": partial(_typed, "text/html; charset=zlib_codec"),
    "encoding that is a path": partial(_typed, "text/html; charset=../../etc/passwd"),
    "encoding that is unknown": partial(_typed, "text/html; charset=x-unknown"),
    "encoding of 10,000 letters": partial(_typed, "text/html; charset=" + "a" * 10_000),
    "type that is none": partial(_typed, ";;;="),
    "date that is none": lambda: _headed(Date="Fri, 99 Foo 99999 99:99:99 +99999"),
    "last change past 9999": lambda: _headed(Last_Modified="Fri, 31 Dec 9999 23:59:59 -0700"),
    "long ETag": lambda: _headed(ETag='"' + "a" * 15_000 + '"'),
    "cookies": lambda: _headed(Set_Cookie="a=" + "b" * 15_000 + "; Domain=com; Expires=Fri, 31 Dec 99999 23:59:59 GMT"),
    "redirect to nowhere": lambda: Answer(b"", 302, headers={"Location": "http://[::1"}),
    "redirect to a file": lambda: Answer(b"", 302, headers={"Location": "file:///etc/hostname"}),
    "redirect to data": lambda: Answer(b"", 302, headers={"Location": "data:text/html,<h1>x</h1>"}),
    "redirect to other ports": lambda: Answer(b"", 302, headers={"Location": "http://127.0.0.1:9/"}),
    "refresh to other ports": lambda: _page(
        lambda: native(head='<meta http-equiv=refresh content="0;http://127.0.0.1:9/">')
    ),
    "status 999": lambda: Answer(native().encode(), 999),
}

BUSY: Mapping[str, Callable[[], Answer]] = {
    "Retry-After past 9999": partial(_busy, "Fri, 31 Dec 9999 23:59:59 +0700"),
    "Retry-After before 1": partial(_busy, "Mon, 01 Jan 0001 00:00:00 +1400"),
    "Retry-After of 5,000 digits": partial(_busy, "9" * 5_000),
    "Retry-After of a day": partial(_busy, "86400"),
    "Retry-After below 0": partial(_busy, "-1"),
    "countdown of a year": lambda: _wait("Hãy đợi <b id=secField>999999</b> giây <script>setInterval(x, 1)</script>"),
    "tag of ids": lambda: _wait("<b " + "id=sec " * 4_000 + ">1</b>"),
    "tag of classes": lambda: _wait("<b " + "class= " * 40_000 + ">"),
    "script of seconds": lambda: _wait("<script>setInterval(" + "sec" * 40_000 + "</script>"),
    "script of timers": lambda: _wait("<script>" + "setTimeout(" * 40_000 + "</script>"),
    "blocks without end": lambda: _wait("<div class=floodblocker " * 40_000),
    "style sheet without rules": lambda: _wait("<style>" + "x" * 400_000 + "</style>"),
    "title of a wait page in one line": lambda: Answer(b"<title>Xin ch\xe1\xbb\x9d...</title>" + b"a" * 15_000_000),
    "marks in a wait page": lambda: _wait("<p>a" + "\u0301\u0323" * 200_000),
}

ROBOTS: Mapping[str, Callable[[], Answer]] = {
    "robots.txt of 15 MB": lambda: _robots(fill("User-agent: *\nDisallow: /x\n", 15 * MEGABYTE)),
    "robots.txt in one line": lambda: _robots("Disallow: /" + "a*" * 7_000_000),
    "robots.txt of wildcards": lambda: _robots("User-agent: *\n" + fill("Disallow: /*a*a*a*a*a*a*a*b$\n", 100_000)),
    "robots.txt of agents": lambda: _robots(fill("User-agent: x\n", 400_000) + "Disallow: /x\n"),
    "robots.txt of sitemaps": lambda: _robots("".join(f"Sitemap: /s{number}.xml\n" for number in range(20_000))),
    "robots.txt of bytes": lambda: Answer(bytes(range(256)) * 1_000, content_type="text/plain"),
    "crawl-delay of 1e9": lambda: _robots("User-agent: *\nCrawl-delay: 1e9\n"),
    "crawl-delay of 5,000 digits": lambda: _robots("User-agent: *\nCrawl-delay: " + "9" * 5_000 + "\n"),
    "crawl-delay that is none": lambda: _robots("User-agent: *\nCrawl-delay: nan\nRequest-rate: 1/0s\n"),
    "robots.txt without end": lambda: Answer(b"", opening=OK + b"\r\n", endless=b"Disallow: /x\n" * 1_000),
}

FRONTS: Mapping[str, Callable[[], Answer]] = {
    "20,000 sections": lambda: _front("".join(f'<a href="/muc-{number}/">Mục</a>' for number in range(20_000))),
    "front page of 15 MB": lambda: _front(fill("<a href='/xa-hoi/'>Xã hội</a>", 15 * MEGABYTE)),
    "front page of nested links": lambda: _front("<div>" * 100_000),
    "page numbers of 5,000 digits": lambda: _front(f'<a href="/xa-hoi/?paged={"9" * 5_000}">x</a>'),
}

SITEMAPS: Mapping[str, Callable[[], Answer]] = {
    "sitemap of 40 MB": lambda: _sitemap(_entry("/xa-hoi/202509/x-e0b0c0d/") * 300_000),
    "sitemap in one entry": lambda: _sitemap("<url><loc>" + "a" * 20 * MEGABYTE + "</loc></url>"),
    "nested sitemap": lambda: _sitemap("<url>" * 100_000),
    "sitemap index without end": lambda: _sitemap(
        "".join(
            f"<sitemap><loc>https://baokhanhhoa.vn/sitemap.xml?{number}</loc></sitemap>" for number in range(50_000)
        ),
        "sitemapindex",
    ),
    "sitemap with an entity bomb": lambda: _sitemap(
        _entry("/&c;"), prolog='<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
    ),
    "sitemap with an external entity": lambda: _sitemap(
        _entry("/&x;"), prolog='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    ),
    "sitemap of attributes": lambda: _sitemap("<url " + " ".join(f"a{number}='1'" for number in range(60_000)) + "/>"),
    "sitemap that is cut off": lambda: _sitemap(_entry("/xa-hoi/202509/x-e0b0c0d/") + "<!--"),
    "sitemap of odd dates": lambda: _sitemap(
        _entry("/xa-hoi/202509/x-e0b0c0d/").replace("2025-09-20", "9" * 5_000) * 100
    ),
}

CASES: Mapping[str, Case] = {
    **{f"page: {name}": Case("article", partial(_page, make)) for name, make in PAGES.items()},
    **{f"answer: {name}": Case("article", make) for name, make in ANSWERS.items()},
    **{f"gate: {name}": Case("article", make) for name, make in BUSY.items()},
    **{f"robots: {name}": Case("robots", make) for name, make in ROBOTS.items()},
    **{f"front: {name}": Case("home", make) for name, make in FRONTS.items()},
    **{f"sitemap: {name}": Case("feed", make) for name, make in SITEMAPS.items()},
}
