"""``scrapy doctor``: problems, and the commands that fix them."""

import argparse

from crawler.cli.base import ArchiveCommand
from crawler.cli.exit_codes import ExitCode
from crawler.cli.usage import UsageError, parse_base_url, parse_newspaper


class Command(ArchiveCommand):
    """Exits with 0 when nothing is bad, else with 3; sends no request without ``--live``."""

    max_words = 1

    def syntax(self) -> str:
        return "[options] [newspaper]"

    def short_desc(self) -> str:
        return "Report problems and the commands that fix them"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--all", action="store_true", help="every newspaper of the archive, the worst lines first")
        parser.add_argument(
            "--live", action="store_true", help="request the newspaper's robots.txt and front page (default: khanhhoa)"
        )
        parser.add_argument("--base-url", metavar="URL", help="with --live: request this address instead")
        parser.add_argument("--json", action="store_true", help="as JSON")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.tasks.doctor import examine

        assert self.settings is not None
        if opts.all and (args or opts.live):
            raise UsageError("--all takes neither a newspaper nor --live")
        newspaper = parse_newspaper(args[0]) if args else None
        base_url = _base_url(opts)
        options = {"ask": opts.live, "as_json": opts.json, "worst_first": opts.all}
        if examine(self.settings, newspaper, base_url, **options):
            self.exitcode = ExitCode.NOT_WELL


def _base_url(opts: argparse.Namespace) -> str | None:
    if opts.base_url is None:
        return None
    if not opts.live:
        raise UsageError("--base-url needs --live")
    return parse_base_url(f"--base-url {opts.base_url}", opts.base_url)
