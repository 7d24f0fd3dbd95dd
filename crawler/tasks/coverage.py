"""How much of a newspaper the archive has, and what would fill the gaps."""

import json
import sys
from datetime import UTC, datetime

from rich.console import Console
from scrapy.settings import BaseSettings

from crawler.archive import Archive
from crawler.monitoring.coverage.figures import gather
from crawler.monitoring.coverage.text import as_json, printed
from crawler.newspapers import Newspaper

WIDTH = 200
"""Of the tables where no terminal says how wide it is."""


def show_coverage(archive: Archive, settings: BaseSettings, newspaper: Newspaper, *, as_json_text: bool) -> None:
    """Print the coverage of a newspaper as tables, or as JSON."""
    with archive.read() as connection:
        coverage = gather(connection, newspaper, settings.getfloat("DOWNLOAD_DELAY"), datetime.now(UTC))
    if as_json_text:
        print(json.dumps(as_json(coverage), ensure_ascii=False, indent=2))
    else:
        Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False).print(printed(coverage))
    sys.stdout.flush()
