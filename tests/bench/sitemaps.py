"""How sitemaps and feeds are read, beside feedparser and ultimate-sitemap-parser.

``python -m tests.bench.sitemaps``. First how many of the catalogues of ``tests/test_sitemaps.py`` each reads in full,
then the seconds and the memory that one large file takes, each in a process of its own. The libraries that are
installed take part; ultimate-sitemap-parser wants python-dateutil below 3, so requirements-bench.in cannot name it.
"""

import gzip
import logging
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from crawler.newspapers import KHANHHOA
from crawler.parse.errors import UnreadablePage
from crawler.parse.sitemaps import Catalogue
from tests.test_sitemaps import FEEDS, ONE, THREE, TWO, WHOLE, urlset

Reader = Callable[[bytes], list[str]]

LARGE = 100_000
"""Entries of the large files; a sitemap of 13 MB."""

SITEMAPS: dict[str, bytes] = {
    "plain": WHOLE.encode(),
    "gzip": gzip.compress(WHOLE.encode()),
    "gzip, several members": gzip.compress(WHOLE[:90].encode()) + gzip.compress(WHOLE[90:].encode()),
    "gzip, cut": gzip.compress(WHOLE.encode())[:-3],
    "cut behind the last entry": WHOLE.removesuffix("</urlset>").encode(),
    "text": f"{ONE}\n{TWO}\n{THREE}\n".encode(),
    "warnings before": b"<b>Warning</b>: strange things<br />\n" + WHOLE.encode(),
    "UTF-8, declared UTF-16": WHOLE.replace("UTF-8", "utf-16").encode(),
    "UTF-16": WHOLE.replace("UTF-8", "utf-16").encode("utf-16"),
    "not well-formed": WHOLE.replace("<loc>", "<title>a < b & c &nbsp;</title><loc>").encode(),
    "control character": WHOLE.replace("<loc>", "<title>\x0b</title><loc>").encode(),
    "two documents": (urlset(ONE, TWO) + urlset(THREE)).encode(),
}


def ours(body: bytes) -> list[str]:
    """Our reader."""
    try:
        return [entry.url for entry in Catalogue(body, "https://x.example/sitemap.xml", KHANHHOA.timezone)]
    except UnreadablePage:
        return []


def feedparser(body: bytes) -> list[str]:
    """feedparser; it reads no sitemaps."""
    found = import_module("feedparser").parse(body, response_headers={"content-location": "https://x.example/rss"})
    return [entry.get("link", "") for entry in found.entries]


def ultimate_sitemap_parser(body: bytes) -> list[str]:
    """ultimate-sitemap-parser takes text; what is compressed it unpacks itself when it fetches, with these calls."""
    text = body.decode("utf-8", "replace")
    if body.startswith(b"\x1f\x8b"):
        helpers = import_module("usp.helpers")
        try:
            text = helpers.gunzip(body).decode("utf-8", "replace")
        except helpers.GunzipException:
            return []
    return [page.url for page in import_module("usp.tree").sitemap_from_str(text).all_pages()]


READERS: dict[str, Reader] = {
    "ours": ours,
    "feedparser": feedparser,
    "ultimate-sitemap-parser": ultimate_sitemap_parser,
}


def right(reader: Reader) -> str:
    """How many sitemaps and feeds are read in full."""
    sitemaps = sum(reader(body) == [ONE, TWO, THREE] for body in SITEMAPS.values())
    feeds = sum(reader(text.encode()) == [ONE] for text in FEEDS.values())
    return f"{sitemaps} of {len(SITEMAPS)} sitemaps, {feeds} of {len(FEEDS)} feeds"


def large(kind: str) -> bytes:
    """A sitemap or a feed of many entries."""
    urls = (f"https://x.example/xa-hoi/202511/mot-bai-viet-co-nhan-de-dai-{number:07x}/" for number in range(LARGE))
    if kind == "sitemap":
        entries = (f"<url><loc>{url}</loc><lastmod>2025-11-30T08:00:00+07:00</lastmod></url>" for url in urls)
        return f"<urlset>{''.join(entries)}</urlset>".encode()
    date = "Sun, 30 Nov 2025 08:00:00 +0700"
    entries = (f"<item><title>Một bài</title><link>{url}</link><pubDate>{date}</pubDate></item>" for url in urls)
    return f'<rss version="2.0"><channel>{"".join(entries)}</channel></rss>'.encode()


def measure(name: str, kind: str) -> None:
    """Print the entries read, the seconds, and the megabytes by which the process grew."""
    READERS[name](WHOLE.encode())  # loads what it needs
    body = large(kind)
    before = _forget_peak()
    began = time.process_time()
    found = sum(1 for _ in _stream(body)) if name == "ours" else len(READERS[name](body))
    seconds = time.process_time() - began
    grown = _memory("VmHWM") - before
    print(f"{found} entries of {len(body) / 2**20:.0f} MB in {seconds:.1f} s, +{grown:.0f} MB")


def _forget_peak() -> float:
    """Let the highest use of memory begin now; the use of now in megabytes. Linux alone knows how."""
    Path("/proc/self/clear_refs").write_text("5")
    return _memory("VmRSS")


def _memory(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def _stream(body: bytes) -> Catalogue:
    """As a crawl reads: no list of all entries."""
    return Catalogue(body, "https://x.example/sitemap.xml", KHANHHOA.timezone)


def main() -> None:
    """Print a line for each reader."""
    logging.disable()
    if len(sys.argv) == 3:
        measure(*sys.argv[1:])
        return
    for name, reader in READERS.items():
        try:
            print(f"{name}: {right(reader)}")
        except ModuleNotFoundError:
            print(f"{name}: not installed")
            continue
        for kind in ("sitemap", "feed"):
            print(f"  {kind}: ", end="", flush=True)
            subprocess.run([sys.executable, "-m", "tests.bench.sitemaps", name, kind], check=True)


if __name__ == "__main__":
    main()
