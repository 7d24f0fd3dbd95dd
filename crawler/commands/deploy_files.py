"""``scrapy deploy_files``: schedules for all newspapers."""

import argparse

from crawler.cli.base import ArchiveCommand
from crawler.cli.usage import UsageError, nearest, whole_number

KINDS = ("kubernetes", "cron")

START, HOURS = "4:07", 3


class Command(ArchiveCommand):
    """Prints a nightly schedule of every newspaper known, their starts spread over some hours."""

    max_words = 1
    only_prints = True

    def syntax(self) -> str:
        return f"[options] {' | '.join(KINDS)}"

    def short_desc(self) -> str:
        return "Print CronJobs or crontab lines for all newspapers"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--start", default=START, metavar="H:MM", help=f"of the first run (default: {START})")
        parser.add_argument(
            "--hours", type=whole_number(1), default=HOURS, metavar="N", help=f"of all starts (default: {HOURS})"
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.tasks.deploy_files import cron, kubernetes, spread

        kind = args[0] if args else ""
        if kind not in KINDS:
            raise UsageError(f"name what runs the crawls: {' or '.join(KINDS)}{nearest(kind, KINDS)}")
        schedule = spread(opts.start, opts.hours)
        print(kubernetes(schedule) if kind == "kubernetes" else cron(schedule), end="")
