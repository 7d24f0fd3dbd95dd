"""The archive's web site beside Datasette: ``python -m tests.bench.serving [--articles N]``.

Milliseconds of the same kinds of pages, each request for another article, day or word, one reader at a time over one
connection; then 100 readers at once; then the most memory that each server held. Datasette serves the same SQLite file
in the same run. Its pages are rows of a table, filtered rows and SQL, without a layout of their own.
"""

import argparse
import http.client
import os
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from sqlalchemy import make_url, text

from crawler.archive import Archive
from tests.bench.archive import FIRST, both, fill
from tests.bench.generated import Newsroom
from tests.crawling import ROOT, SCRAPY
from tests.postgres import SETTINGS

REQUESTS = 150
READERS, EACH = 100, 5
SEED = 5

Pages = dict[str, Callable[[random.Random], str]]
"""By kind of page: the address of a random one."""

_SEARCH = (
    "select articles.id, articles.title, articles.lead, articles.published_at from search"
    " join articles on articles.id = search.rowid & 4294967295"
    " where search match :words and articles.duplicate_of is null order by search.rowid desc limit 20"
)


_SPREAD = text(
    "UPDATE articles SET section = 'muc-' || CAST(id % 20 AS TEXT), author = 'Tác giả ' || CAST(id % 300 AS TEXT),"
    " gone_at = CASE WHEN id % 200 = 0 THEN fetched_at END"
)
_COPIES = text("UPDATE articles SET duplicate_of = id - 1, duplicate_kind = 'exact' WHERE id % 25 = 0")


@dataclass(frozen=True, slots=True)
class Server:
    """A server while it runs."""

    name: str
    process: subprocess.Popen[str]
    address: str

    def _proc(self, name: str) -> str:
        return Path(f"/proc/{self.process.pid}/{name}").read_text(encoding="utf-8")

    @property
    def cpu_seconds(self) -> float:
        """Processor time that it used: what else the machine does counts little."""
        user, system = self._proc("stat").rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    @property
    def peak_megabytes(self) -> float:
        """The most memory that it held."""
        status = self._proc("status")
        (kilobytes,) = re.findall(r"VmHWM:\s+(\d+) kB", status)
        return int(kilobytes) / 1024


@contextmanager
def started(name: str, words: Sequence[str]) -> Iterator[Server]:
    """A server that says on one line where it serves."""
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert process.stdout is not None
        lines: list[str] = []
        for line in process.stdout:
            lines.append(line)
            if found := re.search(r"http://[\d.]+:\d+", line):
                break
        else:
            raise SystemExit(f"{name} does not start: {''.join(lines)}")
        threading.Thread(target=process.stdout.read, daemon=True).start()
        yield Server(name, process, found[0])
    finally:
        process.terminate()
        process.wait(10)


def words_of(newsroom: Newsroom, dice: random.Random) -> str:
    """One or two words as frequent as in the articles."""
    return " ".join(newsroom._draw(dice, dice.randint(1, 2)))


def our_pages(number: int, newsroom: Newsroom) -> Pages:
    return {
        "front": lambda dice: f"/?n={dice.random()}",
        "article": lambda dice: f"/article/khanhhoa/{dice.randrange(number):07x}",
        "day": lambda dice: f"/day/{_day(dice, number)}",
        "search": lambda dice: f"/search?q={quote(words_of(newsroom, dice))}",
    }


def their_pages(root: str, number: int, newsroom: Newsroom) -> Pages:
    return {
        "front": lambda dice: f"{root}?n={dice.random()}",
        "article": lambda dice: f"{root}/articles/{dice.randrange(number) + 1}",
        "day": lambda dice: _filtered(root, _day(dice, number)),
        "search": lambda dice: f"{root}?{urlencode({'sql': _SEARCH, 'words': _match(words_of(newsroom, dice))})}",
    }


def _day(dice: random.Random, number: int) -> str:
    return f"{FIRST + timedelta(minutes=80 * dice.randrange(number)):%Y-%m-%d}"


def _filtered(root: str, day: str) -> str:
    limits = {"published_at__gte": day, "published_at__lt": f"{day}Z", "_sort_desc": "published_at"}
    return f"{root}/articles?{urlencode(limits)}"


def _match(words: str) -> str:
    return " AND ".join(f'marked : "{word}"' for word in words.split())


def one_reader(server: Server, page: Callable[[random.Random], str]) -> list[float]:
    """Milliseconds of each request."""
    dice = random.Random(SEED)
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=60)
    times = []
    for _ in range(REQUESTS):
        path = page(dice)
        begun = time.perf_counter()
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        times.append((time.perf_counter() - begun) * 1000)
        if response.status != 200:
            raise SystemExit(f"{server.name} answers {response.status} at {path}")
    connection.close()
    return times


def many_readers(server: Server, pages: Pages) -> tuple[int, float]:
    """How many requests of 100 readers at once failed, and how many were answered in a second."""
    failed: list[str] = []
    begun = time.perf_counter()
    threads = [threading.Thread(target=_read, args=(server, pages, failed, seed)) for seed in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(failed), READERS * EACH / (time.perf_counter() - begun)


def _read(server: Server, pages: Pages, failed: list[str], seed: int) -> None:
    dice = random.Random(seed)
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=120)
    for _ in range(EACH):
        path = dice.choice(list(pages.values()))(dice)
        status = 0
        with suppress(OSError, http.client.HTTPException):
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            status = response.status
        if status != 200:
            failed.append(path)
            connection.close()


def measure(server: Server, pages: Pages) -> None:
    """Print all figures of a server."""
    for kind, page in pages.items():
        used = server.cpu_seconds
        times = one_reader(server, page)
        used = (server.cpu_seconds - used) / REQUESTS * 1000
        middle, high = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        elapsed = f"first {times[0]:6.1f} ms, median {middle:6.1f} ms, p95 {high:6.1f} ms"
        print(f"  {kind:<8} processor {used:5.1f} ms, {elapsed}", flush=True)
    failed, rate = many_readers(server, pages)
    print(f"  {READERS} readers at once: {failed} errors, {rate:.0f} pages a second")
    print(f"  most memory: {server.peak_megabytes:.0f} MB", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--archive", metavar="URL", help="measure this archive of --articles generated articles alone")
    options = parser.parse_args()
    number: int = options.articles
    newsroom = Newsroom(1)
    if options.archive:
        _measure_all(number, newsroom, options.archive)
        return 0
    with both(SETTINGS) as addresses:
        for address in addresses.values():
            with Archive.open(address) as archive:
                fill(archive, number)
                _spread(archive)
        for address in addresses.values():
            _measure_all(number, newsroom, address)
    return 0


def _spread(archive: Archive) -> None:
    """Sections, authors, copies and articles that are gone, as many as a newspaper has."""
    with archive.begin() as connection:
        connection.execute(_SPREAD)
        connection.execute(_COPIES)
        connection.execute(text("ANALYZE"))


def _measure_all(number: int, newsroom: Newsroom, address: str) -> None:
    database = make_url(address).get_backend_name()
    with started(database, [SCRAPY, "serve", "--port", "0", "-s", f"ARCHIVE_URL={address}"]) as server:
        print(f"scrapy serve on {database}", flush=True)
        measure(server, our_pages(number, newsroom))
    if database != "sqlite":
        return
    file = make_url(address).database or ""
    datasette = str(Path(sys.executable).with_name("datasette"))
    with started("Datasette", [datasette, "serve", file, "--port", "8765"]) as server:
        print("Datasette on the same file", flush=True)
        measure(server, their_pages(f"/{Path(file).stem}", number, newsroom))


if __name__ == "__main__":
    sys.exit(main())
