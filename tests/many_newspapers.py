"""``scrapy`` with many newspapers: ``python -m tests.many_newspapers NUMBER crawl paper007 …``.

``paper000`` and the following are Báo Khánh Hòa under other names.
"""

import sys
from dataclasses import replace

from crawler.newspapers import KHANHHOA, NEWSPAPERS


def name_of(number: int) -> str:
    return f"paper{number:03}"


def main(number: int, words: list[str]) -> None:
    NEWSPAPERS.update({name_of(each): replace(KHANHHOA, name=name_of(each)) for each in range(number)})
    # Spiders are made for the newspapers known when they are imported.
    from scrapy.cmdline import execute

    execute(["scrapy", *words])


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
