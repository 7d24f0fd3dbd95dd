"""The whole way of a page (fetch, read, pipelines, commit) next to a bare spider that only fetches the same pages.

``python -m tests.bench.whole_way``: both with 8 connections and no delay, in turn, on the built-in newspaper in a
process of its own.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from crawler.newspapers.builtin import Newspaper, Options, serve
from crawler.newspapers.builtin.server import Server
from tests.crawling import ROOT, SCRAPY

ARTICLES = 1000
ROUNDS = 3
CONNECTIONS = "8"
FAST = ["-s", "DOWNLOAD_DELAY=0", "-s", f"CONCURRENT_REQUESTS_PER_DOMAIN={CONNECTIONS}"]

BARE = """
import scrapy

class Bare(scrapy.Spider):
    name = "bare"

    async def start(self):
        with open("{addresses}") as addresses:
            for address in addresses:
                yield scrapy.Request(address.strip(), self.parse, dont_filter=True)

    def parse(self, response):
        return None
"""


def main() -> None:
    site = Newspaper(Options(seed=7, articles=ARTICLES))
    with serve(site) as server, tempfile.TemporaryDirectory() as folder:
        addresses = Path(folder) / "addresses.txt"
        addresses.write_text("\n".join(article.url for article in site.truth.values()))
        on_server = Path(folder) / "on_server.txt"
        on_server.write_text(addresses.read_text().replace("https://baokhanhhoa.vn/", server.base_url))
        bare_spider = Path(folder) / "bare.py"
        bare_spider.write_text(BARE.format(addresses=on_server))
        ratios = []
        for number in range(ROUNDS):
            bare, _ = _measure(server, [SCRAPY, "runspider", str(bare_spider), "--nolog", *FAST], Path(folder))
            archive = f"sqlite:///{folder}/{number}.db"
            crawl = [SCRAPY, "crawl", "khanhhoa", "-a", f"base_url={server.base_url}", "-a", f"urls_file={addresses}"]
            whole, memory = _measure(
                server, [*crawl, *FAST, "-s", f"ARCHIVE_URL={archive}", "-s", f"DATA_DIR={folder}"]
            )
            ratios.append(whole / bare)
            print(f"bare {bare:.0f} pages/s, whole way {whole:.0f} pages/s, ratio {whole / bare:.2f}, {memory:.0f} MB")
        print(f"median ratio {statistics.median(ratios):.2f} (to be at least 0.50)")


def _measure(server: Server, command: list[str], place: Path = ROOT) -> tuple[float, float]:
    """Pages a second between the first and the last article that the server saw, and peak memory in MB."""
    server.log.clear()
    process = subprocess.Popen(command, cwd=place, stdout=sys.stderr, env=os.environ)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[1]} ended with {process.returncode}")
    times = [hit.time for hit in server.log.articles()]
    return (len(times) - 1) / (times[-1] - times[0]), usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
