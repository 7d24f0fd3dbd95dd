"""Imports captures of web archives from WARC and WACZ files."""

import argparse
import os
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from scrapy.settings import BaseSettings
from sqlalchemy import Connection

from crawler.archive import Archive
from crawler.archive.captures.files import FilePlace, digest_of, read_file
from crawler.archive.captures.progress import ImportedFile, begin_file, finish_file, note_progress
from crawler.archive.captures.store import store_capture, store_revisit
from crawler.archive.captures.streams import BrokenFile
from crawler.archive.duplicates.links import lock
from crawler.archive.frontier.entries import Discovery, Rank, discover
from crawler.archive.frontier.ways import Way
from crawler.archive.pages.places import PagePlace
from crawler.archive.pages.warc_files import FOLDER, PageArchive
from crawler.cli.exit import print_line
from crawler.cli.node import node_name
from crawler.cli.progress_bar import bar
from crawler.cli.setting_values import is_on
from crawler.cli.usage import UsageError, parse_base_url, parse_newspaper
from crawler.cli.wording import counted
from crawler.frontier.discovery import from_address, from_links
from crawler.newspapers import NEWSPAPERS, Newspaper
from crawler.newspapers.site import Site
from crawler.parse.errors import RETRYABLE, Reason
from crawler.runs.lock import run_lock
from pipelines.captures import CaptureReading, RawCapture, find_address, read_capture
from pipelines.cores import on_cores
from pipelines.reparse import rules

CAPTURES_AT_A_TIME = 100
"""Captures per transaction; a killed import repeats at most these."""

CHUNK_BYTES = 8_000_000
"""Most bytes of captures that are read together."""

CHUNK_RECORDS = 20_000
"""Most records passed over between two notes of the progress."""

SMALL = 3_000_000
"""Fewer bytes are read in one process: starting more takes longer."""

SEEN_LINKS = 200_000
"""Links remembered, so that those that all pages repeat are recorded once."""

REFUSED = "refused: "
"""Begins the keys of refusals in the counts."""

DAMAGED = {"bomb": "would fill the memory", "wrong-digest": "not what the digest says"}
"""Refusals after which an import does not end well: the file is hostile or damaged."""

MAY_EXIST = RETRYABLE - {Reason.ERROR_PAGE, Reason.OTHER_ID, Reason.NOT_HTML}
"""Refusals that say nothing about whether there is an article at the address."""

ANSWERS = frozenset({"response", "revisit"})
"""Kinds of records that hold what a server answered."""

WORDS = {
    "new": ("new article", "new articles"),
    "revision": ("other text of an article", "other texts of articles"),
    "completed": ("article with better fields", "articles with better fields"),
    "same": ("capture with nothing new", "captures with nothing new"),
    "known": ("capture imported before", "captures imported before"),
    "revisit": ("revisit of a known page", "revisits of known pages"),
    "list": ("list page", "list pages"),
    "other": (
        "answer of another address (picture, style, other host)",
        "answers of other addresses (pictures, styles, other hosts)",
    ),
    "address": ("address new to the frontier", "addresses new to the frontier"),
}
"""What is counted, in the order shown: one of it, and several."""


@dataclass(slots=True)
class Chunk:
    """A portion of a file."""

    path: Path
    file: ImportedFile
    place: FilePlace
    """Where reading goes on after it."""
    position: int
    raws: list[RawCapture] = field(default_factory=list)
    records: int = 0
    others: int = 0
    """Answers of addresses that are no page of the newspapers."""
    ended: bool = False
    problem: str | None = None

    @property
    def is_full(self) -> bool:
        size = sum(len(raw.block or b"") for raw in self.raws)
        return len(self.raws) >= CAPTURES_AT_A_TIME or size >= CHUNK_BYTES or self.records >= CHUNK_RECORDS


class Import:
    """One import of several files."""

    def __init__(self, archive: Archive, settings: BaseSettings, opts: argparse.Namespace) -> None:
        self._archive = archive
        self._folder = Path(settings["DATA_DIR"])
        self._settings = settings
        self._dry_run: bool = opts.dry_run
        self._keep = is_on(settings, "PAGES") and not self._dry_run
        self._processes: int | None = opts.processes
        self._sites = _sites(opts)
        self._rules = rules()
        self._pages: dict[str, PageArchive] = {}
        self._seen: set[tuple[str, str, str]] = set()
        self._totals: dict[str, Counter[str]] = {}
        self._positions: dict[str, int] = {}
        self._stack = ExitStack()
        self._begin: Callable[[], AbstractContextManager[Connection]] = archive.begin
        self.counts: Counter[str] = Counter()
        self._damaged: set[tuple[Path, str]] = set()
        """Files and reasons that were named: one line for each is enough."""
        self.well = True

    def run(self, paths: Sequence[Path]) -> None:
        """Import the files.

        :raises RunLocked: when a run is at work on one of the newspapers.
        """
        with self._stack, bar(self._settings, "import", sum(path.stat().st_size for path in paths)) as advance:
            for name in NEWSPAPERS:
                self._stack.enter_context(run_lock(self._archive, self._folder, name))
            if self._dry_run:
                self._begin = self._stack.enter_context(_rolled_back(self._archive))
            metas: deque[Chunk] = deque()
            read = partial(read_capture, self._sites, self._keep)
            for readings in on_cores(read, self._raws(paths, metas), self._cores(paths)):
                chunk = metas.popleft()
                advance(self._store(chunk, readings))

    def _cores(self, paths: Sequence[Path]) -> int:
        if self._processes is not None:
            return self._processes
        return len(os.sched_getaffinity(0)) if sum(path.stat().st_size for path in paths) > SMALL else 1

    def _raws(self, paths: Sequence[Path], metas: "deque[Chunk]") -> Iterator[list[RawCapture]]:
        digests = set()
        for path in paths:
            digest = digest_of(path)
            if digest in digests:
                continue
            digests.add(digest)
            with self._begin() as connection:
                file = begin_file(connection, digest, self._rules, path.name, datetime.now(UTC))
            if file.finished:
                self._again(path, file)
                continue
            for chunk in self._chunks(path, file):
                metas.append(chunk)
                yield chunk.raws

    def _again(self, path: Path, file: ImportedFile) -> None:
        print(f"{path}: imported before")
        if file.problem is not None:
            self._complain(path, file.problem)
        for reason, words in DAMAGED.items():
            if number := file.counts.get(REFUSED + reason):
                self._complain(path, f"{counted(number, 'capture')} {words}")

    def _chunks(self, path: Path, file: ImportedFile) -> Iterator[Chunk]:
        chunk = Chunk(path, file, file.place, file.position)
        problem = None
        try:
            for read in read_file(path, file.place, self._is_wanted):
                record = read.record
                if self._is_wanted(record.kind, record.url):
                    raw = RawCapture(record.kind, record.url, record.date, record.content, record.headers)
                    chunk.raws.append(raw)
                elif record.kind in ANSWERS:
                    chunk.others += 1
                chunk.records += 1
                chunk.place, chunk.position = read.place, read.position
                if chunk.is_full:
                    yield chunk
                    chunk = Chunk(path, file, read.place, read.position)
        except BrokenFile as error:
            problem = str(error)
        except OSError as error:
            problem = f"it cannot be read: {error.strerror}"
        chunk.ended, chunk.problem = True, problem
        yield chunk

    def _is_wanted(self, kind: str, url: str) -> bool:
        return kind in ANSWERS and find_address(url, self._sites) is not None

    def _store(self, chunk: Chunk, readings: Sequence[CaptureReading]) -> int:
        """Store a chunk in one transaction; how many bytes of its file are new in it."""
        counts = Counter({"record": chunk.records, "other": chunk.others})
        now = datetime.now(UTC)
        digest = chunk.file.digest
        totals = self._totals.setdefault(digest, Counter(chunk.file.counts))
        with self._begin() as connection:
            lock(connection)
            counts["address"] += self._discover(connection, readings, now)
            counts.update(self._store_one(connection, reading, now) for reading in readings)
            totals.update(counts)
            note_progress(connection, chunk.file, chunk.place, chunk.position, totals)
            if chunk.ended:
                finish_file(connection, chunk.file, totals, chunk.problem, now)
        self.counts.update(counts)
        self._complain_of(chunk, readings)
        before = self._positions.get(digest, 0)
        self._positions[digest] = chunk.position
        return chunk.position - before

    def _discover(self, connection: Connection, readings: Sequence[CaptureReading], now: datetime) -> int:
        """Record the addresses of articles, those captured and those linked; how many were unknown to the frontier."""
        new = 0
        for name, newspaper in NEWSPAPERS.items():
            found: dict[tuple[str, str], Discovery] = {}
            for reading in readings:
                if reading.newspaper == name:
                    for entry in _entries(reading, newspaper):
                        found.setdefault((entry.article_id, entry.url), entry)
            fresh = [entry for key, entry in found.items() if (name, *key) not in self._seen]
            if fresh:
                known = discover(connection, name, fresh, Rank.OLD, now, Way.IMPORT)
                new += len({entry.article_id for entry in fresh} - known.keys())
                self._remember((name, entry.article_id, entry.url) for entry in fresh)
        return new

    def _remember(self, keys: Iterable[tuple[str, str, str]]) -> None:
        if len(self._seen) > SEEN_LINKS:
            self._seen.clear()
        self._seen.update(keys)

    def _store_one(self, connection: Connection, reading: CaptureReading, now: datetime) -> str:
        """Store what a capture gives; the key under which it is counted."""
        if reading.refused:
            return REFUSED + reading.refused
        if reading.revisit_at is not None:
            article_id = reading.address.article_id or ""
            digest = reading.payload_digest
            placed = store_revisit(connection, reading.newspaper, article_id, reading.revisit_at, digest)
            return "revisit" if placed else REFUSED + "revisit-of-unknown"
        if reading.capture is None:
            return "list"
        keep_page = partial(self._keep_page, reading, now) if reading.record is not None else None
        return store_capture(connection, reading.capture, keep_page)

    def _keep_page(self, reading: CaptureReading, now: datetime) -> PagePlace:
        assert reading.record is not None
        if reading.newspaper not in self._pages:
            pages = PageArchive(self._folder / FOLDER, reading.newspaper, node_name(self._settings))
            self._pages[reading.newspaper] = self._stack.enter_context(pages)
        return self._pages[reading.newspaper].append(reading.record, now)

    def _complain_of(self, chunk: Chunk, readings: Sequence[CaptureReading]) -> None:
        for reading in readings:
            if reading.refused in DAMAGED and (chunk.path, reading.refused) not in self._damaged:
                self._damaged.add((chunk.path, reading.refused))
                self._complain(chunk.path, f"{reading.address.url}: {reading.detail}")
        if chunk.problem is not None:
            self._complain(chunk.path, chunk.problem)

    def _complain(self, path: Path, problem: str) -> None:
        self.well = False
        print_line("import", f"{path}: {problem}")


def import_files(archive: Archive, settings: BaseSettings, words: Sequence[str], opts: argparse.Namespace) -> bool:
    """Import the files and print what came of it; whether all could be read to their end.

    :raises UsageError: when there is no such file.
    :raises RunLocked: when a run is at work on one of the newspapers.
    """
    work = Import(archive, settings, opts)
    work.run([_checked(word) for word in words])
    _print_counts(work.counts, dry_run=opts.dry_run)
    return work.well


def _checked(word: str) -> Path:
    path = Path(word)
    if not path.is_file():
        raise UsageError(f"{word} is {'no file' if path.exists() else 'not there'}")
    return path


def _sites(opts: argparse.Namespace) -> list[Site]:
    sites = [Site(newspaper) for newspaper in NEWSPAPERS.values()]
    if opts.base_url is not None:
        address = parse_base_url(f"--base-url {opts.base_url}", opts.base_url)
        sites.append(Site(parse_newspaper(opts.newspaper), address))
    return sites


def _entries(reading: CaptureReading, newspaper: Newspaper) -> Iterator[Discovery]:
    """Frontier entries of a capture's article, if it may exist, and of the links on its page."""
    if reading.capture is not None:
        address = from_address(reading.capture.values["url"], newspaper)
    elif reading.refused in MAY_EXIST:
        address = from_address(reading.address.url, newspaper)
    else:
        address = None
    if address is not None:
        yield address
    yield from from_links(reading.links)


@contextmanager
def _rolled_back(archive: Archive) -> Iterator[Callable[[], AbstractContextManager[Connection]]]:
    """One transaction for everything, undone at the end."""
    with suppress(_Undo), archive.begin() as connection:
        yield lambda: nullcontext(connection)
        raise _Undo


class _Undo(Exception):
    """Ends a dry run's transaction."""


def _print_counts(counts: Counter[str], *, dry_run: bool) -> None:
    print(f"{counted(counts['record'], 'record')} read{', nothing stored (--dry-run)' if dry_run else ''}")
    for key, (one, several) in WORDS.items():
        if number := counts[key]:
            print(f"  {number:>9,}  {one if number == 1 else several}")
    refused = {key.removeprefix(REFUSED): number for key, number in counts.items() if key.startswith(REFUSED)}
    if refused:
        print(f"{counted(sum(refused.values()), 'capture')} refused")
        for reason, number in sorted(refused.items(), key=lambda pair: (-pair[1], pair[0])):
            print(f"  {number:>9,}  {reason}")
    sys.stdout.flush()
