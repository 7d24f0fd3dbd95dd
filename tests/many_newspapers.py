"""``scrapy`` with many newspapers: ``python -m tests.many_newspapers NUMBER crawl paper007 …``.

``paper000`` and the following are Báo Khánh Hòa under other names. The file named by ``PEAK_FILE`` gets the most memory
that the process took, in MB.
"""

import atexit
import os
import re
import sys
from dataclasses import replace
from pathlib import Path

from crawler.newspapers import KHANHHOA, NEWSPAPERS


def name_of(number: int) -> str:
    return f"paper{number:03}"


def note_peak() -> None:
    # Not what wait4 says: that counts the memory of the parent, in which the process began.
    (kilobytes,) = re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text("ascii"))
    Path(os.environ["PEAK_FILE"]).write_text(str(int(kilobytes) / 1024), "ascii")


def main(number: int, words: list[str]) -> None:
    NEWSPAPERS.update({name_of(each): replace(KHANHHOA, name=name_of(each)) for each in range(number)})
    # Spiders are made for the newspapers known when they are imported.
    from scrapy.cmdline import execute

    execute(["scrapy", *words])


if __name__ == "__main__":
    atexit.register(note_peak)
    main(int(sys.argv[1]), sys.argv[2:])
