"""``khanhhoa-crawler``: the ``scrapy`` command with this project's settings, in any folder."""

import os

from scrapy.cmdline import execute
from scrapy.utils.conf import closest_scrapy_cfg


def main() -> None:
    """Run ``scrapy`` on the words of the command line; a ``scrapy.cfg`` around the folder names other settings."""
    if not closest_scrapy_cfg():
        os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "crawler.settings")
    execute()


if __name__ == "__main__":
    main()
