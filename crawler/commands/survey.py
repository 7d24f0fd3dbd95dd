"""``scrapy survey``: what a newspaper is made of, in some 20 polite requests."""

import argparse
import re
from pathlib import Path

from crawler.cli.base import ArchiveCommand
from crawler.cli.files import check_path
from crawler.cli.usage import UsageError, parse_base_url, parse_newspaper, whole_number
from crawler.newspapers import KHANHHOA, NEWSPAPERS, Newspaper

REQUESTS = 24
"""As many as a survey sends when nothing redirects."""


class Command(ArchiveCommand):
    """Asks a newspaper, or what may become one, and prints what it found. Exits with 3 when a known newspaper is not as
    its module says or no article was fetched, with 4 and 5 as a crawl does."""

    max_words = 1

    def syntax(self) -> str:
        return "[options] [URL|newspaper]"

    def short_desc(self) -> str:
        return "Show what a newspaper is made of, in some 20 polite requests"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--base-url", metavar="URL", help="ask this mirror of a known newspaper instead")
        parser.add_argument("--requests", type=whole_number(3), default=REQUESTS, metavar="N", help="most requests")
        parser.add_argument("--json", action="store_true", help="as JSON, with every request")
        parser.add_argument("--output", type=Path, metavar="FILE.html", help="write the finding as a page, too")
        parser.add_argument("--write", metavar="NAME", help="propose a module NAME, with a saved page as its test")
        parser.add_argument("--into", type=Path, default=Path(), metavar="FOLDER", help="checkout for --write")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        newspaper, address = _read(args, opts.base_url)
        if opts.write is not None:
            _check_name(opts.write)
        if opts.output is not None:
            check_path(opts.output)

        from crawler.tasks.survey import Wanted, survey

        assert self.settings is not None
        wanted = Wanted(address, newspaper, opts.requests, opts.json, opts.output, opts.write, opts.into)
        self.exitcode = survey(self.settings, wanted)


def _read(args: list[str], base_url: str | None) -> tuple[Newspaper | None, str]:
    """The newspaper, if it is named, and the address to ask."""
    word = args[0] if args else KHANHHOA.name
    if "://" in word:
        if base_url is not None:
            raise UsageError("--base-url goes with a newspaper's name")
        return None, parse_base_url(word, word)
    newspaper = parse_newspaper(word)
    address = parse_base_url(f"--base-url {base_url}", base_url) if base_url is not None else newspaper.home
    return newspaper, address


def _check_name(name: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise UsageError(f"--write {name}: small letters, digits and _ make a name")
    if name in NEWSPAPERS:
        raise UsageError(f"--write {name}: there is such a newspaper")
