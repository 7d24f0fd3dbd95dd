"""Articles a second of several writers on one PostgreSQL: ``python -m tests.bench.writers [--seconds N]``.

Each writer is a process with a newspaper of its own, as a run is. With a round trip it reaches the server through a
proxy that holds back what it passes on. Beside it the same with one lock for all writers, held from before the look-up
until the commit.
"""

import argparse
import asyncio
import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import make_url

from crawler.archive import Archive
from crawler.archive.articles.store import store_article
from crawler.archive.duplicates.links import lock
from crawler.archive.frontier import entries
from crawler.archive.frontier.entries import Discovery, Rank
from crawler.archive.frontier.ways import Way
from crawler.archive.pages.warc_files import PageArchive
from crawler.items import Article
from pipelines.store import rows, store_item
from tests.bench.archive import DURABLE, fetched
from tests.postgres import running
from tests.waiting import wait_until
from tests.writing import NOW

WRITERS = (1, 2, 4, 8)
ROUND_TRIPS_MS = (10, 40)
ARTICLES = 400
"""Of each newspaper; a writer that has stored them all ends early."""

SOCKET = ".s.PGSQL.5432"

processes = multiprocessing.get_context("fork")


@contextmanager
def delayed(address: str, folder: Path, round_trip_ms: float) -> Iterator[str]:
    """The address of the same database behind a proxy that takes half a round trip each way."""
    if not round_trip_ms:
        yield address
        return
    url = make_url(address)
    proxy = processes.Process(target=_serve, args=(str(url.query["host"]), folder, round_trip_ms / 2000), daemon=True)
    proxy.start()
    wait_until((folder / SOCKET).exists)
    yield url.update_query_dict({"host": str(folder)}).render_as_string(hide_password=False)
    proxy.terminate()
    proxy.join()
    (folder / SOCKET).unlink()


def _serve(server: str, folder: Path, delay: float) -> None:
    asyncio.run(_accept(server, folder, delay))


async def _accept(server: str, folder: Path, delay: float) -> None:
    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, questions = await asyncio.open_unix_connection(str(Path(server, SOCKET)))
        await asyncio.gather(_pass_on(reader, questions, delay), _pass_on(answers, writer, delay))

    proxy = await asyncio.start_unix_server(connect, folder / SOCKET)
    await proxy.serve_forever()


async def _pass_on(source: asyncio.StreamReader, target: asyncio.StreamWriter, delay: float) -> None:
    loop = asyncio.get_running_loop()
    while data := await source.read(1 << 16):
        loop.call_later(delay, target.write, data)
    loop.call_later(delay, target.close)


def store_until(address: str, number: int, items: list[Article], seconds: float, one_lock: bool) -> tuple[int, float]:
    """Articles stored by one writer, and the seconds that it took."""
    for item in items:
        item.newspaper = f"paper{number}"
    found = [Discovery(item.article_id, item.url, "202511", item.section) for item in items]
    with tempfile.TemporaryDirectory() as folder, Archive.open(address) as archive:
        with archive.begin() as connection:
            entries.discover(connection, f"paper{number}", found, Rank.NEW, NOW, Way.LIST)
        with PageArchive(Path(folder), f"paper{number}") as pages:
            begun, stored = time.perf_counter(), 0
            while stored < len(items) and time.perf_counter() - begun < seconds:
                (_store_alone if one_lock else partial(store_item, now=NOW))(archive, pages, items[stored])
                stored += 1
            return stored, time.perf_counter() - begun


def _store_alone(archive: Archive, pages: PageArchive, item: Article) -> None:
    assert item.page is not None
    values, pictures = rows(item)
    with archive.begin() as connection:
        lock(connection)
        store_article(connection, values, pictures, NOW, partial(pages.write, item.page, NOW))


def measure(address: str, papers: list[list[Article]], writers: int, seconds: float, one_lock: bool) -> float:
    """Articles a second of all writers."""
    with processes.Pool(writers) as pool:
        work = [(address, number, papers[number], seconds, one_lock) for number in range(writers)]
        return sum(stored / took for stored, took in pool.starmap(store_until, work, chunksize=1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4)
    seconds = parser.parse_args().seconds
    papers = [fetched(ARTICLES, seed=100 + number) for number in range(max(WRITERS))]
    with running(DURABLE, Path(tempfile.gettempdir())) as server, tempfile.TemporaryDirectory() as folder:
        for round_trip in ROUND_TRIPS_MS:
            for writers in WRITERS:
                rates = []
                for one_lock in (False, True):
                    with delayed(server.new_database(), Path(folder), round_trip) as address:
                        rates.append(measure(address, papers, writers, seconds, one_lock))
                now, before = rates
                print(
                    f"round trip {round_trip:2} ms, {writers} writers: {now:6.1f} a second, one lock {before:6.1f},"
                    f" ratio {now / before:.2f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
