"""Help of the commands at every width of a terminal."""

import argparse
from itertools import pairwise

import pytest
from scrapy.commands import ScrapyHelpFormatter

from crawler.cli.usage import report_in_one_line


@pytest.mark.parametrize("columns", range(50, 110, 3))
def test_only_headings_are_underlined_at_any_width(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    parser = argparse.ArgumentParser("scrapy newspaper", formatter_class=ScrapyHelpFormatter)
    report_in_one_line(parser, "newspaper")
    parser.add_argument_group("Newspaper").add_argument(
        "--paper", metavar="NAME", help="which newspaper to imitate, e.g. daklak (default: khanhhoa)"
    )
    lines = parser.format_help().splitlines()
    headings = [above for above, line in pairwise(lines) if line and set(line) == {"="}]
    assert headings == ["Usage", "Options", "Newspaper"]
    assert "which newspaper" in parser.format_help()
