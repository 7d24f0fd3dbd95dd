"""``scrapy serve``: the archive as a web site, read-only."""

import argparse

from crawler.cli.base import ArchiveCommand
from crawler.cli.usage import whole_number

HOST, PORT = "127.0.0.1", 8000

HIGHEST_PORT = 65535


class Command(ArchiveCommand):
    """Serves until SIGINT or SIGTERM."""

    max_words = 0

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Serve the archive as a web site, read-only"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--host", default=HOST, help=f"address to listen on (default: {HOST}, this machine only)")
        parser.add_argument("--port", type=_port, default=PORT, help=f"port (default: {PORT}; 0: any that is free)")
        parser.add_argument(
            "--allowed-hosts",
            default="",
            metavar="NAME,…",
            help="host names under which the site is visited, beside localhost; * allows all",
        )
        parser.add_argument(
            "--allow-robots", action="store_true", help="let search engines in; the texts are the newspaper's"
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.tasks.serve import serve

        assert self.settings is not None
        serve(self.settings, opts)


def _port(word: str) -> int:
    number = whole_number(0)(word)
    if number > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{word} is no port; the highest is {HIGHEST_PORT}")
    return number
