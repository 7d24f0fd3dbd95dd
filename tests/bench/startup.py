"""How long a command takes to start, against Scrapy alone: ``python -m tests.bench.startup``.

Processor time of the whole process, the best of several starts in turns.
"""

import os
import subprocess
import tempfile
from pathlib import Path

from tests.crawling import ROOT, SCRAPY

STARTS = 7

COMMANDS = {
    "scrapy version, no project": ("version",),
    "scrapy version": ("version",),
    "scrapy runs --help": ("runs", "--help"),
    "scrapy crawl --help": ("crawl", "--help"),
}


def seconds(words: tuple[str, ...], folder: Path) -> float:
    """Processor time of one start."""
    process = subprocess.Popen([SCRAPY, *words], cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"scrapy {' '.join(words)} failed")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    with tempfile.TemporaryDirectory() as elsewhere:
        folders = {title: Path(elsewhere) if "no project" in title else ROOT for title in COMMANDS}
        taken: dict[str, list[float]] = {title: [] for title in COMMANDS}
        for _ in range(STARTS):
            for title, words in COMMANDS.items():
                taken[title].append(seconds(words, folders[title]))
    plain = min(taken["scrapy version, no project"])
    for title, times in taken.items():
        print(f"{title:<28}{min(times):>6.2f} s{min(times) / plain:>6.2f}")


if __name__ == "__main__":
    main()
