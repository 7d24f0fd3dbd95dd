"""``scrapy newspaper``: serve the built-in newspaper."""

import argparse
import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from scrapy.commands import ScrapyCommand

from crawler.cli.exit_codes import ExitCode
from crawler.cli.usage import report_in_one_line

SWITCHES = (
    ("--port", "N", "port on 127.0.0.1 (default: a free one)"),
    ("--articles", "N", "number of articles (default: 300)"),
    ("--seed", "N", "seed of the generated newspaper (default: 1)"),
    ("--edition", "vi|en", "language (default: vi)"),
    ("--paper", "NAME", "which newspaper to imitate, e.g. daklak (default: khanhhoa)"),
    ("--gate", "S:N,…", "allow N requests in S seconds, e.g. 60:40,300:150 (default: no gate)"),
    ("--gate-status", "200|429|503", "status of a closed gate's page (default: 200)"),
    (
        "--gate-kind",
        "KIND",
        "nukeviet (default), cookie, reload503, captcha, captcha+wait, forever, hang, pasted, english or 403",
    ),
    ("--crawl-delay", "S", "crawl delay in robots.txt, in seconds (default: none)"),
    ("--pager", "HOW", "behaviour of the pager: mostly, works, repeats, loops or endless (default: mostly)"),
    ("--portal", "today|old", "old: print migrated articles as before 2023, with true times (default: today)"),
    ("--hostile", "CASE", "answer with a hostile case, e.g. 'page: nested tables' (docs/security.md; default: none)"),
    ("--log", "FILE", "write each request to FILE, one JSON object per line"),
)


class Command(ScrapyCommand):
    """Serves until SIGINT or SIGTERM."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """Arguments in the command's usage line."""
        return "[options]"

    def short_desc(self) -> str:
        """Description in the list of commands."""
        return "Serve the built-in newspaper until stopped"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the switches; ``crawler.newspapers.builtin.Options`` has more."""
        super().add_options(parser)
        report_in_one_line(parser, "newspaper")
        group = parser.add_argument_group("Newspaper")
        for name, metavar, help_text in SWITCHES:
            group.add_argument(name, metavar=metavar, help=help_text)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Serve until a signal, then print a summary. Invalid switches end it with code 2 and one line."""
        # Imported here: no other command needs it.
        from crawler.newspapers.builtin import Newspaper, serve
        from crawler.newspapers.builtin.switches import read_switches

        words = {name: getattr(opts, name[2:].replace("-", "_")) for name, _, _ in SWITCHES}
        try:
            if args:
                raise ValueError(f"unknown argument {args[0]!r}")
            options, port = read_switches({name: word for name, word in words.items() if word is not None})
            with (
                _stopped_by_signal() as stop,
                _opened(opts.log) as tee,
                serve(Newspaper(options), port, tee) as server,
            ):
                print(f"Serving {options.articles} articles on {server.base_url}", flush=True)
                stop.wait()
                print(server.log.summary(), flush=True)
        except (ValueError, OSError) as error:
            print(f"scrapy newspaper: {error}", file=sys.stderr)
            self.exitcode = ExitCode.WRONG_USE


@contextlib.contextmanager
def _stopped_by_signal() -> Iterator[threading.Event]:
    """An event that SIGINT and SIGTERM set."""
    stop = threading.Event()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _opened(path: str | None) -> Iterator[TextIO | None]:
    """The log file, line-buffered; None when no path is given."""
    if path is None:
        yield None
    else:
        with Path(path).open("w", encoding="utf-8", buffering=1) as file:
            yield file
